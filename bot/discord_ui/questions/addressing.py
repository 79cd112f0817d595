"""Whether a message asks Footnote something, and what.

It does when it mentions the bot in words of its own, replies to one of the bot's messages with the ping on, comes in a
direct message, or, where the bot may read messages, stands in a thread the bot started. It never does when a bot or a
webhook wrote it, when it pings everyone, or when the mention only stands in something it quotes.
"""

from __future__ import annotations

import re
from typing import Final

import discord

ANSWERED: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})
QUOTED: Final = re.compile(r"^>>> [\s\S]*|^> .*$", re.MULTILINE)
CODE: Final = re.compile(r"```[\s\S]*?```|``.+?``|`[^`\n]+`")
USER: Final = re.compile(r"<@!?(\d+)>")


def question_in(message: discord.Message, me: int, *, reads_threads: bool) -> str | None:
    """Return what the message asks the bot with the id `me` ("" when it only calls it); None when it does not ask.

    `reads_threads` is whether messages in the bot's own threads count without a mention.
    """
    if message.author.bot or message.webhook_id or message.type not in ANSWERED or message.mention_everyone:
        return None
    if message.guild is None and not is_direct(message):
        return None  # of a server that is not known yet
    own_words = QUOTED.sub("", message.content)
    if not _is_asked(message, own_words, me, reads_threads=reads_threads):
        return None
    return _without_mentions(own_words, message, me)


def is_direct(message: discord.Message) -> bool:
    """Tell whether the message was sent to the bot alone."""
    return isinstance(message.channel, discord.DMChannel)


def _is_asked(message: discord.Message, own_words: str, me: int, *, reads_threads: bool) -> bool:
    if is_direct(message):
        return True
    mentioned = {int(user) for user in USER.findall(CODE.sub("", own_words))}
    if me in mentioned:
        return True
    if message.reference and not _is_forward(message):
        pinged = any(user.id == me for user in message.mentions)
        return pinged and _is_reply_to(message, me) and bool(own_words.strip())
    started_here = isinstance(message.channel, discord.Thread) and message.channel.owner_id == me
    return reads_threads and started_here and not mentioned and bool(own_words.strip())


def _is_reply_to(message: discord.Message, me: int) -> bool:
    """Tell whether the message replies to one the bot with the id `me` wrote."""
    if message.reference is None or _is_forward(message):
        return False
    replied = message.reference.resolved
    if isinstance(replied, discord.Message):
        return replied.author.id == me
    # Discord does not always send the message replied to. A ping that stands nowhere in the text is the reply's own.
    pinged = any(user.id == me for user in message.mentions)
    return pinged and str(me) not in USER.findall(message.content)


def _is_forward(message: discord.Message) -> bool:
    """Tell whether the message passes another one on, which is no reply to it."""
    return message.reference is not None and message.reference.type is discord.MessageReferenceType.forward


def _without_mentions(text: str, message: discord.Message, me: int) -> str:
    """Return the text without the bot's mention, and with the names of the others who are mentioned."""
    names = {user.id: f"@{user.display_name}" for user in message.mentions}

    def name(found: re.Match[str]) -> str:
        user = int(found[1])
        return " " if user == me else names.get(user, " ")

    return " ".join(USER.sub(name, text).split())
