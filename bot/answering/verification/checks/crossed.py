"""Whether two words of a claim each stand where the quotes have the other: who has what, who is whose.

Where a word stands is told twice over: by what it hangs on, and by the words right before and after it.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import Final

from bot.answering.verification.checks.roles import MUTUAL
from bot.answering.verification.comparison import Comparison, Tokens, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.neighbours import after, before, name_around, run_around
from bot.answering.verification.language.slots import Slot
from bot.answering.verification.language.text import Token

APART: Final = 4
"""How far apart words may stand, in tokens, that hang together in one phrase."""
_IN_LIST: Final = frozenset({Kind.NOUN, Kind.DETERMINER, Kind.NUMBER, Kind.COORDINATOR})
SURE: Final = 2
"""How surely neighbourhoods agree that are the same words."""
Pair = tuple[Token, Token]
Sides = dict[int, tuple[Tokens, Tokens]]


def crossing_findings(comparison: Comparison) -> list[Finding]:
    """Return the first two words of a sentence of the claim that have taken each other's place."""
    words = [t for t in comparison.claim if comparison.matches[t.at] and says_something(t)]
    pair = _crossed_by_slot(comparison, words) or _crossed_by_neighbours(comparison, words)
    if pair is None:
        return []
    one, other = pair
    reason = f"“{one.text}” and “{other.text}” stand in each other's place in the quotes."
    return [Finding("roles", reason, contradicts=True)]


def _may_cross(comparison: Comparison, one: Token, other: Token) -> bool:
    """Tell whether two words stand in one sentence, apart from each other."""
    apart = one.sentence == other.sentence and not _beside(comparison, one, other)
    return apart and not _are_one(comparison, one, other)


def _are_one(comparison: Comparison, one: Token, other: Token) -> bool:
    """Tell whether two words may go back to one of the quotes, or are parts of one name."""
    joined = name_around(comparison.claim, one.at) == name_around(comparison.claim, other.at)
    return joined or bool(set(comparison.matches[one.at]) & set(comparison.matches[other.at]))


def _beside(comparison: Comparison, one: Token, other: Token) -> bool:
    """Tell whether two words stand in apposition, "Ada Brook, the secretary", or in one list."""
    between = comparison.claim[one.at + 1 : other.at]
    joined = any(t.low == "," or t.kind is Kind.COORDINATOR for t in between)
    return joined and all(t.low == "," or (t.kind in _IN_LIST and t.low != "whose") for t in between)


def _crossed_by_slot(comparison: Comparison, words: list[Token]) -> Pair | None:
    """Return two words of which the quotes have each in the other's slot, and neither in its own."""
    moved = [(t, slot) for t in words if (slot := comparison.claim_slots[t.at]) and not _has(comparison, t, slot)]
    for (one, ones), (other, others) in combinations(moved, 2):
        swapped = ones != others and _has(comparison, one, others) and _has(comparison, other, ones)
        if swapped and _may_cross(comparison, one, other):
            return one, other
    return None


def _has(comparison: Comparison, token: Token, slot: Slot) -> bool:
    """Tell whether the quotes have the word in this slot of the claim."""
    theirs = (comparison.source_slots[place] for place in comparison.matches[token.at])
    return any(each is not None and _same(comparison, slot, each) for each in theirs)


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


def _crossed_by_neighbours(comparison: Comparison, words: list[Token]) -> Pair | None:
    """Return two words of which each has the neighbours that the other has in the quotes, more surely than any of its
    own.
    """
    for around in (name_around, run_around):
        mine = {t.at: _neighbourhoods(comparison.claim, around(comparison.claim, t.at)) for t in words}
        places = {place for t in words for place in comparison.matches[t.at]}
        theirs = {at: _neighbourhoods(comparison.source, around(comparison.source, at)) for at in places}

        def among(token: Token, model: Token, mine: Sides = mine, theirs: Sides = theirs) -> int:
            return _among(comparison, mine[token.at], [theirs[at] for at in comparison.matches[model.at]])

        own = {t.at: among(t, t) for t in words}
        for one, other in combinations([t for t in words if own[t.at] < SURE], 2):
            bar = max(own[one.at], own[other.at])
            if one.name != other.name or among(one, other) <= bar or among(other, one) <= bar:
                continue
            if _may_cross(comparison, one, other) and not _hang_together(comparison, one, other):
                return one, other
    return None


def _hang_together(comparison: Comparison, one: Token, other: Token) -> bool:
    """Tell whether one of two words is the other's in the claim or the quotes: "car keys", "wall of a bay"."""
    if _only_phrase_between(comparison.claim, one.at, other.at):
        return True
    pairs = product(comparison.matches[one.at], comparison.matches[other.at])
    return any(_only_phrase_between(comparison.source, *sorted(pair)) for pair in pairs)


def _only_phrase_between(tokens: Tokens, low: int, high: int) -> bool:
    return high - low <= APART and all(
        t.low == "of" or t.kind in {Kind.NOUN, Kind.DETERMINER, Kind.POSSESSIVE} for t in tokens[low + 1 : high]
    )


def _among(comparison: Comparison, mine: tuple[Tokens, Tokens], theirs: list[tuple[Tokens, Tokens]]) -> int:
    """Tell how surely one of these neighbourhoods of the quotes is that of the claim: 0, 1 or SURE."""
    found = 0
    for each in theirs:
        found = max(found, *(_agreement(comparison, *pair) for pair in zip(mine, each, strict=True)))
    return found


def _neighbourhoods(tokens: Tokens, bounds: tuple[int, int]) -> tuple[Tokens, Tokens]:
    return before(tokens, bounds[0]), after(tokens, bounds[1])


def _agreement(comparison: Comparison, claimed: Tokens, said: Tokens) -> int:
    """Return SURE of neighbourhoods that are the same words one by one, 1 of such that say the same, else 0."""
    if not claimed or len(claimed) != len(said) or any(token.lemmas & MUTUAL for token in claimed):
        return 0
    pairs = list(zip(claimed, said, strict=True))
    if all(one.low == other.low or one.lemmas & other.lemmas for one, other in pairs):
        return SURE
    return int(all(one.low == other.low or other.at in comparison.matches[one.at] for one, other in pairs))
