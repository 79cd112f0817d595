"""The tables, the version of their layout, and the checks a store must pass before it is used.

Every row that holds text or vectors of a library carries the library's name and a checksum of what it holds, so that a
flipped bit is found when the store is opened instead of being quoted.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
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
)

from index.errors import StoreCorrupted, StoreTooNew

APPLICATION_ID: Final = 0x466F6F74
"""'Foot', in the file's header (https://sqlite.org/fileformat.html#application_id): this file is ours."""

LAYOUT: Final = 1
"""The layout this program writes, the first there is. A store of a newer one is refused."""

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
    Column("id", Text, primary_key=True),
    Column("library", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("live_version", Integer, nullable=False),
    Column("checksum", Integer, nullable=False),
    UniqueConstraint("library", "source"),
)

versions = Table(
    "versions",
    metadata,
    Column("document_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("library", Text, nullable=False),
    Column("sha256", Text, nullable=False),  # of the bytes that were read
    Column("text", Text, nullable=False),
    Column("headings", Text, nullable=False),  # JSON [[start, end, level, text], …]
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
    Column("document_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("live", Boolean, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
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

FULL_TEXT: Final = (
    # The terms come ready-made (search/terms.py), each under its library's number; ASCII splits them at spaces alone.
    "CREATE VIRTUAL TABLE passage_terms USING fts5(title, heading, body, tokenize='ascii', detail=full)",
    "CREATE VIRTUAL TABLE passage_postings USING fts5vocab(passage_terms, 'instance')",
)


UNSEARCHED: Final = """
    SELECT (SELECT count(*) FROM passages WHERE live) <> both OR (SELECT count(*) FROM passage_terms_docsize) <> both
    FROM (SELECT count(*) AS both FROM passages JOIN passage_terms_docsize USING (id) WHERE live)
"""
"""Tells whether the full-text index has any other rows than the live passages."""
CHECK_TERMS: Final = "INSERT INTO passage_terms(passage_terms) VALUES ('integrity-check')"


def create(connection: Connection) -> None:
    """Lay out an empty store."""
    metadata.create_all(connection)
    for statement in FULL_TEXT:
        connection.execute(text(statement))
    connection.execute(insert(layouts).values(checksum=_layout_checksum(connection)))
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={LAYOUT}")


def sealed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row with its checksum, as it is to be stored."""
    return {**row, "checksum": _checksum(row.get(column) for column in _checked_columns(table))}


def check_layout(connection: Connection) -> None:
    """Raise StoreCorrupted for a file that is not ours or was laid out otherwise, StoreTooNew for a later layout."""
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise StoreCorrupted
    layout = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
    if layout > LAYOUT:
        raise StoreTooNew
    if layout < 1 or connection.scalar(select(layouts.c.checksum)) != _layout_checksum(connection):
        raise StoreCorrupted


def check_structure(connection: Connection) -> None:
    """Raise StoreCorrupted when the file's pages and trees do not hold together."""
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        raise StoreCorrupted


def check_rows(connection: Connection) -> None:
    """Raise StoreCorrupted when an index disagrees with its table, a row with its checksum, or search with the rows."""
    if connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
        raise StoreCorrupted
    if connection.exec_driver_sql(UNSEARCHED).scalar():
        raise StoreCorrupted
    for table in (documents, versions, passages):
        columns = _checked_columns(table)
        for row in connection.execute(select(*(table.c[name] for name in columns), table.c.checksum)):
            if row[-1] != _checksum(row[:-1]):
                raise StoreCorrupted


def check_terms(connection: Connection) -> None:
    """Raise an error of SQLite's when the full-text index disagrees with its own rows; takes the write lock."""
    connection.execute(text(CHECK_TERMS))


def check_copy_of_terms(connection: Connection) -> None:
    """Do as `check_terms` on a copy in memory, for a store that cannot be written."""
    driver: Any = connection.connection.driver_connection  # sqlite3's own
    with closing(sqlite3.connect(":memory:")) as copy:
        driver.backup(copy)
        copy.execute(CHECK_TERMS)


def _layout_checksum(connection: Connection) -> int:
    tables = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    return _checksum(value for row in tables for value in row)


def _checked_columns(table: Table) -> list[str]:
    # A passage's `live` flag changes on its own when its version is replaced; ids are given by the database.
    return [column.name for column in table.columns if column.name not in {"checksum", "live"} | _given(table)]


def _given(table: Table) -> set[str]:
    return {"id"} if isinstance(table.c.get("id", table.c[0]).type, Integer) else set()


def _checksum(values: Iterable[Any]) -> int:
    """CRC-32 of the values in turn: finds every single flipped bit, and any burst of up to 32."""
    total = 0
    for value in values:
        total = zlib.crc32(value if isinstance(value, bytes) else repr(value).encode(errors="replace"), total)
    return total
