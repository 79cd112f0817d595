"""Rows of cells to text in which every row keeps its header: "Name: Ada | Role: chair | Since: 2021".

A sheet may hold a title above its table and, below an empty row, another table. The header row itself stays in the
text as it is, so that nothing is lost where a table has none and its first row was taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice

from index.reading.html.blocks import Block

CELL_SEPARATOR = " | "
_LONGEST_NAME = 200
_TOP = 100
"""Rows of a table that are looked at to find its header; a sheet is not held whole."""
_VALUE = re.compile(r"[-+(]?[€$£¥]?\s?\d[\d.,:/\s-]*[%€$£¥)]?|true|false|yes|no", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


def table_blocks(rows: Iterable[Sequence[str]]) -> Iterator[Block]:
    """Yield the blocks of a sheet: titles as text, and the rows of its tables, each row with the header above it."""
    names: list[str] = []
    for filled, table in groupby(map(_tidied, rows), any):
        if filled:
            top = list(islice(table, _TOP))
            start = _header_at(top, first=not names)
            if start is not None:
                names = _names(top[start])
                yield from map(_plain_row, top[: start + 1])
                top = top[start + 1 :]
            yield from (_named_row(names, row) for row in chain(top, table))


def _header_at(table: list[list[str]], *, first: bool) -> int | None:
    """Return the number of the row that names the columns, None where the table has none.

    Rows of a single cell above it are titles. A table below an empty row has a header of its own only if numbers stand
    below its first row; otherwise it goes on with the rows above it.
    """
    wide = [number for number, row in enumerate(table) if _width(row) > 1]
    start = wide[0] if wide else 0
    if not _is_header(table[start]) or len(table) == start + 1:
        return None
    if not first and not any(_VALUE.fullmatch(cell) for row in table[start + 1 :] for cell in row):
        return None
    return start


def _is_header(row: Sequence[str]) -> bool:
    """Whether the row could name columns: short words, no numbers but years."""
    cells = [cell for cell in row if cell]
    if len(cells) == 1 and (len(cells[0]) > 40 or cells[0].endswith((".", "!", "?"))):
        return False
    values = [cell for cell in cells if _VALUE.fullmatch(cell)]
    years = all(_YEAR.fullmatch(cell) for cell in values) and len(values) < len(cells)
    return max(map(len, cells)) <= _LONGEST_NAME and (not values or years)


def _named_row(names: Sequence[str], row: Sequence[str]) -> Block:
    padded = [*names, *[""] * (len(row) - len(names))]
    cells = [f"{name}: {cell}" if name else cell for name, cell in zip(padded, row, strict=False) if cell]
    return _row(cells)


def _plain_row(row: Sequence[str]) -> Block:
    return _row([cell for cell in row if cell])


def _row(cells: list[str]) -> Block:
    """Return a row as a block. A row of one cell is a paragraph: nothing in its line would part it from the next."""
    return Block("row" if len(cells) > 1 else "text", CELL_SEPARATOR.join(cells))


def _names(header: Sequence[str]) -> list[str]:
    return [name[:_LONGEST_NAME].rstrip(":").strip() for name in _tidied(header)]


def _tidied(row: Sequence[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in row]


def _width(row: Sequence[str]) -> int:
    return sum(map(bool, row))
