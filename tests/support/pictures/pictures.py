"""A picture: messages, forms and commands being typed, one below the other on the ground of Discord's dark theme."""

from __future__ import annotations

from typing import Final

from tests.discord_server.interactions import Modal
from tests.support.pictures.drawing import Paper
from tests.support.pictures.forms import Typing, draw_form, draw_typing
from tests.support.pictures.markdown import Names
from tests.support.pictures.posts import WIDTH, Post, draw_post

CORNER: Final = 8

Shown = Post | Modal | Typing


def picture(title: str, shown: list[Shown], names: Names) -> str:
    """The SVG of what is shown. Raises AssertionError where a text would not be on it."""
    paper = Paper(WIDTH)
    ground = paper.place()
    height = 0.0
    for one in shown:
        height = _draw(paper, one, height, names)
    paper.box(0, 0, WIDTH, height, "page")
    paper.move_last_to(ground)
    outside = [words for start, end, words in paper.words if start < 0 or end > WIDTH]
    assert not outside, f"{title}: over the edge: {outside}"
    return paper.svg(height, title, CORNER)


def _draw(paper: Paper, one: Shown, top: float, names: Names) -> float:
    if isinstance(one, Post):
        return draw_post(paper, one, top, names)
    return draw_form(paper, one, top) if isinstance(one, Modal) else draw_typing(paper, one, top)
