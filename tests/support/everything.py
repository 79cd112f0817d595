"""Everything public done once in one library, for who watches what is executed on the way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.records import Records
from bot.records.nouns import Digest, ModelUsage
from index import catalogue, staging
from index.documents import Document, now
from index.errors import SourceError
from index.following.submitting import submit_due
from index.inspection import inspect
from index.jobs.job import NewItem
from index.jobs.jobs import Jobs
from index.library import Library
from tests.support.given_answers import answered, quote
from tests.support.given_answers import given as an_answer
from tests.support.given_summaries import summary

ALL = NewItem("reindex", "")


def do_everything_in_a_library(library: Library, path: Path) -> None:
    """Call every public method of Library."""
    path.write_text("# Ferries\n\nThe ferry sails at noon.\n", encoding="utf-8")
    library.add(path)
    letter = library.add_bytes("letter.txt", "letter.txt", b"The mill flooded. It was repaired.").document
    path.write_text("# Ferries\n\nThe ferry sails at dawn.\n", encoding="utf-8")
    library.add(path)
    document = library.find("Ferries")
    library.reindex(document)
    library.reindex(letter)
    library.reindex_all()
    library.restore(document, 1)
    library.compare(document)
    library.add_bytes("long.txt", "long.txt", "\n\n".join(f"Boat {number}. " * 90 for number in range(70)).encode())
    library.remove("long.txt")
    assert len(library.documents()) == 2
    assert len(library.versions(document)) == 3
    assert library.passages(document)
    assert library.live_text(document.id, 3)
    assert library.version_text(document.id, 1)
    assert library.version_passages(document.id, 1)
    assert library.surroundings(document.id, 1, 15)
    assert library.search("When does the ferry sail?", 3).hits
    assert library.similarities("ferry", ["boat"])
    assert library.unembedded() == 0
    assert library.revision()
    _read_in_stretches(library, letter)
    library.remove(letter.id)


def _read_in_stretches(library: Library, document: Document) -> None:
    ids = [passage for passage, _ in library.live.places()]
    assert len(library.live.embedded(ids)) == len(library.live.read(ids)) == len(ids)
    library.live.vectors(ids)
    (place, *_) = library.sections.outline(document)
    assert library.sections.passages(document, place.span)
    assert library.sections.vector("ferry") is not None


def do_everything_in_records(records: Records, library: str) -> None:
    """Call every public method of Records."""
    records.load()
    first, second = records.new_answer_id(), records.new_answer_id()
    records.keep_answer(an_answer(first, library, answer=answered(quote("The ferry sails.", "d0c", library))))
    records.keep_answer(an_answer(second, library, follows=first, private=True))
    records.place_answer(library, first, 50)
    assert records.answer(library, first)
    assert records.answer_at(library, 50)
    assert records.exchanges(library, second)
    assert records.answers_in(library, 7)
    assert records.claim_share(library, second)
    records.rate(library, first, 5, True)
    assert records.ratings(library) == (1, 0)
    records.forget_document(library, "d0c")
    records.change_server(library, private=True)
    assert records.server(library).private
    assert records.count_question(library, 5) == records.questions_today(library, 5) == 1
    records.count_question(library, 5)
    assert records.uncount_question(library, 5) == 1
    records.save_usage()
    assert library in records.asked_before(9)
    records.choose_direct_server(5, library)
    assert records.direct_server(5) == library
    assert records.held_question(records.hold_question(5, "When?"), 5)
    records.note_departure(library)
    assert library in records.departures()
    records.note_return(library)
    assert library in records.libraries()
    records.store_value("tree", library)
    assert records.stored_value("tree") == library


def write_everything(records: Records, library: str) -> None:
    """Call what remembers models and schedules."""
    digest = Digest(7, 5, 1, since=now(), due=now())
    records.change_server(library, digest=digest)
    assert records.digests()[library] == digest
    assert records.change_digest(library, digest, None)
    records.spend(library, 5, ModelUsage("small", 1, 20, 3))
    assert records.spent(library, 5).member_today == 23
    assert records.model_usage(library) == records.model_usage(library, 5)
    records.keep_written_answer(library, 1, "c0ffee", answered(quote("The ferry sails.", "d0c", library)))
    assert records.written_answer(library, 1, "c0ffee")
    records.keep_written_summary(library, 1, "5077a1e", summary(("Ferry", ("The ferry sails.",))))
    assert records.written_summary(library, 1, "5077a1e")


def forget_everything(app: App, library: str) -> None:
    """Call what leaves nothing of a library, which comes last."""
    document = app.library(library).documents()[0]
    assert inspect(app.store, library).faults == []
    with app.store.writing() as connection:
        app.records.forget_in(connection, document)
        staging.drop_all(connection, library)
    with app.jobs.halted(library):
        app.library(library).forget()
        app.records.forget_library(library)
    app.store.forget_deleted()
    assert library not in app.records.libraries()


def do_everything_in_jobs(jobs: Jobs, library: str) -> None:
    """Call every public method of Jobs."""
    file = NewItem("bytes", "job.txt", b"The mill was sold.")
    asked = [jobs.submit(library, kind, items, told=False) for kind, items in (("add", [file]), ("reindex", [ALL]))]
    assert [each.id for each in jobs.unfinished() if each.library == library] == [job.id for job in asked]
    assert jobs.waiting_bytes(library) == (1, 18)
    assert [jobs.run(job).state for job in asked] == ["done", "done"]
    assert jobs.cancel(library, jobs.submit(library, "add", [file, file]).id).state == "cancelled"
    assert len(jobs.listed(library)) == 3
    assert [item.state for item in jobs.find(library, asked[0].id).items] == ["done"]
    assert not jobs.at_work(library)
    jobs.excuse(jobs.submit(library, "add", []))
    for job in jobs.untold():
        if job.library == library:
            jobs.mark_told(job)


def follow_everything(app: App, name: str, folder: Path) -> None:
    """Call what follows sources, and leave none followed: what is due is looked for in every library."""
    library = app.library(name)
    folder.mkdir()
    (folder / "tides.md").write_text("The tide turns at four.", encoding="utf-8")
    library.follow(folder)
    with pytest.raises(SourceError):
        library.add_url("http://127.0.0.1/")
    assert library.refresh(library.find("tides")).outcome == "unchanged"
    library.schedule(60)
    library.schedule(5, folder=folder)
    assert [source.every_minutes for source in library.sources()] == [5]
    (job,) = submit_due(app.store, app.jobs, now() + timedelta(days=1))
    assert app.jobs.run(job).state == "done"
    library.unfollow(str(folder))


def do_everything(app: App, library: str, folder: Path) -> None:
    do_everything_in_a_library(app.library(library), folder / f"{library}.md")
    do_everything_in_records(app.records, library)
    write_everything(app.records, library)
    do_everything_in_jobs(app.jobs, library)
    follow_everything(app, library, folder / f"{library}-followed")
    with app.store.reading() as connection:
        assert library in catalogue.list_libraries(connection)
    forget_everything(app, library)
