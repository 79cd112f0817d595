"""`/library`: the commands with their options. What they do is in documents/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.discord_ui.context import Context
from bot.discord_ui.digests.choosing import DigestChoice
from bot.discord_ui.digests.schedule import OFTEN
from bot.discord_ui.documents.adding import Adding
from bot.discord_ui.documents.choices import document_choices, version_choices
from bot.discord_ui.documents.comparing import Comparing
from bot.discord_ui.documents.intervals import INTERVALS
from bot.discord_ui.documents.library_browsing import LibraryBrowsing
from bot.discord_ui.documents.library_changes import LibraryChanges
from bot.discord_ui.documents.library_jobs import LibraryJobs
from bot.discord_ui.documents.schedules import Schedules
from bot.discord_ui.documents.uploads import Uploads
from bot.discord_ui.presses import Handle


class LibraryCommands:
    """`/library`, and the message menu "Add to library"."""

    def __init__(self, context: Context, adding: Adding) -> None:
        """Work through `context`; files are taken in by `adding`."""
        self._uploads = Uploads(context, adding)
        parts = Parts(
            LibraryBrowsing(context),
            Comparing(context),
            LibraryChanges(context, adding),
            LibraryJobs(context),
            Schedules(context, adding),
            self._uploads,
            DigestChoice(context),
        )
        self._group = LibraryGroup(context, parts)
        with_buttons = (parts.browsing, parts.comparing, parts.changes, parts.jobs)
        self.handles: Mapping[str, Handle] = {name: do for part in with_buttons for name, do in part.handles.items()}

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add the commands."""
        tree.add_command(self._group)
        self._uploads.add_to(tree)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the commands do."""

    browsing: LibraryBrowsing
    comparing: Comparing
    changes: LibraryChanges
    jobs: LibraryJobs
    schedules: Schedules
    uploads: Uploads
    digests: DigestChoice


class LibraryGroup(app_commands.Group):
    """The commands. Everyone sees them all: who may change the library is decided when somebody tries."""

    def __init__(self, context: Context, parts: Parts) -> None:
        """Let each command do its part."""
        super().__init__(
            name="library",
            description="The documents Footnote answers from in this server.",
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self._context = context
        self._parts = parts

    @app_commands.command(name="list", description="Which documents there are.")
    async def list_documents(self, interaction: discord.Interaction) -> None:
        async with self._context.told(interaction):
            await self._parts.browsing.show_list(interaction)

    @app_commands.command(description="What there is to know about a document, and its text.")
    @app_commands.describe(document="Its title, file name or id.")
    async def show(self, interaction: discord.Interaction, document: str) -> None:
        async with self._context.told(interaction):
            await self._parts.browsing.show(interaction, document)

    @app_commands.command(description="The versions of a document.")
    @app_commands.describe(document="Its title, file name or id.")
    async def history(self, interaction: discord.Interaction, document: str) -> None:
        async with self._context.told(interaction):
            await self._parts.browsing.history(interaction, document)

    @app_commands.command(description="What came and what went between two versions of a document.")
    @app_commands.describe(
        document="Its title, file name or id.",
        old="The earlier version; leave it out for the one before.",
        new="The later version; leave it out for the live one.",
    )
    @app_commands.rename(old="from", new="to")
    async def compare(
        self,
        interaction: discord.Interaction,
        document: str,
        old: app_commands.Range[int, 1] | None = None,
        new: app_commands.Range[int, 1] | None = None,
    ) -> None:
        async with self._context.told(interaction):
            await self._parts.comparing.show(interaction, document, old, new)

    @app_commands.command(description="Admins: add a file, a web page, or several files through a form.")
    @app_commands.describe(
        file="The file; leave it out to send several at once.", url="The address of a web page, which is then followed."
    )
    async def add(
        self, interaction: discord.Interaction, file: discord.Attachment | None = None, url: str | None = None
    ) -> None:
        async with self._context.told(interaction):
            await self._parts.uploads.from_command(interaction, file, url)

    @app_commands.command(description="Admins: what is being added or read anew, and how to cancel it.")
    async def jobs(self, interaction: discord.Interaction) -> None:
        async with self._context.told(interaction):
            await self._parts.jobs.show(interaction)

    @app_commands.command(description="Admins: look at a web page or a file of the bot's machine again now.")
    @app_commands.describe(document="Its title, file name or id.")
    async def refresh(self, interaction: discord.Interaction, document: str) -> None:
        async with self._context.told(interaction):
            await self._parts.schedules.refresh(interaction, document)

    @app_commands.command(description="Admins: how often web pages and folders are looked at again.")
    @app_commands.describe(
        every="How often.",
        document="A web page, by its title or id; leave it out for all without a choice of their own.",
    )
    @app_commands.choices(every=[Choice(name=name, value=minutes) for name, minutes in INTERVALS.items()])
    async def schedule(self, interaction: discord.Interaction, every: Choice[int], document: str | None = None) -> None:
        async with self._context.told(interaction):
            await self._parts.schedules.schedule(interaction, every.value, document)

    @app_commands.command(description="Admins: tell in a channel, every day or week, what changed in the documents.")
    @app_commands.describe(
        every="How often; leave it out to see how it is.", channel="Where; leave it out for this channel."
    )
    @app_commands.choices(every=[Choice(name=name, value=days) for name, days in OFTEN.items()])
    async def digest(
        self,
        interaction: discord.Interaction,
        every: Choice[int] | None = None,
        channel: discord.TextChannel | None = None,
    ) -> None:
        async with self._context.told(interaction):
            if every is None:
                await self._parts.digests.show(interaction)
            else:
                await self._parts.digests.choose(interaction, every.value, channel)

    @app_commands.command(description="Admins: remove a document with all its versions.")
    @app_commands.describe(document="Its title, file name or id.")
    async def remove(self, interaction: discord.Interaction, document: str) -> None:
        async with self._context.told(interaction):
            await self._parts.changes.ask_to_remove(interaction, document)

    @app_commands.command(description="Admins: read a document anew, or all of them.")
    @app_commands.describe(document="Its title, file name or id; leave it out for all.")
    async def reindex(self, interaction: discord.Interaction, document: str | None = None) -> None:
        async with self._context.told(interaction):
            await self._parts.changes.reindex(interaction, document)

    @app_commands.command(description="Admins: make an earlier version of a document the live one again.")
    @app_commands.describe(document="Its title, file name or id.", version="The number of the version.")
    async def restore(
        self, interaction: discord.Interaction, document: str, version: app_commands.Range[int, 1]
    ) -> None:
        async with self._context.told(interaction):
            await self._parts.changes.restore(interaction, document, version)

    @show.autocomplete("document")
    @history.autocomplete("document")
    @remove.autocomplete("document")
    @reindex.autocomplete("document")
    @restore.autocomplete("document")
    @compare.autocomplete("document")
    @refresh.autocomplete("document")
    @schedule.autocomplete("document")
    async def documents(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        return await document_choices(self._context, interaction, typed)

    @restore.autocomplete("version")
    @compare.autocomplete("old")
    @compare.autocomplete("new")
    async def versions(self, interaction: discord.Interaction, typed: object) -> list[Choice[int]]:
        reference = str(interaction.namespace.document or "")
        return await version_choices(self._context, interaction, reference, str(typed))
