"""Since when: the words of people to a moment, or one sentence on how to put it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.summaries.changes.moments import moment, said
from bot.errors import SummaryError

NOW = datetime(2026, 2, 20, 15, 30, 20, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2026-02-17", "2026-02-17"),
        (" 2026-02-17  09:30 ", "2026-02-17 09:30 UTC"),
        ("2026-02-17T09:30+02:00", "2026-02-17 07:30 UTC"),
        ("3d", "2026-02-17 15:30 UTC"),
        ("24 hours", "2026-02-19 15:30 UTC"),
        ("2w", "2026-02-06 15:30 UTC"),
        ("2 weeks", "2026-02-06 15:30 UTC"),
        ("the last 2 weeks", "2026-02-06 15:30 UTC"),
        ("10 Days ago", "2026-02-10 15:30 UTC"),
        ("today", "2026-02-20"),
        ("Yesterday", "2026-02-19"),
        ("last Monday", "2026-02-16"),
        ("1 month ago", "2026-01-20 15:30 UTC"),
        ("17 Feb", "2026-02-17"),
        ("February 17, 2026", "2026-02-17"),
        ("February 2026", "2026-02-01"),
        ("2026-02", "2026-02-01"),
    ],
)
def test_a_day_a_moment_or_how_long_ago_is_understood(words, meant):
    assert said(moment(words, NOW)) == meant


@pytest.mark.parametrize(
    "words",
    ["", "hello", "3", "2026", "17.02.2026", "02/03/2026", "2026-02-30", "2026-02-17x", "999999w", "0001-01-01T00+10",
     "9999-12-31T23:59-23:00", "x" * 5000, "9" * 5000, "a", "\x00", "'; DROP TABLE documents; --"],
)  # fmt: skip
def test_what_names_no_moment_or_could_mean_two_is_answered_with_how_to_put_it(words):
    with pytest.raises(SummaryError, match="Say since when as 2026-02-17"):
        moment(words, NOW)


@pytest.mark.parametrize("words", ["2026-02-21", "in 3 days", "2026-02-20 15:31"])
def test_what_is_yet_to_come_is_refused(words):
    with pytest.raises(SummaryError, match="is yet to come"):
        moment(words, NOW)


WORDS = st.sampled_from(
    ["last", "3", "d", "weeks", "ago", "2026", "-02-", "31", "Monday", "feb", ":", " ", "T", "+", "noon"]
)


@given(st.lists(WORDS | st.text(max_size=3), max_size=6).map("".join))
def test_any_words_give_a_moment_that_is_over_or_are_refused(words):
    try:
        found = moment(words, NOW)
    except SummaryError:
        return
    assert found <= NOW
    assert found.tzinfo is UTC
