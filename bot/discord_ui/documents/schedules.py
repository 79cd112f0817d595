"""`/library refresh` and `/library schedule`: when the source of a document is looked at again, which admins say."""

from __future__ import annotations

import logging
from typing import Final

import discord

from bot.app import App
from bot.discord_ui.authority import admins_library
from bot.discord_ui.context import Context
from bot.discord_ui.documents.adding import Adding
from bot.discord_ui.documents.finding import find_document
from bot.discord_ui.documents.intervals import AS_LIBRARY, interval
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.places import shown_title
from bot.discord_ui.screens.screen import Screen
from bot.logs import event
from index.following.schedule import DAILY

WHAT_HAS_NONE: Final = "What is followed here and has no schedule of its own"

logger = logging.getLogger(__name__)


class Schedules:
    """The two commands."""

    def __init__(self, context: Context, adding: Adding) -> None:
        """Change schedules through `context`; documents are looked at again by `adding`."""
        self._context = context
        self._adding = adding

    async def refresh(self, interaction: discord.Interaction, reference: str) -> None:
        """Look at the source of a document again now."""
        name = admins_library(self._context, interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            library = self._context.app.library(name)
            await self._adding.refresh(interaction, await self._context.read(find_document, library, reference))

    async def schedule(self, interaction: discord.Interaction, every: int, reference: str | None) -> None:
        """Say how often a document, or what has no schedule of its own, is looked at again."""
        name = admins_library(self._context, interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            screen = await self._context.read(_schedule, self._context.app, name, every, reference)
            event(logger, logging.INFO, "schedule changed", server=name, member=interaction.user.id, minutes=every)
            await self._context.sending.finish(interaction, screen)


def _schedule(app: App, name: str, every: int, reference: str | None) -> Screen:
    library = app.library(name)
    document = find_document(library, reference) if reference is not None else None
    minutes = None if every == AS_LIBRARY else every
    library.schedule(minutes, document)
    if document is None:
        return notice(f"{WHAT_HAS_NONE} is looked at again: {interval(DAILY if minutes is None else minutes)}.")
    return notice(f"**{shown_title(document.title)}** is looked at again: {interval(minutes)}.")
