"""The library a person may change, asked at every command, menu, press and form."""

from __future__ import annotations

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.permissions import require_admin, server_of


def admins_library(context: Context, interaction: discord.Interaction) -> str:
    """Return the library of the interaction's own server. Raises NotAllowed unless the person may change it."""
    return require_admin(interaction, context.app.records.server(server_of(interaction)))
