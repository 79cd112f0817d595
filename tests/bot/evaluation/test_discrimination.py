import itertools
import random

import pytest

from bot.evaluation.discrimination import area_under_curve, highest_threshold


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    # 0.9 beats both, 0.4 beats one of two: three pairs of four.
    assert area_under_curve([0.9, 0.4], [0.5, 0.1]) == 0.75
    assert area_under_curve([0.9, 0.8], [0.2, 0.1]) == 1.0
    assert area_under_curve([0.1], [0.9]) == 0.0


def test_a_tie_counts_half() -> None:
    assert area_under_curve([0.5], [0.5]) == 0.5
    # Against 0.0: won, won. Against 0.5: tied, won. So 3.5 of 4.
    assert area_under_curve([0.5, 0.7], [0.0, 0.5]) == 3.5 / 4


def test_the_area_agrees_with_counting_every_pair() -> None:
    numbers = random.Random(7)
    positives = [numbers.randrange(6) / 5 for _ in range(40)]
    negatives = [numbers.randrange(5) / 5 for _ in range(30)]
    won = sum((p > n) + (p == n) / 2 for p, n in itertools.product(positives, negatives))

    assert area_under_curve(positives, negatives) == pytest.approx(won / (40 * 30))


def test_there_is_no_area_without_both_groups() -> None:
    assert area_under_curve([], [0.5]) is None
    assert area_under_curve([0.5], []) is None


@pytest.mark.parametrize(("count", "rank"), [(20, 19), (180, 171), (1, 1), (3, 3)])
def test_the_threshold_lets_through_the_share_asked_for_and_no_more_than_needed(count: int, rank: int) -> None:
    scores = [(i * 7 % count) / count for i in range(count)]  # each value once: 7 divides none of these counts

    assert highest_threshold(scores, 0.95) == sorted(scores, reverse=True)[rank - 1]


def test_there_is_no_threshold_without_scores() -> None:
    assert highest_threshold([], 0.95) is None
