"""Scores to a ranking: BM25 for keywords, cosine for meaning, and the blend of the two.

Pure functions over one library's passages, in any fixed order. The constants were chosen on two public question sets
together; docs/decisions/0002-blended-scores.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Frequencies = tuple[NDArray[np.int64], Scores]
"""Where one term stands: positions of passages, and how often each holds it (fields weighted and added up)."""

K1 = 1.2
B = 0.75
VECTOR_SHARE = 0.35
"""How much of the blend is meaning; the rest is keywords."""

FIELD_WEIGHTS = {"title": 1.0, "heading": 1.0, "body": 1.0}
"""What one occurrence of a term counts for in each field."""


def rarity(passage_count: int, found_in: int) -> float:
    """Inverse document frequency, in the form that is never negative (Lucene's): ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return float(np.log1p((passage_count - found_in + 0.5) / (found_in + 0.5)))


def bm25(lengths: Scores, postings: Sequence[Frequencies]) -> Scores:
    """Score every passage for a question's terms: Okapi BM25 (Robertson and Zaragoza 2009, section 3.4).

    `lengths` has each passage's number of terms, `postings` one entry for each term of the question. Fields are joined
    before the term frequency saturates, as in BM25F. Returns one score a passage, 0 where no term stands.
    """
    scores = np.zeros(len(lengths))
    if not len(lengths):
        return scores
    damping = K1 * (1 - B + B * lengths / max(lengths.mean(), 1.0))
    for positions, frequencies in postings:
        weight = rarity(len(lengths), len(positions))
        scores[positions] += weight * frequencies * (K1 + 1) / (frequencies + damping[positions])
    return scores


def blend(keywords: Scores, similarities: Scores | None) -> Scores:
    """Bring both kinds of score to 0..1 within this question and add them up by their shares.

    Without similarities the keywords decide alone.
    """
    if similarities is None:
        return _stretched(keywords)
    return VECTOR_SHARE * _stretched(similarities) + (1 - VECTOR_SHARE) * _stretched(keywords)


def best_first(scores: Scores, limit: int) -> NDArray[np.int64]:
    """Return the positions of the `limit` highest scores, the highest first; equal scores keep their order."""
    if len(scores) > limit:
        threshold = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        candidates = np.flatnonzero(scores >= threshold)
    else:
        candidates = np.arange(len(scores))
    order = np.argsort(-scores[candidates], kind="stable")[:limit]
    chosen: NDArray[np.int64] = candidates[order]
    return chosen


def _stretched(scores: Scores) -> Scores:
    if not len(scores):
        return scores
    low, high = scores.min(), scores.max()
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)
