"""Work that outlives a restart, and the bot's own small facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.records import Records
from bot.records.nouns import Job
from tests.bot.records.conftest import Clock


def test_work_is_there_after_a_restart_oldest_first_until_it_is_finished(
    open_records: Callable[[], Records], clock: Clock
) -> None:
    records = open_records()
    first = records.add_job("1", "add", "ferries \ud83d.md", b"\x00\xff bytes", 2**64 - 1, 5)
    second = records.add_job("2", "reindex", "d0c", b"", 8, 6)
    third = records.add_job("1", "add", "b.md", b"more", 7, 5)
    assert first == Job(first.id, "1", "add", "ferries \ud83d.md", b"\x00\xff bytes", 2**64 - 1, 5, clock.now)

    again = open_records()
    assert again.jobs() == [replace(each, data=b"") for each in (first, second, third)]
    assert again.job_data("1", first.id) == b"\x00\xff bytes"
    again.finish_job("1", first.id)

    assert [each.id for each in open_records().jobs()] == [second.id, third.id]
    assert again.job_data("1", first.id) is None


def test_work_of_another_server_is_neither_read_nor_finished(records: Records) -> None:
    job = records.add_job("1", "add", "a.md", b"secret", 7, 5)

    assert records.job_data("2", job.id) is None
    records.finish_job("2", job.id)

    assert records.job_data("1", job.id) == b"secret"


def test_finishing_twice_finishes_nothing_that_was_added_since(records: Records) -> None:
    first = records.add_job("1", "add", "a.md", b"a", 7, 5)
    records.finish_job("1", first.id)
    second = records.add_job("1", "add", "b.md", b"b", 7, 5)

    records.finish_job("1", first.id)

    assert [each.id for each in records.jobs()] == [second.id]


@pytest.mark.parametrize("value", ["", "a checksum", "half \ud83d", "\ud83d\ude00"])
def test_a_fact_is_what_was_stored_last(open_records: Callable[[], Records], value: str) -> None:
    records = open_records()
    assert records.stored_value("tree") is None
    records.store_value("tree", "before")
    records.store_value("tree", value)
    records.store_value("another", "one")

    assert open_records().stored_value("tree") == value
