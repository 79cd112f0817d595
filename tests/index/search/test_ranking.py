"""Scores worked out by hand, and what must hold of any."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.ranking import K1, VECTOR_SHARE, B, best_first, blend, bm25, rarity

FINITE = st.floats(-1e6, 1e6)


def test_bm25_is_that_of_its_formula() -> None:
    lengths = np.array([4.0, 8.0, 12.0])
    postings = [(np.array([0, 2]), np.array([1.0, 3.0])), (np.array([1]), np.array([2.0]))]

    def part(frequency: float, length: float, found_in: int) -> float:
        weight = math.log(1 + (3 - found_in + 0.5) / (found_in + 0.5))
        return weight * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / 8))

    assert bm25(lengths, postings) == pytest.approx([part(1, 4, 2), part(2, 8, 1), part(3, 12, 2)])


def test_a_term_that_stands_everywhere_still_counts_for_something() -> None:
    assert rarity(100, 100) > 0
    assert rarity(100, 1) > rarity(100, 2) > rarity(100, 99)


def test_without_passages_or_terms_nothing_is_scored() -> None:
    assert bm25(np.array([]), []).tolist() == []
    assert bm25(np.array([5.0, 7.0]), []).tolist() == [0, 0]
    assert blend(np.array([]), np.array([])).tolist() == []


def test_a_blend_weighs_both_kinds_of_score_within_one_question() -> None:
    blended = blend(np.array([0.0, 5.0, 10.0]), np.array([0.9, 0.5, 0.1]))

    assert blended == pytest.approx([VECTOR_SHARE, 0.5, 1 - VECTOR_SHARE])
    assert blend(np.array([2.0, 4.0]), None).tolist() == [0, 1]


@given(st.lists(st.tuples(FINITE, FINITE), min_size=1, max_size=30))
def test_a_blend_lies_between_0_and_1_whatever_the_scores(scores: list[tuple[float, float]]) -> None:
    keywords, similarities = (np.array(each) for each in zip(*scores, strict=True))

    blended = blend(keywords, similarities)

    assert ((blended >= 0) & (blended <= 1 + 1e-9)).all()


@given(st.lists(st.integers(-3, 3), max_size=40), st.integers(1, 45))
def test_the_best_come_first_and_equals_keep_their_order(scores: list[int], limit: int) -> None:
    expected = sorted(range(len(scores)), key=lambda at: (-scores[at], at))[:limit]

    assert best_first(np.array(scores, dtype=float), limit).tolist() == expected
