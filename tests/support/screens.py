"""What must hold of every screen: Discord takes it, and nothing in it takes effect but what is ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.discord_ui.rendering import answer_screen
from bot.discord_ui.screens.screen import Screen, Text
from bot.discord_ui.views import layout
from bot.records.nouns import GivenAnswer
from tests.discord_server.components import texts, walk
from tests.discord_server.limits_components import check
from tests.discord_server.refusals import Problems
from tests.support.discord_text import raw_tokens, read

OURS = re.compile(r"\*\*\[[0-9]+\]\*\*|<t:-?[0-9]+:[Df]>")
"""A mark and a date, with or without the time: what of ours looks like what takes effect."""
OUR_CODE = "`/library add`"
OUR_KINDS = {"bold", "underline", "small", "quote", "time", "code"}
PAGE = re.compile(r"^-# Page 1 of ([0-9]+)$", re.MULTILINE)
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def pages_of(given: GivenAnswer, *, show_question: bool = True, **options: Any) -> list[Screen]:
    """Return every page of an answer, as many as the first one says there are."""
    first = answer_screen(given, show_question=show_question, **options)
    told = [PAGE.search(block.markdown) for block in first.blocks if isinstance(block, Text)]
    count = next((int(page[1]) for page in told if page), 1)
    rest = (answer_screen(given, page, show_question=show_question, **options) for page in range(2, count + 1))
    return [first, *rest]


def payload(screen: Screen) -> list[dict[str, Any]]:
    """Return the components of a screen as they are sent, having made sure that Discord would take them."""
    components: list[dict[str, Any]] = layout(screen).to_components()
    problems = Problems()
    check(problems, components, is_v2=True)
    problems.refuse()
    return components


def inert_texts(screen: Screen, *also_ours: str) -> list[str]:
    """Return the texts of a screen, having made sure of all that must hold of it."""
    return texts(inert_payload(screen, *also_ours))


def inert_payload(screen: Screen, *also_ours: str) -> list[dict[str, Any]]:
    """Return the components of a screen, having made sure that Discord takes it and only what is ours takes effect.

    `also_ours` are kinds of markdown that are ours on this screen besides the usual.
    """
    components = payload(screen)
    for text in texts(components):
        reading = read(text)
        assert reading.kinds() <= OUR_KINDS.union(also_ours), (reading.live, text)
        assert set(reading.of("code")) <= {OUR_CODE}
        assert all(OURS.fullmatch(time) for time in reading.of("time"))
        assert raw_tokens(OURS.sub("", text)) == []
    for label in labels(components):
        assert raw_tokens(label) == []
        assert not UNSEEN.search(label)
    return components


def labels(components: list[dict[str, Any]]) -> Iterator[str]:
    """Yield every text that is shown without markdown."""
    for part in walk(components):
        options = part.get("options") or []
        named = [part.get("label"), part.get("placeholder"), *(each.get("label") for each in options)]
        yield from filter(None, [*named, *(each.get("description") for each in options)])
