"""Where an answer is shown: in a reply, or in the response to a command; how it is changed and taken back there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import discord

from bot.discord_ui.connection.sending import Sending
from bot.discord_ui.screens.screen import Screen

Deliver = Callable[[Screen], Awaitable[discord.Message | None]]
"""Shows a screen in the place of what was shown before; None when that could not be done, which is logged."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What shows an answer. `show_part` shows what another part or `show` soon takes the place of, and is tried once.

    `take_back` deletes it. `limited_as` is what Discord counts its edits with (connection/edit_limits.py).
    """

    show: Deliver
    show_part: Deliver
    take_back: Callable[[], Awaitable[None]]
    limited_as: str


def reply_surface(sending: Sending, reply: discord.Message) -> Surface:
    """Show the answer in a message of the bot's own."""
    return Surface(
        show=partial(sending.edit, reply),
        show_part=partial(sending.edit, reply, part=True),
        take_back=partial(sending.delete, reply),
        limited_as=f"channels/{reply.channel.id}",
    )


def response_surface(sending: Sending, interaction: discord.Interaction, *, private: bool = True) -> Surface:
    """Show the answer in the response that was promised; the whole of it in its channel where that has expired.

    A `private` one is shown in the response or nowhere.
    """

    async def finish_or_send(screen: Screen) -> discord.Message | None:
        shown, channel = await sending.finish(interaction, screen), interaction.channel
        if shown is None and not private and isinstance(channel, discord.abc.Messageable):
            return await sending.send(channel, screen)
        return shown

    return Surface(
        show=finish_or_send,
        show_part=partial(sending.finish, interaction, part=True),
        take_back=partial(sending.take_back, interaction),
        limited_as=f"webhooks/{interaction.application_id}/{interaction.token}",
    )
