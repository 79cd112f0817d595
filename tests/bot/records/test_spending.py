"""Tokens are counted by library, day, member and model, and a month is the calendar's."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.records import Records
from bot.records.nouns import ModelUsage, Spent
from tests.bot.records.conftest import Clock

SMALL = ModelUsage("small", 1, 100, 20)
LARGE = ModelUsage("large", 1, 1000, 300)


def test_what_a_member_has_used_is_of_today_and_what_a_library_has_used_of_this_month(
    records: Records, clock: Clock
) -> None:
    clock.now = datetime(2026, 2, 28, 23, 59, tzinfo=UTC)
    records.spend("1", 5, LARGE)
    clock.now = datetime(2026, 3, 1, tzinfo=UTC)
    records.spend("1", 5, SMALL)
    clock.now = datetime(2026, 3, 2, tzinfo=UTC)
    records.spend("1", 5, SMALL)
    records.spend("1", 5, SMALL)
    records.spend("1", 6, LARGE)
    records.spend("2", 5, LARGE)

    assert records.spent("1", 5) == Spent(member_today=240, library_month=360 + 1300)
    assert records.spent("1", 7) == Spent(0, 1660)
    assert records.spent("3", 5) == Spent(0, 0)


def test_usage_is_told_by_model_the_most_used_first_and_by_member(records: Records) -> None:
    for used in (SMALL, LARGE, SMALL):
        records.spend("1", 5, used)
    records.spend("1", 6, SMALL)

    assert records.model_usage("1") == [LARGE, ModelUsage("small", 3, 300, 60)]
    assert records.model_usage("1", 6) == [SMALL]
    assert records.model_usage("2") == []


def test_an_earlier_month_can_be_looked_up_for_a_year(records: Records, clock: Clock) -> None:
    clock.now = datetime(2025, 1, 31, tzinfo=UTC)
    records.spend("1", 5, LARGE)
    clock.now = datetime(2025, 12, 1, tzinfo=UTC)
    records.spend("1", 5, SMALL)
    assert records.model_usage("1", month=datetime(2025, 1, 9, tzinfo=UTC).date()) == [LARGE]

    clock.now = datetime(2026, 3, 9, tzinfo=UTC)
    records.spend("1", 5, SMALL)
    assert records.model_usage("1", month=datetime(2025, 1, 9, tzinfo=UTC).date()) == []


def test_a_model_may_have_any_name(records: Records) -> None:
    odd = ModelUsage("org/model:7b-\ud83d é", 1, 2, 3)
    records.spend("1", 5, odd)

    assert records.model_usage("1") == [odd]
