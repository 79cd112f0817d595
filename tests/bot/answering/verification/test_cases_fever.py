"""The score tells supported claims from refuted ones on pairs that other people wrote and judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.verification.judging import judge
from bot.evaluation.discrimination import area_under_curve
from tests.benchmarks.fever_symmetric import Pair, load_pairs

ONE_IN = 6
"""One pair in so many is judged by default, `make soak` judges all."""


@pytest.fixture(scope="module")
def pairs(shared: Path) -> list[Pair]:
    return load_pairs(shared / "benchmarks" / "fever-symmetric" / "pairs.jsonl")


def area(pairs: list[Pair]) -> float:
    scores = [(pair.supported, judge(pair.claim, pair.quotes).score) for pair in pairs]
    found = area_under_curve(*([score for supported, score in scores if supported == side] for side in (True, False)))
    return found or 0.0


def test_the_score_tells_some_supported_claims_from_refuted_ones(pairs: list[Pair]) -> None:
    assert area(pairs[::ONE_IN]) > 0.70


@pytest.mark.soak
def test_the_score_tells_all_supported_claims_from_refuted_ones(pairs: list[Pair]) -> None:
    assert area(pairs) > 0.74
