"""A process that dies or a statement that fails in the middle of anything: the old state or the new, no mixture."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import event

from index.errors import DocumentNotFound, StoreFull
from index.inspection import inspect
from tests.conftest import ChildStarter
from tests.support.apps import AppWith, open_app
from tests.support.checks import assert_whole
from tests.support.deeds import DEEDS, LIBRARIES, State, open_shop, prepare, run_jobs, staged, state_of, texts_of
from tests.support.workloads import (
    after,
    apply,
    count_statements,
    counting_statements,
    die_in_deed,
    die_while_creating,
    do_deed,
    history,
    make_changes,
    room_for,
    tell_durability,
)

NEVER = 1_000_000

FULL = 2
"""SQLite's number for a commit that waits until the disk has it: a loss of power takes nothing back."""

Copy = Callable[[], Path]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that has something of everything."""
    folder = tmp_path_factory.mktemp("shop")
    prepare(folder)
    return folder


@pytest.fixture
def copy(shop: Path, tmp_path: Path) -> Copy:
    """Return a function that returns a folder with the store as it was at first."""

    def put() -> Path:
        folder = tmp_path / "copy"
        shutil.rmtree(folder, ignore_errors=True)
        return shutil.copytree(shop, folder)

    return put


@pytest.fixture(scope="module")
def states(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[State]]:
    """Return a function that returns the states in which a deed may leave the store, the last one when it is done."""

    @cache
    def rehearsed(deed: str) -> list[State]:
        folder = shutil.copytree(shop, tmp_path_factory.mktemp("rehearsal") / "copy")
        app = open_shop(folder)
        seen = [state_of(app)]
        if deed == "run a job":
            run_jobs(app, ended=lambda: seen.append(state_of(app)))
        else:
            DEEDS[deed](app)
        if deed == "forget":  # documents first; what the bot remembers of the server, that it left among it, last
            seen.append({**state_of(app), "answer": seen[0]["answer"]})
        seen.append(state_of(app))
        app.close()
        return seen

    return rehearsed


@pytest.fixture(scope="module")
def statements(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], int]:
    """Return a function that counts the statements of a deed."""

    @cache
    def counted(deed: str) -> int:
        app = open_shop(shutil.copytree(shop, tmp_path_factory.mktemp("counted") / "copy"))
        with counting_statements() as seen:
            DEEDS[deed](app)
        app.close()
        return len(seen)

    return counted


def assert_sound(app: AppWith, state: State) -> None:
    """Fail unless all that is derived from the documents agrees with them."""
    for library in LIBRARIES:
        assert_whole(app, texts_of(state, library), library)
        assert inspect(app.store, library).faults == []
        assert len(state[library]["models"]) <= 1


def go_on(app: AppWith, deed: str, states: list[State]) -> None:
    """Do the deed again after it was broken off, and then whatever is unfinished."""
    with suppress(DocumentNotFound):  # it was done
        DEEDS[deed](app)
    assert state_of(app) == states[-1]
    app.store.check()


def finish(app: AppWith, deed: str) -> None:
    """Carry out what is unfinished, and fail unless it comes to be."""
    run_jobs(app)
    assert app.jobs.unfinished() == []
    assert staged(app) == 0
    texts = texts_of(state_of(app), "local")
    assert deed == "forget" or {"0.txt", "1.txt"} <= texts.keys()
    assert_sound(app, state_of(app))


def test_a_commit_waits_for_the_disk(start_child: ChildStarter, tmp_path: Path) -> None:
    # In a process of its own: the stores of the tests' process do not (quick_stores.py).
    assert start_child(tell_durability, tmp_path).receive() == FULL


def test_kill_9_at_any_moment_of_anything_leaves_the_old_state_or_the_new(
    copy: Copy, states: Callable[[str], list[State]], start_child: ChildStarter
) -> None:
    kill_at_random_moments(copy, states, start_child, kills=len(DEEDS))


@pytest.mark.soak
def test_kill_9_two_hundred_times_in_the_middle_of_anything(
    copy: Copy, states: Callable[[str], list[State]], start_child: ChildStarter
) -> None:
    kill_at_random_moments(copy, states, start_child, kills=200)


def kill_at_random_moments(
    copy: Copy, states: Callable[[str], list[State]], start_child: ChildStarter, *, kills: int
) -> None:
    chance = random.Random(30)
    seconds: dict[str, float] = {}
    for number in range(kills):
        deed = list(DEEDS)[number % len(DEEDS)]
        folder = copy()
        child = start_child(do_deed, folder, deed)
        assert child.receive() == "open"
        began = time.monotonic()
        if child.says_something_within(chance.uniform(0, seconds.get(deed, 0.1))):
            seconds[deed] = time.monotonic() - began
        child.kill()
        done = child.rest() == ["done"]
        app = open_shop(folder)
        state = state_of(app)
        assert state in states(deed)[-1 if done else 0 :]
        assert_sound(app, state)
        go_on(app, deed, states(deed))
        finish(app, deed)
        app.close()


@pytest.mark.parametrize(
    "deed", [each if n % 3 == 0 else pytest.param(each, marks=pytest.mark.soak) for n, each in enumerate(DEEDS)]
)
def test_kill_9_before_a_statement_leaves_the_old_state_or_the_new(
    copy: Copy,
    states: Callable[[str], list[State]],
    statements: Callable[[str], int],
    start_child: ChildStarter,
    deed: str,
) -> None:
    count = statements(deed)
    kill_before(copy, states(deed), start_child, deed, [count * 3 // 5, NEVER])


@pytest.mark.soak
@pytest.mark.parametrize("deed", DEEDS)
def test_kill_9_before_each_statement_leaves_the_old_state_or_the_new(
    copy: Copy,
    states: Callable[[str], list[State]],
    statements: Callable[[str], int],
    start_child: ChildStarter,
    deed: str,
) -> None:
    kill_before(copy, states(deed), start_child, deed, range(1, statements(deed) + 2))


def kill_before(
    copy: Copy, states: list[State], start_child: ChildStarter, deed: str, statements: Iterable[int]
) -> None:
    finished = []
    for at in statements:
        folder = copy()
        child = start_child(die_in_deed, folder, deed, at)
        done = child.rest() == ["done"]
        app = open_shop(folder)
        state = state_of(app)
        assert state in states[-1 if done else 0 :]
        assert_sound(app, state)
        go_on(app, deed, states)
        app.close()
        if done:
            finished.append(at)
    assert finished


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


@pytest.mark.parametrize("deed", DEEDS)
def test_a_failure_at_the_nth_statement_leaves_the_old_state_or_the_new_and_a_store_that_goes_on(
    copy: Copy, states: Callable[[str], list[State]], statements: Callable[[str], int], deed: str
) -> None:
    count = statements(deed)
    fail_at(copy, states(deed), deed, [count // 3, count * 2 // 3])


@pytest.mark.soak
@pytest.mark.parametrize("deed", DEEDS)
def test_a_failure_at_the_nth_statement_for_every_n(
    copy: Copy, states: Callable[[str], list[State]], statements: Callable[[str], int], deed: str
) -> None:
    fail_at(copy, states(deed), deed, range(1, statements(deed) + 1))


def fail_at(copy: Copy, states: list[State], deed: str, statements: Iterable[int]) -> None:
    failed = 0
    errors = (StoreFull, KeyboardInterrupt, MemoryError)
    for number, statement in enumerate(statements):
        app = open_shop(copy())
        try:
            # What is no error of the store's costs a job the item it befalls, and the others are done.
            with failing_at(statement, errors[number % (2 if deed == "run a job" else 3)]):
                DEEDS[deed](app)
        except (StoreFull, KeyboardInterrupt, MemoryError):
            failed += 1
        state = state_of(app)
        assert state in states
        assert_sound(app, state)
        go_on(app, deed, states)
        app.close()
    assert failed


@pytest.mark.parametrize(
    ("deed", "step"), [("add", 8), ("add a long one", 60), ("change", 8), ("swap models", 1), ("run a job", 1)]
)
def test_a_disk_that_is_full_at_the_nth_page_leaves_the_old_state_or_the_new(
    copy: Copy, states: Callable[[str], list[State]], deed: str, step: int
) -> None:
    app = open_shop(copy())
    pages, refused = app.store.path.stat().st_size // 4096, 0
    for room in range(pages, pages + 2000, step):
        try:
            with room_for(room):
                DEEDS[deed](app)
            break
        except StoreFull:
            refused += 1
            with room_for(NEVER):
                assert state_of(app) in states(deed)[:-1]
                assert_sound(app, state_of(app))
    with room_for(NEVER):
        go_on(app, deed, states(deed))
    app.close()
    assert refused


def test_documents_that_come_and_go_are_there_as_acknowledged_however_often_the_process_is_killed(
    tmp_path: Path, start_child: ChildStarter
) -> None:
    kill_while_changing(tmp_path, start_child, kills=4)


@pytest.mark.soak
def test_documents_come_and_go_through_two_hundred_kills(tmp_path: Path, start_child: ChildStarter) -> None:
    kill_while_changing(tmp_path, start_child, kills=200)


def kill_while_changing(folder: Path, start_child: ChildStarter, *, kills: int) -> None:
    chance = random.Random(38)
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
    apply(app, ("kept.txt", "It stays."))
    assert_whole(app, {"kept.txt": "It stays."})
    app.close()


@pytest.mark.parametrize("at", range(1, 60, 20))
def test_a_process_that_dies_while_it_makes_the_store_leaves_none_behind(
    tmp_path: Path, start_child: ChildStarter, at: int
) -> None:
    child = start_child(die_while_creating, tmp_path, at)
    child.rest()
    assert child.wait() != 0
    app = open_app(tmp_path)
    assert_whole(app, {})
    app.close()
