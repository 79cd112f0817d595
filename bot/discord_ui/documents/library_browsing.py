"""Looking at the library, which every member may do: its documents, one of them, its versions. Seen by them alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.documents.finding import find_document
from bot.discord_ui.documents.library_rendering import document_screen, history_screen, list_screen
from bot.discord_ui.permissions import server_of
from bot.discord_ui.presses import Handle
from bot.discord_ui.screens.actions import Action
from bot.discord_ui.screens.arguments import arguments, number
from bot.discord_ui.screens.screen import Screen
from index.library import Library

Look = Callable[[Library], Screen]


class LibraryBrowsing:
    """`/library list`, `show` and `history`, and the buttons that lead between them."""

    def __init__(self, context: Context) -> None:
        """Look through `context`."""
        self._context = context
        self.handles: Mapping[str, Handle] = {
            "list": self._turn_list,
            "document": self._show_pressed,
            "versions": self._history_pressed,
            "history": self._turn_history,
        }

    async def show_list(self, interaction: discord.Interaction) -> None:
        """Show the first page of the library's documents."""
        await self._open(interaction, lambda library: _list(library, 0))

    async def show(self, interaction: discord.Interaction, reference: str) -> None:
        """Show the facts of a document."""
        await self._open(interaction, lambda library: _show(library, reference))

    async def history(self, interaction: discord.Interaction, reference: str) -> None:
        """Show the versions of a document."""
        await self._open(interaction, lambda library: _history(library, reference, 0))

    async def _show_pressed(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        (document,) = arguments(action, 1)
        await self.show(interaction, document)

    async def _history_pressed(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        (document,) = arguments(action, 1)
        await self.history(interaction, document)

    async def _turn_list(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        (page,) = map(number, arguments(action, 1))
        await self._turn(interaction, lambda library: _list(library, page))

    async def _turn_history(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        document, page = arguments(action, 2)
        at = number(page)
        await self._turn(interaction, lambda library: _history(library, document, at))

    async def _open(self, interaction: discord.Interaction, look: Look) -> None:
        """Show something in a message of its own."""
        library = server_of(interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            await self._finish(interaction, library, look)

    async def _turn(self, interaction: discord.Interaction, look: Look) -> None:
        """Show something in the place of what the pressed button stands under."""
        library = server_of(interaction)
        if await self._context.sending.acknowledge_update(interaction):
            await self._finish(interaction, library, look)

    async def _finish(self, interaction: discord.Interaction, library: str, look: Look) -> None:
        screen = await self._context.read(look, self._context.app.library(library))
        await self._context.sending.finish(interaction, screen)


def _list(library: Library, page: int) -> Screen:
    return list_screen(library.name, library.documents(), page)


def _show(library: Library, reference: str) -> Screen:
    document = find_document(library, reference)
    followed = next((source for source in library.sources() if source.location == document.source), None)
    return document_screen(library.name, document, library.versions(document), followed)


def _history(library: Library, reference: str, page: int) -> Screen:
    document = find_document(library, reference)
    return history_screen(library.name, document, library.versions(document), page)
