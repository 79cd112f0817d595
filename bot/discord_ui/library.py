"""`/library`: the commands with their options. What they do is in the library_*.py modules and in uploads.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.discord_ui.context import Context
from bot.discord_ui.documents.adding import Adding
from bot.discord_ui.documents.choices import document_choices, version_choices
from bot.discord_ui.documents.library_browsing import LibraryBrowsing
from bot.discord_ui.documents.library_changes import LibraryChanges
from bot.discord_ui.documents.uploads import Uploads
from bot.discord_ui.presses import Handle


class LibraryCommands:
    """`/library`, and the message menu "Add to library"."""

    def __init__(self, context: Context, adding: Adding) -> None:
        """Work through `context`; files are taken in by `adding`."""
        self._uploads = Uploads(context, adding)
        browsing, changes = LibraryBrowsing(context), LibraryChanges(context, adding)
        self._group = LibraryGroup(context, browsing, changes, self._uploads)
        self.handles: Mapping[str, Handle] = {**browsing.handles, **changes.handles}

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add the commands."""
        tree.add_command(self._group)
        self._uploads.add_to(tree)


class LibraryGroup(app_commands.Group):
    """The commands. Everyone sees them all: who may change the library is decided when somebody tries."""

    def __init__(self, context: Context, browsing: LibraryBrowsing, changes: LibraryChanges, uploads: Uploads) -> None:
        """Let each command do its part."""
        super().__init__(
            name="library",
            description="The documents Footnote answers from in this server.",
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self._context = context
        self._browsing = browsing
        self._changes = changes
        self._uploads = uploads

    @app_commands.command(name="list", description="Which documents there are.")
    async def list_documents(self, interaction: discord.Interaction) -> None:
        async with self._context.told(interaction):
            await self._browsing.show_list(interaction)

    @app_commands.command(description="What there is to know about a document, and its text.")
    @app_commands.describe(document="Its title, file name or id.")
    async def show(self, interaction: discord.Interaction, document: str) -> None:
        async with self._context.told(interaction):
            await self._browsing.show(interaction, document)

    @app_commands.command(description="The versions of a document.")
    @app_commands.describe(document="Its title, file name or id.")
    async def history(self, interaction: discord.Interaction, document: str) -> None:
        async with self._context.told(interaction):
            await self._browsing.history(interaction, document)

    @app_commands.command(description="Admins: add a file, or several through a form.")
    @app_commands.describe(file="The file; leave it out to send several at once.")
    async def add(self, interaction: discord.Interaction, file: discord.Attachment | None = None) -> None:
        async with self._context.told(interaction):
            await self._uploads.from_command(interaction, file)

    @app_commands.command(description="Admins: remove a document with all its versions.")
    @app_commands.describe(document="Its title, file name or id.")
    async def remove(self, interaction: discord.Interaction, document: str) -> None:
        async with self._context.told(interaction):
            await self._changes.ask_to_remove(interaction, document)

    @app_commands.command(description="Admins: read a document anew, or all of them.")
    @app_commands.describe(document="Its title, file name or id; leave it out for all.")
    async def reindex(self, interaction: discord.Interaction, document: str | None = None) -> None:
        async with self._context.told(interaction):
            await self._changes.reindex(interaction, document)

    @app_commands.command(description="Admins: make an earlier version of a document the live one again.")
    @app_commands.describe(document="Its title, file name or id.", version="The number of the version.")
    async def restore(
        self, interaction: discord.Interaction, document: str, version: app_commands.Range[int, 1]
    ) -> None:
        async with self._context.told(interaction):
            await self._changes.restore(interaction, document, version)

    @show.autocomplete("document")
    @history.autocomplete("document")
    @remove.autocomplete("document")
    @reindex.autocomplete("document")
    @restore.autocomplete("document")
    async def documents(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        return await document_choices(self._context, interaction, typed)

    @restore.autocomplete("version")
    async def versions(self, interaction: discord.Interaction, typed: object) -> list[Choice[int]]:
        reference = str(interaction.namespace.document or "")
        return await version_choices(self._context, interaction, reference, str(typed))
