"""What of a document's versions can be read: every one of them, the live one included, until the document is removed.

As in catalogue.py, each function works inside its caller's transaction and names its library in every condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Select, select

from index import catalogue
from index.documents import Document, Passage, Reading, Surroundings, Version, VersionText
from index.errors import VersionNotFound
from index.names import shown_name
from index.rows import PASSAGE, details_of, passage_of, reading_of
from index.schema import documents, passages, versions


def list_versions(connection: Connection, library: str, document_id: str) -> list[Version]:
    """Return a document's versions, the newest first."""
    live = select(documents.c.live_version).where(documents.c.library == library, documents.c.id == document_id)
    current = connection.scalar(live)
    columns = (versions.c.number, versions.c.sha256, versions.c.created_at, versions.c.characters)
    mine = (versions.c.library == library, versions.c.document_id == document_id)
    statement = catalogue.with_details(select(*columns).select_from(versions), library)
    rows = connection.execute(statement.where(*mine).order_by(versions.c.number.desc()))
    return [
        Version(
            document_id=document_id,
            number=row.number,
            sha256=row.sha256,
            created_at=row.created_at.replace(tzinfo=UTC),
            characters=row.characters,
            live=row.number == current,
            **_counting_pages(details_of(row.details)),
        )
        for row in rows
    ]


def no_such_version(document: Document, number: int) -> VersionNotFound:
    """Return the error for a version that is not there, or not any more."""
    return VersionNotFound(f"“{shown_name(document.title)}” has no version {number}; list its versions to see those.")


def replaced_by_restoring(versions: Sequence[Version], live: int) -> str | None:
    """Return the sha256 of the version before the live one where that is an earlier one restored; else None.

    `versions` are a document's, the newest first; `live` is the number of the live one.
    """
    until_live = [version for version in versions if version.number <= live]
    restored = len(until_live) > 2 and until_live[0].sha256 in {version.sha256 for version in until_live[2:]}
    return until_live[1].sha256 if restored else None


def live_text(connection: Connection, library: str, document_id: str, version: int) -> str | None:
    """Return the text of the document's version if that version is the live one; None otherwise."""
    return connection.scalar(
        select(versions.c.text)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(
            documents.c.library == library,
            documents.c.id == document_id,
            documents.c.live_version == version,
            versions.c.library == library,
            versions.c.number == version,
        )
    )


def text_of(connection: Connection, library: str, document_id: str, number: int) -> VersionText | None:
    """Return a version's text; None when the library has no such document, or the document no such version."""
    document = catalogue.document_with(connection, library, document_id)
    row = connection.execute(_version(library, document_id, number)).one_or_none()
    if document is None or row is None:
        return None
    created_at = row.created_at.replace(tzinfo=UTC)
    return VersionText(document, number, created_at, number == document.version, row.text)


def reading_of_version(
    connection: Connection, library: str, document_id: str, number: int
) -> tuple[str, Reading] | None:
    """Return the sha256 of a version's bytes and what the reader made of them; None as for `text_of`."""
    statement = _version(library, document_id, number).add_columns(documents.c.title)
    owner = (documents.c.id == versions.c.document_id) & (documents.c.library == library)
    row = connection.execute(catalogue.with_details(statement.join(documents, owner), library)).one_or_none()
    return (row.sha256, reading_of(row)) if row else None


def passages_of(connection: Connection, library: str, document_id: str, number: int) -> list[Passage]:
    """Return the passages of a version, in order."""
    rows = connection.execute(_passages(library, document_id, number).order_by(passages.c.start))
    return [passage_of(row) for row in rows]


def surroundings(
    connection: Connection, library: str, document_id: str, number: int, offset: int
) -> Surroundings | None:
    """Return the passage of a version that holds the character at `offset`, and its neighbours; None if none does."""
    all_of_them = _passages(library, document_id, number)
    found = connection.execute(
        all_of_them.where(passages.c.start <= offset, passages.c.end > offset).order_by(passages.c.start).limit(1)
    ).one_or_none()
    if found is None:
        return None
    earlier = all_of_them.where(passages.c.start < found.start).order_by(passages.c.start.desc()).limit(1)
    later = all_of_them.where(passages.c.start > found.start).order_by(passages.c.start).limit(1)
    before, after = (connection.execute(statement).one_or_none() for statement in (earlier, later))
    return Surroundings(_passage(before), passage_of(found), _passage(after))


def _counting_pages(details: dict[str, Any]) -> dict[str, Any]:
    return {**details, "pages": len(details["pages"])}


def _version(library: str, document_id: str, number: int) -> Select[Any]:
    columns = (versions.c.created_at, versions.c.sha256, versions.c.text, versions.c.headings, versions.c.furniture)
    mine = (versions.c.library == library, versions.c.document_id == document_id, versions.c.number == number)
    return select(*columns).where(*mine)


def _passages(library: str, document_id: str, number: int) -> Select[Any]:
    mine = (passages.c.library == library, passages.c.document_id == document_id, passages.c.version == number)
    return select(*PASSAGE).where(*mine)


def _passage(row: Any) -> Passage | None:
    return passage_of(row) if row else None
