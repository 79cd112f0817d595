"""How long to wait before connecting again: longer each time, until a connection has held."""

from __future__ import annotations

import random
from typing import Final

FIRST_SECONDS: Final = 1.0
GROWTH: Final = 1.5
LONGEST_SECONDS: Final = 240.0
"""Discord allows 1,000 new sessions a day and resets the token of a bot that takes more. At most one every two to four
minutes stays below that however long something is broken."""


class Backoff:
    """Grows with every wait, from half a second to a second at first."""

    def __init__(self, longest: float = LONGEST_SECONDS) -> None:
        """Wait `longest` seconds at most."""
        self._longest = longest
        self._waits = 0

    def next_seconds(self) -> float:
        """Return how long to wait now; by chance, so that many bots do not come back at the same moment."""
        longest = min(FIRST_SECONDS * GROWTH**self._waits, self._longest)
        self._waits = min(self._waits + 1, 30)
        return random.uniform(longest / 2, longest)  # noqa: S311 - nothing secret depends on it

    def reset(self) -> None:
        """Begin again with a short wait."""
        self._waits = 0
