"""The message menu "Check against the library": what a message claims, held against the documents."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import discord
from discord import app_commands

from bot.app import App
from bot.discord_ui.checked_answers import as_answer
from bot.discord_ui.context import Context
from bot.discord_ui.permissions import server_of
from bot.discord_ui.questions.gate import Gate
from bot.discord_ui.questions.requests import Request, keep, searched
from bot.discord_ui.rendering import EMPTY, answer_screen, notice
from bot.discord_ui.screens.escaping import safe
from bot.discord_ui.screens.screen import Screen
from bot.errors import NotAllowed
from bot.logs import event
from bot.records.nouns import GivenAnswer

NO_TEXT: Final = "There is no text in this message to check."
NO_CLAIMS: Final = "There is nothing in this message to check: it states nothing."

logger = logging.getLogger(__name__)


class Checks:
    """Checks messages for whoever picks the menu, and shows what was found to them alone."""

    def __init__(self, context: Context, gate: Gate) -> None:
        """Let checks in through `gate`, as questions are."""
        self._context = context
        self._gate = gate
        # A long text takes a processor for seconds, and there are more threads than these where a model writes.
        self._at_once = asyncio.Semaphore(context.app.settings.answer_threads)

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add the menu."""

        @tree.context_menu(name="Check against the library")
        @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
        @app_commands.allowed_installs(guilds=True, users=False)
        async def check(interaction: discord.Interaction, message: discord.Message) -> None:
            async with self._context.told(interaction):
                await self.by_menu(interaction, message)

    async def by_menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Check what somebody wrote."""
        library, member = server_of(interaction), interaction.user.id
        text = message.clean_content.strip()
        if not text:
            raise NotAllowed(NO_TEXT)
        self._gate.admit_check(library, member, interaction.channel or interaction)
        request = Request(library=library, text=text, asker=member, channel=interaction.channel_id or 0, private=True)
        with self._context.questions.place(library) as place:
            if await self._context.sending.acknowledge(interaction, private=True):
                await place.turn()
                async with self._at_once:
                    screen = await self._context.work(partial(_checked, self._context.app, request))
                await self._context.sending.finish(interaction, screen)


def _checked(app: App, request: Request) -> Screen:
    """Check the text and keep what was found for its buttons. Raises FootnoteError."""
    looked_in = searched(app.library(request.library).documents(), None)
    if not looked_in.documents:
        return notice(EMPTY)
    checked = app.check(request.library, request.text, request.asker)
    if not checked.claims:
        return notice(safe(checked.note or NO_CLAIMS))
    given = GivenAnswer(
        id=app.records.new_answer_id(),
        library=request.library,
        channel=request.channel,
        asker=request.asker,
        private=True,
        direct=False,
        asked_at=datetime.now(UTC),
        answer=as_answer(request.text, checked),
        searched=looked_in,
    )
    keep(app, given)
    event(logger, logging.INFO, "checked", server=request.library, answer=given.id, claims=len(checked.claims))
    return answer_screen(given, show_question=True)
