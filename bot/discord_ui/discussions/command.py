"""`/summary discussion`: which channel, how far back, and that the one who asks may read there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import AppCommandOptionType, ChannelType, app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.answering.summaries.assembling import named_in_words
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.discord_ui.context import Context
from bot.discord_ui.discussions.access import NOT_READABLE, Access
from bot.discord_ui.discussions.errand import Errand, Wanted
from bot.discord_ui.discussions.reading import MOST_HOURS, MOST_MESSAGES, USUAL_MESSAGES, Stretch
from bot.discord_ui.permissions import server_of
from bot.discord_ui.summaries.command import FOCUS, LENGTH, LENGTHS, Words, picked
from bot.discord_ui.summaries.running import Order, Running
from bot.errors import NotAllowed

FOR_YOU_ALONE: Final = "A summary of another channel is shown to you alone; to share it, ask in that channel itself."
READABLE: Final = (
    ChannelType.text,
    ChannelType.news,
    ChannelType.voice,
    ChannelType.stage_voice,
    ChannelType.public_thread,
    ChannelType.private_thread,
    ChannelType.news_thread,
)

Named = AppCommandChannel | AppCommandThread


class AnyPlace(app_commands.Transformer):
    """A channel or thread, with what Discord says the person who named it may do there."""

    @property
    def type(self) -> AppCommandOptionType:
        """A channel."""
        return AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[ChannelType]:
        """Those in which people write."""
        return list(READABLE)

    async def transform(self, _: discord.Interaction, value: Any, /) -> Any:
        """Return it as Discord sent it, which what is remembered of the channel may be older than."""
        return value


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for: no channel is the one they are in, no span the last messages."""

    channel: Named | None
    messages: int | None
    hours: int | None
    length: Length
    focus: str
    private: bool


class DiscussionCommand:
    """The command."""

    def __init__(self, context: Context, running: Running, client: discord.Client) -> None:
        """Run summaries in `running`; what may be read is asked through `client`."""
        self._context = context
        self._running = running
        self._access = Access(client)

    def add_to(self, group: app_commands.Group) -> None:
        """Add it to `/summary`."""

        @group.command(name="discussion", description="What was said in a channel or thread that you may read.")
        @app_commands.describe(
            channel="The channel or thread; leave it out for this one.",
            messages=f"How many messages back, {MOST_MESSAGES:,} at most; {USUAL_MESSAGES} where you say nothing.",
            hours="Or how many hours back.",
            length=LENGTH,
            focus=FOCUS,
            private="Leave it out to have it shown to you alone.",
        )
        @app_commands.choices(length=LENGTHS)
        async def discussion(
            interaction: discord.Interaction,
            channel: app_commands.Transform[Named, AnyPlace] | None = None,
            messages: app_commands.Range[int, 1, MOST_MESSAGES] | None = None,
            hours: app_commands.Range[int, 1, MOST_HOURS] | None = None,
            length: app_commands.Choice[str] | None = None,
            focus: Words = "",
            private: bool = True,
        ) -> None:
            async with self._context.told(interaction):
                asked = Asked(channel, messages, hours, picked(length), focus, private)
                await self.summarize(interaction, asked)

    async def summarize(self, interaction: discord.Interaction, asked: Asked) -> None:
        """Summarise what was asked for. Raises NotAllowed where the person may not read it."""
        library = server_of(interaction)
        here = interaction.channel_id or 0
        channel = asked.channel.id if asked.channel else here
        _require_reading(interaction, asked.channel)
        if not asked.private and channel != here:
            raise NotAllowed(FOR_YOU_ALONE)
        wanted = Wanted(
            server=int(library),
            channel=channel,
            asker=interaction.user.id,
            here=here,
            stretch=_stretch(interaction.id, asked),
            request=SummaryRequest(
                Scope.DISCUSSION, asked.length, focus=asked.focus.strip(), asker=interaction.user.id
            ),
            for_all=not asked.private,
        )
        errand = Errand(self._context.app, self._access, wanted)
        name = getattr(asked.channel or interaction.channel, "name", None)
        order = Order(
            named=named_in_words(wanted.request, f"#{name}" if name else "this channel"),
            begin=errand.begin,
            private=asked.private,
            kept=False,
            ended=errand.ended,
            check=errand.check,
            unit="conversation",
        )
        await self._running.run(interaction, order)


def _stretch(before: int, asked: Asked) -> Stretch:
    """Return what is to be read, within the bounds that Discord's apps keep to and a made-up command need not."""
    # Where nobody said how many messages, all of a span of hours are read.
    messages = asked.messages or (MOST_MESSAGES if asked.hours else USUAL_MESSAGES)
    return Stretch(before, min(max(messages, 1), MOST_MESSAGES), min(max(asked.hours or 0, 0), MOST_HOURS))


def _require_reading(interaction: discord.Interaction, channel: Named | None) -> None:
    """Raise NotAllowed unless Discord says, in this very interaction, that the person may read there."""
    granted = channel.permissions if channel else interaction.permissions
    if not (granted.view_channel and granted.read_message_history):
        raise NotAllowed(NOT_READABLE)
