"""The ways documents come in: with `/library add`, through a form, from a message by its menu "Add to library"."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands, ui

from bot.discord_ui.authority import admins_library
from bot.discord_ui.context import Context
from bot.discord_ui.documents.adding import MOST_FILES, Adding
from bot.discord_ui.documents.files import sent_file
from bot.discord_ui.forms import SECONDS_OPEN, require_opener
from bot.discord_ui.screens.escaping import plain
from bot.errors import NotAllowed
from index.reading import main_endings

LONGEST_DESCRIPTION: Final = 100
ONE_OF_TWO: Final = "Give a file or a web address, not both."
NO_FILES: Final = "There are no files in this message to add."


class Uploads:
    """Takes files from whoever may add them, and hands them on."""

    def __init__(self, context: Context, adding: Adding) -> None:
        """Hand files to `adding`."""
        self._context = context
        self._adding = adding

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add the message menu "Add to library"."""

        @tree.context_menu(name="Add to library")
        @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
        @app_commands.allowed_installs(guilds=True, users=False)
        async def add_to_library(interaction: discord.Interaction, message: discord.Message) -> None:
            async with self._context.told(interaction):
                await self.from_message(interaction, message)

    async def from_command(
        self, interaction: discord.Interaction, file: discord.Attachment | None, url: str | None
    ) -> None:
        """Add the file or the web page that came with the command, or open a form for several files."""
        admins_library(self._context, interaction)
        if file is not None and url is not None:
            raise NotAllowed(ONE_OF_TWO)
        if file is not None:
            await self._adding.add(interaction, [sent_file(file)])
        elif url is not None:
            await self._adding.add_page(interaction, url)
        else:
            await self._context.sending.show_modal(interaction, FilesForm(self, interaction))

    async def from_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Add all files of a message."""
        admins_library(self._context, interaction)
        if not message.attachments:
            raise NotAllowed(NO_FILES)
        await self._adding.add(interaction, [*map(sent_file, message.attachments)])

    async def from_form(
        self, opened: discord.Interaction, submitted: discord.Interaction, files: list[discord.Attachment]
    ) -> None:
        """Add the files of a form, for the person and in the server it was opened for."""
        async with self._context.told(submitted):
            require_opener(opened, submitted)
            admins_library(self._context, submitted)
            await self._adding.add(submitted, [*map(sent_file, files)])


class FilesForm(ui.Modal, title="Add to the library"):
    """Takes up to ten files."""

    def __init__(self, uploads: Uploads, opened: discord.Interaction) -> None:
        """Hand what is submitted to `uploads`, with the interaction that opened the form."""
        super().__init__(timeout=SECONDS_OPEN)
        self._uploads = uploads
        self._opened = opened
        self._files: ui.FileUpload[FilesForm] = ui.FileUpload(min_values=1, max_values=MOST_FILES)
        self.add_item(
            ui.Label(
                text="Files",
                description=plain(f"Up to {MOST_FILES}: {main_endings()}", LONGEST_DESCRIPTION),
                component=self._files,
            )
        )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Take the files in."""
        # discord.py picks by id whatever came with the form; of these only files are meant.
        picked: list[object] = [*self._files.values]
        files = [file for file in picked if isinstance(file, discord.Attachment)]
        await self._uploads.from_form(self._opened, interaction, files)
