"""What is due, as jobs: one a library, whose end is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from index import catalogue as documents
from index.following import catalogue
from index.following.schedule import due
from index.following.source import Source
from index.jobs.job import Job, NewItem
from index.jobs.jobs import Jobs
from index.store import Store


def submit_due(store: Store, jobs: Jobs, now: datetime, only: str | None = None) -> list[Job]:
    """Store a job for each library, or for `only` one, of what is due in it at `now`; return them. Raises StoreError.

    What an open job is about to look at is left out. What is asked for counts as looked at, whatever becomes of the
    job, so that a job that is cancelled or breaks down does not come straight back.
    """
    with store.reading() as connection:
        libraries = catalogue.following_libraries(connection)
    return [job for library in libraries if only in {None, library} for job in _submit(store, jobs, library, now)]


def submit_folders(jobs: Jobs, library: str, locations: Sequence[str]) -> Job | None:
    """Store a job that looks through followed folders in which something has changed; None where one is waiting."""
    waiting = _waiting(jobs, library, running=False)
    items = [item for item in (NewItem("folder", each) for each in locations) if (item.kind, item.name) not in waiting]
    return jobs.submit(library, "refresh", items, told=False) if items else None


def _submit(store: Store, jobs: Jobs, library: str, now: datetime) -> list[Job]:
    with store.reading() as connection:
        listed = due(catalogue.listed(connection, library), catalogue.default_minutes(connection, library), now)
        by_source = {each.source: each.id for each in documents.list_documents(connection, library)} if listed else {}
    waiting = _waiting(jobs, library, running=True) if listed else set()
    wanted = [(source, item) for source in listed if (item := _item(source, by_source))]
    wanted = [(source, item) for source, item in wanted if (item.kind, item.name) not in waiting]
    if not wanted:
        return []
    job = jobs.submit(library, "refresh", [item for _, item in wanted], told=False)
    with store.writing() as connection:
        for source, _ in wanted:
            stored = catalogue.find(connection, library, source.kind, source.location)
            if stored:
                catalogue.put(connection, replace(stored, facts=replace(stored.facts, asked_at=now)))
    return [job]


def _item(source: Source, by_source: dict[str, str]) -> NewItem | None:
    if source.kind == "folder":
        return NewItem("folder", source.location)
    document = by_source.get(source.location)
    return NewItem("refresh", document) if document else None


def _waiting(jobs: Jobs, library: str, *, running: bool) -> set[tuple[str, str]]:
    """Return the kinds and names of what open jobs of the library are still to do, with that under way if `running`."""
    found = [jobs.find(library, job.id) for job in jobs.unfinished() if job.library == library]
    return {
        (item.kind, item.name)
        for job in found
        if running or job.state == "waiting"
        for item in job.items
        if item.state == "waiting"
    }
