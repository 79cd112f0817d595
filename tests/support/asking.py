"""A server the bot answers in, and what must hold of everything it sends there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.app import App
from bot.discord_ui.rendering import SEARCHING
from tests.discord_server.channels import Channel
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.discord_server.server import DiscordServer
from tests.support.reading_room import FERRY, Room, new_room
from tests.support.serving import serving

HARBOUR = b"# Harbour\n\nThe harbour master is Ines Duarte. Boats moor for nine crowns a night."


@asynccontextmanager
async def discord_with_room(app: App, **options: Any) -> AsyncIterator[Room]:
    """Open a Discord with a server that has a document, and no bot running yet; nothing sent to it may ping anybody.

    `options` are those of DiscordServer.
    """
    async with DiscordServer(**options) as discord:
        room = new_room(discord, app, "Reading room")
        room.library.add_bytes("ferries.md", "ferries.md", FERRY)
        yield room
        discord.assert_no_pings()


@asynccontextmanager
async def served_room(app: App, **options: Any) -> AsyncIterator[Room]:
    """Open a server that has a document, with the bot in it."""
    async with discord_with_room(app, **options) as room, serving(app, room.discord):
        yield room


async def asked(person: Person, channel: Channel, question: str, **options: Any) -> Interaction:
    """Ask by command and wait for the answer."""
    return await (await person.slash(channel, "ask", question=question, **options)).answered()


async def pressed(person: Person, message: Message, button: str) -> Interaction:
    """Press a button and wait for what comes of it."""
    return await (await person.press(message, button)).answered()


async def shared(person: Person, private: Message) -> Message:
    """Share a private answer and return the public one."""
    await person.press(private, "Share")
    await private.until(lambda message: "Share" not in message.labels())
    return private.channel.by_bot()[-1]


async def mentioned(person: Person, channel: Channel, text: str, **fields: Any) -> Message:
    """Mention the bot with a question and wait for its answer."""
    bot = channel.discord.bot_user
    return await answer_to(await person.says(channel, f"{bot.mention} {text}", mentions=[bot], **fields))


async def answer_to(said: Message) -> Message:
    """Wait for the bot's finished answer to a message."""
    channel = said.channel

    def found() -> Message | None:
        replies = (message for message in channel.by_bot() if message.replied_to is said)
        return next((message for message in replies if SEARCHING not in message.text), None)

    message = await channel.discord.until(found, what=f"an answer to {said!r}")
    assert message is not None
    return message


def everything_sent(discord: DiscordServer, begun: int = 0) -> str:
    """Return all that the bot has sent, from the request with this number on."""
    return "\n".join(f"{sent.path} {sent.query} {sent.body} {sent.files}" for sent in discord.requests[begun:])


def accent(message: Message) -> int:
    """Return the colour beside a message."""
    return int(message.components[0]["accent_color"])
