"""Screens as Discord's components, and what a press of a button comes back as.

Nothing is kept for a message that was sent: every button and menu with a custom id is one of `DYNAMIC_ITEMS`, which
discord.py finds by the shape of the id alone, in messages sent before a restart too. A view that is laid out is sent
once and thrown away; a change of one that was sent could make discord.py forget that shape.
"""

from __future__ import annotations

import re
from typing import Any, Final, Protocol, cast

import discord
from discord import ui

from bot.discord_ui.screens.actions import ANY, Action, parse
from bot.discord_ui.screens.escaping import plain
from bot.discord_ui.screens.screen import (
    Accent,
    Block,
    Button,
    ChannelMenu,
    Link,
    Menu,
    RoleMenu,
    Row,
    Rule,
    Screen,
    Section,
    Text,
)

COLOURS: Final[dict[Accent, int]] = {"answer": 0x2E9E6B, "not_found": 0xE0A030, "notice": 0x5B7490, "problem": 0xC8433A}
LONGEST_LABEL: Final = 80
LONGEST_OPTION: Final = 100
LONGEST_PLACEHOLDER: Final = 150
TEXT_CHANNELS: Final = [discord.ChannelType.text, discord.ChannelType.news]
ANSWERING_CHANNELS: Final = [*TEXT_CHANNELS, discord.ChannelType.forum]
"""Channels with messages or threads; a thread goes by its parent."""


class Pressed(Protocol):
    """The client: what carries out a press."""

    async def pressed(self, interaction: discord.Interaction, action: Action, values: list[str]) -> None:
        """Carry out `action`; `values` are the options or the ids that were picked from a menu."""
        ...


class Stored(ui.DynamicItem[ui.Item[Any]], template=ANY):
    """A button or a menu of ours, of any kind: discord.py calls every class whose template fits, so there is one."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - discord.py passes it
        item: ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003 - likewise
        /,
    ) -> Stored:
        """Wrap what was pressed, which discord.py rebuilt from the message."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the press to the client."""
        action = parse(self.custom_id)
        if action is not None:
            data = cast("dict[str, Any]", interaction.data or {})
            client = cast("Pressed", interaction.client)
            await client.pressed(interaction, action, [str(value) for value in data.get("values", ())])


DYNAMIC_ITEMS: Final = (Stored,)
"""For `Client.add_dynamic_items`."""


def layout(screen: Screen) -> ui.LayoutView:
    """Return the components of a screen, to be sent once."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*map(_item, screen.blocks), accent_colour=COLOURS[screen.accent]))
    return view


def _item(block: Block) -> ui.Item[Any]:
    match block:
        case Text(markdown):
            return ui.TextDisplay(markdown)
        case Rule():
            return ui.Separator()
        case Section(markdown, button):
            return ui.Section(ui.TextDisplay(markdown), accessory=_button(button))
        case Row(buttons):
            return ui.ActionRow(*map(_button, buttons))
        case _:
            return ui.ActionRow(Stored(_menu(block)))


def _button(button: Button | Link) -> ui.Item[Any]:
    label = plain(button.label, LONGEST_LABEL)
    if isinstance(button, Link):
        return ui.Button(label=label, url=button.url)
    style = discord.ButtonStyle[button.style]
    return Stored(ui.Button(label=label, style=style, custom_id=button.action, disabled=button.disabled))


def _menu(menu: Menu | ChannelMenu | RoleMenu) -> ui.Item[Any]:
    placeholder = plain(menu.placeholder, LONGEST_PLACEHOLDER)
    match menu:
        case Menu():
            return ui.Select(custom_id=menu.action, placeholder=placeholder, options=[*map(_option, menu.options)])
        case ChannelMenu():
            return ui.ChannelSelect(
                custom_id=menu.action,
                placeholder=placeholder,
                channel_types=TEXT_CHANNELS if menu.written_to else ANSWERING_CHANNELS,
                min_values=0,
                max_values=menu.most,
                default_values=_defaults(menu.chosen[: menu.most], discord.SelectDefaultValueType.channel),
            )
        case RoleMenu():
            chosen = () if menu.chosen is None else (menu.chosen,)
            return ui.RoleSelect(
                custom_id=menu.action,
                placeholder=placeholder,
                min_values=0,
                max_values=1,
                default_values=_defaults(chosen, discord.SelectDefaultValueType.role),
            )


def _option(option: Any) -> discord.SelectOption:
    description = plain(option.description, LONGEST_OPTION) if option.description else None
    return discord.SelectOption(label=plain(option.label, LONGEST_OPTION), value=option.value, description=description)


def _defaults(ids: tuple[int, ...], kind: discord.SelectDefaultValueType) -> list[discord.SelectDefaultValue]:
    return [discord.SelectDefaultValue(id=each, type=kind) for each in ids]
