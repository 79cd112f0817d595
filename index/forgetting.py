"""A library with nothing of it left. Statements as in catalogue.py."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import Connection, delete, or_, select

from index.documents import Document
from index.jobs.catalogue import OPEN
from index.names import shown_name
from index.schema import documents, job_items, jobs, libraries, library_options, passages, sources, staged_vectors
from index.search.sqlite import SqliteEngine


def forget_library(connection: Connection, engine: SqliteEngine, library: str) -> None:
    """Delete every row of the library: documents with all their versions, jobs, what it follows, its options."""
    live = select(passages.c.id).where(passages.c.library == library, passages.c.live)
    engine.delete(connection, list(connection.scalars(live)))
    for table in (documents, staged_vectors, job_items, jobs, sources, library_options):
        connection.execute(delete(table).where(table.c.library == library))
    connection.execute(delete(libraries).where(libraries.c.name == library))


def forget_in_jobs(connection: Connection, library: str, document: Document) -> None:
    """Delete what jobs still say of a document that is removed, but for what is yet to be done."""
    told_of = (job_items.c.outcome.contains(each, autoescape=True) for each in _mentions(document))
    about_it = or_(job_items.c.name.in_([document.id, document.source]), *told_of)
    ended = select(jobs.c.id).where(jobs.c.library == library, jobs.c.state.not_in(OPEN))
    over = or_(job_items.c.state != "waiting", job_items.c.job_id.in_(ended))
    connection.execute(delete(job_items).where(job_items.c.library == library, about_it, over))


def _mentions(document: Document) -> tuple[str, ...]:
    """Return what an outcome, which is JSON, holds where it tells of the document: its id, or a sentence's subject."""
    title, name = (json.dumps(shown_name(each))[1:-1] for each in (document.title, Path(document.source).name))
    return document.id, f'"{name}: ', f'"{title}: ', json.dumps("“")[1:-1] + title + json.dumps("”")[1:-1]
