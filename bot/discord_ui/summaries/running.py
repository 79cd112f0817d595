"""The way of a summary in Discord: admit, acknowledge, wait in line, make it, show it, keep it for its buttons."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

import discord

from bot.answering.generative.writing import STOPPED
from bot.answering.summaries.summary import Summary
from bot.answering.summaries.watching import Watcher
from bot.discord_ui.context import Context
from bot.discord_ui.permissions import server_of
from bot.discord_ui.questions.answers import end_early, remember_place
from bot.discord_ui.questions.gate import Gate
from bot.discord_ui.questions.growing import shown_while_it_grows
from bot.discord_ui.questions.pending import Pending
from bot.discord_ui.questions.requests import Request
from bot.discord_ui.questions.surfaces import Surface, response_surface
from bot.discord_ui.rendering import Role
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.screen import Screen
from bot.discord_ui.summaries.keeping import Check, HeldSummaries, keep_summary, searched_of
from bot.discord_ui.summaries.progress_rendering import progress_screen
from bot.discord_ui.summaries.rendering import summary_screen
from bot.discord_ui.summaries.watching import Watching
from bot.errors import Stopped
from bot.logs import event
from bot.records.nouns import GivenAnswer
from bot.settings import Settings

Work = Callable[[Watcher], Summary]
"""Makes a summary, in a thread."""

SECONDS_TO_CHANGE: Final = 14 * 60.0
"""How long Discord takes changes of the response to a command, less a minute; it is a quarter of an hour."""

TOO_LATE: Final = "Stopped after a quarter of an hour, for Discord shows nothing later than that to you alone."

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """A summary as somebody asked for it in Discord.

    `named` says what it is of, in words, and stands above it while it is made. `begin` is awaited once the command is
    acknowledged and its turn has come, and returns the work for a thread. `ended` takes the finished summary and
    returns the one to show. What is not `kept` is never stored: it is held in memory for its asker alone, and `check`
    is awaited whenever they use it again. Each may raise FootnoteError, which is shown in the summary's place. While it
    is read, so many of each `unit` are counted.
    """

    named: str
    begin: Callable[[], Awaitable[Work]]
    private: bool = False
    kept: bool = True
    ended: Callable[[Summary], Awaitable[Summary]] | None = None
    check: Check | None = None
    unit: str = "section"


class Running:
    """Makes summaries. They have a line in each server, and threads of their own: answers do not wait for them."""

    def __init__(self, context: Context, gate: Gate) -> None:
        """Let summaries in through `gate`, as questions are."""
        self._context = context
        self._gate = gate
        self._threads = ThreadPoolExecutor(_at_once(context.app.settings), thread_name_prefix="summary")
        self.held = HeldSummaries()

    async def run(self, interaction: discord.Interaction, order: Order) -> None:
        """Make a summary and show it. Raises FootnoteError."""
        library, member, channel = server_of(interaction), interaction.user.id, interaction.channel
        settings = self._gate.admit_check(library, member, channel or interaction)
        request = Request(
            library=library,
            text=order.named,
            asker=member,
            channel=interaction.channel_id or 0,
            private=order.private or settings.private,
            in_thread=isinstance(channel, discord.Thread),
        )
        pending_ones, lanes = self._context.pending, self._context.questions
        with pending_ones.taken(lanes, request, lane=f"{library} summaries") as pending:
            if await self._context.sending.acknowledge(interaction, private=request.private):
                surface = response_surface(self._context.sending, interaction, private=request.private)
                await self._make(order, pending, surface)

    def close(self) -> None:
        """Begin no more summaries."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _make(self, order: Order, pending: Pending, surface: Surface) -> None:
        """Make the summary, showing how far it is, and show it. Raises FootnoteError."""
        request = pending.request
        watching = Watching(pending, time.monotonic() + SECONDS_TO_CHANGE if request.private else None)
        stop = custom_id("stop", request.library, pending.id)

        def screen() -> Screen:
            return progress_screen(order.named, watching.read, watching.so_far, stop, order.unit)

        try:
            async with shown_while_it_grows(pending, surface, self._context.sending.edits, screen):
                summary = await self._made(order, pending, watching)
        except Stopped as stopped:
            await end_early(pending, surface, stopped)
            return
        pending.finished = True
        await self._show(order, pending, surface, summary)

    async def _made(self, order: Order, pending: Pending, watching: Watching) -> Summary:
        """Return the summary. Raises FootnoteError, Stopped when it is stopped before there is anything of it."""
        await pending.unless_ended(pending.place.turn())
        work = await pending.unless_ended(order.begin())
        summary = await self._worked_out(pending, partial(work, watching))
        why = pending.why or (TOO_LATE if watching.too_late and not pending.stopped else None)
        if why and summary.answer.note == STOPPED:
            summary = replace(summary, answer=replace(summary.answer, note=why))
        return await pending.while_wanted(order.ended(summary)) if order.ended else summary

    async def _worked_out(self, pending: Pending, work: Callable[[], Summary]) -> Summary:
        """Do the work in a thread. Raises Stopped when it was stopped before there was a thread for it."""
        loop, begun = asyncio.get_running_loop(), asyncio.Event()

        def begin() -> Summary:
            with suppress(RuntimeError):  # the loop is closed: the process is ending
                loop.call_soon_threadsafe(begun.set)
            return work()

        working = self._threads.submit(begin)
        try:
            await pending.unless_ended(begun.wait())
        except Stopped:
            if working.cancel():
                raise
        return await pending.while_wanted(asyncio.wrap_future(working))

    async def _show(self, order: Order, pending: Pending, surface: Surface, summary: Summary) -> None:
        """Keep the summary for its buttons and show it."""
        given = await self._context.read(self._given, pending.request, summary)
        if order.kept:
            await self._context.read(keep_summary, self._context.app, given)
        else:
            self.held.hold(given, order.check)
        screen = await self._context.read(summary_screen, given, role=_role(pending.request), held=not order.kept)
        shown = await surface.show(screen)
        if shown is not None and order.kept:
            await remember_place(self._context, given, shown)
        event(
            logger,
            logging.INFO,
            "summarised",
            server=given.library,
            answer=given.id,
            scope=str(summary.request.scope),
            writer=summary.answer.writer,
            read=summary.coverage.read,
            of=summary.coverage.of,
            ms=round(summary.answer.timings_ms.get("total", 0)),
            shown=shown is not None,
        )

    def _given(self, request: Request, summary: Summary) -> GivenAnswer:
        """Return the summary as it is given. Synchronous."""
        documents = self._context.app.library(request.library).documents()
        return GivenAnswer(
            id=self._context.app.records.new_answer_id(),
            library=request.library,
            channel=request.channel,
            asker=request.asker,
            private=request.private,
            direct=False,
            asked_at=datetime.now(UTC),
            answer=summary.answer,
            searched=searched_of(summary, len(documents), sum(document.passages for document in documents)),
        )


def _role(request: Request) -> Role:
    if request.private:
        return "private"
    return "thread" if request.in_thread else "public"


def _at_once(settings: Settings) -> int:
    """Return how many summaries are made at once; those that wait for a model's server use no processor."""
    return settings.answer_threads + (settings.model_requests if settings.has_model else 0)
