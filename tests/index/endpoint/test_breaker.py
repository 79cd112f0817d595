"""A server that fails again and again is left alone, then tried once."""

from __future__ import annotations

import pytest

from index.endpoint.breaker import FAILURES, REST_SECONDS, Breaker
from index.errors import EndpointError


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    """One that has just opened."""
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.enter() is False
        breaker.failed()
    return breaker


def refuses(breaker: Breaker) -> bool:
    try:
        breaker.enter()
    except EndpointError:
        return True
    return False


def test_it_refuses_until_the_rest_is_over_and_then_lets_one_try(breaker: Breaker, clock: Clock) -> None:
    clock.now += REST_SECONDS - 0.1
    assert refuses(breaker)

    clock.now += 0.1
    assert breaker.enter() is True
    assert refuses(breaker)


def test_a_trial_that_succeeds_lets_everybody_in(breaker: Breaker, clock: Clock) -> None:
    clock.now += REST_SECONDS
    breaker.enter()
    breaker.succeeded()

    assert [breaker.enter() for _ in range(3)] == [False] * 3


def test_a_trial_that_fails_begins_another_rest(breaker: Breaker, clock: Clock) -> None:
    clock.now += REST_SECONDS
    breaker.enter()
    breaker.failed()

    assert refuses(breaker)
    clock.now += REST_SECONDS
    assert breaker.enter() is True


def test_a_trial_that_shows_nothing_leaves_the_next_call_to_be_one(breaker: Breaker, clock: Clock) -> None:
    clock.now += REST_SECONDS
    breaker.undecided(trial=breaker.enter())

    assert breaker.enter() is True


def test_a_call_that_began_before_and_shows_nothing_ends_no_rest(breaker: Breaker) -> None:
    breaker.undecided(trial=False)

    assert refuses(breaker)


def test_only_failures_in_a_row_count(clock: Clock) -> None:
    breaker = Breaker(clock)
    for _ in range(3):
        for _ in range(FAILURES - 1):
            breaker.failed()
        breaker.succeeded()

    assert not refuses(breaker)
