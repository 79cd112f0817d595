"""Whether every word of a claim is accounted for by the quotes, so that nothing is added; names apart from the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.answering.verification.checks.denials import denies, prefixed, seen_from_other_side, turned_round
from bot.answering.verification.checks.direction import COMPARING
from bot.answering.verification.checks.quantifiers import EXCEPTING, LEVEL
from bot.answering.verification.comparison import Comparison, Tokens, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.moods import DENYING, DOUBTS
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
UNSURE: Final = DOUBTS | word_set("may might could can if suspect believe think allege")
"""Words of the quotes by which something is only possible; how it is put is for another check."""
FREQUENCIES: Final = word_set(
    "every_year each_year every_day each_day every_week each_week every_month each_month yearly annual annually daily"
    " weekly monthly hourly nightly quarterly fortnightly"
)
"""Words for how often something is: the quotes tell it or they do not."""
_SPEAKING: Final = word_set("i we my our")
POINTING: Final = word_set("the this that these those its their his her")


def unaccounted(comparison: Comparison) -> list[Token]:
    """Return the words of the claim that nothing in the quotes says; general verbs, one among many others, may be."""
    missing = [token for token in comparison.content() if not _accounted(comparison, token)]
    said = len(list(comparison.content())) + bool(comparison.counted)
    few = said > FEWEST * len(missing)
    return [] if few and all(_is_general(comparison, token) for token in missing) else missing


def _is_general(comparison: Comparison, token: Token) -> bool:
    """Tell whether a verb says little, and the opposite of nothing in the quotes."""
    verb = token.kind is Kind.VERB or token.low.endswith(("ed", "ing"))
    if not verb or not token.lemmas & closed.GENERAL_VERBS:
        return False
    return not any(denies(token, other) for other in comparison.source)


def word_findings(comparison: Comparison) -> list[Finding]:
    """Return what the claim adds: names, words, and words that the quotes deny."""
    return list(_findings(comparison))


def _findings(comparison: Comparison) -> Iterator[Finding]:
    said = len(list(comparison.content()))
    if (not said and not comparison.counted) or (not comparison.claim_frames and said < FEWEST):
        yield Finding("words", "It states nothing.")
    missing = unaccounted(comparison)
    said_otherwise = {places[0] for places in comparison.matches if places}
    for token in (*missing, *_turned(comparison)):
        denied = next(
            (other for other in comparison.source if denies(token, other) and other.at not in said_otherwise), None
        )
        if denied is not None:
            reason = f"It says “{token.text}” where the quotes say “{denied.text}”."
            same_event = seen_from_other_side(comparison, token, denied)
            excepted = _excepts(comparison.source) and not _excepts(comparison.claim)  # "open except on Mondays"
            yield Finding("direction", reason, contradicts=not same_event and not excepted)
        elif token.name:
            other_name = _other_name(comparison) if len(missing) <= 2 else None
            if other_name:
                yield Finding("names", f"It names {token.text} where the quotes name {other_name}.", contradicts=True)
            else:
                yield Finding("names", f"The quotes do not name {token.text}.")
        else:
            yield Finding("words", f"Nothing in the quotes says “{token.text}”.", final=token.low in FREQUENCIES)
    yield from _other_verbs(comparison)


def _excepts(tokens: Tokens) -> bool:
    return any(token.low in EXCEPTING for token in tokens)


def _turned(comparison: Comparison) -> Iterator[Token]:
    """Yield the words that stand for another word of the quotes, which have them with a prefix that denies: "legal"."""
    for token in comparison.content():
        places = comparison.matches[token.at]
        alike = places and comparison.source[places[0]].stem != token.stem
        if (
            alike
            and any(prefixed(token.low, other.low) for other in comparison.source)
            and not turned_round(comparison, token)
        ):
            yield token


def _other_verbs(comparison: Comparison) -> Iterator[Finding]:
    """Yield the verbs that the quotes have for an adjective only, and their opposites for verbs."""
    source = comparison.source
    said_otherwise = {places[0] for places in comparison.matches if places}
    for token in comparison.claim:
        places = comparison.matches[token.at]
        if token.kind is not Kind.VERB or not places or any(source[at].kind is Kind.VERB for at in places):
            continue
        free = [other for other in source if other.kind is Kind.VERB and other.at not in said_otherwise]
        denied = next((other for other in free if opposed(token, other)), None)
        if denied is not None and source[places[0]].stem != token.stem:
            reason = f"It says “{token.text}” where the quotes say “{denied.text}”."
            yield Finding("direction", reason, contradicts=True)


def _other_name(comparison: Comparison) -> str | None:
    used = {at for places in comparison.matches for at in places}
    return next((token.text for token in comparison.source if token.name and token.at not in used), None)


def _accounted(comparison: Comparison, token: Token) -> bool:
    if (comparison.matches[token.at] and not _leans(comparison, token)) or turned_round(comparison, token):
        return True
    if _is_checked_elsewhere(comparison, token):
        return True
    if token.name:
        return _is_short_for(token, comparison) or _names_topic(comparison, token)
    if token.lemmas & REPORTS and any(o.lemmas & REPORTS or o.low in DOUBTS | _SPEAKING for o in comparison.source):
        return True
    if token.lemmas & (closed.LIGHT_NOUNS | closed.LIGHT_VERBS) and token.low not in FREQUENCIES:
        return True
    return bool(token.lemmas & KINDS) and _points(comparison, token)


def _is_checked_elsewhere(comparison: Comparison, token: Token) -> bool:
    """Tell whether a word says of how many it is so, that it is not, or how sure it is: other checks ask that."""
    source = comparison.source
    if token.low in DOUBTS:
        return any(other.low in UNSURE for other in source)
    if token.kind is Kind.VERB and token.lemmas & DENYING:
        return any(other.low in closed.NEGATORS for other in source)
    return token.low in LEVEL.keys() | COMPARING and not any(denies(token, other) for other in source)


def _leans(comparison: Comparison, token: Token) -> bool:
    """Tell whether a word has no match but that of the word next to it, which is a form of it: "a free release"."""
    source, places = comparison.source, comparison.matches[token.at]
    if any(source[place].stem == token.stem for place in places):
        return False
    beside = [comparison.claim[at] for at in (token.at - 1, token.at + 1) if 0 <= at < len(comparison.claim)]
    stems = {each.stem for each in beside if says_something(each)}
    return all(source[place].stem in stems for place in places)


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
