"""Records on a store of their own, and a clock that can be turned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.records import Records
from bot.records.tables import TABLES
from index.store import Store


class Clock:
    """Tells the time it was set to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, 0, 5, UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_records(tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Records]]:
    """Return a function that opens this test's records anew, as after a restart."""
    stores: list[Store] = []

    def open_them() -> Records:
        stores.append(Store(tmp_path / "footnote.db", TABLES))
        records = Records(stores[-1], clock)
        records.load()
        return records

    yield open_them
    for store in stores:
        store.close()


@pytest.fixture
def records(open_records: Callable[[], Records]) -> Records:
    return open_records()
