"""Waiting for something to become true on the server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

LOOK_AGAIN = 0.02
"""Seconds until somebody who waits looks again of themselves: for what changes in a client and not on the server."""


class Changes:
    """Whoever changes the world says so, and whoever waits looks again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def happened(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def until(self, found: Callable[[], Found], seconds: float) -> Found:
        """Return what `found` returns as soon as it is truthy. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not (result := found()):
                future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                self._waiting.add(future)
                await asyncio.wait([future], timeout=LOOK_AGAIN)
                self._waiting.discard(future)
        return result
