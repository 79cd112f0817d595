"""Discord's components, as they are in a message's JSON, drawn one below the other.

A component the bot has not used so far is refused: whoever lets the bot use it says here how it looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.discord_server.bits import Kind
from tests.support.pictures.drawing import Paper
from tests.support.pictures.lettering import Look, shortened, width
from tests.support.pictures.markdown import Names
from tests.support.pictures.setting import write

Component = dict[str, Any]

TEXT: Final = Look(14)
LABEL: Final = Look(14, "white")
GAP: Final = 8
INSET: Final = 12
ACCENT: Final = 4
BUTTON_HEIGHT: Final = 32
BUTTON_PADDING: Final = 14
SMALLEST_BUTTON: Final = 48
MENU_HEIGHT: Final = 38
OPTION_HEIGHT: Final = 36
ARROW: Final = 18
STYLES: Final = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary"}
LINK: Final = 5
DEFAULT_KINDS: Final = {"channel": "#", "role": "@&", "user": "@"}


@dataclass(frozen=True, slots=True)
class Column:
    """Where components are drawn: a paper, and how far from its left edge and how wide."""

    paper: Paper
    x: float
    room: float
    names: Names = str
    opened: bool = False
    """Whether menus of texts are shown with their options."""

    def inset(self, left: float, right: float) -> Column:
        """A narrower column inside this one."""
        return Column(self.paper, self.x + left, self.room - left - right, self.names, self.opened)


def draw_all(column: Column, parts: Iterable[Component], top: float) -> float:
    """Draw components one below the other; return where they end."""
    bottom = top
    for place, part in enumerate(parts):
        bottom = DRAWERS[part["type"]](column, part, bottom + (GAP if place else 0))
    return bottom


def _container(column: Column, part: Component, top: float) -> float:
    paper = column.paper
    place = paper.place()
    inside = column.inset(ACCENT + INSET, INSET)
    bottom = draw_all(inside, part["components"], top + INSET) + INSET
    paper.coloured_box(column.x, top, 2 * ACCENT, bottom - top, f"#{part['accent_color']:06x}", ACCENT)
    paper.move_last_to(place)
    paper.box(column.x + ACCENT, top, column.room - ACCENT, bottom - top, "card", ACCENT)
    paper.move_last_to(place)
    return bottom


def _text(column: Column, part: Component, top: float) -> float:
    return write(column.paper, column.x, top, column.room, part["content"], TEXT, column.names)


def _separator(column: Column, part: Component, top: float) -> float:
    if part.get("divider", True):
        column.paper.box(column.x, top + 2, column.room, 1, "rule")
    return top + 5


def _section(column: Column, part: Component, top: float) -> float:
    button = part["accessory"]
    wide = _button_width(button)
    bottom = draw_all(column.inset(0, wide + 2 * GAP), part["components"], top)
    _button(column.paper, column.x + column.room - wide, top, button)
    return max(bottom, top + BUTTON_HEIGHT)


def _row(column: Column, part: Component, top: float) -> float:
    inside = part["components"]
    if inside[0]["type"] != Kind.BUTTON:
        return draw_all(column, inside, top)
    x = column.x
    for button in inside:
        wide = _button_width(button)
        if x > column.x and x + wide > column.x + column.room:
            x, top = column.x, top + BUTTON_HEIGHT + GAP
        _button(column.paper, x, top, button)
        x += wide + GAP
    return top + BUTTON_HEIGHT


def _button_width(button: Component) -> float:
    arrow = ARROW if button["style"] == LINK else 0
    return max(SMALLEST_BUTTON, width(button["label"], LABEL) + 2 * BUTTON_PADDING + arrow)


def _button(paper: Paper, x: float, top: float, button: Component) -> None:
    wide = _button_width(button)
    disabled = button.get("disabled", False)
    paper.box(x, top, wide, BUTTON_HEIGHT, "rule" if disabled else STYLES[button["style"]], 4)
    label = Look(14, "faint" if disabled else "white")
    is_link = button["style"] == LINK
    words = width(button["label"], label) + (ARROW if is_link else 0)
    end = paper.text(x + (wide - words) / 2, top + 21, button["label"], label)
    if is_link:
        paper.stroke(f"M{end + 8:g} {top + 20:g}l8 -8m-6 0h6v6", "white", 1.5)


def _menu(column: Column, part: Component, top: float) -> float:
    """A closed menu: what is chosen by default, or else the placeholder."""
    paper, x = column.paper, column.x
    paper.box(x, top, column.room, MENU_HEIGHT, "field", 4)
    at = x + INSET
    for chosen in part.get("default_values", []):
        name = column.names(f"{DEFAULT_KINDS[chosen['type']]}{chosen['id']}")
        wide = width(name, TEXT) + 2 * GAP
        paper.box(at, top + 8, wide, MENU_HEIGHT - 16, "chip", 4)
        paper.text(at + GAP, top + 24, name, TEXT)
        at += wide + GAP
    if at == x + INSET:
        placeholder = Look(14, "faint")
        room = column.room - 3 * INSET - ARROW
        paper.text(at, top + 24, shortened(part["placeholder"], placeholder, room), placeholder)
    paper.stroke(f"M{x + column.room - 24:g} {top + 17:g}l5 5l5 -5", "faint", 2)
    bottom = top + MENU_HEIGHT
    return _options(column, part["options"], bottom + 4) if column.opened and "options" in part else bottom


def _options(column: Column, options: list[Component], top: float) -> float:
    """The options of a menu that is open, the first one pointed at."""
    paper = column.paper
    paper.box(column.x, top, column.room, len(options) * OPTION_HEIGHT, "field", 4)
    for place, option in enumerate(options):
        if not place:
            paper.box(column.x, top, column.room, OPTION_HEIGHT, "hover", 4)
        paper.text(column.x + INSET, top + 23, option["label"], TEXT)
        top += OPTION_HEIGHT
    return top


DRAWERS: Final[Mapping[int, Callable[[Column, Component, float], float]]] = {
    Kind.CONTAINER: _container,
    Kind.TEXT: _text,
    Kind.SEPARATOR: _separator,
    Kind.SECTION: _section,
    Kind.ROW: _row,
    Kind.STRING_SELECT: _menu,
    Kind.CHANNEL_SELECT: _menu,
    Kind.ROLE_SELECT: _menu,
}
