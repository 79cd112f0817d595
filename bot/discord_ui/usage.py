"""`/usage`: what a member has used today and what is left, and for admins what the server's models cost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands

from bot.discord_ui.context import Context
from bot.discord_ui.permissions import is_admin, server_of
from bot.discord_ui.usage_rendering import Budgets, usage_screen
from bot.prices import read_prices


class Usage:
    """`/usage`, in servers: what is used counts by server."""

    def __init__(self, context: Context) -> None:
        """Answer through `context`."""
        self._context = context

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add `/usage`."""

        @tree.command(name="usage", description="What you have used today, and what is left.")
        @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
        @app_commands.allowed_installs(guilds=True, users=False)
        async def usage(interaction: discord.Interaction) -> None:
            async with self._context.told(interaction):
                await self.show(interaction)

    async def show(self, interaction: discord.Interaction) -> None:
        """Show it to the member alone."""
        context, member, library = self._context, interaction.user.id, server_of(interaction)
        records, settings = context.app.records, context.app.settings
        chosen = records.server(library)
        admin = is_admin(interaction, chosen)
        budgets = Budgets(
            questions=chosen.daily_questions,
            member_tokens=settings.member_tokens_per_day,
            server_tokens=settings.server_tokens_per_month,
            has_model=settings.has_model,
            month=datetime.now(UTC).date(),
        )
        if not await context.sending.acknowledge(interaction, private=True):
            return
        spent = await context.read(records.spent, library, member)
        models = await context.read(records.model_usage, library) if admin else None
        asked = records.questions_today(library, member)
        screen = usage_screen(budgets, asked, spent, models, read_prices(settings.model_prices))
        await context.sending.finish(interaction, screen)
