"""A process that dies or a statement that fails while documents come and go: the old state or the new, no mixture."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from index.errors import StoreFull
from tests.conftest import ChildStarter
from tests.support.apps import AppWith, open_app
from tests.support.checks import assert_whole
from tests.support.workloads import (
    Change,
    after,
    apply,
    count_statements,
    die_at_statement,
    die_while_creating,
    history,
    make_changes,
    room_for,
)

KEPT = "kept.txt"
FIRST = {KEPT: "The kept text says that Ana Brook opened the ferry. It stays.", "b.txt": "Short: the old mill flooded."}
LONG = ". ".join(f"Edda Moss measured the tide table number {n} at Lake Sorrel" for n in range(60))
CHANGES: dict[str, Change] = {"add": ("new.txt", LONG), "change": ("b.txt", LONG), "remove": ("b.txt", None)}


def test_kill_9_at_any_moment_loses_nothing_acknowledged_and_leaves_no_half_of_a_change(
    tmp_path: Path, start_child: ChildStarter
) -> None:
    kill_at_random_moments(tmp_path, start_child, kills=20)


@pytest.mark.soak
def test_kill_9_two_hundred_times_loses_nothing(tmp_path: Path, start_child: ChildStarter) -> None:
    kill_at_random_moments(tmp_path, start_child, kills=200)


def kill_at_random_moments(folder: Path, start_child: ChildStarter, *, kills: int) -> None:
    chance = random.Random(30)
    changes = history(seed=30, length=kills * 20)
    done = 0
    for _ in range(kills):
        child = start_child(make_changes, folder, changes[done : done + 20])
        assert child.receive() == "open"
        acknowledged = [child.receive() for _ in range(chance.randint(0, 3))]
        time.sleep(chance.uniform(0, 0.02))
        child.kill()
        acknowledged += child.rest()
        done += len(acknowledged)
        app = open_app(folder)
        done += _texts(app) != after({}, changes[:done])  # the change it died in may have come to be
        assert_whole(app, after({}, changes[:done]))
        app.close()
    assert done > kills


def _texts(app: AppWith) -> dict[str, str | None]:
    shelf = app.library("local")
    return {d.source: shelf.live_text(d.id, d.version) for d in shelf.documents()}


@pytest.mark.parametrize("kind", CHANGES)
def test_kill_9_before_each_statement_of_a_change_leaves_the_old_state_or_the_new(
    tmp_path: Path, start_child: ChildStarter, kind: str
) -> None:
    app = open_app(tmp_path)
    for document in FIRST.items():
        apply(app, document)
    app.close()
    states = [FIRST, after(FIRST, [CHANGES[kind]])]
    for at in range(1, 100):
        child = start_child(die_at_statement, tmp_path, CHANGES[kind], at)
        finished = child.rest() == ["done"]
        app = open_app(tmp_path)
        state = _texts(app)
        assert state in states[finished:]
        assert_whole(app, state)
        app.close()
        if state == states[1]:
            break
    assert at > 5


@contextmanager
def failing_at(statement: int, error: type[BaseException]) -> Iterator[None]:
    def fail() -> None:
        raise error

    listeners = count_statements(statement, fail)
    try:
        yield
    finally:
        for listener in listeners:
            event.remove(*listener)


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("kind", CHANGES)
def test_a_failure_at_the_nth_statement_for_every_n_leaves_the_old_state_and_a_store_that_goes_on(
    app: AppWith, kind: str, error: type[BaseException]
) -> None:
    for document in FIRST.items():
        apply(app, document)
    for statement in range(1, 100):
        try:
            with failing_at(statement, error):
                apply(app, CHANGES[kind])
        except error:
            assert_whole(app, FIRST)
        else:
            break
    assert_whole(app, after(FIRST, [CHANGES[kind]]))
    assert statement > 5


@pytest.mark.parametrize("kind", ["add", "change"])
def test_a_disk_that_is_full_at_the_nth_page_for_every_n_leaves_the_old_state(app: AppWith, kind: str) -> None:
    for document in FIRST.items():
        apply(app, document)
    app.store.close()  # the log is folded into the file
    pages = app.store.path.stat().st_size // 4096
    refused = 0
    for room in range(pages, pages + 200):
        try:
            with room_for(room):
                apply(app, CHANGES[kind])
            break
        except StoreFull:
            refused += 1
            with room_for(1_000_000):
                assert_whole(app, FIRST)
    with room_for(1_000_000):
        assert_whole(app, after(FIRST, [CHANGES[kind]]))
    assert refused > 3


def test_a_store_made_where_another_was_moved_away_reads_nothing_of_its_log(
    tmp_path: Path, start_child: ChildStarter
) -> None:
    child = start_child(make_changes, tmp_path, history(1, 200))
    child.receive()
    child.receive()
    child.kill()
    child.wait()
    assert (tmp_path / "footnote.db-wal").stat().st_size
    (tmp_path / "footnote.db").rename(tmp_path / "away.db")

    app = open_app(tmp_path)

    assert_whole(app, {})
    apply(app, (KEPT, FIRST[KEPT]))
    assert_whole(app, {KEPT: FIRST[KEPT]})
    app.close()


@pytest.mark.parametrize("at", range(1, 60, 8))
def test_a_process_that_dies_while_it_makes_the_store_leaves_none_behind(
    tmp_path: Path, start_child: ChildStarter, at: int
) -> None:
    child = start_child(die_while_creating, tmp_path, at)
    child.rest()
    assert child.wait() != 0
    app = open_app(tmp_path)
    assert_whole(app, {})
    app.close()
