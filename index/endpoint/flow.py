"""What one call brings, from the event loop to the thread that waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, Final, Generic, TypeVar

from index.errors import EndpointError, FootnoteError

T = TypeVar("T")

POLL_SECONDS: Final = 0.05
"""How often it is asked whether the rest is still wanted."""

_ENDED: Final = object()
_STOPPED: Final = object()
_NOTHING: Final = object()


class Late(EndpointError):
    """Nothing came within the time."""

    def __init__(self, seconds: float, came: bool) -> None:
        what = "sent nothing more" if came else "did not answer"
        super().__init__(f"The model server {what} within {_span(seconds)}.")


class Flow(Generic[T]):
    """The items of one call; `came` tells whether there has been one."""

    def __init__(self) -> None:
        self._arrived: SimpleQueue[Any] = SimpleQueue()
        self.came = False

    def put(self, item: T) -> None:
        """Pass an item on, from the event loop."""
        self._arrived.put(item)

    def items(
        self, running: Future[FootnoteError | None], seconds: Callable[[], float], stopped: Callable[[], bool]
    ) -> Iterator[T]:
        """Yield the items `running` puts, until it ends; raise the error it ends with, or Late.

        It is called off when its time is up, when `stopped` is true, or when the iterator is left.
        """
        running.add_done_callback(lambda _: self._arrived.put(_ENDED))
        try:
            while True:
                left = seconds()
                item = self._next(left, stopped)
                if item is _NOTHING:
                    raise Late(left, self.came)
                if item is _ENDED:
                    break
                if item is _STOPPED:
                    return
                self.came = True
                yield item
            failure = None if running.cancelled() else running.result()
            if running.cancelled():
                raise EndpointError("Footnote is stopping; ask again in a minute.")
            if failure is not None:
                raise failure
        finally:
            running.cancel()

    def _next(self, seconds: float, stopped: Callable[[], bool]) -> Any:
        ends = time.monotonic() + seconds
        while not stopped():
            left = ends - time.monotonic()
            try:
                return self._arrived.get(timeout=max(0.0, min(POLL_SECONDS, left)))
            except Empty:
                if left <= POLL_SECONDS:
                    return _NOTHING
        return _STOPPED


def _span(seconds: float) -> str:
    shown = f"{seconds:.0f}" if seconds >= 1.5 else f"{max(seconds, 0.1):.1g}"
    return f"{shown} second{'' if shown == '1' else 's'}"
