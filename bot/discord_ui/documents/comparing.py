"""`/library compare`: what came and what went between two versions, which every member may see. Seen by them alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.documents.comparison_rendering import comparison_screen
from bot.discord_ui.documents.finding import find_document
from bot.discord_ui.documents.library_rendering import AS_USUAL
from bot.discord_ui.permissions import server_of
from bot.discord_ui.presses import Handle
from bot.discord_ui.screens.actions import Action
from bot.discord_ui.screens.arguments import arguments, number
from bot.discord_ui.screens.screen import Screen
from index.library import Library


class Comparing:
    """The command, and the buttons that compare and turn pages."""

    def __init__(self, context: Context) -> None:
        """Look through `context`."""
        self._context = context
        self.handles: Mapping[str, Handle] = {"compare": self._pressed, "comparison": self._turn}

    async def show(self, interaction: discord.Interaction, reference: str, old: int | None, new: int | None) -> None:
        """Show what came and went between two versions of a document; by default the live one and the one before."""
        library = server_of(interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            await self._finish(interaction, library, reference, old, new)

    async def _pressed(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        document, old, new = arguments(action, 3)
        await self.show(interaction, document, _version(old), _version(new))

    async def _turn(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        document, *numbers = arguments(action, 4)
        old, new, page = map(number, numbers)
        library = server_of(interaction)
        if await self._context.sending.acknowledge_update(interaction):
            await self._finish(interaction, library, document, old, new, page)

    async def _finish(
        self,
        interaction: discord.Interaction,
        library: str,
        document: str,
        old: int | None,
        new: int | None,
        page: int = 0,
    ) -> None:
        look = partial(_compare, self._context.app.library(library), document, old, new, page)
        await self._context.sending.finish(interaction, await self._context.read(look))


def _compare(library: Library, reference: str, old: int | None, new: int | None, page: int) -> Screen:
    document = find_document(library, reference)
    return comparison_screen(library.name, library.compare(document, old, new), page)


def _version(text: str) -> int | None:
    return None if text == AS_USUAL else number(text)
