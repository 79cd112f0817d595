"""When a source is looked at again, on clocks that go right and on clocks that jump."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.following.schedule import DAILY, LONGEST_PAUSE, MOST_MINUTES, due, is_due
from index.following.source import Facts, Source, SourceKind

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def source(
    checked: timedelta | None = None,
    every: int | None = None,
    kind: SourceKind = "url",
    failures: int = 0,
    asked: timedelta | None = None,
) -> Source:
    """Return a source that was looked at, or asked for, so long before NOW."""
    facts = Facts(failures=failures, asked_at=None if asked is None else NOW - asked)
    return Source("local", kind, "http://docs.example/", every, None if checked is None else NOW - checked, facts)


@pytest.mark.parametrize(("every", "default", "minutes"), [(None, None, DAILY), (None, 60, 60), (15, 60, 15)])
def test_a_source_is_due_after_its_own_time_or_its_library_s_or_a_day(
    every: int | None, default: int | None, minutes: int
) -> None:
    assert not is_due(source(minutes * MINUTE - timedelta(seconds=1), every), default, NOW)
    assert is_due(source(minutes * MINUTE, every), default, NOW)


def test_a_source_that_was_never_looked_at_is_due() -> None:
    assert is_due(source(), None, NOW)


@pytest.mark.parametrize(("every", "default"), [(0, None), (0, 60), (None, 0)])
def test_never_is_never(every: int | None, default: int | None) -> None:
    assert not is_due(source(None, every), default, NOW)
    assert not is_due(source(timedelta(days=9999), every), default, NOW)


def test_its_own_time_goes_before_a_library_that_never_looks() -> None:
    assert is_due(source(timedelta(days=1), 60), 0, NOW)


def test_a_look_in_the_future_counts_as_none() -> None:
    assert is_due(source(-timedelta(days=3650)), None, NOW)
    assert is_due(source(-MINUTE, asked=-MINUTE), None, NOW)


def test_after_a_clock_that_jumped_back_a_source_is_due_once() -> None:
    assert not is_due(source(-timedelta(days=3650), asked=MINUTE), None, NOW)


def test_what_was_asked_for_is_not_asked_for_again_before_its_time() -> None:
    assert not is_due(source(timedelta(days=2), asked=timedelta(hours=23)), None, NOW)
    assert is_due(source(timedelta(days=2), asked=timedelta(hours=24)), None, NOW)


@pytest.mark.parametrize(("failures", "hours"), [(0, 1), (1, 1), (2, 2), (3, 4), (8, 128), (9, 168), (10_000, 168)])
def test_a_page_that_fails_is_left_alone_for_longer_each_time_up_to_a_week(failures: int, hours: int) -> None:
    assert not is_due(source(timedelta(hours=hours) - MINUTE, 60, failures=failures), None, NOW)
    assert is_due(source(timedelta(hours=hours), 60, failures=failures), None, NOW)


def test_a_folder_that_fails_is_looked_at_as_often_as_ever() -> None:
    assert is_due(source(timedelta(hours=1), 60, "folder", failures=50), None, NOW)


def test_the_due_ones_come_in_their_order() -> None:
    first, second, third = source(), source(timedelta(0)), source(timedelta(days=2))
    assert due([first, second, third], None, NOW) == [first, third]


times = st.one_of(st.none(), st.timedeltas(timedelta(days=-40_000), timedelta(days=40_000)))


@settings(max_examples=40)
@given(times, times, st.integers(1, MOST_MINUTES), st.integers(0, 10**6))
def test_whatever_the_clock_said_a_source_is_due_within_its_longest_pause_and_not_twice_in_its_time(
    checked: timedelta | None, asked: timedelta | None, every: int, failures: int
) -> None:
    longest = max(every * MINUTE, LONGEST_PAUSE)
    seen = source(checked, every, failures=failures, asked=asked)
    if not is_due(seen, None, NOW):
        looks = [look for look in (checked, asked) if look is not None and look >= timedelta(0)]
        assert looks
        assert min(looks) < longest
    just_looked = source(timedelta(0), every, failures=failures, asked=asked)
    assert not is_due(just_looked, None, NOW)
    assert not is_due(just_looked, None, NOW + every * MINUTE - timedelta(seconds=1))
