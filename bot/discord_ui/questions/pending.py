"""Questions on their way, and the ways in which one ends early.

A question is pending from its place in line to the last edit of its answer. Its asker may stop the answer, which keeps
what is verified of it, or delete the question, which takes the answer back; a server may remove the bot; Footnote
itself may have to stop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from secrets import token_hex
from typing import Final, TypeVar

from bot.answering.answer import Answer
from bot.answering.generative.writing import STOPPED
from bot.discord_ui.lanes import RESTARTING, Lanes, Place
from bot.discord_ui.permissions import NOT_YOURS
from bot.discord_ui.questions.requests import Request
from bot.errors import NotAllowed, Stopped

Result = TypeVar("Result")

FINISHED: Final = "This answer is finished, so there is nothing to stop."
NOT_WHOLE: Final = "Footnote had to restart before this answer was whole."
UNWANTED: Final = "Nobody waits for this answer any more."


class End(Enum):
    """Why no more of an answer is worked out."""

    STOPPED = auto()
    RESTARTING = auto()
    TAKEN_BACK = auto()
    """The question was deleted, and what is shown of the answer goes too."""
    NOWHERE = auto()
    """There is no place left to show it in."""


class Pending:
    """A question on its way, as whoever works its answer out knows it: a Listener (bot/answering/listening.py).

    `message` is the question, where it is one, and `shown` what shows its answer, as Discord's ids. It is `finished`
    when nothing but the last edit is left.
    """

    def __init__(self, request: Request, place: Place, message: int | None = None) -> None:
        """Wait at `place` in line. To be made in the event loop."""
        self.id = token_hex(8)
        self.request = request
        self.place = place
        self.message = message
        self.shown: int | None = None
        self.end: End | None = None
        self.finished = False
        self._so_far: Answer | None = None
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._ended = asyncio.Event()
        self._unwanted = asyncio.Event()

    @property
    def stopped(self) -> bool:
        """Whether no more of the answer is to be worked out; asked from the thread that does."""
        return self.end is not None

    @property
    def unwanted(self) -> bool:
        """Whether nothing of the answer is to be shown or kept."""
        return self.end in {End.TAKEN_BACK, End.NOWHERE}

    @property
    def why(self) -> str | None:
        """Why the answer was stopped, where it was not its asker who did."""
        return NOT_WHOLE if self.end is End.RESTARTING else None

    @property
    def empty(self) -> bool:
        """Whether there is no sentence of the answer yet."""
        return self._so_far is None or not self._so_far.claims

    def show(self, so_far: Answer) -> None:
        """Take what there is of the answer by now; called from the thread that works it out."""
        self._tell(self._take, so_far)

    def progressed(self) -> None:
        """Take note that there is something else to show than sentences; called from the same thread."""
        self._tell(self._changed.set)

    def newest(self) -> Answer | None:
        """Return what there is of the answer by now, None for nothing."""
        self._changed.clear()
        return self._so_far

    async def changed(self) -> None:
        """Wait until there is something else of the answer than was returned last."""
        await self._changed.wait()

    async def while_wanted(self, work: Awaitable[Result]) -> Result:
        """Return what the work returns. Raises Stopped as soon as nothing of the answer is wanted any more."""
        return await _unless(self._unwanted, UNWANTED, work)

    async def unless_ended(self, work: Awaitable[Result]) -> Result:
        """Return what the work returns. Raises Stopped as soon as the answer is stopped, for whatever reason."""
        return await _unless(self._ended, STOPPED, work)

    def ends(self, how: End) -> None:
        """End the answer early. What makes it unwanted outweighs what stops it; else the first end counts."""
        if self.end is None or (how in {End.TAKEN_BACK, End.NOWHERE} and not self.unwanted):
            self.end = how
        self._ended.set()
        if self.unwanted:
            self._unwanted.set()

    def _tell(self, call: Callable[..., object], *args: object) -> None:
        with suppress(RuntimeError):  # the loop is closed: the process is ending
            self._loop.call_soon_threadsafe(call, *args)

    def _take(self, so_far: Answer) -> None:
        self._so_far = so_far
        self._changed.set()


class PendingQuestions:
    """Every question on its way; to be used from one event loop."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pending: dict[str, Pending] = {}

    @contextmanager
    def taken(self, lanes: Lanes, request: Request, message: int | None = None, lane: str = "") -> Iterator[Pending]:
        """Take the last place in the line of the question's server, or in `lane`, until the block ends.

        Raises NotNow.
        """
        with lanes.place(lane or request.library) as place:
            pending = Pending(request, place, message)
            self._pending[pending.id] = pending
            try:
                yield pending
            finally:
                del self._pending[pending.id]

    def stop(self, library: str, pending_id: str, member: int) -> None:
        """Stop an answer for the member who asked. Raises NotAllowed."""
        pending = self._pending.get(pending_id)
        if pending is None or pending.finished or pending.request.library != library:
            raise NotAllowed(FINISHED)
        if pending.request.asker != member:
            raise NotAllowed(NOT_YOURS)
        pending.ends(End.STOPPED)

    def stop_all(self) -> None:
        """Stop every answer because Footnote stops."""
        for pending in self._pending.values():
            pending.ends(End.RESTARTING)

    def message_deleted(self, message: int) -> None:
        """Give up the answer to a message that was deleted, or that a deleted message showed."""
        for pending in self._pending.values():
            if message == pending.message:
                pending.ends(End.TAKEN_BACK)
            elif message == pending.shown:
                pending.ends(End.NOWHERE)

    def channel_deleted(self, channel: int) -> None:
        """Give up the answers in a channel or a thread that was deleted."""
        for pending in self._pending.values():
            if pending.request.channel == channel:
                pending.ends(End.NOWHERE)

    def server_left(self, library: str) -> None:
        """Give up the answers of a server that removed the bot."""
        for pending in self._pending.values():
            if pending.request.library == library:
                pending.ends(End.NOWHERE)


async def _unless(over: asyncio.Event, why: str, work: Awaitable[Result]) -> Result:
    """Return what the work returns. Raises Stopped, with the reason, as soon as it is over."""
    working = asyncio.create_task(_result(work))
    waiting = asyncio.create_task(over.wait())
    try:
        await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if over.is_set():
            raise Stopped(why)
        return working.result()
    finally:
        waiting.cancel()
        working.cancel()
        working.add_done_callback(_ignore)


async def _result(work: Awaitable[Result]) -> Result:
    return await work


def _ignore(working: asyncio.Future[Result]) -> None:
    """Take note of what came of work that nobody waits for any more, or asyncio would log its error."""
    if not working.cancelled():
        working.exception()


def early_end(pending: Pending, stopped: Stopped) -> str:
    """Return what is said in place of an answer that was stopped before any of it was there."""
    return RESTARTING if pending.end is End.RESTARTING else str(stopped)
