"""From a press of a button or a pick from a menu to the function that carries it out."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.permissions import NOT_HERE
from bot.discord_ui.screens.actions import Action
from bot.errors import NotAllowed

Handle = Callable[[discord.Interaction, Action, list[str]], Awaitable[None]]
"""Carries out an action; `values` are what was picked from a menu. What it raises is told to the person."""

UNKNOWN = "This button is from an older version of Footnote and does nothing any more; ask again."
CLOSED = "This form is no longer open; run the command again."

logger = logging.getLogger(__name__)


class Presses:
    """The actions there are. They are looked up by name alone, so they work however old the message is."""

    def __init__(self, context: Context, handles: Mapping[str, Handle]) -> None:
        """Carry out the actions named."""
        self._context = context
        self._handles = handles

    async def pressed(self, interaction: discord.Interaction, action: Action, values: list[str]) -> None:
        """Carry out an action for the person who pressed, in the place they pressed it from."""
        async with self._context.told(interaction):
            # An id is text that anybody can send: a server's members reach that server's library and no other. In
            # direct messages there is no server, and each action verifies membership with Discord itself.
            if interaction.guild_id is not None and action.library != str(interaction.guild_id):
                raise NotAllowed(NOT_HERE)
            handle = self._handles.get(action.name)
            if handle is None:
                raise NotAllowed(UNKNOWN)
            await handle(interaction, action, values)
