"""Work in the order in which it arrived, server by server, with a limit to how much may wait.

A server's lane does one thing at a time, so its members are answered in order; lanes run side by side, so that a busy
server does not keep another waiting. A place is taken on arrival, before anything is waited for that could let another
overtake.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import Final, TypeVar

from bot.errors import NotNow

Result = TypeVar("Result")

RESTARTING: Final = "Footnote is restarting; ask again in a minute."
TELLING_SECONDS: Final = 0.8
"""What those who cannot be answered any more have to be told so."""


class Place:
    """A place in a lane. Its turn comes when those before it have left, or have taken too long."""

    def __init__(self) -> None:
        """Wait in no lane yet."""
        self.overdue = False
        self._come = asyncio.Event()
        self._patience: asyncio.TimerHandle | None = None
        self._refused = False

    @property
    def called(self) -> bool:
        """Whether the turn has come."""
        return self._come.is_set()

    async def turn(self) -> None:
        """Wait for it. Raises NotNow when it will not come any more."""
        await self._come.wait()
        if self._refused:
            raise NotNow(RESTARTING)

    def begin(self, patience: float | None, give_up: Callable[[], object]) -> None:
        """Let the turn come, and call `give_up` when the place is still taken after `patience` seconds."""
        self._come.set()
        if patience is not None:
            self._patience = asyncio.get_running_loop().call_later(patience, give_up)

    def refuse(self) -> None:
        """Let the turn never come."""
        self._refused = True
        self._come.set()

    def end(self) -> None:
        """Be patient no longer."""
        if self._patience is not None:
            self._patience.cancel()


class Lanes:
    """Lanes of work by name; to be used from one event loop."""

    def __init__(self, limit: int, patience: float | None = None) -> None:
        """Let at most `limit` pieces of work wait or run, over all lanes.

        What takes longer than `patience` seconds goes on, but keeps those behind it waiting no more.
        """
        self._limit = limit
        self._patience = patience
        self._lanes: dict[str, deque[Place]] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    @property
    def held(self) -> int:
        """How many pieces of work wait or run."""
        return sum(map(len, self._lanes.values()))

    def check(self) -> None:
        """Raise NotNow when no more work is taken, with a sentence for the person."""
        if self._closed:
            raise NotNow(RESTARTING)
        if self.held >= self._limit:
            raise NotNow(f"Footnote is busy: {self.held:,} questions are waiting. Ask again in a minute.")

    @contextmanager
    def place(self, lane: str) -> Iterator[Place]:
        """Take the last place of a lane until the block ends. Raises NotNow."""
        self.check()
        line = self._lanes.setdefault(lane, deque())
        place = Place()
        line.append(place)
        self._idle.clear()
        self._call_next(line)
        try:
            yield place
        finally:
            place.end()
            line.remove(place)
            self._call_next(line)
            self._close_if_empty(lane)

    async def run(self, lane: str, work: Callable[[], Awaitable[Result]]) -> Result:
        """Do the work when all that came into the lane before is done, and return what it returns. Raises NotNow."""
        with self.place(lane) as place:
            await place.turn()
            return await work()

    async def drain(self, seconds: float) -> bool:
        """Take no more work and wait for what there is; return whether all of it was done in time.

        What has not begun by then never does: whoever waits for it gets NotNow.
        """
        self._closed = True
        if await self._done_within(seconds):
            return True
        for place in chain.from_iterable(self._lanes.values()):
            if not place.called:
                place.refuse()
        await self._done_within(TELLING_SECONDS)
        return False

    async def _done_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    def _call_next(self, line: deque[Place]) -> None:
        first = next((place for place in line if not place.overdue), None)
        if first and not first.called:
            first.begin(self._patience, partial(self._pass, line, first))

    def _pass(self, line: deque[Place], place: Place) -> None:
        """Let the next in line begin before this one has ended."""
        place.overdue = True
        self._call_next(line)

    def _close_if_empty(self, lane: str) -> None:
        if not self._lanes[lane]:
            del self._lanes[lane]
        if not self._lanes:
            self._idle.set()
