"""How well `confidence` tells questions that the documents answer from those they do not, at any threshold."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evaluation.discrimination import area_under_curve, highest_threshold
from bot.evaluation.figures import Figure, mean
from bot.evaluation.outcomes import Outcome

KEPT = 0.95
"""The share of answerable questions that the threshold of the last figures lets through."""


def abstention_figures(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    """Return the figures against both kinds of question that the documents do not answer."""
    answerable = [outcome.confidence for outcome in outcomes if outcome.gold.has_answer]
    unanswerable = [outcome.confidence for outcome in outcomes if outcome.gold.has_answer is False]
    paired = [(outcome.confidence, outcome.left_out.confidence) for outcome in outcomes if outcome.left_out]
    complete, left_out = [with_them for with_them, _ in paired], [without for _, without in paired]
    threshold = highest_threshold(answerable, KEPT)
    return (
        _area("auc_unanswerable", "ROC area, against unanswerable questions", answerable, unanswerable),
        _area("auc_left_out", "ROC area, against their documents left out", complete, left_out),
        Figure("threshold_95", f"threshold that answers {KEPT:.0%} of them", threshold, len(answerable)),
        _rejected("rejected_unanswerable_95", "unanswerable refused there", unanswerable, threshold),
        _rejected("rejected_left_out_95", "refused there, documents left out", left_out, threshold),
    )


def _area(name: str, label: str, positives: Sequence[float], negatives: Sequence[float]) -> Figure:
    area = area_under_curve(positives, negatives)
    return Figure(name, label, area, 0 if area is None else len(positives) + len(negatives))


def _rejected(name: str, label: str, scores: Sequence[float], threshold: float | None) -> Figure:
    return mean(name, label, () if threshold is None else (score < threshold for score in scores))
