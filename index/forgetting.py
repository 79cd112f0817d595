"""A library with nothing of it left. Statements as in catalogue.py."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from index.schema import documents, job_items, jobs, libraries, library_options, passages, sources, staged_vectors
from index.search.sqlite import SqliteEngine


def forget_library(connection: Connection, engine: SqliteEngine, library: str) -> None:
    """Delete every row of the library: documents with all their versions, jobs, what it follows, its options."""
    live = select(passages.c.id).where(passages.c.library == library, passages.c.live)
    engine.delete(connection, list(connection.scalars(live)))
    for table in (documents, staged_vectors, job_items, jobs, sources, library_options):
        connection.execute(delete(table).where(table.c.library == library))
    connection.execute(delete(libraries).where(libraries.c.name == library))


def forget_in_jobs(connection: Connection, library: str, document_id: str) -> None:
    """Delete what ended jobs still say of a document that is removed."""
    names_it = job_items.c.outcome.contains(document_id, autoescape=True)
    mine = (job_items.c.library == library, job_items.c.state != "waiting", names_it)
    connection.execute(delete(job_items).where(*mine))
