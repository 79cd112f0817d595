"""A server with a guild, a channel and two people, and a bot that runs against it: where most tests begin."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from tests.discord_server.channels import Channel
from tests.discord_server.clients import running
from tests.discord_server.guilds import Guild, Member
from tests.discord_server.server import DiscordServer
from tests.discord_server.tiny_bot import TinyBot


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is there."""

    discord: DiscordServer
    bot: TinyBot
    guild: Guild
    channel: Channel
    ada: Member
    bob: Member
    running: asyncio.Task[None]


@contextlib.asynccontextmanager
async def scene(**options: Any) -> AsyncIterator[Scene]:
    """Set the scene and run the bot; `options` are those of the server."""
    intents = {"content": options.get("message_content", False), "members": options.get("members", False)}
    async with DiscordServer(**options) as discord:
        guild = discord.guild("Reading room")
        channel = guild.channel("general")
        ada, bob = guild.member("ada", manage_guild=True), guild.member("bob")
        bot = TinyBot(**intents)
        async with running(bot, discord) as task:
            await discord.commands_synced()
            await _knows(bot, guild)
            yield Scene(discord, bot, guild, channel, ada, bob, task)


async def _knows(bot: TinyBot, guild: Guild) -> None:
    """Wait until the bot was told of the server, which may come after its commands are known."""
    for _ in range(200):
        if bot.get_guild(guild.id) is not None:
            return
        await asyncio.sleep(0.005)
