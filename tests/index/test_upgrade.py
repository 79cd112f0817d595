"""A store that the release before made: it is opened as it is where it cannot be written, and upgraded where it can."""

from __future__ import annotations

import gzip
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.answering.answer import Question
from bot.app import App
from bot.records.nouns import ServerSettings
from bot.records.tables import TABLES
from index.errors import StoreCorrupted, StoreFull, StoreReadOnly
from index.inspection import inspect
from index.schema import LAYOUT
from index.store import Store
from tests.conftest import AppMaker, ChildStarter
from tests.support.apps import open_app
from tests.support.checks import assert_whole
from tests.support.given_answers import given
from tests.support.workloads import die_while_creating, open_when_told, room_for

EARLIER = (1, 2)
"""The layouts of earlier releases; a store with two libraries that each of them made is in a file beside this one.

In "local" ferry.md has two versions. The second has tables of the bot's too: an answer, ratings, a server's settings, a
job that waits for the library "server".
"""

NOON = "# Ferry 2023\n\nThe ferry to Sorrel Island leaves at noon. Ana Brook steers it.\n"
DAWN = "# Ferry 2024\n\nThe ferry to Sorrel Island leaves at dawn. Ana Brook steers it.\n"
MILL = "The old mill flooded in 1921. It was repaired.\n"
LOCAL = {"ferry.md": DAWN, "mill.txt": MILL}
QUESTION = Question("When does the ferry to Sorrel Island leave?")


@pytest.fixture(params=EARLIER)
def earlier(request: pytest.FixtureRequest) -> int:
    """The layout of an earlier release."""
    return int(request.param)


@pytest.fixture
def folder(tmp_path: Path, earlier: int) -> Path:
    """A folder with a store of an earlier layout."""
    return made_by(earlier, tmp_path / "data")


def made_by(earlier: int, folder: Path) -> Path:
    folder.mkdir()
    packed = Path(__file__).with_name(f"layout-{earlier}.db.gz").read_bytes()
    (folder / "footnote.db").write_bytes(gzip.decompress(packed))
    return folder


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        yield


def layout(folder: Path) -> tuple[int, set[str]]:
    """Return the number of the store's layout and the names of the bot's tables in it."""
    with closing(sqlite3.connect(folder / "footnote.db")) as connection:
        number = connection.execute("PRAGMA user_version").fetchone()[0]
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return number, {name for (name,) in names if name.startswith("bot_")}


UPGRADED = (LAYOUT, {table.name for table in TABLES.metadata.sorted_tables})
SINCE = {"bot_departures", "bot_tokens", "bot_written_answers"}
BEFORE = {1: (1, set[str]()), 2: (2, (UPGRADED[1] | {"bot_jobs"}) - SINCE)}


def test_it_is_upgraded_with_all_it_holds(folder: Path, earlier: int, make_app: AppMaker) -> None:
    assert layout(folder) == BEFORE[earlier]

    app = make_app(folder, min_confidence=0)

    assert layout(folder) == UPGRADED
    assert_whole(app, LOCAL)
    assert_whole(app, {"mill.txt": MILL}, "server")
    assert "dawn" in app.ask("local", QUESTION).text
    assert [inspect(app.store, name).faults for name in ("local", "server")] == [[], []]
    app.records.load()
    app.records.keep_answer(given("b"))
    app.close()
    assert make_app(folder).records.answer("1", "b") == given("b")


def test_what_the_bot_remembered_is_kept_and_its_job_is_done(tmp_path: Path, make_app: AppMaker) -> None:
    app = make_app(made_by(2, tmp_path / "data"), min_confidence=0)

    app.records.load()
    assert app.records.answer("1", "a") == app.records.answer_at("1", 50) == given("a")
    assert app.records.ratings("1") == (1, 0)
    assert app.records.server("1") == ServerSettings(private=True, channels=(5, 6))
    assert app.records.direct_server(5) == "1"
    (job,) = app.jobs.unfinished()
    assert (job.library, job.kind, job.state, job.told) == ("server", "add", "waiting", False)
    assert app.jobs.run(job).state == "done"
    assert "six" in app.ask("server", Question("When does the tide turn in Harrow Bay?")).text
    assert_whole(app, {"mill.txt": MILL, "tide.txt": "The tide turns at six in Harrow Bay."}, "server")


def test_where_it_cannot_be_written_what_the_bot_remembered_is_read(
    tmp_path: Path, read_only: None, make_app: AppMaker
) -> None:
    folder = made_by(2, tmp_path / "data")
    written = (folder / "footnote.db").read_bytes()
    app = make_app(folder, min_confidence=0)

    app.records.load()
    assert app.records.answer("1", "a") == given("a")
    assert app.records.server("1").private
    assert (app.jobs.unfinished(), app.jobs.listed("server"), app.library("local").sources()) == ([], [], [])
    assert app.records.departures() == {}
    assert inspect(app.store, "local").faults == []
    with pytest.raises(StoreReadOnly):
        app.jobs.submit("local", "add", [])
    app.close()
    assert (folder / "footnote.db").read_bytes() == written
    assert [path.name for path in folder.iterdir()] == ["footnote.db"]


