"""Changing what is in the library, which its admins may: remove, restore, make anew. Files come in by uploads.py."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import discord

from bot.app import App
from bot.discord_ui.authority import admins_library
from bot.discord_ui.context import Context
from bot.discord_ui.documents.adding import Adding
from bot.discord_ui.documents.finding import find_document
from bot.discord_ui.documents.library_rendering import GONE, KEPT, removal_question, removed_screen, restored_screen
from bot.discord_ui.presses import Handle
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.actions import Action
from bot.discord_ui.screens.arguments import arguments, number
from bot.discord_ui.screens.screen import Screen
from bot.errors import NotAllowed
from bot.logs import event
from index.documents import Document
from index.errors import DocumentNotFound

NOT_ASKED: Final = "Only the person who asked to remove this can answer; use `/library remove` yourself."

logger = logging.getLogger(__name__)


class LibraryChanges:
    """`/library remove`, `restore` and `reindex`, and the buttons that confirm a removal."""

    def __init__(self, context: Context, adding: Adding) -> None:
        """Change libraries through `context`; documents are made anew by `adding`."""
        self._context = context
        self._adding = adding
        self.handles: Mapping[str, Handle] = {"remove": self._remove_pressed, "keep": self._keep_pressed}

    async def ask_to_remove(self, interaction: discord.Interaction, reference: str) -> None:
        """Ask whether a document is really to be removed."""
        name = admins_library(self._context, interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            screen = await self._context.read(_question, self._context.app, name, reference, interaction.user.id)
            await self._context.sending.finish(interaction, screen)

    async def restore(self, interaction: discord.Interaction, reference: str, version: int) -> None:
        """Make an earlier version the live one again."""
        name = admins_library(self._context, interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            screen = await self._context.read(_restore, self._context.app, name, reference, version)
            event(logger, logging.INFO, "restored", server=name, member=interaction.user.id)
            await self._context.sending.finish(interaction, screen)

    async def reindex(self, interaction: discord.Interaction, reference: str | None) -> None:
        """Make the passages and vectors of a document anew, or of all."""
        name = admins_library(self._context, interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            library = self._context.app.library(name)
            document = await self._context.read(find_document, library, reference) if reference is not None else None
            await self._adding.reindex(interaction, document)

    async def _remove_pressed(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        name = admins_library(self._context, interaction)
        document = _asked_by(interaction, action)
        if await self._context.sending.acknowledge_update(interaction):
            removed = await self._context.read(_remove, self._context.app, name, document)
            if removed:
                event(logger, logging.INFO, "removed", server=name, member=interaction.user.id, document=removed.id)
            await self._context.sending.finish(interaction, removed_screen(removed) if removed else notice(GONE))

    async def _keep_pressed(self, interaction: discord.Interaction, action: Action, _: list[str]) -> None:
        admins_library(self._context, interaction)
        _asked_by(interaction, action)
        if await self._context.sending.acknowledge_update(interaction):
            await self._context.sending.finish(interaction, notice(KEPT))


def _asked_by(interaction: discord.Interaction, action: Action) -> str:
    """Return the document an action is about. Raises NotAllowed unless it was this person who asked to remove it."""
    document, member = arguments(action, 2)
    if number(member) != interaction.user.id:
        raise NotAllowed(NOT_ASKED)
    return document


def _question(app: App, name: str, reference: str, member: int) -> Screen:
    library = app.library(name)
    document = find_document(library, reference)
    return removal_question(name, document, len(library.versions(document)), member)


def _remove(app: App, name: str, document_id: str) -> Document | None:
    """Remove a document and its text in stored answers; return None when it was removed before."""
    # By its id and nothing else that removing takes: the confirmation was for this very document.
    if any(document.id == document_id for document in app.library(name).documents()):
        with suppress(DocumentNotFound):  # somebody else was faster
            return app.library(name).remove(document_id)
    app.records.forget_document(name, document_id)  # where the removal before was interrupted there
    return None


def _restore(app: App, name: str, reference: str, version: int) -> Screen:
    library = app.library(name)
    return restored_screen(version, library.restore(find_document(library, reference), version))
