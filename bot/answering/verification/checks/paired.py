"""Whether a claim pairs words as the quotes pair them: "Logs are kept 30 days, backups 90" pairs no backups with 30."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from bot.answering.verification.comparison import Comparison, Tokens, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.phrases_of import IN_PHRASE
from bot.answering.verification.language.text import Token
from bot.answering.verification.meaning.sameness import opposed

_SLOTTED: Final = frozenset({Kind.NOUN, Kind.NUMBER, Kind.VERB})
_TOLD: Final = frozenset({"name", "year", "number"})
"""What is told of something else and is seldom put otherwise: who, where, when, how many."""
YEAR: Final = 4
"""The digits of a year."""
Slot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Told:
    """The quotes' tokens, each with the number of its stretch and its slot."""

    tokens: Tokens
    stretches: list[int]
    slots: list[Slot | None]


def pair_findings(comparison: Comparison) -> list[Finding]:
    """Return the first two words of one statement of the claim that the quotes pair, each, with another of its kind."""
    stretches = _stretches(comparison.source, comparison.source_segments, commas=True)
    source = _Told(comparison.source, stretches, _slots(comparison.source))
    said = _stretches(comparison.claim, comparison.claim_segments, commas=False)
    words = [t for t in comparison.claim if t.kind in _SLOTTED and says_something(t) and _is_there(comparison, t)]
    for one, other in product(words, [t for t in words if _is_told(comparison.claim, t)]):
        if one is other or said[one.at] != said[other.at]:
            continue
        kept = {at for t in words if said[t.at] == said[one.at] for at in comparison.matches[t.at]}
        rival = _rival(comparison, source, kept, (one.at, other.at))
        if rival is not None:
            reason = f"The quotes put “{rival.text}”, not “{other.text}”, with “{one.text}”."
            return [Finding("roles", reason, contradicts=True)]
    return []


def _slots(tokens: Tokens) -> list[Slot | None]:
    return [_slot(tokens, token) if token.kind in _SLOTTED else None for token in tokens]


def _is_there(comparison: Comparison, token: Token) -> bool:
    """Tell whether the quotes have the word itself, and not only one that says the same."""
    return any(comparison.source[at].lemmas & token.lemmas for at in comparison.matches[token.at])


def _is_told(tokens: Tokens, token: Token) -> bool:
    """Tell whether a word is told of something else: a name, a number, one of two opposites before a noun."""
    what, _ = _slot(tokens, token)
    return what in _TOLD or (what == "modifier" and bool(token.sides))


def _stretches(tokens: Tokens, segments: tuple[int, ...], *, commas: bool) -> list[int]:
    """Return for each token the number of its stretch: a statement, or what "and" adds to one with a preposition."""
    numbers: list[int] = []
    number = 0
    for token in tokens:
        new = bool(token.at) and segments[token.at - 1] != segments[token.at]
        after = tokens[token.at + 1].kind if token.at + 1 < len(tokens) else Kind.MARK
        adds = token.kind is Kind.COORDINATOR and (commas or after is Kind.PREPOSITION)
        numbers.append(number := number + (new or adds or token.low == "as_well_as" or (commas and token.low == ",")))
    return numbers


def _rival(comparison: Comparison, source: _Told, kept: set[int], pair: tuple[int, int]) -> Token | None:
    """Return what the quotes have with the first of two words in the second one's stead, if each has such another."""
    found = None
    for one, other in product(comparison.matches[pair[0]], comparison.matches[pair[1]]):
        if source.stretches[one] == source.stretches[other] or one == other:
            return None
        mine = list(_others(source, kept, (other, one)))
        for rival in _others(source, kept, (one, other)):
            if any((one < rival.at) == (each.at < other) for each in mine):
                found = found or rival
    return found


def _others(source: _Told, kept: set[int], pair: tuple[int, int]) -> Iterator[Token]:
    """Yield the words in the stretch of the first word that stand in it as the second word does in its own."""
    near, like = pair
    for token in source.tokens:
        near_by = source.stretches[token.at] == source.stretches[near] and token.at != near
        if near_by and token.at not in kept and _is_alike(source, token, source.tokens[like]):
            yield token


def _is_alike(source: _Told, token: Token, other: Token) -> bool:
    """Tell whether two words are told alike: in one slot, or as opposites before a noun."""
    slot, like = source.slots[token.at], source.slots[other.at]
    if slot is None or like is None:
        return False
    return slot == like or (like[0] == "modifier" and opposed(token, other))


def _slot(tokens: Tokens, token: Token) -> Slot:
    """Return what a word is, and what its phrase hangs on: a preposition, a verb or nothing."""
    if token.kind is Kind.VERB or (token.at and tokens[token.at - 1].kind is Kind.AUXILIARY):
        return "verb", ""
    year = token.kind is Kind.NUMBER and len(token.low) == YEAR and token.low.isdigit()
    what = "name" if token.name else "year" if year else token.kind.value
    after = tokens[token.at + 1].kind if token.at + 1 < len(tokens) else Kind.MARK
    if what == "noun" and after in {Kind.NOUN, Kind.POSSESSIVE}:
        return "modifier", token.low
    at = token.at - 1
    while at >= 0 and tokens[at].kind in IN_PHRASE and tokens[at].sentence == token.sentence:
        at -= 1
    if at < 0 or tokens[at].sentence != token.sentence:
        return what, ""
    if tokens[at].kind in {Kind.VERB, Kind.AUXILIARY}:
        return what, tokens[at].low.rpartition("_")[2] if "_" in tokens[at].low else "verb"
    return what, tokens[at].low if tokens[at].kind is Kind.PREPOSITION else ""
