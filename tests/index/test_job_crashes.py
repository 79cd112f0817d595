"""Jobs whose process is killed, again and again: every item comes to be, once, and finished work is not redone."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.documents import now
from index.errors import SourceError, StoreFull
from index.inspection import inspect
from index.jobs.job import Item, NewItem
from index.jobs.running import MOST_TRIES
from tests.conftest import AppMaker, ChildStarter
from tests.support.apps import AppWith
from tests.support.checks import assert_whole
from tests.support.deeds import open_shop, staged
from tests.support.embedders import WordHashes
from tests.support.texts import sentence
from tests.support.workloads import run_unfinished


def text_of(chance: random.Random, sentences: int) -> str:
    return " ".join(f"{sentence(chance)}." for _ in range(sentences))


def submit(folder: Path, items: int, seed: int, long: int) -> dict[str, str]:
    """Store a job of several items, one of them long, and return the texts that are to come of it, by source."""
    chance = random.Random(seed)
    texts = {f"{n}.txt": text_of(chance, long if n == items // 2 else chance.randint(1, 30)) for n in range(items)}
    app = open_shop(folder)
    app.jobs.submit("local", "add", [NewItem("bytes", name, text.encode()) for name, text in texts.items()])
    app.jobs.submit("local", "reindex", [NewItem("reindex", "")])
    app.close()
    return texts


def test_jobs_are_finished_however_often_their_process_is_killed(tmp_path: Path, start_child: ChildStarter) -> None:
    kill_until_done(tmp_path, start_child, seeds=range(1))


@pytest.mark.soak
def test_many_jobs_are_finished_however_often_their_process_is_killed(
    tmp_path: Path, start_child: ChildStarter
) -> None:
    kill_until_done(tmp_path, start_child, seeds=range(25))


def kill_until_done(tmp_path: Path, start_child: ChildStarter, seeds: range) -> None:
    for seed in seeds:
        chance, kills, folder = random.Random(seed), 0, tmp_path / str(seed)
        texts = submit(folder, 8, seed, 600)
        while True:
            child = start_child(run_unfinished, folder)
            assert child.receive() == "open"
            # A few items end before it dies: what takes a process down three times running is given up.
            told = [child.receive()]
            for _ in range(chance.randint(1, 3)):
                if told[-1] != "done":
                    told.append(child.receive())
            time.sleep(chance.uniform(0, 0.05))
            child.kill()
            if "done" in [*told, *child.rest()]:
                break
            kills += 1
            app = open_shop(folder)
            assert inspect(app.store, "local").faults == []
            app.close()
        app = open_shop(folder)
        run_rest(app)
        assert_whole(app, texts)
        assert {item.state for job in app.jobs.listed("local") for item in items_of(app, job.id)} == {"done"}
        assert [len(app.library("local").versions(each)) for each in app.library("local").documents()] == [1] * 8
        assert staged(app) == 0
        app.close()
        assert kills
        shutil.rmtree(folder)


def run_rest(app: AppWith) -> None:
    for job in app.jobs.unfinished():
        app.jobs.run(job)
    assert app.jobs.unfinished() == []


def items_of(app: AppWith, job: int) -> list[Item]:
    return list(app.jobs.find("local", job).items)


def test_a_job_that_waits_for_its_turn_and_is_stopped_leaves_the_running_one_as_it_is(
    tmp_path: Path, make_app: AppMaker
) -> None:
    app, other = make_app(), make_app()
    job = app.jobs.submit("local", "add", [NewItem("bytes", "a.txt", b"The ferry sails.")])
    seen: list[tuple[str, int]] = []

    def meanwhile(item: Item) -> None:
        before = other.jobs.find("local", job.id)
        began = time.monotonic()
        other.jobs.run(job, stopping=lambda: time.monotonic() > began + 0.3)
        assert other.jobs.find("local", job.id) == before
        seen.append((before.state, before.tries))

    assert app.jobs.run(job, ended=meanwhile).state == "done"
    assert seen == [("running", 1)]


def test_an_item_that_is_broken_off_by_a_stop_is_never_given_up(app: AppWith) -> None:
    job = app.jobs.submit("local", "add", [NewItem("bytes", "a.txt", b"The ferry sails at noon.")])
    for _ in range(2 * MOST_TRIES):
        begun: list[object] = []
        assert app.jobs.run(job, progress=begun.append, stopping=lambda: bool(begun)).state == "waiting"  # noqa: B023

    assert [item.state for item in app.jobs.run(job).items] == ["done"]


def test_what_was_computed_for_a_job_that_is_cancelled_is_let_go(app: AppWith) -> None:
    long = text_of(random.Random(1), 4000).encode()
    job = app.jobs.submit("local", "add", [NewItem("bytes", "a.txt", long)])
    most: list[int] = []

    def look(_: object) -> None:
        most.append(staged(app))
        if most[-1]:
            app.jobs.cancel("local", job.id)

    assert app.jobs.run(job, progress=look).state == "cancelled"
    assert max(most) >= 64
    assert staged(app) == 0
    assert app.library("local").documents() == []


@pytest.mark.parametrize("jump", [timedelta(days=-4000), timedelta(days=4000)])
def test_a_clock_that_jumps_changes_nothing(
    app: AppWith, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, jump: timedelta
) -> None:
    library = app.library("local")
    texts = [f"Edition {n}. The ferry sails at {n} o'clock." for n in range(4)]
    library.add_bytes("a.txt", "a.txt", texts[0].encode())
    first = app.jobs.submit("local", "add", [NewItem("bytes", "b.txt", b"It rains.")])

    set_clocks(monkeypatch, jump)
    library.add_bytes("a.txt", "a.txt", texts[1].encode())
    second = app.jobs.submit("local", "add", [NewItem("bytes", "c.txt", b"It snows.")])
    assert [job.id for job in app.jobs.unfinished()] == [first.id, second.id]
    assert app.jobs.run(first).state == app.jobs.run(second).state == "done"
    set_clocks(monkeypatch, -jump)
    library.add_bytes("a.txt", "a.txt", texts[2].encode())

    document = library.find("a.txt")
    assert [(version.number, version.live) for version in library.versions(document)] == [
        (3, True),
        (2, False),
        (1, False),
    ]
    assert [job.id for job in app.jobs.listed("local")] == [second.id, first.id]
    assert library.restore(document, 2).document.version == 4
    assert_whole(app, {"a.txt": texts[1], "b.txt": "It rains.", "c.txt": "It snows."})
    assert inspect(app.store, "local").faults == []


def set_clocks(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Set this machine's clock, as far as Footnote looks at it, to another time."""
    then: Callable[[], datetime] = lambda: datetime.now(UTC).replace(microsecond=0) + by  # noqa: E731
    for module in ("documents", "catalogue", "jobs.jobs", "jobs.running", "following.folders", "following.web_pages"):
        monkeypatch.setattr(f"index.{module}.now", then)
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)  # this module has its own


