"""What becomes of a question that was let in: its turn, its answer, the answer shown and remembered."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from functools import partial

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.questions.growing import shown_while_it_grows
from bot.discord_ui.questions.pending import End, Pending, early_end
from bot.discord_ui.questions.requests import Request, answer_now
from bot.discord_ui.questions.surfaces import Surface, reply_surface
from bot.discord_ui.rendering import Role, answer_screen, notice, searching
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import safe
from bot.discord_ui.screens.screen import Block, Screen, Text
from bot.discord_ui.suggested import what_to_ask_next
from bot.discord_ui.writing_rendering import writing_screen
from bot.errors import Stopped, explain
from bot.logs import event
from bot.records.nouns import GivenAnswer
from index.errors import StoreError

logger = logging.getLogger(__name__)


async def answer_message(
    context: Context, message: discord.Message, request: Request, more: Sequence[Block] = ()
) -> None:
    """Answer in a reply, which says that the documents are being searched until the answer takes its place.

    Raises NotNow before anything is waited for.
    """
    with context.pending.taken(context.questions, request, message.id) as pending:
        shown = await context.sending.reply(message, searching())
        if shown is None:
            return  # nothing can be said here, which was logged
        pending.shown = shown.id
        surface = reply_surface(context.sending, shown)
        try:
            await answer(context, pending, surface, show_question=False, more=more)
        except Exception as error:  # noqa: BLE001 - the last place where the person can be told
            await surface.show(notice(safe(explain(error)), "problem"))


async def answer(
    context: Context, pending: Pending, surface: Surface, *, show_question: bool, more: Sequence[Block] = ()
) -> None:
    """Answer when the questions before this one in the server's lane are answered. Raises FootnoteError.

    `show_question` where the question is not to be seen above the answer; `more` stands below it.
    """
    request = pending.request
    try:
        await pending.while_wanted(pending.place.turn())
        async with _growing(context, pending, surface, show_question=show_question, more=more):
            given = await pending.while_wanted(context.work(partial(answer_now, context.app, request, pending)))
    except Stopped as stopped:
        await end_early(pending, surface, stopped)
        return
    pending.finished = True
    role: Role | None = "thread" if request.in_thread and not request.private else None
    screen = answer_screen(given, show_question=show_question, role=role)
    below = (*await what_to_ask_next(context, given), *more)
    message = await surface.show(replace(screen, blocks=(*screen.blocks, *below)))
    if pending.end is End.TAKEN_BACK:
        await surface.take_back()
    elif message is not None:
        await remember_place(context, given, message)
    event(
        logger,
        logging.INFO,
        given.answer.status,
        server=request.library,
        answer=given.id,
        writer=given.answer.writer,
        ms=round(given.answer.timings_ms.get("total", 0)),
        shown=message is not None,
    )


def _growing(
    context: Context, pending: Pending, surface: Surface, *, show_question: bool, more: Sequence[Block]
) -> AbstractAsyncContextManager[None]:
    """Show the answer while it is worked out, where a model may write it: without one it is there at once."""
    if not context.app.settings.has_model:
        return nullcontext()
    request = pending.request
    stop = custom_id("stop", request.library, pending.id)
    below = tuple(block for block in more if isinstance(block, Text))

    def screen() -> Screen:
        growing = writing_screen(request.text, pending.newest(), stop, show_question=show_question)
        return replace(growing, blocks=(*growing.blocks, *below))

    return shown_while_it_grows(pending, surface, context.sending.edits, screen)


async def end_early(pending: Pending, surface: Surface, stopped: Stopped) -> None:
    """Show that the answer was stopped before any of it was there, or nothing where nothing is wanted."""
    event(logger, logging.INFO, "stopped", server=pending.request.library, why=pending.end and pending.end.name.lower())
    if pending.end is End.TAKEN_BACK:
        await surface.take_back()
    elif not pending.unwanted:
        await surface.show(notice(safe(early_end(pending, stopped))))


async def remember_place(context: Context, given: GivenAnswer, message: discord.Message) -> None:
    """Note which message shows the answer; where that cannot be kept, replies to it are no follow-ups."""
    try:
        await context.read(context.app.records.place_answer, given.library, given.id, message.id)
    except StoreError as error:
        event(logger, logging.WARNING, "place of an answer not kept", answer=given.id, reason=str(error))
