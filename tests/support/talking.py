"""A server in which people have talked, with the bot in it, which may read what they wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.app import App
from tests.discord_server import command_lines
from tests.discord_server.bits import EVERYTHING, InteractionKind, Permission
from tests.discord_server.channels import Channel
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.support.asking import discord_with_room
from tests.support.reading_room import Room
from tests.support.serving import serving

DECIDED = "We decided on Tuesday that the reading moves to the small hall on March 12."
ASKED = "How much is the small hall?"
PRICE = "120 euros for the evening, without a deposit for the small hall"


@asynccontextmanager
async def talking_room(app: App, *, message_content: bool = True, **options: Any) -> AsyncIterator[Room]:
    """Open a server whose channel has three messages of ada and bob, with the bot in it.

    `options` are those of DiscordServer.
    """
    async with discord_with_room(app, message_content=message_content, **options) as room:
        await talk(room, room.channel)
        async with serving(app, room.discord):
            yield room


async def talk(room: Room, channel: Channel) -> list[Message]:
    """Let ada and bob talk in a channel."""
    lines = ((room.ada, DECIDED), (room.ada, ASKED), (room.bob, PRICE))
    return [await person.says(channel, text) for person, text in lines]


async def discussed(person: Person, here: Channel, **options: Any) -> Interaction:
    """Ask for the summary of a discussion and wait for it."""
    return await (await person.slash(here, "summary discussion", **options)).answered()


async def forged(person: Person, here: Channel, target: Channel, permissions: int = EVERYTHING) -> Interaction:
    """Ask for the summary of a channel, claiming that this is what Discord allows the person there."""
    command, way, _ = command_lines.parted(here.discord, here, "summary discussion")
    data = command_lines.command_data(command, way, [{"type": 7, "name": "channel", "value": str(target.id)}])
    claimed = {"id": str(target.id), "name": target.name, "type": 0, "permissions": str(permissions)}
    resolved = {"resolved": {"channels": {str(target.id): claimed}}}
    return await (await person.forge(here, InteractionKind.COMMAND, data | resolved)).answered()


def hide(channel: Channel, people: Sequence[Person], permission: int = Permission.VIEW_CHANNEL) -> None:
    """Take a permission in a channel from everyone but these people and the bot."""
    channel.overwrite(channel.guild.everyone, deny=permission)
    for person in (*people, channel.discord.bot_user):
        channel.overwrite(person, allow=permission)
