"""What becomes of a question that was let in: its turn, its answer, the answer shown and remembered."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.lanes import Place
from bot.discord_ui.questions.requests import Request, answer_now
from bot.discord_ui.rendering import Role, answer_screen, notice, searching
from bot.discord_ui.screens.escaping import safe
from bot.discord_ui.screens.screen import Block, Screen
from bot.errors import explain
from bot.logs import event
from bot.records.nouns import GivenAnswer
from index.errors import StoreError

Deliver = Callable[[Screen], Awaitable[discord.Message | None]]
"""Shows a screen in the place of what was shown before; None when that could not be done, which is logged."""

logger = logging.getLogger(__name__)


async def answer_message(
    context: Context, message: discord.Message, request: Request, more: Sequence[Block] = ()
) -> None:
    """Answer in a reply, which says that the documents are being searched until the answer takes its place.

    Raises NotNow before anything is waited for.
    """
    with context.questions.place(request.library) as place:
        shown = await context.sending.reply(message, searching())
        if shown is None:
            return  # nothing can be said here, which was logged
        deliver = partial(context.sending.edit, shown)
        try:
            await answer(context, request, place, deliver, show_question=False, more=more)
        except Exception as error:  # noqa: BLE001 - the last place where the person can be told
            await deliver(notice(safe(explain(error)), "problem"))


async def answer(
    context: Context,
    request: Request,
    place: Place,
    deliver: Deliver,
    *,
    show_question: bool,
    more: Sequence[Block] = (),
) -> None:
    """Answer when the questions before this `place` in the server's lane are answered. Raises FootnoteError.

    `show_question` where the question is not to be seen above the answer; `more` stands below it.
    """
    await place.turn()
    given = await context.work(partial(answer_now, context.app, request))
    role: Role | None = "thread" if request.in_thread and not request.private else None
    screen = answer_screen(given, show_question=show_question, role=role)
    message = await deliver(replace(screen, blocks=(*screen.blocks, *more)))
    if message is not None:
        await _remember_place(context, given, message)
    event(
        logger,
        logging.INFO,
        given.answer.status,
        server=request.library,
        answer=given.id,
        ms=round(given.answer.timings_ms.get("total", 0)),
        shown=message is not None,
    )


async def _remember_place(context: Context, given: GivenAnswer, message: discord.Message) -> None:
    """Note which message shows the answer; where that cannot be kept, replies to it are no follow-ups."""
    try:
        await context.read(context.app.records.place_answer, given.library, given.id, message.id)
    except StoreError as error:
        event(logger, logging.WARNING, "place of an answer not kept", answer=given.id, reason=str(error))
