"""The bot's own small facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.records import Records


@pytest.mark.parametrize("value", ["", "a checksum", "half \ud83d", "\ud83d\ude00"])
def test_a_fact_is_what_was_stored_last(open_records: Callable[[], Records], value: str) -> None:
    records = open_records()
    assert records.stored_value("tree") is None
    records.store_value("tree", "before")
    records.store_value("tree", value)
    records.store_value("another", "one")

    assert open_records().stored_value("tree") == value
