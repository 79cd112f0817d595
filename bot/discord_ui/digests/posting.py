"""What changed in the documents, posted when it is due: once, whichever processes run, and again after none.

Before anything is posted the digest is put off to the time after that, by one process alone. What it tells counts as
told only when Discord has taken it: what is broken off is in the one after.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import aiohttp
import discord

from bot.answering.summaries.request import Scope, SummaryRequest
from bot.answering.summaries.summary import Summary
from bot.answering.summaries.watching import Nobody
from bot.discord_ui.context import Context
from bot.discord_ui.digests.schedule import UNTIL_NEXT_TRY, next_due, told_until
from bot.discord_ui.questions.answers import remember_place
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.server_settings import require_writing
from bot.discord_ui.summaries.keeping import keep_summary, searched_of
from bot.discord_ui.summaries.rendering import summary_screen
from bot.errors import NotAllowed
from bot.logs import event
from bot.records.nouns import Digest, GivenAnswer
from bot.records.records import utc_now

SECONDS_BETWEEN_LOOKS: Final = 60.0
MOST_TRIES: Final = 3
"""Times in vain after which it is not tried every hour any more."""
ENDED: Final = (
    "What changed in the documents is no longer told in {where}: Footnote may not write there, or the channel is gone. "
    "Choose a channel with `/library digest`."
)
NOT_TAKEN: Final = (
    "What changed in the documents could not be told in {where}: Discord did not take it. It is tried again when the "
    "next is due."
)
LONGEST_NAME: Final = 100

logger = logging.getLogger(__name__)


class Digests:
    """Posts them."""

    def __init__(self, context: Context, client: discord.Client, now: Callable[[], datetime] = utc_now) -> None:
        """Post through `context` where `client` is."""
        self._context = context
        self._client = client
        self._now = now

    async def look_now_and_then(self) -> None:
        """Post what is due, until cancelled."""
        while True:
            await self.post_due()
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def post_due(self) -> None:
        """Post what is due; what goes wrong is one line in the log, and keeps no other server from its own."""
        if self._context.app.store.read_only:
            return
        try:
            digests = await self._context.read(self._context.app.records.digests)
        except Exception as error:  # noqa: BLE001 - a task nobody waits for would end in silence; it is tried again
            event(logger, logging.WARNING, "digests not read", error=error)
            return
        now = self._now()
        for library, digest in digests.items():
            if digest.due <= now:
                try:
                    await self._take(library, digest, now)
                except Exception as error:  # noqa: BLE001 - as above; what was not told is in the next one
                    event(logger, logging.WARNING, "digest failed", server=library, error=error)

    async def _take(self, library: str, digest: Digest, now: datetime) -> None:
        """Post a server's digest if no other process does. Raises StoreError."""
        guild = self._client.get_guild(int(library))
        if guild is None or guild.unavailable:
            return  # the bot is not there, or not yet
        taken = replace(digest, due=next_due(digest.due, digest.days, now))
        if not await self._changed(library, digest, taken):
            return
        channel = _writable(guild, digest.channel)
        if channel is None:
            await self._give_up(guild, taken)
            return
        summary = await self._summary(library, digest)
        told = replace(taken, since=told_until(now), failed=0)
        if not summary.answer.claims:
            await self._changed(library, taken, told)
        elif await self._posted(library, channel, summary):
            await self._changed(library, taken, told)
            event(logger, logging.INFO, "digest told", server=library, channel=channel.id)
        else:
            await self._try_later(guild, taken, now)

    async def _posted(self, library: str, channel: discord.TextChannel, summary: Summary) -> bool:
        given = await self._context.read(self._given, library, channel.id, summary)
        shown = await self._context.sending.send(channel, summary_screen(given, role="public"))
        if shown is not None:
            await remember_place(self._context, given, shown)
        return shown is not None

    async def _try_later(self, guild: discord.Guild, digest: Digest, now: datetime) -> None:
        """Try again in an hour, and after some times in vain only when it is due; who chose it is told then, once."""
        failed = digest.failed + 1
        due = now + UNTIL_NEXT_TRY if failed < MOST_TRIES else digest.due
        if await self._changed(str(guild.id), digest, replace(digest, due=due, failed=failed)) and failed == MOST_TRIES:
            await self._tell(guild, digest, NOT_TAKEN)

    async def _give_up(self, guild: discord.Guild, digest: Digest) -> None:
        """Tell the digest no more, and the member who chose it so, once."""
        if await self._changed(str(guild.id), digest, None):
            await self._tell(guild, digest, ENDED)

    async def _tell(self, guild: discord.Guild, digest: Digest, why: str) -> None:
        """Tell the member who chose the digest why it is not there."""
        event(logger, logging.WARNING, "digest not told", server=guild.id, channel=digest.channel)
        try:
            member = await self._client.fetch_user(digest.member)
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
            return
        where = f"<#{digest.channel}> of {safe_line(guild.name, LONGEST_NAME)}"
        sentence = why.format(where=where)
        await self._context.sending.tell_privately(member, notice(sentence, "problem"))

    async def _changed(self, library: str, known: Digest, digest: Digest | None) -> bool:
        return await self._context.read(self._context.app.records.change_digest, library, known, digest)

    async def _summary(self, library: str, digest: Digest) -> Summary:
        """Return what changed; cancelled, the thread that works it out ends soon too."""
        request, wanted = SummaryRequest(Scope.CHANGES, since=digest.since), Nobody()
        try:
            return await self._context.read(self._context.app.summarize, library, request, wanted)
        finally:
            wanted.stopped = True

    def _given(self, library: str, channel: int, summary: Summary) -> GivenAnswer:
        """Keep the summary for its buttons. Raises SummaryError where what it quotes is gone. Synchronous."""
        app = self._context.app
        documents = app.library(library).documents()
        given = GivenAnswer(
            id=app.records.new_answer_id(),
            library=library,
            channel=channel,
            asker=self._client.user.id if self._client.user else 0,
            private=False,
            direct=False,
            asked_at=datetime.now(UTC),
            answer=summary.answer,
            searched=searched_of(summary, len(documents), sum(document.passages for document in documents)),
        )
        keep_summary(app, given)
        return given


def _writable(guild: discord.Guild, number: int) -> discord.TextChannel | None:
    channel = guild.get_channel(number)
    try:
        require_writing(guild, channel)
    except NotAllowed:
        return None
    return channel if isinstance(channel, discord.TextChannel) else None
