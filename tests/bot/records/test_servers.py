"""What each server's admins have chosen, held in memory."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.records import Records
from bot.records.nouns import ServerSettings


def test_a_server_that_has_chosen_nothing_has_the_settings_a_server_begins_with(records: Records) -> None:
    assert records.server("1") == ServerSettings()


def test_what_is_chosen_holds_at_once_and_after_a_restart(open_records: Callable[[], Records]) -> None:
    records = open_records()

    records.change_server("1", channels=(5, 2**64 - 1), admin_role=7)
    changed = records.change_server("1", daily_questions=20, private=True)

    expected = ServerSettings(channels=(5, 2**64 - 1), admin_role=7, daily_questions=20, private=True)
    assert changed == records.server("1") == open_records().server("1") == expected


def test_a_choice_can_be_taken_back(records: Records) -> None:
    records.change_server("1", admin_role=7, channels=(5,), direct_messages=True)

    assert records.change_server("1", admin_role=None, channels=(), direct_messages=False) == ServerSettings()
    assert records.server("1") == ServerSettings()


def test_the_settings_of_one_server_never_serve_another(open_records: Callable[[], Records]) -> None:
    records = open_records()
    names = ["1", "11", "1 ", "", "local", "%", "1' OR '1'='1"]
    for number, name in enumerate(names):
        records.change_server(name, admin_role=number, channels=(number,))

    for again in (records, open_records()):
        assert [again.server(name).admin_role for name in names] == list(range(len(names)))
        assert again.server("2") == again.server("_") == ServerSettings()


def test_a_setting_there_is_none_of_is_refused_and_changes_nothing(records: Records) -> None:
    with pytest.raises(TypeError):
        records.change_server("1", colour="red")

    assert records.server("1") == ServerSettings()


def test_a_change_that_cannot_be_written_does_not_hold(records: Records) -> None:
    records.change_server("1", private=True)

    def refuse(*_: Any) -> None:
        raise MemoryError

    event.listen(Engine, "commit", refuse)
    try:
        with pytest.raises(MemoryError):
            records.change_server("1", private=False, admin_role=7)
    finally:
        event.remove(Engine, "commit", refuse)

    assert records.server("1") == ServerSettings(private=True)


def test_different_settings_changed_at_the_same_time_all_hold(records: Records) -> None:
    wanted = ServerSettings((5,), 7, 20, private=True, direct_messages=True)

    with ThreadPoolExecutor(5) as pool:
        changes = asdict(wanted).items()
        list(pool.map(lambda change: records.change_server("1", **{change[0]: change[1]}), changes))

    assert records.server("1") == wanted


def test_settings_and_counts_are_answered_without_the_store(records: Records) -> None:
    records.change_server("1", private=True)
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        statements.append(arguments[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        records.server("1")
        records.server("2")
        records.count_question("1", 5)
        records.questions_today("1", 5)
        records.uncount_question("1", 5)
        assert statements == []
        records.ratings("1")
        assert statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_nothing_is_answered_from_memory_before_it_is_loaded(open_records: Callable[[], Records]) -> None:
    records = Records(open_records()._store)

    with pytest.raises(RuntimeError):
        records.server("1")
    with pytest.raises(RuntimeError):
        records.questions_today("1", 5)
    with pytest.raises(RuntimeError):
        records.count_question("1", 5)
