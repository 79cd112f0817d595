"""The time on the server, which a test may move on, and the ids made from it."""

from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000
"""The first millisecond of 2015, from which Discord counts."""


class Clock:
    """The wall clock of this machine, ahead by what the test has moved it."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def time(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass on the server: for interactions, tokens and the count of invalid requests."""
        self._ahead += seconds

    def stamp(self) -> str:
        """The time as Discord writes it."""
        return written(self.time())


def written(seconds: float) -> str:
    """A time in seconds since 1970 as Discord writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


class Snowflakes:
    """Makes ids: the time, and a counter below it, so that a later id is a greater one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._count = itertools.count(1)
        self._last = 0

    def __call__(self) -> int:
        moment = (int(self._clock.time() * 1000) - EPOCH_MS) << 22
        self._last = max(self._last + 1, moment | (next(self._count) & 0xFFF))
        return self._last
