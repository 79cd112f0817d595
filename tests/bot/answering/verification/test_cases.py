"""How many false claims a judge without a model lets through, and how many honest ones it keeps, over hundreds of them.

The floors are a little under what was reached; `make bench` prints the figures.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from statistics import fmean

import pytest

from bot.answering.verification.judging import judge
from tests.bot.answering.verification.cases.falsifying import falsified
from tests.bot.answering.verification.cases.figures import Outcome, all_cases, judged, shares
from tests.bot.answering.verification.cases.written import CLOSE, FALSE, FREE, HONEST, Case, written_cases

CALLS = 5
"""Scripted calls, each right about other claims, over which the shares are averaged."""
ONE_IN = 7
"""Of the cases on third parties' documents one in so many is tried by default; `make soak` tries all."""


@pytest.fixture(scope="module")
def sample_outcomes() -> list[Outcome]:
    return judged([case for case in all_cases(None) if not case.held_out], judge)


@pytest.fixture(scope="module")
def shared_cases(shared: Path) -> list[Case]:
    return written_cases(shared)


def test_of_the_claims_on_the_sample_few_false_ones_are_shown_and_most_honest_ones_kept(
    sample_outcomes: list[Outcome],
) -> None:
    check_floors(sample_outcomes, false=0.03, close=0.87, free=0.33)


def test_of_the_claims_on_many_documents_few_false_ones_are_shown_and_most_honest_ones_kept(
    shared_cases: list[Case],
) -> None:
    cases = [case for case in [*shared_cases, *falsified(shared_cases)] if not case.held_out][::ONE_IN]

    check_floors(judged(cases, judge), false=0.025, close=0.9, free=0.4)


@pytest.mark.soak
def test_of_all_claims_few_false_ones_are_shown_and_most_honest_ones_kept(shared: Path) -> None:
    outcomes = judged(all_cases(shared), judge)

    floors = {False: {"false": 0.025, "close": 0.91, "free": 0.45}, True: {"false": 0.06, "close": 0.78, "free": 0.1}}
    for held_out in {outcome.case.held_out for outcome in outcomes}:
        check_floors([outcome for outcome in outcomes if outcome.case.held_out == held_out], **floors[held_out])


def check_floors(outcomes: list[Outcome], *, false: float, close: float, free: float) -> None:
    of = shares(outcomes)
    assert of.false <= false
    assert of.close >= close
    assert of.free >= free


def test_an_entailment_call_that_is_right_nine_times_in_ten_keeps_most_free_paraphrases(
    sample_outcomes: list[Outcome],
) -> None:
    cases = [outcome.case for outcome in sample_outcomes]
    remembered = cache(judge)
    tries = [shares(judged(cases, remembered, seed)) for seed in range(CALLS)]

    assert fmean(of.settled_free for of in tries) >= 0.85
    assert fmean(of.settled_false for of in tries) <= 0.04


def test_the_cases_are_hundreds_of_every_kind_and_those_held_out_have_other_quotes(
    shared_cases: list[Case],
) -> None:
    kinds = Counter(case.kind for case in shared_cases)

    assert kinds[CLOSE] >= 250
    assert kinds[FREE] >= 250
    assert sum(kinds[kind] for kind in FALSE) >= 500
    assert set(kinds) == {*HONEST, *FALSE}
    assert {case.kind for case in falsified(shared_cases)} == set(FALSE)
    assert max(Counter((case.claim, case.quotes) for case in shared_cases).values()) == 1
    assert {case.quotes for case in shared_cases if case.held_out}.isdisjoint(
        case.quotes for case in shared_cases if not case.held_out
    )
