"""Forms, and what is offered while a command is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.discord_server.bits import Kind
from tests.discord_server.interactions import Modal
from tests.support.pictures.components import Component
from tests.support.pictures.drawing import Paper
from tests.support.pictures.lettering import Look, width
from tests.support.pictures.posts import MARGIN, WIDTH

FORM: Final = 440
INSET: Final = 20
TITLE: Final = Look(20, "strong", bold=True)
LABEL: Final = Look(14, "strong", bold=True)
DETAIL: Final = Look(13, "faint")
TYPED: Final = Look(15)
BUTTON: Final = Look(14, "white")
BOX_TOP: Final = 52
BOX_HEIGHTS: Final = {Kind.TEXT_INPUT: 40, Kind.FILE_UPLOAD: 84}


@dataclass(frozen=True, slots=True)
class Typing:
    """A command being typed: the command, its options so far, and what is offered for the last of them."""

    command: str
    options: Sequence[tuple[str, str]]
    offered: Sequence[str]


def draw_form(paper: Paper, form: Modal, top: float) -> float:
    """Draw a form as it opens, over a darkened channel; return where it ends."""
    left, room = (WIDTH - FORM) / 2, FORM - 2 * INSET
    backdrop = paper.place()
    y = top + 20
    paper.text(left + INSET, y + 36, form.title, TITLE)
    paper.stroke(f"M{left + FORM - 34:g} {y + 22:g}l12 12m0 -12l-12 12", "faint")
    bottom = y + 58
    for part in form.components:
        bottom = _field(paper, part, left + INSET, bottom, room)
    _buttons(paper, left + FORM - INSET, bottom + 4)
    bottom += 56
    paper.box(0, top, WIDTH, bottom + 20 - top, "dim")
    paper.move_last_to(backdrop)
    paper.box(left, y, FORM, bottom - y, "page", 8)
    paper.move_last_to(backdrop)
    return bottom + 20


def _field(paper: Paper, part: Component, x: float, top: float, room: float) -> float:
    inner = part["component"]
    end = paper.text(x, top + 16, part["label"], LABEL)
    if inner.get("required", True):
        paper.text(end + 4, top + 16, "*", Look(14, "required"))
    paper.text(x, top + 36, part["description"], DETAIL)
    kind = Kind(inner["type"])
    high = BOX_HEIGHTS[kind]
    paper.box(x, top + BOX_TOP, room, high, "field", 4)
    if kind == Kind.TEXT_INPUT:
        paper.text(x + 12, top + BOX_TOP + 25, inner.get("value", ""), TYPED)
    else:
        _drop_zone(paper, x, top + BOX_TOP, room)
    return top + BOX_TOP + high + 16


def _drop_zone(paper: Paper, x: float, top: float, room: float) -> None:
    middle = x + room / 2
    paper.stroke(f"M{middle:g} {top + 36:g}v-16m-6 6l6 -6l6 6m-14 8v4h16v-4", "text", 1.8)
    start = middle - width("Drop files here or browse", Look(14)) / 2
    at = paper.text(start, top + 62, "Drop files here or ", Look(14))
    paper.text(at, top + 62, "browse", Look(14, "link"))


def _buttons(paper: Paper, right: float, top: float) -> None:
    paper.box(right - 90, top, 90, 36, "primary", 4)
    paper.text(right - 45 - width("Submit", BUTTON) / 2, top + 23, "Submit", BUTTON)
    paper.text(right - 110 - width("Cancel", BUTTON), top + 23, "Cancel", BUTTON)


def draw_typing(paper: Paper, typing: Typing, top: float) -> float:
    """Draw the line a command is typed in, with what is offered above it; return where it ends."""
    left, room = MARGIN, WIDTH - 2 * MARGIN
    high = 34 + 34 * len(typing.offered)
    y = top + 12
    paper.box(left, y, room, high, "card", 8)
    paper.text(left + 14, y + 22, typing.options[-1][0].upper(), Look(12, "faint", bold=True))
    for place, offered in enumerate(typing.offered):
        row = y + 32 + 34 * place
        if not place:
            paper.box(left + 6, row, room - 12, 34, "hover", 4)
        paper.text(left + 14, row + 22, offered, TYPED)
    y += high + 8
    return _typed(paper, typing, left, y, room) + 12


def _typed(paper: Paper, typing: Typing, left: float, top: float, room: float) -> float:
    paper.box(left, top, room, 44, "hover", 8)
    at = paper.text(left + 14, top + 28, f"{typing.command} ", Look(15, "strong", bold=True))
    for place, (name, value) in enumerate(typing.options):
        label, typed = Look(13, "strong", bold=True), Look(14)
        wide = width(name, label) + width(value, typed) + 26
        paper.box(at + 4, top + 9, wide, 26, "field", 4)
        inner = paper.text(at + 11, top + 27, name, label) + 8
        inner = paper.text(inner, top + 27, value, typed)
        if place == len(typing.options) - 1:
            paper.box(inner + 1, top + 14, 1.5, 16, "text")
        at += wide + 6
    return top + 44
