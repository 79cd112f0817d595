"""Whether every word of a claim is accounted for by the quotes, so that nothing is added; names apart from the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.answering.verification.checks.denials import denies, seen_from_other_side, turned_round
from bot.answering.verification.comparison import Comparison
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.moods import DOUBTS
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set
from bot.answering.verification.meaning.nouns import KINDS
from bot.answering.verification.meaning.sameness import opposed, sameness

REPORTS: Final = word_set(
    "say think believe describe consider regard report argue claim call purport suggest state view declare"
    " announce conjecture theory hypothesis suspect allege"
)
"""Words that give something as somebody's word or view."""
FEWEST: Final = 4
"""Words that say something, below which a claim without a verb states nothing; in longer ones a verb was overlooked."""
_SPEAKING: Final = word_set("i we my our")
POINTING: Final = word_set("the this that these those its their his her")


def unaccounted(comparison: Comparison) -> list[Token]:
    """Return the words of the claim that nothing in the quotes says."""
    return [token for token in comparison.content() if not _accounted(comparison, token)]


def word_findings(comparison: Comparison) -> list[Finding]:
    """Return what the claim adds: names, words, and words that the quotes deny."""
    return list(_findings(comparison))


def _findings(comparison: Comparison) -> Iterator[Finding]:
    said = len(list(comparison.content()))
    if (not said and not comparison.counted) or (not comparison.claim_frames and said < FEWEST):
        yield Finding("words", "It states nothing.")
    missing = unaccounted(comparison)
    for token in missing:
        denied = next((other for other in comparison.source if denies(token, other)), None)
        if denied is not None:
            reason = f"It says “{token.text}” where the quotes say “{denied.text}”."
            same_event = seen_from_other_side(comparison, token, denied)
            yield Finding("direction", reason, contradicts=not same_event)
        elif token.name:
            other_name = _other_name(comparison) if len(missing) <= 2 else None
            if other_name:
                yield Finding("names", f"It names {token.text} where the quotes name {other_name}.", contradicts=True)
            else:
                yield Finding("names", f"The quotes do not name {token.text}.")
        else:
            yield Finding("words", f"Nothing in the quotes says “{token.text}”.")
    yield from _other_verbs(comparison)


def _other_verbs(comparison: Comparison) -> Iterator[Finding]:
    """Yield the verbs that the quotes have for an adjective only, and their opposites for verbs."""
    source = comparison.source
    for token in comparison.claim:
        places = comparison.matches[token.at]
        if token.kind is not Kind.VERB or not places or any(source[at].kind is Kind.VERB for at in places):
            continue
        denied = next((other for other in source if other.kind is Kind.VERB and opposed(token, other)), None)
        if denied is not None and source[places[0]].stem != token.stem:
            reason = f"It says “{token.text}” where the quotes say “{denied.text}”."
            yield Finding("direction", reason, contradicts=True)


def _other_name(comparison: Comparison) -> str | None:
    used = {at for places in comparison.matches for at in places}
    return next((token.text for token in comparison.source if token.name and token.at not in used), None)


def _accounted(comparison: Comparison, token: Token) -> bool:
    if comparison.matches[token.at] or turned_round(comparison, token):
        return True
    if token.name:
        return _is_short_for(token, comparison) or _names_topic(comparison, token)
    if token.lemmas & REPORTS and any(o.lemmas & REPORTS or o.low in DOUBTS | _SPEAKING for o in comparison.source):
        return True
    if token.low in closed.LIGHT_NOUNS or token.lemmas & closed.LIGHT_VERBS:
        return True
    return bool(token.lemmas & KINDS) and _points(comparison, token)


def _points(comparison: Comparison, token: Token) -> bool:
    """Tell whether a general noun takes up something named: "the company" where the quotes have a name."""
    before = comparison.claim[token.at - 1].low if token.at else ""
    return before in POINTING and any(other.name for other in (*comparison.source, *comparison.context))


def _names_topic(comparison: Comparison, token: Token) -> bool:
    """Tell whether a title names what the quotes only point at: by a pronoun, or "the company"."""
    first = comparison.claim_frames[0].verb if comparison.claim_frames else len(comparison.claim)
    if token.at > first or not any(sameness(token, other) for other in comparison.context):
        return False
    source = comparison.source
    return any(
        other.low in closed.PERSONAL or (other.lemmas & KINDS and other.at and source[other.at - 1].low in POINTING)
        for other in source
    )


def _is_short_for(token: Token, comparison: Comparison) -> bool:
    """Tell whether a name is the initials of names in the quotes, or one of names whose initials the quotes have."""
    if len(token.text) > 1 and token.text.isupper():
        initials = "".join(other.text[0] if other.kind is Kind.NOUN else " " for other in comparison.source)
        if token.text.lower() in initials.lower():
            return True
    at = token.at
    claim = comparison.claim
    first = at
    while first and claim[first - 1].name:
        first -= 1
    last = at
    while last + 1 < len(claim) and claim[last + 1].name:
        last += 1
    short = "".join(other.text[0] for other in claim[first : last + 1]).lower()
    return len(short) > 1 and any(other.text.isupper() and other.low == short for other in comparison.source)
