"""A server that fails again and again is left alone for a while, so that nobody waits for it in vain."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Final

from index.errors import EndpointError

FAILURES: Final = 3
REST_SECONDS: Final = 30.0

logger = logging.getLogger(__name__)


class Breaker:
    """Counts failures in a row. Safe to use from several threads, whose calls run side by side."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._rests_until = 0.0

    def enter(self) -> bool:
        """Let a call begin, and tell whether it is a trial: the first after a rest. Raises EndpointError during one."""
        with self._lock:
            if self._failures < FAILURES:
                return False
            if self._clock() < self._rests_until:
                raise EndpointError(
                    "The model server has failed several times in a row; it is tried again in half a minute."
                )
            # Until the trial has ended, the others need not wait for it.
            self._rests_until = self._clock() + REST_SECONDS
            return True

    def succeeded(self) -> None:
        """Note that a call ended well."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Note that the server did not do as it should."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._rests_until = self._clock() + REST_SECONDS
            opened = self._failures == FAILURES
        if opened:
            logger.warning("a model server failed %d times in a row and is left alone for a while", FAILURES)

    def undecided(self, trial: bool) -> None:
        """Note that a call ended before the server had shown either; after a trial the next call is one."""
        with self._lock:
            if trial:
                self._rests_until = self._clock()
