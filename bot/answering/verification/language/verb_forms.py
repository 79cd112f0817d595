"""Which form of which verb a word can be, and which verbs are nouns as often."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from bot.answering.verification.language.kinds import Form
from bot.answering.verification.language.lemmas import PARTICIPLES_AND_PASTS, VERB_FORMS, spelling
from bot.answering.verification.language.verb_list import OTHER_VERBS, VERBS_AND_NOUNS
from bot.answering.verification.language.word_sets import word_set
from bot.answering.verification.meaning.nouns import NOUN_GROUPS
from bot.answering.verification.meaning.tables import verbs

HOMOGRAPHS: Final = word_set(
    "flow fish smoke dance ride drive kick love need pull push rest sail sense sleep smell sound spring stand"
    " stock supply surprise tax touch tour turn wave host hand head face arm back book name number process access"
    " sand water rain snow fire wire file cover dream guess hunt joke kiss land load lock mine mind nurse paint"
    " print program rain reign rock ruin sail screen sequence shelter ski slip spray spot star storm stream stress"
    " thought track trap twist gauge force level model design trade market price tour"
    " school pick mail patrol bar auction bargain block bow breach cast coat code coin counsel parade pen pile pitch"
    " plunge question rear rent ring roll schedule seal shed shell shield sketch slide spark sponsor stem stick"
    " stretch switch tape tide torch trail trick trigger veto wash welcome mirror monitor motor deposit interview"
    " neighbor premiere recruit repeal respect shine spill stream upgrade watch experience heal helm highlight"
)
"""Words that are nouns as a rule and verbs at times."""
UNCHANGED: Final = word_set(
    "hit cut put set read let shut split cast hurt spread bet cost burst beat run come become overcome bid broadcast"
    " quit"
)
"""Verbs whose past or participle is their base."""
VERBS_FIRST: Final = word_set("lack need exhibit work increase end lead")
"""Verbs that are as often verbs as nouns after a noun."""
NOUNS: Final = (frozenset(NOUN_GROUPS.replace(";", " ").split()) | HOMOGRAPHS | word_set(VERBS_AND_NOUNS)) - VERBS_FIRST
"""Words taken for nouns where both would do."""

_PREFIXES: Final = ("un", "re", "mis")


def form_of(word: str) -> Form:
    """Return the form of a word that is a verb where it stands, known or not."""
    first = word.split(" ", 1)[0].lower()
    form = verb_form(first)[0]
    if form is not Form.NONE:
        return form
    return Form.ED if first.endswith("ed") else Form.ING if first.endswith("ing") else Form.BASE


@cache
def _known() -> frozenset[str]:
    """Return the verbs there are, those that a prefix makes of them among them: "unlock", "resell", "misread"."""
    listed = verbs() | {spelling(verb) for verb in (OTHER_VERBS + VERBS_AND_NOUNS).split()}
    return listed | {prefix + verb for prefix in _PREFIXES for verb in listed if verb.isalpha()}


@lru_cache(maxsize=50_000)
def verb_form(low: str) -> tuple[Form, str]:
    """Return which form of which known verb a word in lower case can be; `NONE` and the word if of none."""
    first, *others = low.split("_")
    known = _known()
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
