"""Fits the weights of bot/answering/confidence.py on half of squad2's documents and tries them on the other half.

python tests/benchmarks/fit_confidence.py [--keywords] [--every N]; all questions, with a model, take about ten minutes.
"""

from __future__ import annotations

import sys
import zlib
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from confidence_cases import ANSWERABLE, ELSEWHERE, SINGLE, UNANSWERABLE, WHOLE, Case, collect
from logistic import Array, fit, predict
from opening import fresh_app
from public_sets import PUBLIC_SETS

from bot.answering.confidence import Signs
from bot.evaluation.discrimination import area_under_curve

BINS = 10


def main() -> None:
    """Collect, fit, print."""
    chosen = _arguments()
    folder = PUBLIC_SETS / "squad2"
    if not folder.is_dir():
        sys.exit("../shared/benchmarks/squad2 is not here; there is nothing to fit on.")
    with fresh_app(embedding_model="none" if chosen.keywords else "minilm") as app:
        cases = list(collect(app, folder, chosen.every))
    fitted = [case for case in cases if zlib.crc32(case.file.encode()) % 2 == 0]
    held_out = [case for case in cases if zlib.crc32(case.file.encode()) % 2]
    coefficients, intercept = fit(_signs(fitted), _labels(fitted), _weights(fitted))
    chances = predict(_signs(held_out), coefficients, intercept)
    print(f"{len(fitted):,} cases to fit on, {len(held_out):,} of other documents held out")
    _print_weights(coefficients, intercept)
    _print_calibration(held_out, chances)
    _print_areas(held_out, chances)


def _arguments() -> Namespace:
    parser = ArgumentParser(description="Fit the weights of the confidence.")
    parser.add_argument("--keywords", action="store_true", help="fit those used where there is no embedding model")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take one question in N")
    return parser.parse_args()


def _print_weights(coefficients: Array, intercept: float) -> None:
    print(f"\nSigns({', '.join(f'{weight:.2f}' for weight in coefficients)}) and {intercept:.2f}")
    for field, weight in zip(fields(Signs), coefficients, strict=True):
        print(f"  {field.name:<24} {weight:>7.2f}")


def _print_calibration(cases: Sequence[Case], chances: Array) -> None:
    """Print, for each tenth of the scale, the mean chance predicted and the share that had an answer, as weighted."""
    labels, weights, now = _labels(cases), _weights(cases), np.array([case.confidence for case in cases])
    heads = ("fitted: n", "predicted", "observed", "now: n", "predicted", "observed")
    print(f"\n{'calibration':<10}" + "".join(f" {head:>10}" for head in heads))
    for step in range(BINS):
        row = f"  {step / BINS:.1f}–{(step + 1) / BINS:.1f} "
        for scores in (chances, now):
            within = np.minimum((scores * BINS).astype(int), BINS - 1) == step
            row += f" {within.sum():>10,} {_mean(scores, weights, within):>10} {_mean(labels, weights, within):>10}"
        print(row)


def _print_areas(cases: Sequence[Case], chances: Array) -> None:
    print(f"\n{'area under the ROC curve, answerable against':<48} {'fitted':>8} {'now':>8}")
    now = np.array([case.confidence for case in cases])
    for kind in (WHOLE, SINGLE):
        for asked in (UNANSWERABLE, ELSEWHERE):
            areas = [_area(cases, scores, kind, asked) for scores in (chances, now)]
            print(f"  {f'{kind}, {asked}':<46} {areas[0]:>8.4f} {areas[1]:>8.4f}")


def _area(cases: Sequence[Case], scores: Array, kind: str, asked: str) -> float:
    positives, negatives = (
        [score for case, score in zip(cases, scores, strict=True) if (case.kind, case.asked) == (kind, each)]
        for each in (ANSWERABLE, asked)
    )
    area = area_under_curve(positives, negatives)
    return float("nan") if area is None else area


def _mean(values: Array, weights: Array, within: Array) -> str:
    return f"{np.average(values[within], weights=weights[within]):.3f}" if within.any() else "–"


def _signs(cases: Sequence[Case]) -> Array:
    return np.array([case.signs for case in cases])


def _labels(cases: Sequence[Case]) -> Array:
    return np.array([case.label for case in cases])


def _weights(cases: Sequence[Case]) -> Array:
    return np.array([case.weight for case in cases])


if __name__ == "__main__":
    main()
