"""Logistic regression by Newton's method."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

L2 = 1.0
"""The penalty on the square of each weight, in cases; the intercept has none."""
STEPS = 50
CLOSE_ENOUGH = 1e-10


def fit(features: Array, labels: Array, weights: Array) -> tuple[Array, float]:
    """Return a weight for each column of `features` (cases, columns), and the intercept.

    Maximises the likelihood of `labels` (0 or 1), each case counted by its weight, less the penalty: iteratively
    reweighted least squares (Bishop 2006, section 4.3.3).
    """
    design = np.column_stack([features, np.ones(len(features))])
    penalty = np.full(design.shape[1], L2)
    penalty[-1] = 0.0
    found = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chances = predict(design, found, 0.0)
        gradient = design.T @ (weights * (labels - chances)) - penalty * found
        curvature = (design.T * (weights * chances * (1 - chances))) @ design + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        found += step
        if np.abs(step).max() < CLOSE_ENOUGH:
            break
    return found[:-1], float(found[-1])


def predict(features: Array, coefficients: Array, intercept: float) -> Array:
    """Return each case's chance, 0..1."""
    chances: Array = 1 / (1 + np.exp(-(features @ coefficients + intercept)))
    return chances
