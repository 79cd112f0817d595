"""About which claims a model's opinion may decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.answering.verification.judgement import Judgement, Verdict
from bot.answering.verification.verifying import Checked
from index.search.terms import FUNCTION_WORDS, words

QUANTITIES: Final = frozenset({"numbers", "units", "currency", "dates", "times"})
NAMES: Final = "names"
"""The checks of what is either in a quote or made up."""

DIGITS: Final = re.compile(r"\d+")
CAPITALISED: Final = re.compile(r"\b[^\W\d_a-z]\w+")
SAME_STEM: Final = 4
"""Letters that a name shares with the words made from it: China, Chinese."""


def may_settle(checked: Checked) -> bool:
    """Tell whether an opinion may decide whether these quotes support this claim."""
    said = [text for quote in checked.quotes for text in (quote.text, quote.heading, quote.document.title)]
    return left_open(checked.text, said, checked.judgement)


def left_open(claim: str, said: Sequence[str], judgement: Judgement) -> bool:
    """Tell whether the rules cannot decide, and the claim brings nothing that is either in what is said or made up.

    That is a number, a name, a reason, a phrase of detail, "only", "all" or a fact for a plan. Of numbers and names it
    must be the case both that the rules miss them and that they are plainly not there: "September 11" for "9/11" may be
    settled.
    """
    if judgement.verdict is not Verdict.UNSETTLED or any(finding.final for finding in judgement.failed):
        return False
    missed = {finding.check for finding in judgement.failed}
    if missed & QUANTITIES and _digits([claim]) - _digits(said):
        return False
    return not (NAMES in missed and _strange_names(claim, said))


def _digits(texts: Iterable[str]) -> set[str]:
    return {digits for text in texts for digits in DIGITS.findall(text.replace(",", ""))}


def _strange_names(claim: str, said: Iterable[str]) -> list[str]:
    stems = {word[:SAME_STEM] for text in said for word in words(text)}
    capitalised = (word.casefold() for word in CAPITALISED.findall(claim))
    return [word for word in capitalised if word[:SAME_STEM] not in stems and word not in FUNCTION_WORDS]