def test_files_that_vanish_or_change_while_they_are_read_are_one_plain_problem_each(
    app: AppWith, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path in paths:
        path.write_text(f"The boat {path.stem} sails at noon.")
    real = Path.open

    def vanishing(path: Path, *arguments: object, **named: object) -> object:
        if path == paths[1]:
            paths[1].unlink(missing_ok=True)
        if path == paths[2]:
            raise OSError(5, "Input/output error")
        return real(path, *arguments, **named)  # type: ignore[call-overload]

    app.library("local").add(paths[1])
    paths[1].write_text("The boat 1 sails at dawn.")
    monkeypatch.setattr(Path, "open", vanishing)

    job = app.jobs.run(app.jobs.submit("local", "add", [NewItem("file", str(path)) for path in paths]))

    assert [item.state for item in job.items] == ["done", "failed", "failed"]
    problems = [problem for item in job.items for problem in item.outcome.problems]
    assert problems == [f"{n}.txt: the file cannot be read; check its permissions." for n in (1, 2)]
    assert_whole(app, {str(paths[n]): f"The boat {n} sails at noon." for n in (0, 1)})
    with pytest.raises(SourceError):
        app.library("local").add(paths[2])


def test_the_same_file_three_times_is_one_document(app: AppWith, tmp_path: Path, embedder: WordHashes) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry sails at noon. Ana Brook steers it.")
    job = app.jobs.run(app.jobs.submit("local", "add", [NewItem("file", str(path))] * 3))

    changes = [change for item in job.items for change in item.outcome.changes]
    assert [change.outcome for change in changes] == ["added", "unchanged", "unchanged"]
    assert len({change.document_id for change in changes}) == 1
    before = app.library("local").passages(app.library("local").documents()[0])
    embedder.embedded.clear()

    app.jobs.run(app.jobs.submit("local", "reindex", [NewItem("reindex", "")]))

    library = app.library("local")
    (document,) = library.documents()
    assert (document.version, len(library.versions(document)), library.passages(document)) == (1, 1, before)
    assert embedder.embedded == []


def test_where_the_folder_can_be_written_no_more_a_job_waits(app: AppWith, monkeypatch: pytest.MonkeyPatch) -> None:
    job = app.jobs.submit("local", "add", [NewItem("bytes", "a.txt", b"The ferry sails at noon.")])

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", full)
        with pytest.raises(StoreFull, match="disk is full"):
            app.jobs.run(job)

    assert app.jobs.run(job).state == "done"
