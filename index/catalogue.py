"""The catalogue: every statement on libraries, documents, versions and passages, but for what history.py reads.

Each function works inside a transaction its caller opened (`Store.reading` or `Store.writing`) and names its library in
every condition, so that no statement can reach another library's rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from secrets import randbits, token_hex
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from index.documents import Document, Reading, now
from index.embedding import is_of_model
from index.rows import (
    DOCUMENT,
    PASSAGE,
    IndexedPassage,
    LiveDocument,
    PackedVectors,
    StoredPassage,
    details_row,
    document_of,
    document_row,
    passage_of,
    passage_row,
    reading_of,
    version_row,
)
from index.schema import documents, libraries, passages, version_details, versions

BATCH = 500
"""Values bound to one statement; SQLite's limit can be as low as 999."""


def library_number(connection: Connection, library: str) -> int | None:
    """Return the library's number, under which its terms are indexed; None for a library that was never written to."""
    return connection.scalar(select(libraries.c.id).where(libraries.c.name == library))


def revision(connection: Connection, library: str) -> int:
    """Return how many times the library has changed; 0 for one that was never written to."""
    return connection.scalar(select(libraries.c.revision).where(libraries.c.name == library)) or 0


def touch_library(connection: Connection, library: str) -> int:
    """Count one change of the library, which makes it if need be, and return its number."""
    number = library_number(connection, library)
    if number is None:
        # From anywhere: a library made anew under its name must not be at a revision that somebody holds already.
        made = insert(libraries).values(name=library, revision=randbits(40)).returning(libraries.c.id)
        return int(connection.execute(made).scalar_one())
    connection.execute(update(libraries).where(libraries.c.id == number).values(revision=libraries.c.revision + 1))
    return number


def list_libraries(connection: Connection) -> list[str]:
    """Return the names of the libraries that hold documents."""
    return list(connection.scalars(select(documents.c.library).distinct().order_by(documents.c.library)))


def list_documents(connection: Connection, library: str) -> list[Document]:
    """Return the library's documents by title."""
    rows = connection.execute(_documents(library).order_by(documents.c.title, documents.c.id))
    return [document_of(row) for row in rows]


def document_at(connection: Connection, library: str, source: str) -> LiveDocument | None:
    """Return the document that `source` is, or None."""
    row = connection.execute(_documents(library).where(documents.c.source == source)).one_or_none()
    return LiveDocument(document_of(row), row.sha256) if row else None


def document_with(connection: Connection, library: str, document_id: str) -> Document | None:
    """Return the document with this id, or None."""
    row = connection.execute(_documents(library).where(documents.c.id == document_id)).one_or_none()
    return document_of(row) if row else None


def live_reading(connection: Connection, library: str, document_id: str) -> tuple[str, Reading] | None:
    """Return the sha256 of a document's live version and what the reader made of it; None once it is removed."""
    columns = (documents.c.title, versions.c.sha256, versions.c.text, versions.c.headings, versions.c.furniture)
    statement = with_details(_live(select(*columns), library), library).where(documents.c.id == document_id)
    found = connection.execute(statement).one_or_none()
    return (found.sha256, reading_of(found)) if found else None


def with_details(statement: Select[Any], library: str) -> Select[Any]:
    """Add to a statement on versions the details of each, or null."""
    same = (version_details.c.document_id == versions.c.document_id) & (version_details.c.number == versions.c.number)
    return statement.outerjoin(version_details, same & (version_details.c.library == library)).add_columns(
        version_details.c.details
    )


def write_version(
    connection: Connection,
    library: str,
    source: str,
    sha256: str,
    reading: Reading,
    *,
    passage_count: int,
    passage_tokens: int,
) -> Document:
    """Store what `source` holds now as a new version and make it the live one; the document is made if need be.

    The live version is written over instead when it says the same already. The passages, their rows in the full-text
    index and the library's revision are the caller's to write, in the same transaction.
    """
    known = document_at(connection, library, source)
    stored = live_reading(connection, library, known.document.id) if known else None
    again = stored is not None and stored[1].text == reading.text
    document = Document(
        id=known.document.id if known else token_hex(6),
        library=library,
        title=reading.title,
        source=source,
        version=_number(connection, library, known, again=again),
        updated_at=now(),
        characters=len(reading.text),
        passages=passage_count,
    )
    _point_at(connection, document, known=known is not None)
    if again:
        _delete_version(connection, document)
    connection.execute(insert(versions).values(version_row(document, sha256, reading)))
    connection.execute(insert(version_details).values(details_row(document, reading, passage_tokens)))
    return document


def retire_passages(connection: Connection, document: Document) -> list[int]:
    """Take the document's live passages out of search and return their ids; old citations still find them."""
    mine = (passages.c.library == document.library, passages.c.document_id == document.id, passages.c.live)
    retired = list(connection.scalars(select(passages.c.id).where(*mine)))
    connection.execute(update(passages).where(*mine).values(live=False))
    return retired


