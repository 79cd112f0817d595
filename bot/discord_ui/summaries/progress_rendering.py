"""A summary while it is made: how far the reading is, what is verified by now, and a way to stop it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.answering.summaries.summary import Summary
from bot.discord_ui.rendering import question_title
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.screen import Block, Button, Row, Screen, Text
from bot.discord_ui.summaries.paging import pages_of
from bot.wording import counted

READING: Final = "📖 Reading…"
SO_FAR: Final = "-# Not whole yet. Every sentence is checked before it is shown."
LONGEST: Final = 100
ROOM: Final = 3_000
"""UTF-16 units for what there is by now."""


def progress_screen(
    named: str, read: tuple[int, int] | None, so_far: Summary | None, stop: str, unit: str = "section"
) -> Screen:
    """Return what is shown of a summary called `named` that is not finished; `stop` is the id of its button.

    `read` is how many of how many things called `unit` are read, where that is known.
    """
    blocks = (question_title(named), Text(_how_far(read, unit)), *_said(so_far), Row((Button("Stop", stop),)))
    return Screen(blocks, "notice")


def _how_far(read: tuple[int, int] | None, unit: str) -> str:
    if read is None:
        return READING
    done, of = read
    return safe_line(f"{READING} {done:,} of {counted(of, unit)}", LONGEST)


def _said(so_far: Summary | None) -> Iterator[Block]:
    """Yield the beginning of what there is; the quotes are opened from the finished summary."""
    if so_far is None or not so_far.answer.claims:
        return
    pages = pages_of(so_far, ROOM)
    yield Text(next(pages).markdown)
    yield Text(f"{SO_FAR} There is more than fits here." if next(pages, None) else SO_FAR)
