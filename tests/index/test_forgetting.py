"""What was removed is in no file any more: not in the database, its log, a backup, or what jobs and answers keep."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.answering.answer import Question
from bot.records.tables import TABLES
from index.backup import STORE, write_backup
from index.errors import JobNotFound
from index.jobs.job import Job, NewItem
from index.library import Library
from index.restoring import BEFORE, restore_backup
from index.schema import SEALED
from tests.conftest import AppMaker, ChildStarter
from tests.support.apps import AppWith
from tests.support.checks import assert_whole
from tests.support.embedders import WordHashes
from tests.support.given_answers import given
from tests.support.workloads import converse

TEXT, EARLIER, TITLE, NAME = "Zebrafinch", "Quokkabird", "Yellowhammer", "Wolverine"
"""Words that stand nowhere else: in a live text, in the one before it, in its title, in the file's name."""

STEMS = [stem for word in (TEXT, EARLIER, TITLE, NAME) for stem in (word[1:8], word[1:8].lower(), word.upper()[1:8])]
OTHERS = {"ferry.txt": "The ferry sails at noon. Ana Brook steers it."}


def write(library: Library, word: str) -> str:
    """Take in a version of the document and return its text."""
    text = f"# {TITLE}\n\nThe {word} sings at noon.\n\n## {word} places\n\n" + f"The {word} nests in Harrow Bay. " * 40
    library.add_bytes(f"{NAME}.md", f"{NAME}.md", text.encode())
    return text


def left(folder: Path) -> list[str]:
    """Return what of the words is in which file of the folder, or in its name."""
    return [
        f"{stem} in {path.name}"
        for path in folder.rglob("*")
        for stem in STEMS
        if stem in path.name or (path.is_file() and stem.encode() in path.read_bytes())
    ]


def backed_up(app: AppWith, folder: Path) -> bytes:
    """Return the store out of a backup made now."""
    write_backup(app.store, folder / "backup.zip")
    with zipfile.ZipFile(folder / "backup.zip") as archive:
        return archive.read(STORE)


@pytest.fixture
def app(make_app: AppMaker) -> AppWith:
    """An App whose library has another document, and jobs and versions with the words in them."""
    app = make_app(min_confidence=0)
    for name in ("local", "server"):
        app.library(name).add_bytes("ferry.txt", "ferry.txt", OTHERS["ferry.txt"].encode())
    library = app.library("local")
    write(library, EARLIER)
    write(library, TEXT)
    document = library.find(f"{NAME}.md")
    app.jobs.run(app.jobs.submit("local", "reindex", [NewItem("reindex", document.id), NewItem("reindex", "")]))
    app.jobs.run(app.jobs.submit("local", "refresh", [NewItem("refresh", document.id)]))  # fails, and says of what
    app.jobs.run(app.jobs.submit("local", "add", [NewItem("bytes", f"{NAME}.md", b"")]))  # fails too
    app.jobs.cancel("local", app.jobs.submit("local", "add", [NewItem("bytes", f"{NAME}.md", TEXT.encode())]).id)
    app.records.load()
    assert {each.split()[0] for each in left(app.store.path.parent)} >= {TEXT[1:8], EARLIER[1:8], TITLE[1:8]}
    return app


def test_of_a_removed_document_nothing_is_left(app: AppWith, tmp_path: Path) -> None:
    app.library("local").remove(f"{NAME}.md")

    assert left(app.store.path.parent) == []
    assert not any(stem.encode() in backed_up(app, tmp_path) for stem in STEMS)
    assert_whole(app, OTHERS)
    assert_whole(app, OTHERS, "server")


def test_of_a_removed_document_s_text_nothing_is_left_in_the_answers_that_cited_it(app: AppWith) -> None:
    answer = app.ask("local", Question(f"When does the {TEXT} sing?"))
    assert any(TEXT in citation.quote.text for citation in answer.citations)
    app.records.keep_answer(given("a", "local", answer=answer))

    app.library("local").remove(f"{NAME}.md")

    kept = app.records.answer("local", "a")
    assert kept
    assert {citation.quote.text for citation in kept.answer.citations if citation.quote.document.title == TITLE} == {""}
    app.records.forget_library("local")  # the question has the word too, and was not of the document
    app.store.forget_deleted()
    assert left(app.store.path.parent) == []


