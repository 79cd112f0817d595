"""How well a score tells two groups apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


def area_under_curve(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Return the area under the ROC curve, 0..1, or None where a group is empty.

    It is the chance that a positive scores higher than a negative, a tie counting half: the Mann-Whitney U statistic
    over the number of pairs (Mann and Whitney 1947; as the area, Hanley and McNeil 1982). Computed from ranks, tied
    scores sharing the mean of theirs.
    """
    if not len(positives) or not len(negatives):
        return None
    scores = np.concatenate([np.asarray(positives, dtype=float), np.asarray(negatives, dtype=float)])
    _, group, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(sizes) - (sizes - 1) / 2)[group]
    n = len(positives)
    u = ranks[:n].sum() - n * (n + 1) / 2
    return float(u / (n * len(negatives)))


def highest_threshold(scores: Sequence[float], kept: float) -> float | None:
    """Return the highest threshold that at least a share `kept`, 0..1, of the scores reaches; None without scores."""
    if not len(scores):
        return None
    needed = math.ceil(round(kept * len(scores), 6))  # 0.95 of 180 is 171, whatever binary fractions make of it
    return sorted(scores, reverse=True)[max(needed, 1) - 1]
