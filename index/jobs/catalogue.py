"""Every statement on jobs and their items. As in index/catalogue.py, each works inside its caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from index.documents import Change
from index.jobs.job import Item, Job, JobKind, JobState, NewItem, Outcome, Progress
from index.schema import job_items, jobs
from index.tables import sealed

OPEN: Final = ("waiting", "running")
KEPT: Final = 100
"""Ended jobs kept for a library, to be looked at."""

ITEM: Final = tuple(column for column in job_items.c if column.name not in {"data", "checksum"})


def add(
    connection: Connection,
    library: str,
    kind: JobKind,
    items: Sequence[NewItem],
    asked: str,
    created_at: datetime,
    *,
    told: bool = True,
) -> int:
    """Store a job and return its number."""
    row = {**_row(library, kind, "waiting", asked, created_at, Progress(items=len(items))), "told": told}
    number = int(connection.execute(insert(jobs).values(sealed(jobs, row)).returning(jobs.c.id)).scalar_one())
    rows = [_item_row(number, library, at, item) for at, item in enumerate(items)]
    if rows:
        connection.execute(insert(job_items), rows)
    return number


def listed(connection: Connection, library: str) -> list[Job]:
    """Return the library's jobs without their items, the newest first."""
    rows = connection.execute(select(jobs).where(jobs.c.library == library).order_by(jobs.c.id.desc()))
    return [_job(row) for row in rows]


def unfinished(connection: Connection) -> list[Job]:
    """Return every library's open jobs without their items, the oldest first."""
    rows = connection.execute(select(jobs).where(jobs.c.state.in_(OPEN)).order_by(jobs.c.id))
    return [_job(row) for row in rows]


def has_open(connection: Connection, library: str) -> bool:
    """Return whether the library has an open job."""
    mine = select(jobs.c.id).where(jobs.c.library == library, jobs.c.state.in_(OPEN)).limit(1)
    return connection.scalar(mine) is not None


def untold(connection: Connection) -> list[Job]:
    """Return every library's ended jobs of which nobody has been told, without their items, the oldest first."""
    rows = connection.execute(select(jobs).where(jobs.c.state.not_in(OPEN), ~jobs.c.told).order_by(jobs.c.id))
    return [_job(row) for row in rows]


def find(connection: Connection, library: str, number: int) -> Job | None:
    """Return a job of the library with its items, in order; None when there is no such job."""
    if number >= 1 << 63:  # more than SQLite's numbers hold
        return None
    row = connection.execute(select(jobs).where(jobs.c.library == library, jobs.c.id == number)).one_or_none()
    if row is None:
        return None
    mine = (job_items.c.library == library, job_items.c.job_id == number)
    rows = connection.execute(select(*ITEM).where(*mine).order_by(job_items.c.number))
    return replace(_job(row), items=tuple(_item(each) for each in rows))


def change(connection: Connection, job: Job) -> None:
    """Store the job's state, tries, end and progress as they are given, if the job is still there."""
    row = _row(job.library, job.kind, job.state, job.asked, job.created_at, job.progress)
    row |= {"told": job.told, "tries": job.tries, "ended_at": _stored_time(job.ended_at)}
    connection.execute(update(jobs).where(jobs.c.library == job.library, jobs.c.id == job.id).values(sealed(jobs, row)))


def state_of(connection: Connection, library: str, number: int) -> JobState | None:
    """Return a job's state; None when there is no such job."""
    return connection.scalar(select(jobs.c.state).where(jobs.c.library == library, jobs.c.id == number))


def data_of(connection: Connection, library: str, number: int, item: int) -> bytes | None:
    """Return the bytes kept with an item; None where there are none."""
    mine = (job_items.c.library == library, job_items.c.job_id == number, job_items.c.number == item)
    return connection.scalar(select(job_items.c.data).where(*mine))


def end_items(connection: Connection, library: str, number: int, items: Iterable[Item]) -> None:
    """Store what came of items, and let go of their bytes."""
    for item in items:
        row = _item_row(number, library, item.number, NewItem(item.kind, item.name))
        row |= {"state": item.state, "outcome": json.dumps(asdict(item.outcome))}
        mine = (job_items.c.library == library, job_items.c.job_id == number, job_items.c.number == item.number)
        connection.execute(update(job_items).where(*mine).values(sealed(job_items, row)))


def drop_data(connection: Connection, library: str, number: int) -> None:
    """Let go of the bytes of what was not done of a job that is over."""
    job = find(connection, library, number)
    end_items(connection, library, number, job.items if job else ())


def drop_old(connection: Connection, library: str) -> None:
    """Drop the library's jobs that ended, but for the last ones and those nobody has been told of."""
    mine = (jobs.c.library == library, jobs.c.state.not_in(OPEN), jobs.c.told)
    last = select(jobs.c.id).where(*mine).order_by(jobs.c.id.desc()).limit(KEPT)
    connection.execute(delete(jobs).where(*mine, jobs.c.id.not_in(last)))


def waiting_bytes(connection: Connection, library: str) -> tuple[int, int]:
    """Return how many items wait with bytes of their own, and how many bytes those are."""
    mine = (job_items.c.library == library, job_items.c.data.is_not(None))
    row = connection.execute(select(func.count(), func.sum(func.length(job_items.c.data))).where(*mine)).one()
    return int(row[0]), int(row[1] or 0)


def _row(
    library: str, kind: JobKind, state: JobState, asked: str, created_at: datetime, progress: Progress
) -> dict[str, Any]:
    return {
        "library": library,
        "kind": kind,
        "state": state,
        "asked": asked,
        "told": False,
        "tries": 0,
        "created_at": _stored_time(created_at),
        "ended_at": None,
        "progress": json.dumps(asdict(progress)),
    }


def _item_row(job: int, library: str, number: int, item: NewItem) -> dict[str, Any]:
    row = {
        "job_id": job,
        "number": number,
        "library": library,
        "kind": item.kind,
        "name": item.name,
        "data": item.data,
        "state": "waiting",
        "outcome": json.dumps(asdict(Outcome())),
    }
    return sealed(job_items, row)


def _job(row: Any) -> Job:
    return Job(
        id=row.id,
        library=row.library,
        kind=row.kind,
        state=row.state,
        asked=row.asked,
        told=row.told,
        tries=row.tries,
        created_at=row.created_at.replace(tzinfo=UTC),
        ended_at=row.ended_at.replace(tzinfo=UTC) if row.ended_at else None,
        progress=Progress(**json.loads(row.progress)),
    )


def _item(row: Any) -> Item:
    return Item(row.number, row.kind, row.name, row.state, _outcome(json.loads(row.outcome)))


def _outcome(plain: Mapping[str, Any]) -> Outcome:
    changes = (Change(**{**each, "notes": tuple(each["notes"])}) for each in plain["changes"])
    return Outcome(tuple(changes), tuple(plain["problems"]), plain["unchanged"])


def _stored_time(time: datetime | None) -> datetime | None:
    return time.astimezone(UTC).replace(tzinfo=None) if time else None
