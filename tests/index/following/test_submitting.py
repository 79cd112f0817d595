"""What is due becomes jobs, each thing once, and no library's in another's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from index.documents import now
from index.errors import SourceError, SourceMissing
from index.following.submitting import submit_due, submit_folders
from index.jobs.job import Job, NewItem
from index.jobs.jobs import Jobs
from index.library import Library
from tests.index.following.conftest import OpenLibrary, write
from tests.support.apps import AppWith
from tests.support.web_server import WebServer, page, reply

URL = "http://docs.example/rules"
DAY = timedelta(days=1)
DOGS, CATS = page("<p>Dogs are welcome in every house."), page("<p>Cats are welcome in every house.")


def items(job: Job) -> list[tuple[str, str]]:
    return [(item.kind, item.name) for item in job.items]


def test_what_is_due_is_one_job_a_library_and_comes_up_to_date_by_it(
    app: AppWith, open_library: OpenLibrary, jobs: Jobs, site: WebServer, folder: Path
) -> None:
    site.says("/rules", DOGS, DOGS, CATS)
    ours, theirs = open_library("ours"), open_library("theirs")
    document = ours.add_url(URL).document
    other = theirs.add_url(URL).document
    ours.follow(folder)
    write(folder / "walks.md", "# Walks\n\nThe path is steep.\n")
    assert submit_due(app.store, jobs, now()) == []

    submitted = submit_due(app.store, jobs, now() + DAY)

    assert [(job.library, job.kind, job.told) for job in submitted] == [
        ("ours", "refresh", False),
        ("theirs", "refresh", False),
    ]
    assert items(submitted[0]) == [("folder", str(folder)), ("refresh", document.id)]
    assert items(submitted[1]) == [("refresh", other.id)]
    ended = jobs.run(submitted[0])
    assert [(change.outcome, change.title) for item in ended.items for change in item.outcome.changes] == [
        ("added", "Walks"),
        ("changed", document.title),
    ]
    assert [job.id for job in jobs.untold()] == [ended.id]


def test_what_an_open_job_is_about_to_look_at_is_not_asked_for_again(
    app: AppWith, library: Library, jobs: Jobs, site: WebServer, folder: Path
) -> None:
    site.says("/rules", DOGS)
    library.follow(folder)
    document = library.add_url(URL).document
    jobs.submit("local", "refresh", [NewItem("refresh", document.id)])
    jobs.submit("theirs", "refresh", [NewItem("folder", str(folder))])

    (job,) = submit_due(app.store, jobs, now() + DAY)

    assert items(job) == [("folder", str(folder))]
    assert submit_due(app.store, jobs, now() + 2 * DAY) == []


def test_a_job_that_is_cancelled_does_not_come_straight_back(
    app: AppWith, library: Library, jobs: Jobs, folder: Path
) -> None:
    library.follow(folder)
    (job,) = submit_due(app.store, jobs, now() + DAY)
    jobs.cancel("local", job.id)

    assert submit_due(app.store, jobs, now() + DAY + timedelta(hours=23)) == []
    assert len(submit_due(app.store, jobs, now() + 2 * DAY + timedelta(seconds=2))) == 1


def test_a_clock_that_jumps_has_everything_looked_at_once_and_loses_nothing(
    app: AppWith, library: Library, jobs: Jobs, site: WebServer, folder: Path
) -> None:
    site.says("/rules", DOGS)
    library.follow(folder)
    library.add_url(URL)
    before = library.documents()

    for jump in (timedelta(days=3650), -timedelta(days=3650)):
        (job,) = submit_due(app.store, jobs, now() + jump)
        jobs.run(job)
        assert submit_due(app.store, jobs, now() + timedelta(seconds=1)) == []

    assert library.documents() == before


def test_a_schedule_is_a_document_s_a_folder_s_or_the_library_s(
    app: AppWith, library: Library, jobs: Jobs, site: WebServer, folder: Path
) -> None:
    site.says("/rules", DOGS)
    library.follow(folder)
    document = library.add_url(URL).document
    page_item, folder_item = ("refresh", document.id), ("folder", str(folder))

    def due_in(minutes: int) -> list[tuple[str, str]]:
        submitted = submit_due(app.store, jobs, now() + timedelta(minutes=minutes))
        for job in submitted:
            jobs.run(job)
        return [item for job in submitted for item in items(job)]

    library.schedule(60)
    assert due_in(60) == [folder_item, page_item]
    library.schedule(30, document)
    assert due_in(30) == [page_item]
    library.schedule(0, folder=folder)
    assert due_in(60) == [page_item]
    library.schedule(0)
    library.schedule(None, document)
    assert due_in(10**6) == []
    library.schedule(None)
    library.schedule(None, folder=folder)
    assert due_in(60) == []
    assert due_in(1440) == [folder_item, page_item]


def test_a_schedule_that_cannot_be_is_refused(library: Library, folder: Path) -> None:
    document = library.add(folder / "ferries.md").document
    for minutes in (-1, 525_601):
        with pytest.raises(SourceError, match="from 0, which is never, to 525,600"):
            library.schedule(minutes)
    with pytest.raises(SourceMissing, match="Ferries: this is not followed"):
        library.schedule(60, document)
    with pytest.raises(SourceMissing, match="this is not followed"):
        library.schedule(60, folder=folder)


def test_a_page_that_is_gone_ends_its_job_with_one_sentence_and_is_asked_for_ever_less(
    app: AppWith, library: Library, jobs: Jobs, site: WebServer
) -> None:
    site.says("/rules", DOGS, reply(status="404 Not Found"))
    document = library.add_url(URL).document
    library.schedule(60)

    for _ in range(2):
        (job,) = submit_due(app.store, jobs, now() + timedelta(minutes=60))
        (item,) = jobs.run(job).items
        assert item.state == "failed"
        assert len(item.outcome.problems) == 1

    assert submit_due(app.store, jobs, now() + timedelta(minutes=60)) == []
    assert len(submit_due(app.store, jobs, now() + timedelta(minutes=120))) == 1
    assert library.documents() == [document]


def test_a_change_in_a_folder_is_looked_at_once_more_even_while_a_look_is_under_way(jobs: Jobs, folder: Path) -> None:
    first = submit_folders(jobs, "local", [str(folder)])
    assert first is not None
    assert (items(first), first.told) == ([("folder", str(folder))], False)
    assert submit_folders(jobs, "local", [str(folder)]) is None
    during = []
    jobs.run(first, progress=lambda _: during or during.append(submit_folders(jobs, "local", [str(folder)])))
    assert during[0] is not None


def test_a_look_that_waits_does_not_follow_a_folder_again_that_is_unfollowed_meanwhile(
    app: AppWith, library: Library, jobs: Jobs, folder: Path
) -> None:
    library.follow(folder)
    (job,) = submit_due(app.store, jobs, now() + DAY)

    library.unfollow(str(folder))

    (item,) = jobs.run(job).items
    assert (item.state, item.outcome.unchanged) == ("done", 0)
    assert library.sources() == []
