"""`/settings`: what a server's admins choose, in one private panel. Every press saves, and its id is all it needs."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands, ui

from bot.discord_ui.authority import admins_library
from bot.discord_ui.context import Context
from bot.discord_ui.forms import SECONDS_OPEN, require_opener
from bot.discord_ui.permissions import require_manager
from bot.discord_ui.presses import UNKNOWN, Handle
from bot.discord_ui.screens.actions import Action
from bot.discord_ui.screens.arguments import arguments, number
from bot.discord_ui.server_settings_rendering import OFF, ON, Panel, settings_screen
from bot.errors import NotAllowed, NotNow
from bot.logs import event
from bot.records.nouns import ServerSettings

MOST_CHANNELS: Final = 25
MOST_QUESTIONS: Final = 100_000

NOT_A_NUMBER: Final = f"The limit is a whole number from 0 to {MOST_QUESTIONS:,}; 0 means no limit."
NOT_A_CHANNEL: Final = "One of these channels is not in this server."
NOT_A_TEXT_CHANNEL: Final = "This is no text channel of this server; choose one that is."
NOT_WRITABLE: Final = "Footnote may not write there: give it View Channel and Send Messages in that channel first."
NOT_A_ROLE: Final = "This role is not in this server."
EVERYBODY: Final = "This role is everybody's: everyone could remove documents. Choose another."
NOT_LOADED: Final = "Discord has not told Footnote about this server yet; try again in a minute."

logger = logging.getLogger(__name__)


class ServerSettingsPanel:
    """The panel, and what its menus and buttons do."""

    def __init__(self, context: Context) -> None:
        """Read and save settings through `context`."""
        self._context = context
        self.handles: Mapping[str, Handle] = {
            "channels": self._channels_picked,
            "report-channel": self._report_channel_picked,
            "admin-role": self._role_picked,
            "private": self._switched("private"),
            "direct": self._switched("direct_messages"),
            "daily": self._limit_pressed,
        }

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Add `/settings`."""

        @tree.command(name="settings", description="Admins: channels, admin role, limits, private answers, reports.")
        @app_commands.default_permissions(manage_guild=True)
        @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
        @app_commands.allowed_installs(guilds=True, users=False)
        async def settings(interaction: discord.Interaction) -> None:
            async with self._context.told(interaction):
                await self.open(interaction)

    async def open(self, interaction: discord.Interaction) -> None:
        """Show the panel to the admin who asked for it."""
        library = admins_library(self._context, interaction)
        if await self._context.sending.acknowledge(interaction, private=True):
            await self._finish(interaction, library, self._context.app.records.server(library))

    async def _channels_picked(self, interaction: discord.Interaction, _: Action, values: list[str]) -> None:
        admins_library(self._context, interaction)
        guild = guild_of(interaction)
        channels = tuple(dict.fromkeys(map(number, values)))
        if len(channels) > MOST_CHANNELS or not all(map(guild.get_channel, channels)):
            raise NotAllowed(NOT_A_CHANNEL)
        await self._change(interaction, channels=channels)

    async def _report_channel_picked(self, interaction: discord.Interaction, _: Action, values: list[str]) -> None:
        admins_library(self._context, interaction)
        guild = guild_of(interaction)
        channel = number(values[0]) if values else None
        if channel is not None:
            require_writing(guild, guild.get_channel(channel))
        await self._change(interaction, report_channel=channel)

    async def _role_picked(self, interaction: discord.Interaction, _: Action, values: list[str]) -> None:
        admins_library(self._context, interaction)
        require_manager(interaction)
        guild = guild_of(interaction)
        role = number(values[0]) if values else None
        if role == guild.id:
            raise NotAllowed(EVERYBODY)
        if role is not None and guild.get_role(role) is None:
            raise NotAllowed(NOT_A_ROLE)
        await self._change(interaction, admin_role=role)

    def _switched(self, field: str) -> Handle:
        async def switched(interaction: discord.Interaction, action: Action, _: list[str]) -> None:
            admins_library(self._context, interaction)
            (state,) = arguments(action, 1)
            if state not in {ON, OFF}:
                raise NotAllowed(UNKNOWN)
            await self._change(interaction, **{field: state == ON})

        return switched

    async def _limit_pressed(self, interaction: discord.Interaction, _action: Action, _values: list[str]) -> None:
        library = admins_library(self._context, interaction)
        limit = self._context.app.records.server(library).daily_questions
        await self._context.sending.show_modal(interaction, LimitForm(self._limit_given, interaction, limit))

    async def _limit_given(self, opened: discord.Interaction, submitted: discord.Interaction, text: str) -> None:
        async with self._context.told(submitted):
            require_opener(opened, submitted)
            admins_library(self._context, submitted)
            await self._change(submitted, daily_questions=_limit(text))

    async def _change(self, interaction: discord.Interaction, **changes: Any) -> None:
        """Save what was found to be allowed, and show it in the panel that was used."""
        library = admins_library(self._context, interaction)
        if await self._context.sending.acknowledge_update(interaction):
            settings = await self._context.read(self._context.app.records.change_server, library, **changes)
            event(logger, logging.INFO, "settings changed", server=library, changed=",".join(changes))
            await self._finish(interaction, library, settings)

    async def _finish(self, interaction: discord.Interaction, library: str, settings: ServerSettings) -> None:
        ratings = await self._context.read(self._context.app.records.ratings, library)
        panel = _panel(library, interaction.guild, settings, ratings)
        await self._context.sending.finish(interaction, settings_screen(panel))