def test_removing_it_by_any_way_forgets_its_text_in_answers(app: AppWith, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(f"The {TEXT} sings in the evening, as everybody knows.")
    (folder / "b.txt").write_text("The mill flooded in 1921.")
    library = app.library("server")
    library.follow(folder)
    answer = app.ask("server", Question("When does it sing, as everybody knows?"))
    app.records.keep_answer(given("a", "server", answer=answer))
    assert TEXT in answer.text

    (folder / "a.txt").unlink()
    library.follow(folder)

    kept = app.records.answer("server", "a")
    assert kept
    assert TEXT not in kept.answer.text
    app.library("local").remove(f"{NAME}.md")
    assert left(app.store.path.parent) == []


def test_of_a_forgotten_library_nothing_is_left(app: AppWith, tmp_path: Path) -> None:
    answer = app.ask("local", Question(f"When does the {TEXT} sing?"))
    app.records.keep_answer(given("a", "local", answer=answer))
    app.jobs.submit("local", "add", [NewItem("bytes", f"{NAME}.md", TEXT.encode() * 1000)])
    app.library("local").schedule(5)

    app.forget("local")

    assert left(app.store.path.parent) == []
    assert not any(stem.encode() in backed_up(app, tmp_path) for stem in STEMS)
    with app.store.reading() as connection:
        for table in SEALED:
            mine = select(func.count()).where(table.c.library == "local")
            assert connection.scalar(mine) == 0, table.name
    assert_whole(app, {})
    assert_whole(app, OTHERS, "server")


def test_what_restoring_kept_goes_with_a_forgotten_library(app: AppWith, tmp_path: Path) -> None:
    write_backup(app.store, tmp_path / "backup.zip")
    restore_backup(tmp_path / "backup.zip", app.store.path, TABLES)
    folder = app.store.path.parent
    (folder / "footnote.db.damaged").write_bytes(TEXT.encode())
    (folder / ".footnote-restore-broken-off").mkdir()
    (folder / ".footnote-restore-broken-off" / "footnote.db").write_bytes(TEXT.encode())
    assert (folder / BEFORE).exists()

    app.forget("local")

    assert left(folder) == []
    assert sorted(path.name for path in folder.iterdir() if not path.name.startswith("footnote.db")) == []


def test_a_library_forgotten_in_the_middle_of_a_job_stays_forgotten(app: AppWith, embedder: WordHashes) -> None:
    long = "\n\n".join(f"The {TEXT} number {n} nests in Harrow Bay. It sings there." for n in range(3000)).encode()
    job = app.jobs.submit("local", "add", [NewItem("bytes", f"{n}.md", long + b"%d" % n) for n in range(3)])
    begun = threading.Event()
    running = threading.Thread(target=_run, args=(app, job, begun))
    running.start()
    assert begun.wait(20)

    app.forget("local")

    running.join(20)
    app.store.forget_deleted()
    assert_whole(app, {})
    assert app.jobs.listed("local") == []
    assert left(app.store.path.parent) == []


def _run(app: AppWith, job: Job, begun: threading.Event) -> None:
    with suppress(JobNotFound):
        app.jobs.run(job, progress=lambda progress: progress.passages_done > 70 and begun.set())


def test_what_another_process_is_reading_goes_at_the_next_call(app: AppWith) -> None:
    folder = app.store.path.parent
    with reading_elsewhere(app):
        app.library("local").remove(f"{NAME}.md")
        assert left(folder) != []

    app.store.forget_deleted()

    assert left(folder) == []


@contextmanager
def reading_elsewhere(app: AppWith) -> Iterator[None]:
    """Have somebody else in the middle of reading."""
    with app.store.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM passages").scalar()
        yield


def test_another_process_that_has_the_store_open_keeps_nothing(app: AppWith, start_child: ChildStarter) -> None:
    other = start_child(converse, app.store.path.parent)
    other.receive()
    other.ask("ask", f"When does the {TEXT} sing?")

    app.library("local").remove(f"{NAME}.md")

    assert left(app.store.path.parent) == []
    assert TEXT not in str(other.ask("ask", "When does it sing?")["text"])
