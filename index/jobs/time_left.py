"""A guess at how long a job still takes: as long for each thing left as it took for those done."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

SECONDS_BEFORE_GUESSING: Final = 2.0
LEAST_DONE: Final = 0.02
"""The share of a job that must be done before anything is said."""


class TimeLeft:
    """Measures how fast things are done. The clock is one that nobody sets."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._things = 0
        self._done = 0

    def begin(self, things: int) -> None:
        """Start measuring; so many things are to be done."""
        self._began, self._things, self._done = self._clock(), things, 0

    def end_one(self) -> None:
        """Have one more thing done."""
        self._done += 1

    def seconds(self, share: float) -> float | None:
        """Return the seconds left when `share` (0..1) of the thing under way is done, None while that is not known."""
        passed = self._clock() - self._began
        done = (self._done + share) / self._things if self._things else 0.0
        if passed < SECONDS_BEFORE_GUESSING or done < LEAST_DONE:
            return None
        return passed * max(0.0, 1 - done) / done
