"""Whether two words of a claim each stand where the quotes have the other: who has what, who is whose."""

from __future__ import annotations

from itertools import combinations

from bot.answering.verification.checks.roles import MUTUAL
from bot.answering.verification.comparison import Comparison, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.slots import Slot
from bot.answering.verification.language.text import Token


def crossing_findings(comparison: Comparison) -> list[Finding]:
    """Return the first two words of a sentence of the claim that have taken each other's place."""
    words = [t for t in comparison.claim if comparison.claim_slots[t.at] and comparison.matches[t.at]]
    words = [t for t in words if says_something(t)]
    for one, other in combinations(words, 2):
        if one.sentence == other.sentence and not _beside(comparison, one, other) and _crossed(comparison, one, other):
            reason = f"“{one.text}” and “{other.text}” stand in each other's place in the quotes."
            return [Finding("roles", reason, contradicts=True)]
    return []


def _beside(comparison: Comparison, one: Token, other: Token) -> bool:
    """Tell whether two words stand in apposition: "Ada Brook, the secretary"."""
    between = comparison.claim[one.at + 1 : other.at]
    return any(t.low == "," for t in between) and all(
        t.low == "," or t.kind in {Kind.NOUN, Kind.DETERMINER, Kind.NUMBER} for t in between
    )


def _crossed(comparison: Comparison, one: Token, other: Token) -> bool:
    """Tell whether the quotes have each word in the other's slot, and neither in its own."""
    ones, others = comparison.claim_slots[one.at], comparison.claim_slots[other.at]
    if ones == others or set(comparison.matches[one.at]) & set(comparison.matches[other.at]):
        return False
    return (
        _has(comparison, one, others)
        and _has(comparison, other, ones)
        and not _has(comparison, one, ones)
        and not _has(comparison, other, others)
    )


def _has(comparison: Comparison, token: Token, slot: Slot | None) -> bool:
    """Tell whether the quotes have the word in this slot of the claim."""
    theirs = (comparison.source_slots[place] for place in comparison.matches[token.at])
    return any(each is not None and slot is not None and _same(comparison, slot, each) for each in theirs)


def _same(comparison: Comparison, claimed: Slot, said: Slot) -> bool:
    rel, at = claimed
    if rel != said[0]:
        return False
    if at < 0 or said[1] < 0:
        return True
    mutual = comparison.claim[at].lemmas & MUTUAL
    return not mutual and (
        said[1] in comparison.matches[at] or comparison.claim[at].low == comparison.source[said[1]].low
    )
