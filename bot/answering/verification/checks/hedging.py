"""Whether a claim tells as a fact what its quotes plan, fear, report or allow, or demands what they allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.answering.verification.comparison import Comparison
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.closed_words import COORDINATORS, MODALS
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.moods import DOUBTS, MOODS_OF, NOUN_MOODS, Mood
from bot.answering.verification.language.outlook import Outlook
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set

ATTITUDES: Final = frozenset({Mood.WISH, Mood.FEAR, Mood.ATTEMPT, Mood.REPORT, Mood.DOUBT})
_MODALS: Final = frozenset({Mood.FUTURE, Mood.POSSIBLE, Mood.ABLE, Mood.DUTY})
_OPEN: Final = frozenset({Mood.POSSIBLE, Mood.ABLE})
_SETTLED: Final = frozenset({Mood.FUTURE, Mood.DUTY})
_DEMANDING: Final = frozenset({Mood.DUTY, Mood.WISH})
_UNREAL: Final = frozenset({Mood.POSSIBLE, Mood.CONDITION})
_NAMES: Final = {
    Mood.FUTURE: "something to come",
    Mood.POSSIBLE: "a possibility",
    Mood.ABLE: "something allowed or possible",
    Mood.DUTY: "something demanded",
    Mood.WISH: "a plan or a wish",
    Mood.FEAR: "something expected or feared",
    Mood.ATTEMPT: "an attempt",
    Mood.REPORT: "somebody's word",
    Mood.DOUBT: "something doubtful",
    Mood.CONDITION: "true on a condition",
}


def mood_findings(claimed: Outlook, said: Outlook) -> list[Finding]:
    """Return what is wrong with how a verb is put: a plan, a fear or a report told as a fact, or as sure to come."""
    if Mood.DUTY in claimed.moods and not claimed.denied and said.moods & _OPEN and not said.moods & _DEMANDING:
        return [
            Finding("hedges", "The quotes only allow it or hold it possible, and do not demand it.", contradicts=True)
        ]
    if Mood.DONE in claimed.moods and Mood.FUTURE in said.moods and not (claimed.moods | said.moods) & _UNREAL:
        return [Finding("hedges", f"The quotes say it as {_NAMES[Mood.FUTURE]}, not as a fact.", contradicts=True)]
    lost = _lost(claimed.moods, said.moods)
    if lost is not None:
        return [Finding("hedges", f"The quotes say it as {_NAMES[lost]}, not as a fact.")]
    if Mood.FUTURE in claimed.moods and not claimed.moods & ATTITUDES and Mood.FUTURE not in said.moods:
        return [Finding("hedges", f"The quotes do not say it as {_NAMES[Mood.FUTURE]}.")]
    return []


def _lost(claimed: frozenset[Mood], said: frozenset[Mood]) -> Mood | None:
    """Return a mood of the quotes that the claim has nothing for."""
    attitudes, modals = said & ATTITUDES, said & _MODALS
    if attitudes and not claimed & ATTITUDES and not (Mood.POSSIBLE in claimed and Mood.REPORT not in said):
        return min(attitudes)
    if modals and not claimed & _MODALS and not claimed & (ATTITUDES - {Mood.REPORT}):
        return min(modals)
    if claimed & _MODALS and claimed & _MODALS <= _OPEN and modals and modals <= _SETTLED:
        return min(modals)
    return Mood.CONDITION if Mood.CONDITION in said - claimed else None


AIMS: Final = word_set(
    "brink verge goal aim plan hope intention proposal attempt effort bid threat danger risk possibility chance"
    " prospect likelihood desire ambition offer promise close about nearly almost reportedly allegedly supposedly"
)
"""Words that keep what follows them, by "to" or "of" or at once, from being so."""


def aim_findings(comparison: Comparison) -> list[Finding]:
    """Return what the quotes have only as the goal, the brink or the risk of something, and the claim as a fact."""
    if any(_hedges(token) for token in comparison.claim):
        return []
    asked = next((token for token in comparison.source if token.low == "whether"), None)
    places = [each[0] for token in comparison.content() if (each := comparison.matches[token.at])]
    if asked is not None and places and all(place > asked.at for place in places):
        return [Finding("hedges", "The quotes only ask whether it is so.")]
    said = {at: place for at, places in enumerate(comparison.matches) for place in places[:1] if len(places) == 1}
    for at, place in said.items():
        aim = next((token for token in _leading(comparison, place) if token.low in AIMS), None)
        if aim is not None and not comparison.claim[at].name:
            reason = f"It says “{comparison.claim[at].text}” where the quotes say only “{aim.text} …”."
            return [Finding("hedges", reason)]
    return []


def _hedges(token: Token) -> bool:
    moods = token.lemmas & (MOODS_OF.keys() | NOUN_MOODS.keys())
    return bool(moods) or token.low in DOUBTS | MODALS | AIMS | {"if", "whether"}


def _leading(comparison: Comparison, place: int) -> Iterator[Token]:
    """Yield the words before a word of the quotes, back to one that is no part of the phrase it is in."""
    before = comparison.source[max(place - 4, 0) : place]
    if comparison.source[place].kind is not Kind.VERB:
        yield from (token for token in before[-1:] if token.low in DOUBTS)
        yield from (token for token in before[-2:-1] if token.low in {"brink", "verge"})
        return
    for token in reversed(before):
        if token.kind in {Kind.MARK, Kind.VERB, Kind.AUXILIARY} or token.low in COORDINATORS:
            return
        yield token
