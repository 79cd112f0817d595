"""Channels by their ids."""

from __future__ import annotations

from collections.abc import Callable

import discord

ChannelOf = Callable[[int], discord.abc.Messageable]
"""Returns the channel with an id, whatever is known of it."""
