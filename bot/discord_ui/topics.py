"""`/topics`: what the library is about, and what to ask it; seen by the member alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.discord_ui.asking import Asking
from bot.discord_ui.context import Context
from bot.discord_ui.permissions import server_of
from bot.discord_ui.presses import Handle
from bot.discord_ui.questions.passage_reading import quoted_passage
from bot.discord_ui.screens.actions import Action
from bot.discord_ui.screens.arguments import arguments, number
from bot.discord_ui.screens.escaping import plain
from bot.discord_ui.screens.screen import Screen
from bot.discord_ui.topics_rendering import topics_screen
from bot.errors import NotAllowed
from index.documents import Span
from index.errors import FootnoteError

MOST_CHOICES: Final = 25
LONGEST_CHOICE: Final = 100


class Topics:
    """`/topics`, its pages, the quotes it shows, and every menu of suggested questions."""

    def __init__(self, context: Context, asking: Asking) -> None:
        """Look through `context`; questions that are picked from a menu are asked through `asking`."""
        self._context = context
        self._asking = asking
        self.handles: Mapping[str, Handle] = {"topics": self._turn, "quoted": self._show_quoted, "ask": self._ask}

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add `/topics`."""

        @tree.command(name="topics", description="What the documents of this server are about, and what to ask them.")
        @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
        @app_commands.allowed_installs(guilds=True, users=False)
        async def topics(interaction: discord.Interaction) -> None:
            async with self._context.told(interaction):
                await self.show(interaction)

    async def show(self, interaction: discord.Interaction) -> None:
        """Show the largest topics, when they are worked out."""
        library = server_of(interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            await self._context.sending.finish(interaction, await self._screen(library, 0))

    async def _turn(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        (page,) = map(number, arguments(action, 1))
        library = server_of(interaction)
        if await self._context.sending.acknowledge_update(interaction):
            await self._context.sending.finish(interaction, await self._screen(library, page))

    async def _show_quoted(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        """Show a quote where it stands, beside the topics."""
        document, *places = arguments(action, 4)
        version, start, end = map(number, places)
        library = self._context.app.library(server_of(interaction))
        if await self._context.sending.acknowledge(interaction, private=True):
            screen = await self._context.read(quoted_passage, library, document, version, Span(start, end))
            await self._context.sending.finish(interaction, screen)

    async def _ask(self, interaction: discord.Interaction, action: Action, values: list[str]) -> None:
        """Ask the question that was picked: for the person alone where the menu was theirs alone."""
        if len(values) != 1:
            raise NotAllowed("Pick one question.")
        shown = interaction.message
        private = shown is not None and shown.flags.ephemeral
        await self._asking.by_menu_of_questions(interaction, action.library, values[0], private=private)

    async def _screen(self, library: str, page: int) -> Screen:
        return await self._context.read(self._look, library, page)

    def _look(self, library: str, page: int) -> Screen:
        app = self._context.app
        known = app.topics.overview(library)
        return topics_screen(library, known, page, documents=len(app.library(library).documents()))


async def topic_choices(context: Context, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
    """Return the topics of the server's library that hold what is typed, from what is known already; else none."""
    if interaction.guild_id is None:
        return []
    try:
        names = await context.read(context.app.topics.names, str(interaction.guild_id))
    except FootnoteError:
        return []  # the command itself says what is wrong
    wanted = " ".join(typed.split()).casefold()
    shown = (plain(name, LONGEST_CHOICE) for name in names if wanted in name.casefold())
    return [Choice(name=name, value=name) for name in shown][:MOST_CHOICES]
