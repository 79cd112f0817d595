"""The wish to stop, which comes as a signal, and an end of the process that follows in any case."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
LEAVING_SECONDS: Final = 13.5
"""When, after the signal, the process ends whatever hangs: before the 15 seconds an operator counts on."""


class Stopping:
    """Takes SIGTERM and SIGINT. The first is a wish, which it sees to; the second ends the process at once."""

    def __init__(self, end: Callable[[int], object] = os._exit) -> None:
        """End the process, where that has to be by force, with `end` and an exit code.

        Nothing is flushed then: the log writes through, and a lock that somebody hangs on would be one more thing to
        wait for.
        """
        self._end = end
        self._wish = asyncio.Event()
        self._wished = False

    async def asked(self) -> None:
        """Wait for the first signal."""
        await self._wish.wait()

    @contextmanager
    def listening(self, loop: AbstractEventLoop) -> Iterator[None]:
        """Take the signals, and tell whoever waits in `loop`."""
        # signal.signal and not the loop's own way, which gets to run only while the loop does.
        before = {
            number: signal.signal(number, lambda number, frame: self._take(loop, number, frame)) for number in SIGNALS
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def leave_within(self, seconds: float, code: int) -> None:
        """End the process by force in so many seconds, unless it has ended by itself."""
        timer = threading.Timer(seconds, self._end, (code,))
        timer.daemon = True  # or it would be what the process waits for
        timer.start()

    def _take(self, loop: AbstractEventLoop, number: int, _frame: FrameType | None) -> None:
        if self._wished:
            self._end(128 + number)
            return
        self._wished = True
        self.leave_within(LEAVING_SECONDS, 0)
        with suppress(RuntimeError):  # the loop is closed: there is nobody left to tell
            loop.call_soon_threadsafe(self._wish.set)
