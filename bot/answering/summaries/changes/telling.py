"""What a change of a document is worth telling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.answering.answer import Quote
from bot.answering.mentions import DATE, names
from bot.answering.summaries.extractive.focus import Focus
from bot.answering.summaries.extractive.worth import DUTY, worths
from bot.answering.summaries.material import Sentences
from index.search.terms import words

TOGETHER: Final = 200
"""Sentences weighed against each other at a time, however many have changed."""
TELLING: Final = 0.5
"""What it adds that a number, a date, a name, a duty or a denial is another one."""
TRIVIAL: Final = 0.1
"""The share of its worth that an alteration keeps in which all words are the same."""
LINK: Final = re.compile(r"\]\([^)\s]*\)")
"""Where a link of Markdown leads, which is not read."""
FIGURE: Final = re.compile(r"\d[\d.,:]*")
DENIAL: Final = re.compile(r"\b(?:not?|never|none|nobody|nothing|without|cannot|except|only)\b|n[’']t\b", re.IGNORECASE)


def of_each(quotes: Sequence[Quote], focus: Focus) -> list[float]:
    """Return what each sentence is worth that came or went, 0 where the focus leaves it out."""
    worth: list[float] = []
    for start in range(0, len(quotes), TOGETHER):
        section = Sentences(tuple(quotes[start : start + TOGETHER]), None)
        worth.extend(map(float, focus.weighed(section, worths(section))))
    return worth


def of_alteration(was: Quote, now: Quote, worth: float) -> float:
    """Return what it is worth to tell that a sentence of this worth was altered so."""
    if _read(was.text) == _read(now.text):
        return TRIVIAL * worth
    return worth + TELLING if worth and _facts(was.text) != _facts(now.text) else worth


def _read(text: str) -> list[str]:
    return words(LINK.sub("]", text))


def _facts(text: str) -> frozenset[str]:
    found = [*FIGURE.findall(text), *names(text), *(match[0] for match in DATE.finditer(text))]
    found += [match[0] for pattern in (DUTY, DENIAL) for match in pattern.finditer(text)]
    return frozenset(each.casefold().rstrip(".,:") for each in found)
