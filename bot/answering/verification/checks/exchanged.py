"""Whether two stretches of the quotes have changed places in a claim: each stands where the quotes have the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.answering.verification.comparison import Comparison
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set

REACH: Final = 4
"""How far apart words may stand that count as neighbours, in tokens of the quotes."""
CONTRASTS: Final = frozenset(["instead", "than", "rather"])
JOINTS: Final = word_set("and or , of 's")
_MOVABLE: Final = frozenset({Kind.NOUN, Kind.NUMBER, Kind.VERB})


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of the claim that follow each other in the quotes too: the first and last, and their places there."""

    first: Token
    last: Token
    start: int
    end: int


def exchange_findings(comparison: Comparison) -> list[Finding]:
    """Return the first pair of stretches that have changed places."""
    stretches = _stretches(comparison)
    turned = _turned(comparison)
    for one in range(len(stretches)):
        for other in range(one + 1, len(stretches)):
            near = other == one + 1 and abs(stretches[one].start - stretches[other].start) <= REACH
            if _may_exchange(comparison, stretches[one], stretches[other], turned, near=near) and _exchanged(
                stretches, one, other
            ):
                first, second = stretches[one].last.text, stretches[other].last.text
                reason = f"“{first}” and “{second}” stand the other way round in the quotes."
                return [Finding("roles", reason, contradicts=True)]
    return []


def _stretches(comparison: Comparison) -> list[_Stretch]:
    """Return the stretches of the claim; of several places of a word the one soonest after the last."""
    found: list[_Stretch] = []
    last = -1
    for token in comparison.claim:
        movable = token.kind in _MOVABLE and token.at not in comparison.counted
        options = comparison.matches[token.at] if movable else ()
        if not options:
            continue
        place = min(options, key=lambda at, last=last: at - last if at > last else 1000 + last - at)  # type: ignore[misc]
        if found and found[-1].end < place <= found[-1].end + 1:
            found[-1] = _Stretch(found[-1].first, token, found[-1].start, place)
        else:
            found.append(_Stretch(token, token, place, place))
        last = place
    return found


def _may_exchange(
    comparison: Comparison, one: _Stretch, other: _Stretch, turned: frozenset[int], *, near: bool
) -> bool:
    """Tell whether the order of the two says something: words of one kind, not joined by "and" or as "X's Y"."""
    between = comparison.claim[one.last.at + 1 : other.first.at]
    if any(token.low in CONTRASTS for token in between):
        return True
    if one.last.name != other.last.name or near or {one.last.at, other.last.at} & turned:
        return False
    if (one.last.kind is Kind.VERB) != (other.last.kind is Kind.VERB):
        return False
    if one.first.at and all(t.kind in {Kind.PREPOSITION, Kind.DETERMINER} for t in comparison.claim[: one.first.at]):
        return False
    in_one_phrase = all(token.kind is Kind.NOUN for token in between)
    return not in_one_phrase and not (len(between) <= 3 and any(token.low in JOINTS for token in between))


def _turned(comparison: Comparison) -> frozenset[int]:
    """Return the heads of the claim's verbs that are active where the quotes' are passive, or the other way round."""
    heads: set[int] = set()
    for frame in comparison.claim_frames:
        said = [comparison.frame_of(place) for place in comparison.matches[frame.verb]]
        if any(each is None or each.passive != frame.passive for each in said):
            heads |= frame.subject | frame.object | frame.by
    return frozenset(heads)


def _exchanged(stretches: list[_Stretch], one: int, other: int) -> bool:
    if stretches[one].start <= stretches[other].start:
        return False
    swapped = stretches.copy()
    swapped[one], swapped[other] = stretches[other], stretches[one]
    kept = _order(stretches, one, other)
    return _order(swapped, one, other) - kept >= (2 if not kept else 3)


def _order(stretches: list[_Stretch], one: int, other: int) -> int:
    """Count the neighbours of two stretches that stand right before or after them in the quotes too."""
    count = 0
    for at in (one, other):
        if at and 0 < stretches[at].start - stretches[at - 1].end <= REACH:
            count += 1
        if at + 1 < len(stretches) and 0 < stretches[at + 1].start - stretches[at].end <= REACH:
            count += 1
    return count
