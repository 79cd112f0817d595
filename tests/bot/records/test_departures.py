"""Since when the bot is no longer in a server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.records import Records
from tests.bot.records.conftest import Clock


def test_the_day_the_bot_was_removed_is_remembered_until_it_is_back(
    open_records: Callable[[], Records], clock: Clock
) -> None:
    records = open_records()
    first = clock.now
    records.note_departure("1")
    clock.now += timedelta(days=2)
    records.note_departure("2")
    records.note_departure("1")

    assert open_records().departures() == {"1": first, "2": clock.now}
    records.note_return("1")
    records.note_return("3")

    assert open_records().departures() == {"2": clock.now}
    clock.now += timedelta(days=3)
    records.note_departure("1")
    assert open_records().departures()["1"] == clock.now
