"""One question in a room that answers it, and how many answers are on the screen: one for each time it was asked."""

from __future__ import annotations

import asyncio

from tests.discord_server.channels import Channel
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.support.reading_room import Room

QUESTION = "When does the ferry to Harrow Bay sail?"
ANSWER = "sails at noon"


async def ask(room: Room, *, private: bool = False) -> Interaction:
    """Ask with `/ask`."""
    return await room.bob.slash(room.channel, "ask", question=QUESTION, private=private)


async def mention(room: Room, channel: Channel | None = None) -> Message:
    """Ask by mentioning the bot."""
    bot = room.discord.bot_user
    return await room.bob.says(channel or room.channel, f"{bot.mention} {QUESTION}", mentions=[bot])


def shown(channel: Channel) -> list[Message]:
    """Return everything of the bot's that is on the screen, whoever sees it."""
    bot = channel.discord.bot_user
    return [message for message in channel.messages.values() if message.author is bot]


async def waiting(channel: Channel, number: int) -> None:
    """Wait until so many questions are seen to be worked on."""
    await channel.discord.until(lambda: len(shown(channel)) == number, 10, f"{number} messages")


async def answers(channel: Channel, number: int) -> list[Message]:
    """Wait until so many messages hold the answer, and make sure that there are no others."""

    def done() -> bool:
        return sum(ANSWER in message.text for message in shown(channel)) == number

    await channel.discord.until(done, 15, f"{number} answers")
    await asyncio.sleep(0.05)  # for what comes once too often
    assert len(shown(channel)) == number, [message.text for message in shown(channel)]
    return shown(channel)
