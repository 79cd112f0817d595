"""The quotes that could settle a claim: single sentences first, then sentences that may do so together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from bot.answering.answer import Quote
from bot.answering.evidence import Evidence, weigh
from index.library import Library

PASSAGES_SEARCHED: Final = 8
ALONE: Final = 8
"""Sentences, from the nearest, that are tried alone."""
TOGETHER: Final = 4
"""Sentences, from the nearest, of which two are tried together."""
GOOD_PART: Final = 0.4
"""Share of the claim's telling words, weighted by rarity, that each of two sentences must hold to be tried together."""
PASSAGE_WEIGHT: Final = 0.2


def candidates(library: Library, claim: str) -> list[tuple[Quote, ...]]:
    """Return what to hold a claim against, in the order to try it. Raises StoreError."""
    found = weigh(claim, library.search(claim, PASSAGES_SEARCHED))
    near = sorted(found, key=lambda each: -_nearness(each))
    alone = [(each.quote(),) for each in near[:ALONE]]
    return [*alone, *_together(near)]


def _nearness(evidence: Evidence) -> float:
    """Return how much of the claim a sentence may say: its words count most, unlike for a question."""
    return evidence.coverage + evidence.similarity + PASSAGE_WEIGHT * evidence.hit.score


def _together(near: Sequence[Evidence]) -> Iterator[tuple[Quote, ...]]:
    """Yield pairs in reading order: a near sentence with the one before it, and any two that say a good part."""
    places = {(each.hit.passage, each.position): each for each in near}
    nearest = near[:TOGETHER]
    before = ((places.get((each.hit.passage, each.position - 1)), each) for each in nearest)
    pairs = [(first, second) for first, second in before if first is not None]
    pairs += [_in_reading_order(*pair) for pair in combinations(nearest, 2) if all(map(_says_a_part, pair))]
    yield from dict.fromkeys((first.quote(), second.quote()) for first, second in pairs)


def _says_a_part(evidence: Evidence) -> bool:
    return evidence.coverage >= GOOD_PART


def _in_reading_order(first: Evidence, second: Evidence) -> tuple[Evidence, Evidence]:
    same_document = first.hit.document.id == second.hit.document.id
    return (second, first) if same_document and second.span < first.span else (first, second)
