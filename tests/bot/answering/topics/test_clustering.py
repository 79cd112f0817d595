from __future__ import annotations

import numpy as np

from bot.answering.topics.clustering import FEWEST, MOST, MOST_BY_PASSAGES, centres_of, groups_for, nearest


def bundles(directions: int, each: int) -> np.ndarray:
    """Rows of length 1 around a few directions far from each other."""
    chance = np.random.default_rng(1)
    rows = np.repeat(np.eye(16, dtype=np.float32)[:directions], each, axis=0)
    rows = rows + chance.normal(0, 0.05, rows.shape).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_what_lies_together_is_one_group_and_the_same_in_every_run() -> None:
    rows = bundles(5, 20)
    centres = centres_of(rows, 5)
    at, cosines = nearest(rows, centres)

    assert [len(set(at[start : start + 20])) for start in range(0, 100, 20)] == [1] * 5
    assert len(set(at)) == 5
    assert cosines.min() > 0.9
    assert np.allclose(np.linalg.norm(centres, axis=1), 1)
    assert np.array_equal(centres, centres_of(rows, 5))


def test_rows_that_are_all_alike_make_one_group() -> None:
    rows = np.tile(np.eye(1, 8, dtype=np.float32), (30, 1))
    assert len(centres_of(rows, 4)) == 1


def test_groups_grow_with_passages_and_documents_within_bounds() -> None:
    assert groups_for(1, 1) == 1
    assert groups_for(4, 1) == FEWEST
    assert groups_for(100_000, 1) == MOST_BY_PASSAGES
    assert groups_for(100_000, 500) == MOST
    assert groups_for(200, 3) <= groups_for(200, 15) <= groups_for(2_000, 15)