def write_passages(
    connection: Connection,
    document: Document,
    indexed: Sequence[IndexedPassage],
    vectors: Mapping[str, PackedVectors],
) -> list[int]:
    """Store the live passages of the document's version and return their ids, in order; `vectors` are by their keys."""
    rows = [passage_row(document, item, vectors.get(item.embedding_key or "")) for item in indexed]
    if not rows:
        return []
    # The database numbers the first; asking it for the number of each takes ten times as long, and nobody else writes.
    first = int(connection.execute(insert(passages).values(rows[0]).returning(passages.c.id)).scalar_one())
    others = [{"id": at, **row} for at, row in enumerate(rows[1:], first + 1)]
    if others:
        connection.execute(insert(passages), others)
    return [first, *(row["id"] for row in others)]


def live_texts(connection: Connection, library: str, document_id: str) -> list[str]:
    """Return the texts of the document's live passages."""
    mine = (passages.c.library == library, passages.c.document_id == document_id, passages.c.live)
    return list(connection.scalars(select(passages.c.text).where(*mine)))


def drop_old_versions(connection: Connection, document: Document, keep: int) -> None:
    """Delete all but the last `keep` versions of the document; the live one stays in any case."""
    mine = (versions.c.library == document.library, versions.c.document_id == document.id)
    last = select(versions.c.number).where(*mine).order_by(versions.c.number.desc()).limit(keep).subquery()
    oldest = connection.scalar(select(func.min(last.c.number)))
    connection.execute(delete(versions).where(*mine, versions.c.number < oldest, versions.c.number != document.version))


def delete_document(connection: Connection, document: Document) -> None:
    """Delete the document with every version and passage of it."""
    mine = (documents.c.library == document.library, documents.c.id == document.id)
    connection.execute(delete(documents).where(*mine))


def stored_vectors(connection: Connection, library: str, keys: Iterable[str]) -> dict[str, PackedVectors]:
    """Return the packed passage and sentence vectors the library already holds for these embedding keys."""
    wanted = sorted(set(keys))
    found: dict[str, PackedVectors] = {}
    statement = select(passages.c.embedding_key, passages.c.vector, passages.c.sentence_vectors).where(
        passages.c.library == library, passages.c.embedding_key.in_(bindparam("keys", expanding=True))
    )
    for at in range(0, len(wanted), BATCH):
        rows = connection.execute(statement, {"keys": wanted[at : at + BATCH]})
        found.update({row.embedding_key: (row.vector, row.sentence_vectors) for row in rows})
    return found


def stored_keys(connection: Connection, library: str, keys: Iterable[str]) -> set[str]:
    """Return those of the embedding keys the library holds vectors for."""
    wanted = sorted(set(keys))
    statement = select(passages.c.embedding_key).where(
        passages.c.library == library, passages.c.embedding_key.in_(bindparam("keys", expanding=True))
    )
    return {
        key
        for at in range(0, len(wanted), BATCH)
        for key in connection.scalars(statement, {"keys": wanted[at : at + BATCH]})
        if key
    }


def live_passages(connection: Connection, library: str, ids: Sequence[int]) -> dict[int, StoredPassage]:
    """Return those of the passages that are live in this library, with their documents, by id."""
    statement = _live(select(*DOCUMENT, *PASSAGE), library).join(
        passages, (passages.c.document_id == documents.c.id) & (passages.c.version == documents.c.live_version)
    )
    rows = connection.execute(
        statement.where(passages.c.library == library, passages.c.live, passages.c.id.in_(list(ids)))
    )
    return {
        row.passage_id: StoredPassage(document_of(row), passage_of(row), row.embedding_key, row.sentence_vectors)
        for row in rows
    }


def unembedded(connection: Connection, library: str, model: str) -> int:
    """Return how many live passages have no vector of the model named."""
    keys = connection.scalars(select(passages.c.embedding_key).where(passages.c.library == library, passages.c.live))
    return sum(not is_of_model(key, model) for key in keys)


def _documents(library: str) -> Select[Any]:
    return _live(select(*DOCUMENT), library)


def _live(statement: Select[Any], library: str) -> Select[Any]:
    """Join documents with their live versions, in one library."""
    pair = (versions.c.document_id == documents.c.id) & (versions.c.number == documents.c.live_version)
    return statement.join_from(documents, versions, pair).where(
        documents.c.library == library, versions.c.library == library
    )


def _number(connection: Connection, library: str, known: LiveDocument | None, *, again: bool) -> int:
    if known is None:
        return 1
    if again:
        return known.document.version
    mine = (versions.c.library == library, versions.c.document_id == known.document.id)
    return (connection.scalar(select(func.max(versions.c.number)).where(*mine)) or 0) + 1


def _delete_version(connection: Connection, document: Document) -> None:
    mine = (versions.c.library == document.library, versions.c.document_id == document.id)
    connection.execute(delete(versions).where(*mine, versions.c.number == document.version))


def _point_at(connection: Connection, document: Document, *, known: bool) -> None:
    row = document_row(document)
    if known:
        mine = (documents.c.library == document.library, documents.c.id == document.id)
        connection.execute(update(documents).where(*mine).values(row))
    else:
        connection.execute(insert(documents).values(row))
