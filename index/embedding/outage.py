"""Whether a server that embeds is left alone for a moment, since somebody has just waited for it in vain."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

REST_SECONDS: Final = 10.0


class Outage:
    """Safe to use from several threads."""

    def __init__(self, notify: Callable[[str], object], clock: Callable[[], float] = time.monotonic) -> None:
        """Tell of each outage once, through `notify`."""
        self._notify = notify
        self._clock = clock
        self._lock = Lock()
        self._told = False
        self._until = 0.0

    @property
    def lasts(self) -> bool:
        """Whether the server is not to be asked now."""
        with self._lock:
            return self._clock() < self._until

    def begin(self, why: str) -> None:
        """Note that the server failed."""
        with self._lock:
            told, self._told = self._told, True
            self._until = self._clock() + REST_SECONDS
        if not told:
            self._notify(f"{why} Until the embedding server answers, Footnote searches by keywords alone.")

    def end(self) -> None:
        """Note that the server works."""
        with self._lock:
            self._told, self._until = False, 0.0
