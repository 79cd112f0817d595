"""Vectors into groups of neighbours: spherical k-means (Dhillon and Modha 2001), seeded, so that it repeats itself."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors

FEWEST: Final = 3
MOST_BY_PASSAGES: Final = 12
MOST: Final = 24
"""Documents on many things take more groups to be told apart than one long document does."""
STARTS: Final = 4
ROUNDS: Final = 25
SEED: Final = 6


def groups_for(passages: int, documents: int) -> int:
    """Return into how many groups so many passages are put, FEWEST to MOST; no more than there are passages."""
    wanted = max(min(MOST_BY_PASSAGES, round(math.sqrt(passages / 2))), min(MOST, documents))
    return min(passages, max(FEWEST, wanted))


def centres_of(vectors: Vectors, groups: int) -> Vectors:
    """Return the centres, (groups or fewer, dimensions), each of length 1, of rows of length 1; at least one row."""
    chance = np.random.default_rng(SEED)
    tried = [_settled(vectors, _spread(vectors, groups, chance)) for _ in range(STARTS)]
    return max(tried, key=lambda centres: float((vectors @ centres.T).max(axis=1).sum()))


def nearest(vectors: Vectors, centres: Vectors) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return each row's centre and its cosine with it."""
    cosines = vectors @ centres.T
    at = cosines.argmax(axis=1)
    return at, cosines[np.arange(len(vectors)), at]


def _spread(vectors: Vectors, groups: int, chance: np.random.Generator) -> Vectors:
    """Return rows far from each other, to begin with (k-means++, Arthur and Vassilvitskii 2007)."""
    chosen = [int(chance.integers(len(vectors)))]
    while len(chosen) < groups:
        away = np.clip(1 - (vectors @ vectors[chosen].T).max(axis=1), 0, None).astype(np.float64)
        if away.sum() <= 1e-6:
            break  # there are no more that differ
        chosen.append(int(chance.choice(len(vectors), p=away / away.sum())))
    return vectors[chosen]


def _settled(vectors: Vectors, centres: Vectors) -> Vectors:
    """Move the centres into the midst of what is nearest to each until nothing changes; empty ones are gone."""
    before = None
    for _ in range(ROUNDS):
        at, _cosines = nearest(vectors, centres)
        if before is not None and np.array_equal(at, before):
            break
        sums = np.stack([vectors[at == group].sum(axis=0) for group in np.unique(at)])
        centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
        before = nearest(vectors, centres)[0] if len(centres) != at.max() + 1 else at
    return centres.astype(np.float32)
