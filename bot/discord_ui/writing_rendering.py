"""An answer while it is written: the sentences that are verified by now, what they rest on, and a way to stop it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.answering.answer import Answer
from bot.discord_ui.rendering import SEARCHING, SOURCES, question_title
from bot.discord_ui.screens.escaping import NOTHING
from bot.discord_ui.screens.paging import pages_of_claims, source, sources
from bot.discord_ui.screens.quotations import shown_claims
from bot.discord_ui.screens.screen import Block, Button, Row, Rule, Screen, Text

WRITING: Final = "-# ✍️ Writing… Every sentence is checked before it is shown."
MORE_TO_COME: Final = "-# What does not fit here is on the pages of the whole answer."


def writing_screen(question: str, so_far: Answer | None, stop: str, *, show_question: bool) -> Screen:
    """Return what is shown of an answer that is not finished, None standing for nothing; `stop` is its button's id.

    Sources have no buttons yet: what these would need is stored with the whole answer.
    """
    title = (question_title(question),) if show_question else ()
    button = Row((Button("Stop", stop),))
    return Screen((*title, *_body(so_far), Text(WRITING), button), "answer")


def _body(so_far: Answer | None) -> Iterator[Block]:
    if so_far is None or not so_far.claims:
        yield Text(SEARCHING)
        return
    first, *others = pages_of_claims(shown_claims(so_far), so_far.citations)
    yield Text(" ".join(part.markdown for part in first).strip() or NOTHING)
    cited = sources(first)
    if cited:
        yield Rule()
        yield Text("\n".join([SOURCES, *map(source, cited)]))
    if others:
        yield Text(MORE_TO_COME)
