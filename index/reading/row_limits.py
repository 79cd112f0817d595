"""How much of a table is read: more than people keep in one, and a stop for one that would fill the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.reading.html.blocks import Block

MOST_ROWS = 100_000
MOST_CHARACTERS = 8_000_000


class RowLimits:
    """Lets the rows of one file through until it has had its share; `reached` says whether any were held back."""

    def __init__(self) -> None:
        self.reached = False
        self._rows = 0
        self._characters = 0

    def within(self, rows: Iterable[Block]) -> Iterator[Block]:
        """Yield `rows` up to what is left of the limits."""
        for row in rows:
            self._rows += 1
            self._characters += len(row.text)
            if self._rows > MOST_ROWS or self._characters > MOST_CHARACTERS:
                self.reached = True
                return
            yield row