def test_its_old_versions_can_be_read_and_restored(folder: Path, make_app: AppMaker) -> None:
    app = make_app(folder)
    library = app.library("local")
    document = library.find("ferry.md")
    old = library.version_text(document.id, 1)
    assert old
    assert (old.text, old.live, old.document.title) == (NOON, False, "Ferry 2024")

    result = library.restore(document, 1)

    assert (result.outcome, result.document.version) == ("restored", 3)
    assert_whole(app, {**LOCAL, "ferry.md": NOON})


def test_it_is_changed_no_more_once_it_is_upgraded(folder: Path) -> None:
    open_app(folder).close()
    written = (folder / "footnote.db").read_bytes()

    open_app(folder).close()

    assert (folder / "footnote.db").read_bytes() == written


def test_a_store_made_anew_is_laid_out_as_an_upgraded_one(tmp_path: Path, folder: Path) -> None:
    open_app(folder).close()
    open_app(tmp_path / "new").close()

    laid_out = [_laid_out(path) for path in (folder, tmp_path / "new")]
    assert laid_out[0] == laid_out[1]
    assert layout(tmp_path / "new") == UPGRADED


def _laid_out(folder: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / "footnote.db")) as connection:
        return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def test_tables_of_others_are_added_to_a_store_that_was_made_without(tmp_path: Path) -> None:
    Store(tmp_path / "footnote.db").close()
    assert layout(tmp_path) == (LAYOUT, set())

    open_app(tmp_path).close()

    assert layout(tmp_path) == UPGRADED
    Store(tmp_path / "footnote.db").close()  # whom they do not concern


def test_where_it_cannot_be_written_it_answers_and_remembers_nothing_more(
    folder: Path, earlier: int, read_only: None, make_app: AppMaker
) -> None:
    written = (folder / "footnote.db").read_bytes()
    app = make_app(folder, min_confidence=0)

    assert "dawn" in app.ask("local", QUESTION).text
    assert_whole(app, LOCAL)
    assert_remembers_nothing_more(app, StoreReadOnly, earlier)

    app.close()
    assert (folder / "footnote.db").read_bytes() == written


def assert_remembers_nothing_more(app: App, refusal: type[Exception], earlier: int) -> None:
    records = app.records
    records.load()
    if earlier == 1:
        assert records.server("1") == ServerSettings()
        assert (records.answer("1", "a"), records.answer_at("1", 50), records.exchanges("1", "a")) == (None, None, ())
        assert (records.answers_in("1", 7), records.ratings("1"), records.asked_before(5)) == ([], (0, 0), [])
        assert records.direct_server(5) is None
    assert (records.held_question("a", 5), records.departures(), records.stored_value("tree")) == (None, {}, None)
    before = records.questions_today("1", 5)
    assert records.count_question("1", 5) == before + 1
    for write in (
        records.save_usage,
        lambda: records.keep_answer(given("b")),
        lambda: records.change_server("1", private=True),
        lambda: records.store_value("tree", "x"),
        lambda: records.claim_share("1", "a"),
        lambda: records.hold_question(5, "?"),
    ):
        with pytest.raises(refusal):
            write()
    assert records.questions_today("1", 5) == before + 1


def test_where_the_disk_is_full_it_answers_and_is_upgraded_later(
    folder: Path, earlier: int, make_app: AppMaker
) -> None:
    written = (folder / "footnote.db").read_bytes()
    with room_for(len(written) // 4096 + 3):
        app = make_app(folder, min_confidence=0)

        assert app.store.read_only
        assert "dawn" in app.ask("local", QUESTION).text
        assert_whole(app, LOCAL)
        assert_remembers_nothing_more(app, StoreFull, earlier)
        app.close()
    assert layout(folder) == BEFORE[earlier]

    assert_whole(make_app(folder), LOCAL)
    assert layout(folder) == UPGRADED


def test_a_process_that_dies_while_it_upgrades_leaves_the_old_layout_or_the_new(
    folder: Path, earlier: int, start_child: ChildStarter
) -> None:
    old, layouts = (folder / "footnote.db").read_bytes(), []
    for at in range(25, 160, 15):
        (folder / "footnote.db").write_bytes(old)
        child = start_child(die_while_creating, folder, at)
        child.rest()
        assert child.wait() != 0
        layouts.append(layout(folder))
        app = open_app(folder)
        assert_whole(app, LOCAL)
        app.close()
        assert layout(folder) == UPGRADED
    assert all(each in (BEFORE[earlier], UPGRADED) for each in layouts)
    assert layouts[0] == BEFORE[earlier]
    assert layouts[-1] == UPGRADED


def test_several_processes_may_upgrade_it_at_the_same_time(folder: Path, start_child: ChildStarter) -> None:
    children = [start_child(open_when_told, folder) for _ in range(4)]
    assert [child.receive() for child in children] == ["ready"] * 4

    for child in children:
        child.send("go")

    assert [child.receive() for child in children] == [sorted(LOCAL)] * 4
    assert layout(folder) == UPGRADED


def test_a_damaged_one_is_refused_and_not_upgraded(folder: Path) -> None:
    path = folder / "footnote.db"
    damaged = path.read_bytes().replace(b"Ana Brook steers", b"Eva Brook steers")
    path.write_bytes(damaged)

    with pytest.raises(StoreCorrupted):
        open_app(folder)
    assert path.read_bytes() == damaged
