"""Questions counted by member, server and day."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.records import Records
from bot.records.tables import usage
from bot.records.usage import Counting
from index.errors import StoreFull
from index.store import Store
from tests.bot.records.conftest import Clock


def test_each_member_is_counted_in_each_server_alone(records: Records) -> None:
    assert [records.count_question("1", 5) for _ in range(3)] == [1, 2, 3]

    assert records.questions_today("1", 5) == 3
    assert records.questions_today("1", 6) == records.questions_today("2", 5) == 0


def test_a_question_that_came_to_nothing_is_taken_back_and_never_below_none(records: Records) -> None:
    records.count_question("1", 5)

    assert [records.uncount_question("1", 5) for _ in range(3)] == [0, 0, 0]
    assert records.count_question("1", 5) == 1


def test_what_was_saved_is_counted_on_after_a_restart(open_records: Callable[[], Records]) -> None:
    records = open_records()
    for _ in range(3):
        records.count_question("1", 2**64 - 1)
    records.save_usage()
    records.uncount_question("1", 2**64 - 1)
    records.save_usage()
    records.save_usage()

    again = open_records()

    assert again.questions_today("1", 2**64 - 1) == 2
    assert again.count_question("1", 2**64 - 1) == 3


def test_loading_again_counts_nothing_twice(records: Records) -> None:
    records.count_question("1", 5)
    records.save_usage()
    records.count_question("1", 5)

    records.load()

    assert records.questions_today("1", 5) == 2


def test_a_new_day_begins_at_midnight_utc(open_records: Callable[[], Records], clock: Clock) -> None:
    clock.now = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    records = open_records()
    records.count_question("1", 5)
    clock.now += timedelta(seconds=1)

    assert records.questions_today("1", 5) == 0
    assert records.uncount_question("1", 5) == 0
    assert records.count_question("1", 5) == 1
    records.save_usage()
    assert open_records().questions_today("1", 5) == 1


def test_what_was_counted_yesterday_is_held_no_longer() -> None:
    day = date(2026, 3, 1)
    counting = Counting(lambda: day)
    for member in range(100):
        counting.add("1", member, 1)
    day += timedelta(days=1)
    counting.add("1", 5, 1)

    assert len(counting._counts) == 1
    assert len(counting.take_unsaved()) == 101


def test_two_processes_count_together(open_records: Callable[[], Records]) -> None:
    one, other = open_records(), open_records()
    one.count_question("1", 5)
    other.count_question("1", 5)
    one.save_usage()
    other.save_usage()

    assert open_records().questions_today("1", 5) == 2


def test_no_question_is_lost_between_threads(open_records: Callable[[], Records]) -> None:
    records = open_records()

    def count(number: int) -> int:
        if number % 10 == 0:
            records.save_usage()
        return records.count_question("1", number % 3)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(300)))
    records.save_usage()

    assert [records.questions_today("1", member) for member in range(3)] == [100] * 3
    assert [open_records().questions_today("1", member) for member in range(3)] == [100] * 3


def test_what_could_not_be_saved_is_saved_the_next_time(
    open_records: Callable[[], Records], monkeypatch: pytest.MonkeyPatch
) -> None:
    records = open_records()
    records.count_question("1", 5)

    def refuse(*_: Any, **__: Any) -> None:
        raise StoreFull

    with monkeypatch.context() as patch:
        patch.setattr(Store, "writing", refuse)
        with pytest.raises(StoreFull):
            records.save_usage()
    records.count_question("1", 5)
    records.save_usage()

    assert open_records().questions_today("1", 5) == 2


def test_counts_of_long_ago_are_dropped_and_those_of_late_are_kept(records: Records, clock: Clock) -> None:
    for _ in range(40):
        records.count_question("1", 5)
        records.save_usage()
        clock.now += timedelta(days=1)

    with records._store.reading() as connection:
        days = list(connection.scalars(select(usage.c.day).where(usage.c.library == "1").order_by(usage.c.day)))
    assert days[0] == "2026-03-09"
    assert len(days) == 32
