"""Presses that no app of Discord's would send: of buttons and menus that need not be there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.discord_server import components as parts
from tests.discord_server.bits import Kind
from tests.discord_server.messages import Message
from tests.discord_server.world import Role

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel

ROW_ID, COMPONENT_ID = 9001, 9002


def forged_component(custom_id: str, values: Sequence[Any] | None, message: Message | None) -> tuple[Kind, bool]:
    """The kind of component to press, and whether the message has it."""
    there = [part for part in parts.walk(message.components if message else []) if part.get("custom_id") == custom_id]
    if there:
        return Kind(there[0]["type"]), True
    if values is None:
        return Kind.BUTTON, False
    if values and isinstance(values[0], Role):
        return Kind.ROLE_SELECT, False
    return (Kind.CHANNEL_SELECT if values and hasattr(values[0], "overwrites") else Kind.STRING_SELECT), False


def forged_row(kind: Kind, custom_id: str, values: Sequence[Any]) -> parts.Component:
    """A row with the component in it, as a message shows it: libraries look for it before they handle a press."""
    component: parts.Component = {"type": int(kind), "id": COMPONENT_ID, "custom_id": custom_id}
    if kind == Kind.BUTTON:
        component |= {"style": 2, "label": "Forged", "disabled": False}
    else:
        component |= {"min_values": 0, "max_values": 25, "disabled": False}
    if kind == Kind.STRING_SELECT:
        component["options"] = [{"label": str(value)[:100] or "-", "value": str(value)} for value in values or ["-"]]
    return {"type": int(Kind.ROW), "id": ROW_ID, "components": [component]}


def forged_message(channel: Channel) -> Message:
    """A message of the bot's that was never sent."""
    discord = channel.discord
    return Message(discord.new_id(), channel, discord.bot_user, discord.clock.time())