Given = Callable[[discord.Interaction, discord.Interaction, str], Awaitable[None]]
"""Takes the interaction that opened a form, the one that submitted it, and what was written in it."""


class LimitForm(ui.Modal, title="Daily limit"):
    """Asks for a number."""

    def __init__(self, given: Given, opened: discord.Interaction, limit: int) -> None:
        """Pass on to `given` what is submitted; `limit` is what holds now."""
        super().__init__(timeout=SECONDS_OPEN)
        self._given = given
        self._opened = opened
        self._number: ui.TextInput[LimitForm] = ui.TextInput(default=str(limit), max_length=12)
        text = "Questions a member may ask in a day"
        self.add_item(ui.Label(text=text, description="0 means no limit.", component=self._number))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Pass the number on."""
        await self._given(self._opened, interaction, self._number.value)


def guild_of(interaction: discord.Interaction) -> discord.Guild:
    """Return the server the interaction came from. Raises NotNow when Footnote knows nothing of it yet."""
    guild = interaction.guild
    if guild is None or guild.unavailable:
        raise NotNow(NOT_LOADED)
    return guild


def require_writing(guild: discord.Guild, channel: object) -> None:
    """Raise NotAllowed unless the channel is one of the server's in which Footnote may send messages."""
    if not isinstance(channel, discord.TextChannel):
        raise NotAllowed(NOT_A_TEXT_CHANNEL)
    granted = channel.permissions_for(guild.me)
    if not (granted.view_channel and granted.send_messages):
        raise NotAllowed(NOT_WRITABLE)


def _limit(text: str) -> int:
    """Return the number a person wrote. Raises NotAllowed for anything else."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal() and int(digits) <= MOST_QUESTIONS):
        raise NotAllowed(NOT_A_NUMBER)
    return int(digits)


def _panel(library: str, guild: discord.Guild | None, settings: ServerSettings, ratings: tuple[int, int]) -> Panel:
    """Return what the panel shows. A menu cannot show channels and roles that were deleted since they were chosen."""
    if guild is None or guild.unavailable:
        return Panel(library, settings, ratings)
    channels = tuple(channel for channel in settings.channels if guild.get_channel(channel))
    role = settings.admin_role if settings.admin_role and guild.get_role(settings.admin_role) else None
    report = settings.report_channel if settings.report_channel and guild.get_channel(settings.report_channel) else None
    there = replace(settings, channels=channels, admin_role=role, report_channel=report)
    missing = len(settings.channels) - len(channels)
    return Panel(library, there, ratings, missing, settings.report_channel is not None and report is None)
