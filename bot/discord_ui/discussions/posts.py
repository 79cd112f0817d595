"""Messages as Discord has them, as posts: whose words count, and what is shown of them."""

from __future__ import annotations

import re
from datetime import UTC
from enum import StrEnum
from typing import Final

import discord

from bot.answering.summaries.discussions.discussion import Post
from bot.wording import counted
from index.reading.chats.discord_chat import readable

WRITTEN: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})
"""What people write. All else is Discord's own announcement or a command's answer."""
SPOILER: Final = re.compile(r"(\\.|```.*?```|`[^`\n]*`)|\|\|.+?\|\|", re.DOTALL)
"""A spoiler, or what keeps bars from being one."""
COVERED: Final = "[spoiler]"


class LeftOut(StrEnum):
    """Why a message is no post."""

    BOT = "bot"
    ANNOUNCEMENT = "announcement"
    WITHOUT_TEXT = "without text"
    WITHHELD = "withheld"
    """There is nothing at all in it, which nobody can send: Discord keeps its text from Footnote."""

    def counted(self, number: int) -> str:
        """Return how many were left out for this reason, in words."""
        match self:
            case LeftOut.BOT:
                return f"{counted(number, 'message')} of bots"
            case LeftOut.ANNOUNCEMENT:
                return f"{counted(number, 'announcement')} of Discord"
            case LeftOut.WITHHELD:
                return f"{counted(number, 'message')} whose text Discord did not give"
        return f"{counted(number, 'message')} without text"


def why_left_out(message: discord.Message) -> LeftOut | None:
    """Return why a message is not read; None for what a person wrote."""
    if message.author.bot or message.webhook_id is not None:
        return LeftOut.BOT
    if message.type not in WRITTEN:
        return LeftOut.ANNOUNCEMENT
    if message.content.strip():
        return None
    held = (message.attachments, message.embeds, message.stickers, message.components, message.poll)
    forwarded = message.flags.forwarded or message.flags.voice
    return LeftOut.WITHOUT_TEXT if any(held) or forwarded else LeftOut.WITHHELD


def post_of(message: discord.Message) -> Post:
    """Return what a person wrote."""
    return Post(
        id=str(message.id),
        author=" ".join(message.author.display_name.split()) or str(message.author.id),
        at=message.created_at.astimezone(UTC),
        text=words_of(message),
        link=message.jump_url,
        replies_to=str(message.reference.message_id or "") if message.reference else "",
    )


def words_of(message: discord.Message) -> str:
    """Return a message's words as Discord shows them: names in the place of ids, spoilers covered.

    A channel mentioned is not named: not everybody who reads the message may know of it.
    """
    names = {str(person.id): f"@{person.display_name}" for person in message.mentions}
    roles = message.role_mentions
    words = SPOILER.sub(lambda found: found[1] or COVERED, message.content)
    return readable(words, names | {str(role.id): f"@{role.name}" for role in roles})
