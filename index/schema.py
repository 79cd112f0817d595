"""The tables, the version of their layout, and the checks a store must pass before it is used.

Every row that holds text or vectors of a library carries the library's name and a checksum of what it holds, so that a
flipped bit is found when the store is opened instead of being quoted (tables.py).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any, Final

from sqlalchemy import (
    BLOB,
    Boolean,
    Column,
    Connection,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    insert,
    select,
    text,
    update,
)

from index.errors import StoreCorrupted, StoreTooNew
from index.tables import AnyText, Id, Number, Tables, check_rows_of, own_layout

APPLICATION_ID: Final = 0x466F6F74
"""'Foot', in the file's header (https://sqlite.org/fileformat.html#application_id): this file is ours."""

LAYOUT: Final = 3
"""The layout this program writes; a store of a newer one is refused. The first had documents, versions and passages
alone; the second the tables of others beside them, and titles among the headings of a version."""

metadata = MetaData()

layouts = Table(
    "layouts",
    metadata,
    Column("checksum", Integer, nullable=False),  # of every table and index as it was laid out; one row
)

libraries = Table(
    "libraries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    # Counts the library's changes; whoever holds something derived from the library compares it.
    Column("revision", Integer, nullable=False, default=0),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("library", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("live_version", Number, nullable=False),
    Column("checksum", Integer, nullable=False),
    UniqueConstraint("library", "source"),
)

versions = Table(
    "versions",
    metadata,
    Column("document_id", Id, nullable=False),
    Column("number", Number, nullable=False),
    Column("library", Text, nullable=False),
    Column("sha256", Text, nullable=False),  # of the bytes that were read
    Column("text", Text, nullable=False),
    Column("headings", Text, nullable=False),  # JSON [[start, end, level, text], …]; level 0 is the title, of no span
    Column("furniture", Text, nullable=False),  # JSON [[start, end], …]
    Column("created_at", DateTime, nullable=False),  # UTC
    Column("characters", Integer, nullable=False),
    Column("passage_count", Integer, nullable=False),
    Column("checksum", Integer, nullable=False),
    PrimaryKeyConstraint("document_id", "number"),
    ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("library", Text, nullable=False),
    Column("document_id", Id, nullable=False),
    Column("version", Number, nullable=False),
    Column("live", Boolean, nullable=False),
    Column("start", Number, nullable=False),
    Column("end", Number, nullable=False),
    Column("text", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("page", Integer),
    Column("sentences", Text, nullable=False),  # JSON [[start, end], …]
    Column("terms", Integer, nullable=False),  # how many terms title, heading and text have together
    Column("embedding_key", Text),  # of the model and the text embedded; null while there is no vector
    Column("vector", BLOB),
    Column("sentence_vectors", BLOB),
    Column("checksum", Integer, nullable=False),
    ForeignKeyConstraint(["document_id", "version"], ["versions.document_id", "versions.number"], ondelete="CASCADE"),
    Index("passages_by_library", "library", "live"),
    Index("passages_by_version", "document_id", "version"),
    Index("passages_by_embedding", "library", "embedding_key"),
)

version_details = Table(
    "version_details",
    metadata,
    Column("document_id", Id, nullable=False),
    Column("number", Number, nullable=False),
    Column("library", Text, nullable=False),
    Column("details", Text, nullable=False),  # JSON: the pages, notes, date and address of its reading; how it was cut
    Column("checksum", Integer, nullable=False),
    PrimaryKeyConstraint("document_id", "number"),
    ForeignKeyConstraint(["document_id", "number"], ["versions.document_id", "versions.number"], ondelete="CASCADE"),
)

staged_vectors = Table(  # computed for passages that no transaction has written yet
    "staged_vectors",
    metadata,
    Column("library", Text, nullable=False),
    Column("embedding_key", Text, nullable=False),
    Column("vector", BLOB, nullable=False),
    Column("sentence_vectors", BLOB, nullable=False),
    Column("checksum", Integer, nullable=False),
    PrimaryKeyConstraint("library", "embedding_key"),
)

sources = Table(  # what is looked at again: web pages, and folders of this machine
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("library", Text, nullable=False),
    Column("kind", Text, nullable=False),  # url, folder
    Column("location", AnyText, nullable=False),
    Column("every_minutes", Integer),  # 0 never; null as the library has it
    Column("checked_at", DateTime),  # UTC
    Column("facts", Text, nullable=False),  # JSON: what the last look found, for the next one
    Column("checksum", Integer, nullable=False),
    UniqueConstraint("library", "kind", "location"),
)

library_options = Table(
    "library_options",
    metadata,
    Column("library", Text, primary_key=True),
    Column("options", Text, nullable=False),  # JSON
    Column("checksum", Integer, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("library", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked", Text, nullable=False),  # by whom and where, in the words of whoever will tell them
    Column("told", Boolean, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("created_at", DateTime, nullable=False),  # UTC
    Column("ended_at", DateTime),  # UTC
    Column("progress", Text, nullable=False),  # JSON
    Column("checksum", Integer, nullable=False),
    Index("jobs_by_library", "library", "state"),
    sqlite_autoincrement=True,  # a number comes never again, even when its job is gone
)

job_items = Table(
    "job_items",
    metadata,
    Column("job_id", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("library", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", AnyText, nullable=False),
    Column("data", BLOB),  # of a file that is nowhere else, until it is taken in
    Column("state", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # JSON
    Column("checksum", Integer, nullable=False),
    PrimaryKeyConstraint("job_id", "number"),
    ForeignKeyConstraint(["job_id"], ["jobs.id"], ondelete="CASCADE"),
)

FIRST: Final = (documents, versions, passages)
SEALED: Final = (*FIRST, version_details, staged_vectors, sources, library_options, jobs, job_items)

FULL_TEXT: Final = (
    # The terms come ready-made (search/terms.py), each under its library's number; ASCII splits them at spaces alone.
    "CREATE VIRTUAL TABLE passage_terms USING fts5(title, heading, body, tokenize='ascii', detail=full)",
    "CREATE VIRTUAL TABLE passage_postings USING fts5vocab(passage_terms, 'instance')",
)


TABLES_WITH_ROWS: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 8) <> 'passage_'"
"""Names the tables but for those of the full-text index; SQLite's own count of the numbers given out is among them."""
REPLACE_TERMS: Final = (
    "DELETE FROM main.passage_terms",
    "INSERT INTO main.passage_terms(rowid, title, heading, body) "
    "SELECT rowid, title, heading, body FROM replacement.passage_terms",
)

UNSEARCHED: Final = """
    SELECT (SELECT count(*) FROM passages WHERE live) <> both OR (SELECT count(*) FROM passage_terms_docsize) <> both
    FROM (SELECT count(*) AS both FROM passages JOIN passage_terms_docsize USING (id) WHERE live)
"""
"""Tells whether the full-text index has any other rows than the live passages."""
CHECK_TERMS: Final = "INSERT INTO passage_terms(passage_terms) VALUES ('integrity-check')"


def create(connection: Connection, others: Tables | None) -> None:
    """Lay out an empty store, with the tables of others."""
    metadata.create_all(connection)
    for statement in FULL_TEXT:
        connection.execute(text(statement))
    connection.execute(insert(layouts).values(checksum=own_layout(connection)))
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    upgrade(connection, others)


def is_older(connection: Connection, others: Tables | None) -> bool:
    """Return whether the store or the tables of others in it are of an earlier layout."""
    return _layout(connection) < LAYOUT or (others is not None and others.are_older(connection))


def upgrade(connection: Connection, others: Tables | None) -> None:
    """Add what a store of an earlier layout lacks."""
    if _layout(connection) < LAYOUT:  # another process may have done so, even a newer one
        metadata.create_all(connection)
        connection.execute(update(layouts).values(checksum=own_layout(connection)))
        connection.exec_driver_sql(f"PRAGMA user_version={LAYOUT}")
    if others:
        others.upgrade(connection)


def stand_in(driver: sqlite3.Connection) -> None:
    """Put an empty table of the connection's own wherever a store of an earlier layout, read as it is, has none."""
    there = {name for (name,) in driver.execute("SELECT name FROM sqlite_master")}
    for table in metadata.sorted_tables:
        if there and table.name not in there:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            driver.execute(f"CREATE TEMP TABLE {table.name} ({columns})")


def replace_rows(connection: Connection) -> None:
    """Put the rows of the attached database `replacement`, of the same layout, in the place of all there are."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for table in connection.exec_driver_sql(TABLES_WITH_ROWS).scalars().all():
        connection.exec_driver_sql(f"DELETE FROM main.{table}")  # noqa: S608 - a table of ours
        connection.exec_driver_sql(f"INSERT INTO main.{table} SELECT * FROM replacement.{table}")  # noqa: S608 - likewise
    for statement in REPLACE_TERMS:
        connection.exec_driver_sql(statement)


def check_layout(connection: Connection, others: Tables | None) -> None:
    """Raise StoreCorrupted for a file that is not ours or was laid out otherwise, StoreTooNew for a later layout."""
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise StoreCorrupted
    layout = _layout(connection)
    if layout > LAYOUT:
        raise StoreTooNew
    if layout < 1 or connection.scalar(select(layouts.c.checksum)) != own_layout(connection):
        raise StoreCorrupted
    if others and others.exist(connection):
        others.check_layout(connection)


def check_structure(connection: Connection) -> None:
    """Raise StoreCorrupted when the file's pages and trees do not hold together."""
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        raise StoreCorrupted


def check_rows(connection: Connection, others: Tables | None) -> None:
    """Raise StoreCorrupted when an index disagrees with its table, a row with its checksum, or search with the rows."""
    if connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
        raise StoreCorrupted
    if connection.exec_driver_sql(UNSEARCHED).scalar():
        raise StoreCorrupted
    check_rows_of(connection, SEALED if _layout(connection) >= LAYOUT else FIRST)
    if others and others.exist(connection):
        others.check_rows(connection)


def check_terms(connection: Connection) -> None:
    """Raise an error of SQLite's when the full-text index disagrees with its own rows; takes the write lock."""
    connection.execute(text(CHECK_TERMS))


def check_copy_of_terms(connection: Connection) -> None:
    """Do as `check_terms` on a copy in memory, for a store that cannot be written."""
    driver: Any = connection.connection.driver_connection  # sqlite3's own
    with closing(sqlite3.connect(":memory:")) as copy:
        driver.backup(copy)
        copy.execute(CHECK_TERMS)


def _layout(connection: Connection) -> int:
    return connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
