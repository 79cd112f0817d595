"""Jobs: asked for, carried out, broken off, taken up again, cancelled."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import JobNotFound, StoreFull
from index.jobs import running
from index.jobs.job import Item, Job, NewItem, Progress
from index.jobs.time_left import TimeLeft
from index.reading import read
from tests.conftest import AppMaker, ChildStarter
from tests.support.apps import AppWith
from tests.support.checks import assert_whole
from tests.support.embedders import WordHashes
from tests.support.texts import sentence
from tests.support.workloads import run_jobs_slowly

FERRY, MILL = b"The ferry sails at noon.", b"The mill flooded in 1921."


def files(*datas: bytes) -> list[NewItem]:
    return [NewItem("bytes", f"{number}.txt", data) for number, data in enumerate(datas)]


def titles(app: AppWith, library: str = "local") -> list[str]:
    return [document.title for document in app.library(library).documents()]


def long_text(seed: int, sentences: int = 4000) -> bytes:
    chance = random.Random(seed)
    return "\n\n".join(". ".join(sentence(chance) for _ in range(8)) + "." for _ in range(sentences // 8)).encode()


def test_a_job_does_its_items_in_order_and_keeps_what_came_of_each(app: AppWith) -> None:
    job = app.jobs.submit("local", "add", files(FERRY, b"", MILL), asked="somebody")
    assert (job.state, job.asked, [item.state for item in job.items]) == ("waiting", "somebody", ["waiting"] * 3)
    ended: list[Item] = []

    job = app.jobs.run(job, ended=ended.append)

    assert (job.state, job.tries, job.ended_at is not None) == ("done", 1, True)
    assert [item.state for item in job.items] == ["done", "failed", "done"]
    assert [item.name for item in ended] == ["0.txt", "1.txt", "2.txt"]
    (change,) = job.items[0].outcome.changes
    assert (change.title, change.outcome, change.version, change.came, change.went) == ("0", "added", 1, 1, 0)
    assert job.items[1].outcome.problems == ("1.txt: the file is empty; add one with text in it.",)
    assert app.jobs.waiting_bytes("local") == (0, 0)
    assert titles(app) == ["0", "2"]


def test_what_is_waiting_is_counted_with_its_bytes(app: AppWith) -> None:
    app.jobs.submit("local", "add", files(FERRY, MILL))

    assert app.jobs.waiting_bytes("local") == (2, len(FERRY) + len(MILL))
    assert app.jobs.waiting_bytes("server") == (0, 0)


def test_a_job_that_is_stopped_goes_on_where_it_was(app: AppWith, embedder: WordHashes) -> None:
    job = app.jobs.submit("local", "add", files(FERRY, MILL))
    seen: list[Item] = []

    job = app.jobs.run(job, ended=seen.append, stopping=lambda: bool(seen))

    assert (job.state, job.tries, [item.state for item in job.items]) == ("waiting", 0, ["done", "waiting"])
    assert [each.id for each in app.jobs.unfinished()] == [job.id]
    embedder.embedded.clear()

    job = app.jobs.run(job, ended=seen.append)

    assert (job.state, [item.name for item in seen]) == ("done", ["0.txt", "1.txt"])
    assert not any("ferry" in text for text in embedder.embedded)
    assert app.jobs.unfinished() == []


def test_a_long_document_that_is_broken_off_is_not_embedded_again_from_the_start(
    app: AppWith, embedder: WordHashes
) -> None:
    job = app.jobs.submit("local", "add", files(long_text(1)))
    done: list[int] = []

    def stopping() -> bool:
        return bool(done) and done[-1] >= 150

    app.jobs.run(job, progress=lambda progress: done.append(progress.passages_done), stopping=stopping)
    assert titles(app) == []
    first = set(embedder.embedded)
    embedder.embedded.clear()

    job = app.jobs.run(job)

    assert job.state == "done"
    again = first & set(embedder.embedded)
    passages = app.library("local").documents()[0].passages
    assert passages > 300
    assert len(first) > 128
    assert len(again) < len(first) / 2  # what was begun of one batch, and no other
    assert app.library("local").unembedded() == 0


def test_a_job_is_cancelled_while_it_runs_and_what_it_has_done_stays(app: AppWith) -> None:
    job = app.jobs.submit("local", "add", files(FERRY, long_text(2), MILL))

    def cancel_later(item: Item) -> None:
        if item.number == 0:
            app.jobs.cancel("local", job.id)

    ended = app.jobs.run(job, ended=cancel_later)

    assert ended.state == "cancelled"
    assert titles(app) == ["0"]
    assert app.jobs.waiting_bytes("local") == (0, 0)
    assert app.jobs.run(ended).state == "cancelled"
    assert titles(app) == ["0"]


def test_a_job_that_waits_is_cancelled_and_one_that_is_over_stays_as_it_is(app: AppWith) -> None:
    waiting = app.jobs.submit("local", "add", files(FERRY))
    assert app.jobs.cancel("local", waiting.id).state == "cancelled"
    assert app.jobs.run(waiting).state == "cancelled"
    over = app.jobs.run(app.jobs.submit("local", "add", files(MILL)))

    assert app.jobs.cancel("local", over.id).state == "done"
    assert titles(app) == ["0"]


def test_a_library_does_not_see_the_jobs_of_another(app: AppWith) -> None:
    job = app.jobs.submit("server", "add", files(FERRY))

    assert app.jobs.listed("local") == []
    for look in (app.jobs.find, app.jobs.cancel):
        with pytest.raises(JobNotFound, match="no such job"):
            look("local", job.id)
    assert app.jobs.find("server", job.id).state == "waiting"


def test_a_number_beyond_all_numbers_is_no_job(app: AppWith) -> None:
    with pytest.raises(JobNotFound, match="no such job"):
        app.jobs.cancel("local", 10**20)


def test_a_job_whose_library_is_forgotten_meanwhile_ends_in_one_plain_sentence(app: AppWith) -> None:
    job = app.jobs.submit("local", "add", files(FERRY, MILL))

    with pytest.raises(JobNotFound, match=f"Job {job.id} is no longer there"):
        app.jobs.run(job, ended=lambda _: app.library("local").forget())


def test_an_item_that_takes_the_process_down_is_given_up_in_the_end_and_the_others_are_done(
    app: AppWith, make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def deadly(name: str, data: bytes) -> object:
        if name == "1.txt":
            raise Killed
        return read(name, data)

    monkeypatch.setattr(app, "read", deadly)
    monkeypatch.setattr(running.Run, "pause", lambda _: None)  # a process that dies notes nothing
    job = app.jobs.submit("local", "add", files(FERRY, MILL, b"It rains."))

    for _ in range(1 + running.MOST_TRIES):  # the first time what was done before it had not been noted yet
        with pytest.raises(Killed):
            app.jobs.run(job)
    job = app.jobs.run(job)

    assert job.state == "done"
    assert [item.state for item in job.items] == ["done", "failed", "done"]
    (sentence,) = job.items[1].outcome.problems
    assert sentence == "1.txt: Footnote broke down over this 3 times, and leaves it out now."
    assert titles(app) == ["0", "2"]


def test_a_beginning_that_is_excused_does_not_count(app: AppWith) -> None:
    job = app.jobs.submit("local", "add", files(FERRY))
    counted: list[int] = []

    def stop_by_force(_: Progress) -> None:
        counted.append(app.jobs.find("local", job.id).tries)
        app.jobs.excuse(job)
        counted.append(app.jobs.find("local", job.id).tries)

    app.jobs.run(job, progress=stop_by_force)

    assert counted[:2] == [1, 0]
    assert app.jobs.find("local", job.id).state == "done"


def test_a_full_disk_breaks_the_job_off_and_it_is_done_when_there_is_room(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = app.jobs.submit("local", "add", files(FERRY, MILL))

    def full(*_: object) -> None:
        raise StoreFull

    with monkeypatch.context() as patch:
        patch.setattr("index.catalogue.write_passages", full)
        with pytest.raises(StoreFull):
            app.jobs.run(job)
    assert app.jobs.find("local", job.id).open

    assert app.jobs.run(job).state == "done"
    assert titles(app) == ["0", "1"]


@pytest.mark.soak
def test_two_processes_do_the_jobs_of_a_library_one_after_the_other(
    app: AppWith, tmp_path: Path, start_child: ChildStarter
) -> None:
    jobs = [app.jobs.submit("local", "add", files(*(FERRY + b"%d" % number for number in range(3)))) for _ in range(2)]
    children = [start_child(run_jobs_slowly, tmp_path / "data", "local", job.id) for job in jobs]

    spans = [child.receive() for child in children]

    (begun, over), (later, _) = sorted(spans)
    assert begun < over <= later
    assert [app.jobs.find("local", job.id).state for job in jobs] == ["done", "done"]


def test_jobs_of_two_libraries_run_side_by_side(app: AppWith) -> None:
    reached, go = threading.Event(), threading.Event()
    slow = app.jobs.submit("slow", "add", files(FERRY))
    thread = threading.Thread(target=app.jobs.run, args=(slow,), kwargs={"progress": _wait(reached, go)})
    thread.start()
    assert reached.wait(20)

    assert app.jobs.run(app.jobs.submit("quick", "add", files(MILL))).state == "done"

    go.set()
    thread.join(20)
    assert app.jobs.find("slow", slow.id).state == "done"


def _wait(reached: threading.Event, go: threading.Event) -> Callable[[Progress], None]:
    def wait(_: Progress) -> None:
        reached.set()
        go.wait(20)

    return wait


def test_a_job_whose_turn_does_not_come_is_cancelled_or_stopped_at_once(app: AppWith) -> None:
    reached, go = threading.Event(), threading.Event()
    first = app.jobs.submit("local", "add", files(FERRY))
    thread = threading.Thread(target=app.jobs.run, args=(first,), kwargs={"progress": _wait(reached, go)})
    thread.start()
    assert reached.wait(20)
    second, third = (app.jobs.submit("local", "add", files(MILL)) for _ in range(2))
    began = time.monotonic()
    cancelling = threading.Timer(0.3, app.jobs.cancel, ("local", second.id))
    cancelling.start()

    states = [app.jobs.run(second).state, app.jobs.run(third, stopping=lambda: time.monotonic() > began + 0.6).state]

    assert states == ["cancelled", "waiting"]
    go.set()
    thread.join(20)


def test_progress_tells_items_and_passages_up_to_the_last(app: AppWith) -> None:
    seen: list[Progress] = []

    app.jobs.run(app.jobs.submit("local", "add", files(FERRY, long_text(3, 800))), progress=seen.append)

    assert {progress.items for progress in seen} == {2}
    assert [progress.items_done for progress in seen] == sorted(progress.items_done for progress in seen)
    assert seen[-1].items_done == 2
    of_second = [progress for progress in seen if progress.title == "1.txt" and progress.passages]
    assert of_second[-1].passages_done == of_second[-1].passages > 60


def test_the_time_left_is_guessed_from_what_is_done() -> None:
    now = 100.0
    left = TimeLeft(lambda: now)
    left.begin(4)
    assert left.seconds(0.5) is None  # too soon to tell

    now = 110.0
    left.end_one()

    assert left.seconds(0.0) == 30
    assert left.seconds(0.5) == pytest.approx(10 / 0.375 * 0.625)
    for _ in range(3):
        left.end_one()
    assert left.seconds(0.0) == 0


def test_ended_jobs_are_listed_until_someone_was_told_of_them(app: AppWith) -> None:
    job = app.jobs.submit("local", "refresh", files(FERRY), told=False)
    assert app.jobs.untold() == []
    job = app.jobs.run(job)
    assert [each.id for each in app.jobs.untold()] == [job.id]

    app.jobs.mark_told(job)

    assert app.jobs.untold() == []


def test_of_jobs_that_ended_the_last_hundred_are_kept(app: AppWith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.jobs.catalogue.KEPT", 3)
    jobs: list[Job] = [app.jobs.run(app.jobs.submit("local", "add", [])) for _ in range(6)]

    assert [job.id for job in app.jobs.listed("local")] == [job.id for job in reversed(jobs[3:])]
    assert app.jobs.submit("local", "add", []).id == jobs[-1].id + 1


def test_reindexing_all_changes_everything_over_in_one_moment(app: AppWith, make_app: AppMaker) -> None:
    texts = {f"{n}.txt": f"The boat {n} sails at noon. Ana steers it." for n in range(5)}
    for source, text in texts.items():
        app.library("local").add_bytes(source, source, text.encode())
    revisions: list[int] = []
    other = WordHashes()
    other.name = "other/1"
    app._chosen = other
    seen: list[int] = []

    def look(_: Progress) -> None:
        app._chosen = None
        seen.append(app.library("local").search("When does the boat sail?", 9).hits[0].document.version)
        app._chosen = other
        revisions.append(app.library("local").unembedded())

    job = app.jobs.run(app.jobs.submit("local", "reindex", [NewItem("reindex", "")]), progress=look)

    assert job.state == "done"
    assert [change.outcome for change in job.items[0].outcome.changes] == ["reindexed"] * 5
    assert set(revisions) == {5, 0}  # all of the old model's, or none
    assert revisions == sorted(revisions, reverse=True)
    assert_whole(app, texts)


def test_a_document_that_is_replaced_or_removed_while_all_is_made_anew_is_left_as_it_is(app: AppWith) -> None:
    library = app.library("local")
    for name in ("a", "b", "c"):
        library.add_bytes(f"{name}.txt", f"{name}.txt", f"The boat {name} sails at noon.".encode())
    done: list[bool] = []

    def meanwhile(made: int, total: int) -> None:
        if not done:
            done.append(True)
            library.remove("a.txt")
            library.add_bytes("b.txt", "b.txt", b"The boat b sails at dawn.")

    app._chosen = WordHashes()
    app._chosen.name = "other/1"

    results, problems = library.reindex_all(meanwhile)

    assert (sorted(result.document.title for result in results if result.outcome == "reindexed"), problems) == (
        ["c"],
        [],
    )
    texts = {"b.txt": "The boat b sails at dawn.", "c.txt": "The boat c sails at noon."}
    assert {d.source: library.live_text(d.id, d.version) for d in library.documents()} == texts
