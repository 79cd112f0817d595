"""Work that outlives a restart, until it is finished."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from bot.records import facts
from bot.records.nouns import Job
from bot.records.tables import jobs, put

LAST: Final = "last job"
"""The fact that holds the highest number a job has had: a number comes never again, even when its job is gone."""

LISTED: Final = tuple(column for column in jobs.c if column.name not in {"data", "checksum"})


def add(connection: Connection, job: Job) -> Job:
    """Store a job and return it with the id it got."""
    number = int(facts.find(connection, LAST) or 0) + 1
    facts.keep(connection, LAST, str(number))
    row = {
        "id": number,
        "library": job.library,
        "kind": job.kind,
        "name": job.name,
        "channel": job.channel,
        "member": job.member,
        "created_at": job.created_at.astimezone(UTC).replace(tzinfo=None),
        "data": job.data,
    }
    put(connection, jobs, row)
    return replace(job, id=number)


def unfinished(connection: Connection) -> list[Job]:
    """Return every job there is, the oldest first, without its data."""
    return [_job(row) for row in connection.execute(select(*LISTED).order_by(jobs.c.id))]


def data(connection: Connection, library: str, job_id: int) -> bytes | None:
    """Return the bytes kept with the library's job; None when there is no such job."""
    return connection.scalar(select(jobs.c.data).where(jobs.c.library == library, jobs.c.id == job_id))


def finish(connection: Connection, library: str, job_id: int) -> None:
    """Drop the library's job, if it is still there."""
    connection.execute(delete(jobs).where(jobs.c.library == library, jobs.c.id == job_id))


def _job(row: Any) -> Job:
    return Job(
        id=row.id,
        library=row.library,
        kind=row.kind,
        name=row.name,
        data=b"",
        channel=row.channel,
        member=row.member,
        created_at=row.created_at.replace(tzinfo=UTC),
    )
