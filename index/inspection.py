"""Everything in the store held against everything else: passages, vectors, search and versions must tell the same.

This is what checksums cannot see: rows that are whole, but do not belong together. Statements as in catalogue.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, text

from index import catalogue, history
from index.documents import Document, Passage
from index.rows import PASSAGE, passage_of
from index.schema import documents, passages
from index.search.terms import terms
from index.store import Store

DIMENSION_BYTES: Final = 2
"""Bytes of a number in a passage's vector (vectors.py); a number in a sentence's has one."""

TERMS: Final = text("SELECT title, heading, body FROM passage_terms WHERE rowid = :id")

Told = Callable[[int, int], object]
"""Told how many of how many documents are inspected."""


class _Sizes:
    """How long the vectors of each model are, as the first one of it says."""

    def __init__(self) -> None:
        self._bytes: dict[str, int] = {}

    def differing(self, rows: list[Row[Any]]) -> Iterator[str]:
        """Yield a fault for each vector that is not as long as the others of its model."""
        for row in rows:
            if row.embedding_key is not None and row.vector is not None:
                model = row.embedding_key.rpartition(":")[0]
                if len(row.vector) != self._bytes.setdefault(model, len(row.vector)):
                    yield "a vector has another length than the others of its model"


@dataclass(slots=True)
class Inspection:
    """What was looked at, and one sentence for each thing that is wrong, none of which holds text of a document."""

    documents: int = 0
    versions: int = 0
    passages: int = 0
    vectors: int = 0
    faults: list[str] = field(default_factory=list)
    sizes: _Sizes = field(default_factory=_Sizes, repr=False, compare=False)


def inspect(store: Store, library: str, progress: Told | None = None) -> Inspection:
    """Inspect a library as one state of the store has it; changes nothing. Raises StoreError."""
    found = Inspection()
    with store.reading() as connection:
        listed = catalogue.list_documents(connection, library)
        number = catalogue.library_number(connection, library)
        for done, document in enumerate(listed, 1):
            _inspect_document(connection, number, document, found)
            if progress:
                progress(done, len(listed))
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            found.faults.append("There are rows of documents, versions or jobs that are not there.")
        stored = select(func.count()).select_from(documents).where(documents.c.library == library)
        if connection.scalar(stored) != len(listed):
            found.faults.append("There is a document whose live version is not there.")
        live = select(func.count()).where(passages.c.library == library, passages.c.live)
        if (connection.scalar(live) or 0) != sum(document.passages for document in listed):
            found.faults.append("There are live passages of no live version.")
    return found


def _inspect_document(connection: Connection, number: int | None, document: Document, found: Inspection) -> None:
    found.documents += 1
    versions = history.list_versions(connection, document.library, document.id)
    found.versions += len(versions)
    faults: list[str] = []
    for version in versions:
        reading = history.text_of(connection, document.library, document.id, version.number)
        rows = _rows(connection, document, version.number)
        found.passages += len(rows)
        found.vectors += sum(row.vector is not None for row in rows)
        faults += found.sizes.differing(rows)
        body = reading.text if reading else ""
        faults += [f"version {version.number}: {fault}" for fault in _faults(body, rows, live=version.live)]
        if version.live:
            faults += _unsearched(connection, number, document, rows)
            if len(rows) != document.passages:
                faults.append(f"it should have {document.passages} passages and has {len(rows)}")
    found.faults += [f"Document {document.id}: {fault}." for fault in dict.fromkeys(faults)]


def _rows(connection: Connection, document: Document, version: int) -> list[Row[Any]]:
    mine = (passages.c.library == document.library, passages.c.document_id == document.id)
    columns = (*PASSAGE, passages.c.live, passages.c.vector, passages.c.terms)
    statement = select(*columns).where(*mine, passages.c.version == version).order_by(passages.c.start)
    return list(connection.execute(statement))


def _faults(body: str, rows: list[Row[Any]], *, live: bool) -> Iterator[str]:
    """Yield what is wrong with a version's passages in themselves."""
    end = 0
    for row in rows:
        passage = passage_of(row)
        if passage.span.of(body) != passage.text or not passage.text:
            yield "a passage does not say what its text says"
        if passage.span.start < end:
            yield "two passages overlap"
        end = passage.span.end
        if any(s.start < passage.span.start or s.end > passage.span.end or s.start >= s.end for s in passage.sentences):
            yield "a sentence is not within its passage"
        if row.live != live:
            yield "a passage of it is live and the version is not, or the other way round"
        yield from _vector_faults(row, passage)


def _vector_faults(row: Row[Any], passage: Passage) -> Iterator[str]:
    if (row.embedding_key is None) != (row.vector is None) or (row.vector is None) != (row.sentence_vectors is None):
        yield "a passage has a part of its vectors"
    elif row.vector is not None:
        dimensions, rest = divmod(len(row.vector), DIMENSION_BYTES)
        if rest or not dimensions or len(row.sentence_vectors) != dimensions * len(passage.sentences):
            yield "a vector has the wrong shape"


def _unsearched(connection: Connection, number: int | None, document: Document, rows: list[Row[Any]]) -> Iterator[str]:
    """Yield what is wrong with how the live passages are searched."""
    for row in rows:
        fields = [terms(part) for part in (document.title, row.heading, row.text)]
        expected = [" ".join(f"{number}x{term}" for term in field) for field in fields]
        stored = connection.execute(TERMS, {"id": row.passage_id}).one_or_none()
        if stored is None or list(stored) != expected or sum(map(len, fields)) != row.terms:
            yield "a passage is searched by other words than it has"
