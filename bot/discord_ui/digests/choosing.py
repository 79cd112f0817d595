"""`/library digest`: whether, how often and where it is told what changed in the documents, which admins say."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.discord_ui.authority import admins_library
from bot.discord_ui.context import Context
from bot.discord_ui.digests.schedule import OFF, often, told_until
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.screen import Screen
from bot.discord_ui.server_settings import guild_of, require_writing
from bot.logs import event
from bot.records.nouns import Digest
from bot.records.records import utc_now

NOT_TOLD: Final = "What changes in the documents is not told on a schedule."

logger = logging.getLogger(__name__)


class DigestChoice:
    """The command."""

    def __init__(self, context: Context, now: Callable[[], datetime] = utc_now) -> None:
        """Save what is chosen through `context`."""
        self._context = context
        self._now = now

    async def show(self, interaction: discord.Interaction) -> None:
        """Say how it is."""
        library = admins_library(self._context, interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            digests = await self._context.read(self._context.app.records.digests)
            await self._context.sending.finish(interaction, _screen(digests.get(library)))

    async def choose(self, interaction: discord.Interaction, days: int, channel: discord.TextChannel | None) -> None:
        """Have it told every so many days in a channel (the one the person is in), or not any more with 0."""
        library = admins_library(self._context, interaction)
        guild = guild_of(interaction)
        where = channel.id if channel else interaction.channel_id or 0
        if days != OFF:
            require_writing(guild, guild.get_channel(where))
        if await self._context.sending.acknowledge(interaction, private=True):
            digest = await self._context.read(self._saved, library, where, interaction.user.id, days)
            event(logger, logging.INFO, "digest chosen", server=library, member=interaction.user.id, days=days)
            await self._context.sending.finish(interaction, _screen(digest))

    def _saved(self, library: str, channel: int, member: int, days: int) -> Digest | None:
        """Save it; what was not told yet stays to be told. Synchronous."""
        records, now = self._context.app.records, self._now()
        before = records.digests().get(library)
        since = before.since if before else told_until(now)
        digest = Digest(channel, member, days, since, now + timedelta(days=days)) if days != OFF else None
        records.change_server(library, digest=digest)
        return digest


def _screen(digest: Digest | None) -> Screen:
    if digest is None:
        return notice(NOT_TOLD)
    when = f"{often(digest.days)}, next on {digest.due:%Y-%m-%d at %H:%M} UTC"
    told = f"What changes in the documents is told in <#{digest.channel}> {when}."
    return notice(f"{told} Where nothing changed, nothing is posted.")
