"""The bot in a server of a Discord on this machine: an admin, a member, a channel."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app import App
from bot.discord_ui.client import FootnoteClient
from index.library import Library
from tests.discord_server.channels import Channel
from tests.discord_server.clients import running
from tests.discord_server.guilds import Guild, Member
from tests.discord_server.interactions import Interaction
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment

FERRY = b"# Ferries\n\nThe ferry to Harrow Bay sails at noon. A crossing costs two crowns."


@dataclass(frozen=True, slots=True)
class Room:
    """A server with the bot in it. `ada` may manage it, `bob` may not."""

    discord: DiscordServer
    app: App
    guild: Guild
    channel: Channel
    ada: Member
    bob: Member

    @property
    def library(self) -> Library:
        return self.app.library(str(self.guild.id))

    def titles(self) -> list[str]:
        return [document.title for document in self.library.documents()]

    async def add(self, *files: Attachment) -> Interaction:
        """Let ada add files and wait for what came of it."""
        opened = await (await self.ada.slash(self.channel, "library add")).acknowledgement()
        return await ended(await self.ada.submit(opened.modal, {"Files": list(files)}))


@asynccontextmanager
async def reading_room(app: App, *, spec: bool = True) -> AsyncIterator[Room]:
    """Open a server with the bot in it. Without `spec` nothing is compared with Discord's description, for speed."""
    async with DiscordServer(spec=spec) as discord:
        room = new_room(discord, app, "Reading room")
        async with bot(app, discord):
            yield room


def new_room(discord: DiscordServer, app: App, name: str, people: Sequence[Member] = ()) -> Room:
    """Make a server; the first of `people` may manage it, the second not. Without, they are new accounts."""
    guild = discord.guild(name)
    ada, bob = people or ("ada", "bob")
    return Room(discord, app, guild, guild.channel("general"), guild.member(ada, manage_guild=True), guild.member(bob))


@asynccontextmanager
async def bot(app: App, discord: DiscordServer, counting_seconds: float = 2.0) -> AsyncIterator[FootnoteClient]:
    """Run the bot; at the end it stops as it does on a signal.

    It takes the servers for counted, and so is ready, when none has been named for `counting_seconds`.
    """
    client = FootnoteClient(app)
    client._connection.guild_ready_timeout = counting_seconds
    async with running(client, discord):
        try:
            await discord.commands_synced()
            yield client
        finally:
            await client.drain(1)


async def ended(seen: Interaction) -> Interaction:
    """Wait until a batch of files is done."""
    return await seen.until(lambda it: it.final and "Working" not in it.text, 15)
