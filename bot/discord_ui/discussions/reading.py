"""A channel's messages read from Discord, newest first, as far as was asked for and no further than a bound."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import aiohttp
import discord

from bot.answering.summaries.discussions.discussion import Discussion, Post
from bot.discord_ui.discussions.access import NOT_FOR_FOOTNOTE, Place
from bot.discord_ui.discussions.posts import LeftOut, post_of, why_left_out, words_of
from bot.errors import NotAllowed, NotNow

MOST_MESSAGES: Final = 1_000
"""Looked through at most, ten requests; what is older is said to be unread."""
MOST_HOURS: Final = 24 * 30
USUAL_MESSAGES: Final = 100
SECONDS_TO_READ: Final = 60.0
"""How long Discord has to give all of them out."""

WITHHELD: Final = (
    "Discord does not give Footnote the text of messages here: whoever runs Footnote switches on the Message Content "
    "intent in Discord's developer portal and sets MESSAGE_CONTENT_INTENT=true."
)
UNREADABLE: Final = "Discord did not give out the messages of that channel; try again in a minute."


@dataclass(frozen=True, slots=True)
class Stretch:
    """What of a channel is to be read: so many messages of people, of the hours before `before`, the newest first.

    `before` is an id of Discord's, which holds a moment; 0 hours: however old they are.
    """

    before: int
    messages: int = MOST_MESSAGES
    hours: int = 0

    @property
    def begins(self) -> datetime:
        """The moment from which on messages count."""
        moment = discord.utils.snowflake_time(self.before)
        return moment - timedelta(hours=self.hours) if self.hours else datetime.min.replace(tzinfo=UTC)


class Reader:
    """Takes messages, the newest first, until there are enough."""

    def __init__(self, stretch: Stretch) -> None:
        """Read this stretch."""
        self._stretch = stretch
        self._begins = stretch.begins
        self._posts: list[Post] = []
        self._left_out: Counter[LeftOut] = Counter()
        self._oldest: datetime | None = None
        self._looked_at = 0
        self._bounded = False

    def take(self, message: discord.Message) -> bool:
        """Take the next message; False where it was not wanted any more, nor any before it."""
        if message.created_at < self._begins or len(self._posts) == self._stretch.messages:
            return False
        if self._looked_at == MOST_MESSAGES:
            self._bounded = True
            return False
        self._looked_at += 1
        self._oldest = message.created_at
        why = why_left_out(message)
        if why is None:
            self._posts.append(post_of(message))
        else:
            self._left_out[why] += 1
        return True

    def discussion(self, name: str) -> Discussion:
        """Return what was read. Raises NotAllowed where Discord keeps the words from Footnote."""
        if self._left_out[LeftOut.WITHHELD] and self._left_out[LeftOut.WITHHELD] >= len(self._posts):
            raise NotAllowed(WITHHELD)
        unread = ""
        if self._bounded and self._oldest is not None:
            unread = (
                f"messages before {self._oldest:%Y-%m-%d %H:%M} UTC, for {MOST_MESSAGES:,} are the most that are read"
            )
        left_out = tuple(why.counted(self._left_out[why]) for why in LeftOut if self._left_out[why])
        return Discussion(name, tuple(reversed(self._posts)), left_out, unread)


async def read_discussion(place: Place, stretch: Stretch) -> Discussion:
    """Read a stretch of a channel or thread. Raises NotAllowed and NotNow where Discord does not give it out."""
    reader = Reader(stretch)
    async with _given_out():
        # One more than is read tells whether there are more.
        async for message in place.history(limit=MOST_MESSAGES + 1, before=discord.Object(stretch.before)):
            if not reader.take(message):
                break
    return reader.discussion(f"#{place.name}")


async def changed_since(place: Place, posts: Collection[Post]) -> set[str]:
    """Return the ids of those posts that are no longer there, or say something else by now.

    Raises NotAllowed and NotNow as `read_discussion` does.
    """
    async with _given_out():
        return await _changed(place, {int(post.id): post.text for post in posts})


@asynccontextmanager
async def _given_out() -> AsyncIterator[None]:
    """Say in a sentence why Discord does not give messages out."""
    try:
        async with asyncio.timeout(SECONDS_TO_READ):
            yield
    except (discord.Forbidden, discord.NotFound):
        raise NotAllowed(NOT_FOR_FOOTNOTE) from None
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
        raise NotNow(UNREADABLE) from None


async def _changed(place: Place, texts: dict[int, str]) -> set[str]:
    """Look through the channel from the oldest of these messages on, a hundred at a time, until all were met."""
    changed: set[str] = set()
    while texts:
        oldest = min(texts)
        there = {
            message.id: words_of(message)
            async for message in place.history(limit=100, after=discord.Object(oldest - 1), oldest_first=True)
        }
        last = max(there, default=max(texts))
        for number in [number for number in texts if number <= last]:
            if there.get(number) != texts.pop(number):
                changed.add(str(number))
    return changed
