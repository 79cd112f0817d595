"""Whether a claim pairs words as the quotes pair them: "Logs are kept 30 days, backups 90" pairs no backups with 30."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from bot.answering.verification.comparison import Comparison, Tokens, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.phrases_of import IN_PHRASE
from bot.answering.verification.language.text import Token

_SLOTTED: Final = frozenset({Kind.NOUN, Kind.NUMBER, Kind.VERB})
_TOLD: Final = frozenset({"name", "year", "number"})
"""What is told of something else and is seldom put otherwise: who, where, when, how many."""
YEAR: Final = 4
"""The digits of a year."""
Slot = tuple[str, str]


def pair_findings(comparison: Comparison) -> list[Finding]:
    """Return the first two words of one statement of the claim that the quotes pair, each, with another of its kind."""
    source = _stretches(comparison.source, comparison.source_segments, commas=True)
    said = _stretches(comparison.claim, comparison.claim_segments, commas=False)
    words = [t for t in comparison.claim if t.kind in _SLOTTED and comparison.matches[t.at] and says_something(t)]
    for one, other in product(words, words):
        if one is other or said[one.at] != said[other.at] or _slot(comparison.claim, other)[0] not in _TOLD:
            continue
        kept = {at for t in words if said[t.at] == said[one.at] for at in comparison.matches[t.at]}
        rival = _rival(comparison, source, kept, (one.at, other.at))
        if rival is not None:
            reason = f"The quotes put “{rival.text}”, not “{other.text}”, with “{one.text}”."
            return [Finding("roles", reason, contradicts=True)]
    return []


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


def _rival(comparison: Comparison, stretch: list[int], kept: set[int], pair: tuple[int, int]) -> Token | None:
    """Return what the quotes have with the first of two words in the second one's stead, if each has such another."""
    found = None
    for one, other in product(comparison.matches[pair[0]], comparison.matches[pair[1]]):
        if stretch[one] == stretch[other] or one == other:
            return None
        mine = list(_others(comparison.source, stretch, kept, (other, one)))
        for rival in _others(comparison.source, stretch, kept, (one, other)):
            if any((one < rival.at) == (each.at < other) for each in mine):
                found = found or rival
    return found


def _others(tokens: Tokens, stretch: list[int], kept: set[int], pair: tuple[int, int]) -> Iterator[Token]:
    """Yield the words in the stretch of the first word that stand in it as the second word does in its own."""
    near, like = pair
    wanted = _slot(tokens, tokens[like])
    for token in tokens:
        if stretch[token.at] != stretch[near] or token.at == near or token.at in kept:
            continue
        if token.kind in _SLOTTED and _slot(tokens, token) == wanted:
            yield token


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
