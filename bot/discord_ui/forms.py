"""Forms: they are for the person, and for the server, they were opened for."""

from __future__ import annotations

from typing import Final

import discord

from bot.discord_ui.permissions import NOT_HERE, NOT_YOURS
from bot.errors import NotAllowed

SECONDS_OPEN: Final = 15 * 60.0
"""How long a form may stay open; discord.py forgets it then."""


def require_opener(opened: discord.Interaction, submitted: discord.Interaction) -> None:
    """Raise NotAllowed unless a form was submitted by whom, and where, it was opened."""
    if submitted.guild_id != opened.guild_id:
        raise NotAllowed(NOT_HERE)
    if submitted.user.id != opened.user.id:
        raise NotAllowed(NOT_YOURS)
