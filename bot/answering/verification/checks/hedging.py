"""Whether a claim tells as a fact what its quotes plan, fear, report or allow, or demands what they allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.answering.verification.comparison import Comparison, Tokens
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.closed_words import COORDINATORS, HAVE, MODALS, NEGATORS
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.moods import DOUBTS, MOODS_OF, NOUN_MOODS, Mood
from bot.answering.verification.language.moods import MODALS as MODAL_MOODS
from bot.answering.verification.language.outlook import Outlook
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set

ATTITUDES: Final = frozenset({Mood.WISH, Mood.FEAR, Mood.ATTEMPT, Mood.REPORT, Mood.DOUBT})
_MODALS: Final = frozenset({Mood.FUTURE, Mood.POSSIBLE, Mood.ABLE, Mood.DUTY})
_OPEN: Final = frozenset({Mood.POSSIBLE, Mood.ABLE})
_SETTLED: Final = frozenset({Mood.FUTURE, Mood.DUTY})
_DEMANDING: Final = frozenset({Mood.DUTY, Mood.WISH})
_UNREAL: Final = frozenset({Mood.POSSIBLE, Mood.CONDITION})
_NOT_YET: Final = frozenset({Mood.WISH, Mood.FEAR, Mood.ATTEMPT, Mood.DOUBT, Mood.POSSIBLE})
"""Moods of what is not so yet, or not known to be: who tells it as a fact says otherwise."""
_NEEDS: Final = word_set(
    "need require necessary must oblige obligatory compulsory mandatory essential vital force demand"
)
"""Words by which something must be, whatever hangs on them."""
_BANS: Final = word_set("ban forbid prohibit bar take")
_CONDITIONS: Final = word_set("if when once provided unless where whoever anyone depend as_long_as only long")
_SUSPECTING: Final = word_set(
    "believe suspect allege allegation accuse accusation rumour rumor speculate conjecture hypothesize theorize purport"
    " theory hypothesis suspicion think suppose suggest suggestion"
)
"""Words that report what may not be so."""
_ADVISING: Final = word_set("recommend recommendation urge advise call_for invite propose encourage ask")
"""Words by which something is asked for, and not yet done."""
_LOOSE: Final = word_set("would likely aiming aimed set")
"""Words that may stand for another thing than their mood: "would" also tells what came later."""
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


def mood_findings(comparison: Comparison, claimed: Outlook, said: Outlook) -> list[Finding]:
    """Return what is wrong with how a verb is put: a plan, a fear or a report told as a fact, or as sure to come."""
    if Mood.DUTY in claimed.moods and not claimed.denied and said.moods & _OPEN and not said.moods & _DEMANDING:
        return [
            Finding("hedges", "The quotes only allow it or hold it possible, and do not demand it.", contradicts=True)
        ]
    if Mood.DONE in claimed.moods and Mood.FUTURE in said.moods and not (claimed.moods | said.moods) & _UNREAL:
        return [Finding("hedges", f"The quotes say it as {_NAMES[Mood.FUTURE]}, not as a fact.", contradicts=True)]
    lost = _lost(claimed.moods, said.moods)
    if lost is None:
        return _gained(comparison, claimed, said)
    if _is_told_otherwise(comparison, lost):
        return []
    bare = claimed.moods <= {Mood.DONE} and not _is_hedged(comparison)
    sure = bare and any(_is_sure(comparison, mood) for mood in said.moods)
    return [Finding("hedges", f"The quotes say it as {_NAMES[lost]}, not as a fact.", final=sure)]


def _gained(comparison: Comparison, claimed: Outlook, said: Outlook) -> list[Finding]:
    """Return what the claim demands, or puts in the time to come, and the quotes do not."""
    demanded = said.moods & _DEMANDING or any(token.lemmas & _NEEDS for token in comparison.source)
    if Mood.DUTY in claimed.moods and not claimed.denied and not demanded:
        return [Finding("hedges", "The quotes do not demand it.")]
    if Mood.FUTURE in claimed.moods and not claimed.moods & ATTITUDES and Mood.FUTURE not in said.moods:
        return [Finding("hedges", f"The quotes do not say it as {_NAMES[Mood.FUTURE]}.")]
    return []


def _is_told_otherwise(comparison: Comparison, lost: Mood) -> bool:
    """Tell whether the claim has a demand, a ban or a condition in a word that hangs elsewhere in it."""
    words = {Mood.DUTY: _NEEDS | _BANS, Mood.ABLE: _BANS, Mood.CONDITION: _CONDITIONS}.get(lost, frozenset())
    return any(token.low in words or token.lemmas & words for token in comparison.claim)


def _is_sure(comparison: Comparison, mood: Mood) -> bool:
    """Tell whether a mood of the quotes keeps it from being so, by a word that cannot mean another thing."""
    giving = [token for token in comparison.source if _gives(token, mood)]
    if mood is Mood.DOUBT and any(token.low == "whether" for token in comparison.source):
        return False  # who asks whether it is so does not say that it may not be
    if mood is Mood.REPORT:
        return any(token.lemmas & _SUSPECTING for token in giving)
    if mood is Mood.DUTY:
        return any(token.lemmas & _ADVISING for token in giving)
    return mood in _NOT_YET and not (giving and all(token.low in _LOOSE for token in giving))


def _gives(token: Token, mood: Mood) -> bool:
    """Tell whether a word is one that gives this mood."""
    words = {**MOODS_OF, **MODAL_MOODS}
    nouns = {NOUN_MOODS.get(lemma) for lemma in token.lemmas}
    return mood in {words.get(lemma) for lemma in token.lemmas} | nouns or (mood is Mood.DOUBT and token.low in DOUBTS)


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
    if _is_hedged(comparison):
        return _permission(comparison)
    asked = next((token for token in comparison.source if token.low == "whether"), None)
    places = [each[0] for token in comparison.content() if (each := comparison.matches[token.at])]
    if asked is not None and places and all(place > asked.at for place in places):
        return [Finding("hedges", "The quotes only ask whether it is so.", final=True)]
    said = {at: place for at, places in enumerate(comparison.matches) for place in places[:1] if len(places) == 1}
    for at, place in said.items():
        aim = next((token for token in _leading(comparison, place) if token.low in AIMS), None)
        if aim is not None and not comparison.claim[at].name:
            reason = f"It says “{comparison.claim[at].text}” where the quotes say only “{aim.text} …”."
            return [Finding("hedges", reason, final=comparison.source[aim.at + 1].low in {"to", "of", "that"})]
    return []


def _permission(comparison: Comparison) -> list[Finding]:
    """Return what the claim only allows and the quotes demand."""
    allowing = next((token for token in comparison.claim if token.low in _ALLOWING), None)
    if allowing is None or any(_demands(comparison.claim, token) for token in comparison.claim):
        return []
    demanded = [token for token in comparison.source if _demands(comparison.source, token)]
    others = _ALLOWING | NEGATORS | {"could", "might", "would"}
    if not demanded or any(token.low in others for token in comparison.source):
        return []
    return [Finding("hedges", f"It says “{allowing.text}” where the quotes say “{demanded[0].text}”.", final=True)]


_ALLOWING: Final = word_set("may can optional voluntary voluntarily")


def _demands(tokens: Tokens, token: Token) -> bool:
    after = tokens[token.at + 1].low if token.at + 1 < len(tokens) else ""
    return token.low in {"must", "shall"} or (after == "to" and (token.low in HAVE or bool(token.lemmas & _NEEDS)))


def _is_hedged(comparison: Comparison) -> bool:
    """Tell whether a word of the claim keeps anything in it from being a plain fact."""
    following = [token.low for token in comparison.claim[1:]]
    return any(_hedges(token, after) for token, after in zip(comparison.claim, [*following, ""], strict=False))


def _hedges(token: Token, after: str) -> bool:
    if token.low in DOUBTS | MODALS | _HEDGES or (after == "to" and token.low in {"able", "free", "due", "bound"}):
        return True
    governs = token.kind is Kind.NOUN and bool(token.lemmas & (NOUN_MOODS.keys() | AIMS)) and after in _GOVERNING
    return (
        governs
        or bool(token.lemmas & _SUSPECTING)
        or (token.kind is Kind.VERB and bool(token.lemmas & MOODS_OF.keys()))
    )


_HEDGES: Final = word_set("if whether according unless nearly almost would_like")
_GOVERNING: Final = word_set("to of that for is was in")


def _leading(comparison: Comparison, place: int) -> Iterator[Token]:
    """Yield the words before a word of the quotes, back to one that is no part of the phrase it is in."""
    before = comparison.source[max(place - 4, 0) : place]
    if comparison.source[place].kind is not Kind.VERB:
        yield from (token for token in before[-1:] if token.low in DOUBTS)
        yield from (token for token in before[-2:-1] if token.low in {"brink", "verge"})
        return
    for token in reversed(before):
        if token.low in {"be", "being", "been"}:
            continue
        if token.kind in {Kind.MARK, Kind.VERB, Kind.AUXILIARY} or token.low in COORDINATORS:
            return
        yield token
