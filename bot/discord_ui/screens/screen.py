"""What a message shows, as plain data: rendering makes it, views.py turns it into Discord's components.

Every `markdown` here is ready to be sent: what came from people or documents in it has been through escaping.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["primary", "secondary", "success", "danger"]
Accent = Literal["answer", "not_found", "notice", "problem"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button; `action` is its custom id (actions.py)."""

    label: str
    action: str
    style: Style = "secondary"
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a web address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or several."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between blocks."""


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph with a button beside it."""

    markdown: str
    button: Button | Link


@dataclass(frozen=True, slots=True)
class Row:
    """One to five buttons side by side."""

    buttons: tuple[Button | Link, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu of texts."""

    label: str
    value: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of up to 25 texts, one of which is picked."""

    action: str
    placeholder: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ChannelMenu:
    """A menu of the server's channels, any number of which (up to `most`) are picked.

    `written_to`: only those that messages can be sent to, which a forum is not.
    """

    action: str
    placeholder: str
    chosen: tuple[int, ...]
    most: int = 25
    written_to: bool = False


@dataclass(frozen=True, slots=True)
class RoleMenu:
    """A menu of the server's roles, one or none of which is picked."""

    action: str
    placeholder: str
    chosen: int | None


Block = Text | Rule | Section | Row | Menu | ChannelMenu | RoleMenu


@dataclass(frozen=True, slots=True)
class Screen:
    """One message."""

    blocks: tuple[Block, ...]
    accent: Accent
