"""One summary of a discussion: what may be read is read, and before anything is shown it is asked again who may see it.

What was read lives as long as this, in memory; nothing of it is written anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import discord

from bot.answering.summaries.discussions.attributing import without
from bot.answering.summaries.discussions.discussion import Discussion, Post
from bot.answering.summaries.request import SummaryRequest
from bot.answering.summaries.summary import Summary
from bot.answering.summaries.watching import Watcher
from bot.app import App
from bot.discord_ui.discussions.access import Access, Place
from bot.discord_ui.discussions.reading import Stretch, changed_since, read_discussion
from bot.discord_ui.permissions import NOT_YOURS
from bot.discord_ui.summaries.running import Work
from bot.errors import NotAllowed

OUT_OF_DATE: Final = "A message of this summary was changed or deleted meanwhile; ask for the summary again."
AGE_RESTRICTED: Final = "That channel is age-restricted; ask for its summary in the channel itself."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants summarised. `server`, `channel`, `asker` and `here` (where they asked) are Discord's ids.

    `for_all`: it is to be shown to everybody there.
    """

    server: int
    channel: int
    asker: int
    here: int
    stretch: Stretch
    request: SummaryRequest
    for_all: bool = False


class Errand:
    """Carried out once, by the way of every summary (summaries/running.py)."""

    def __init__(self, app: App, access: Access, wanted: Wanted) -> None:
        """Summarise with `app` what `access` allows."""
        self._app = app
        self._access = access
        self._wanted = wanted
        self._posts: tuple[Post, ...] = ()

    async def begin(self) -> Work:
        """Read the messages, and return what summarises them. Raises NotAllowed and NotNow."""
        place = await self._allowed()
        if place.is_nsfw() and place.id != self._wanted.here:
            raise NotAllowed(AGE_RESTRICTED)
        discussion = await read_discussion(place, self._wanted.stretch)
        self._posts = discussion.posts
        return lambda watcher: self._summarized(discussion, watcher)

    async def ended(self, summary: Summary) -> Summary:
        """Return what of the summary may be shown now: nothing of messages changed or deleted since they were read.

        Raises NotAllowed where the asker may not read the channel any more, and NotNow.
        """
        place = await self._allowed()
        cited = {citation.quote.document.id for citation in summary.answer.citations}
        self._posts = tuple(post for post in self._posts if post.id in cited)
        return without(summary, await changed_since(place, self._posts))

    async def check(self, interaction: discord.Interaction) -> None:
        """Raise NotAllowed or NotNow unless the person is the asker and may still read the messages quoted."""
        if interaction.user.id != self._wanted.asker:
            raise NotAllowed(NOT_YOURS)
        if await changed_since(await self._allowed(), self._posts):
            raise NotAllowed(OUT_OF_DATE)

    async def _allowed(self) -> Place:
        wanted = self._wanted
        return await self._access.check(wanted.server, wanted.channel, wanted.asker, for_all=wanted.for_all)

    def _summarized(self, discussion: Discussion, watcher: Watcher) -> Summary:
        untold = _Untold(watcher)
        return self._app.summarize_discussion(str(self._wanted.server), discussion, self._wanted.request, untold)


@dataclass(frozen=True, slots=True)
class _Untold:
    """A watcher that is shown nothing of what people wrote before it was asked again who may see it."""

    watcher: Watcher

    @property
    def stopped(self) -> bool:
        return self.watcher.stopped

    def progress(self, read: int, of: int) -> None:
        self.watcher.progress(read, of)

    def show(self, so_far: Summary) -> None:
        """Show nothing."""
