"""Which form of which verb a word can be, and which verbs are nouns as often."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bot.answering.verification.language.kinds import Form
from bot.answering.verification.language.lemmas import PARTICIPLES_AND_PASTS, VERB_FORMS, spelling
from bot.answering.verification.language.word_sets import word_set
from bot.answering.verification.meaning.nouns import NOUN_GROUPS
from bot.answering.verification.meaning.tables import verbs

HOMOGRAPHS: Final = word_set(
    "flow fish smoke dance ride drive kick love need pull push rest sail sense sleep smell sound spring stand"
    " stock supply surprise tax touch tour turn wave host hand head face arm back book name number process access"
    " sand water rain snow fire wire file cover dream guess hunt joke kiss land load lock mine mind nurse paint"
    " print program rain reign rock ruin sail screen sequence shelter ski slip spray spot star storm stream stress"
    " thought track trap twist gauge force level model design trade market price tour"
)
"""Words that are nouns as a rule and verbs at times."""
VERBS_FIRST: Final = word_set("lack need exhibit work increase end lead")
"""Verbs that are as often verbs as nouns after a noun."""
NOUNS: Final = (frozenset(NOUN_GROUPS.replace(";", " ").split()) | HOMOGRAPHS) - VERBS_FIRST
"""Words taken for nouns where both would do."""


def form_of(word: str) -> Form:
    """Return the form of a word that is a verb where it stands, known or not."""
    first = word.split(" ", 1)[0].lower()
    form = verb_form(first)[0]
    if form is not Form.NONE:
        return form
    return Form.ED if first.endswith("ed") else Form.ING if first.endswith("ing") else Form.BASE


@lru_cache(maxsize=50_000)
def verb_form(low: str) -> tuple[Form, str]:
    """Return which form of which known verb a word in lower case can be; `NONE` and the word if of none."""
    first, *others = low.split("_")
    known = verbs()
    if first in PARTICIPLES_AND_PASTS:
        irregular = Form.ING if first.endswith("ing") else Form.ED
        return irregular, "_".join((VERB_FORMS[first][0], *others))
    spelt = spelling(first)
    if spelt in known or low in known:
        return Form.BASE, "_".join((spelt, *others))
    for ending, form in (("ing", Form.ING), ("ed", Form.ED), ("s", Form.S)):
        for lemma in _bare(spelt, ending):
            if lemma in known:
                return form, "_".join((lemma, *others))
    return Form.NONE, low


def _bare(word: str, ending: str) -> list[str]:
    if not word.endswith(ending) or len(word) < len(ending) + 2:
        return []
    bare = word[: -len(ending)]
    found = [bare + "e", bare] if ending != "s" else [bare]
    if bare.endswith("i") or (ending == "s" and bare.endswith("ie")):
        found.append(bare.removesuffix("e")[:-1] + "y")
    if ending == "s" and bare.endswith("e"):
        found.append(bare[:-1])
    if len(bare) > 2 and bare[-1] == bare[-2]:
        found.append(bare[:-1])
    return found
