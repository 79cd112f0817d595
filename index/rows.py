"""Rows of the catalogue's tables to the index's nouns, and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final

from index.documents import Document, Heading, Passage, Reading, Span
from index.schema import documents, passages, version_details, versions
from index.tables import sealed

PackedVectors = tuple[bytes, bytes]
"""A passage's vector and those of its sentences, as vectors.py packs them."""

TITLE_LEVEL: Final = 0
"""A version's title is stored as a heading above all others."""


@dataclass(frozen=True, slots=True)
class LiveDocument:
    """A document and the sha256 of the bytes its live version was read from."""

    document: Document
    sha256: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a passage's title, heading and text, those of each in a row with spaces between."""

    title: str
    heading: str
    body: str

    @property
    def count(self) -> int:
        """How many there are together."""
        return sum(len(field.split()) for field in (self.title, self.heading, self.body))


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage with its terms, and what its vectors are known by; None where there is no model."""

    passage: Passage
    terms: Terms
    embedding_key: str | None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage read back: the document it is of, the version it belongs to, and its sentences' packed vectors."""

    document: Document
    passage: Passage
    embedding_key: str | None
    sentence_vectors: bytes | None


DOCUMENT = (
    documents.c.id.label("document_id"),
    documents.c.library,
    documents.c.title,
    documents.c.source,
    documents.c.live_version,
    versions.c.created_at,
    versions.c.characters,
    versions.c.passage_count,
    versions.c.sha256,
)


PASSAGE = (
    passages.c.id.label("passage_id"),
    passages.c.start,
    passages.c.end,
    passages.c.text,
    passages.c.heading,
    passages.c.line,
    passages.c.page,
    passages.c.sentences,
    passages.c.embedding_key,
    passages.c.sentence_vectors,
)


def document_of(row: Any) -> Document:
    """Return the document of a row with the columns DOCUMENT."""
    return Document(
        id=row.document_id,
        library=row.library,
        title=row.title,
        source=row.source,
        version=row.live_version,
        updated_at=row.created_at.replace(tzinfo=UTC),
        characters=row.characters,
        passages=row.passage_count,
    )


def reading_of(row: Any) -> Reading:
    """Return what the reader made of a version; the row has its text, headings, furniture, details, and the document's
    title.

    That is the title of the live version. An earlier one has its own among the headings, unless it was stored when only
    the document had a title.
    """
    found = [Heading(Span(start, end), level, words) for start, end, level, words in json.loads(row.headings)]
    titles = [heading.text for heading in found if heading.level == TITLE_LEVEL]
    headings = tuple(heading for heading in found if heading.level > TITLE_LEVEL)
    furniture = tuple(Span(*pair) for pair in json.loads(row.furniture))
    return Reading(
        title=titles[0] if titles else row.title,
        text=row.text,
        headings=headings,
        furniture=furniture,
        **details_of(row.details),
    )


def document_row(document: Document) -> dict[str, Any]:
    """Return the document's row, sealed."""
    row = {
        "id": document.id,
        "library": document.library,
        "source": document.source,
        "title": document.title,
        "live_version": document.version,
    }
    return sealed(documents, row)


def version_row(document: Document, sha256: str, reading: Reading) -> dict[str, Any]:
    """Return the row of the document's version, sealed."""
    title = Heading(Span(0, 0), TITLE_LEVEL, reading.title)
    row = {
        "document_id": document.id,
        "number": document.version,
        "library": document.library,
        "sha256": sha256,
        "text": reading.text,
        "headings": json.dumps([[h.span.start, h.span.end, h.level, h.text] for h in (title, *reading.headings)]),
        "furniture": json.dumps([[span.start, span.end] for span in reading.furniture]),
        "created_at": document.updated_at.replace(tzinfo=None),
        "characters": document.characters,
        "passage_count": document.passages,
    }
    return sealed(versions, row)


def details_row(document: Document, reading: Reading, passage_tokens: int) -> dict[str, Any]:
    """Return the row of what else is known of the document's version, sealed."""
    details = {
        "pages": reading.pages,
        "notes": reading.notes,
        "published": reading.published,
        "canonical_url": reading.canonical_url,
        "passage_tokens": passage_tokens,
    }
    row = {
        "document_id": document.id,
        "number": document.version,
        "library": document.library,
        "details": json.dumps(details),
    }
    return sealed(version_details, row)


def details_of(details: str | None) -> dict[str, Any]:
    """Return what is known of a version, as fields of Reading; nothing of one stored before anything was kept."""
    plain = json.loads(details) if details else {}
    return {
        "pages": tuple(plain.get("pages", ())),
        "notes": tuple(plain.get("notes", ())),
        "published": plain.get("published"),
        "canonical_url": plain.get("canonical_url"),
    }


def passage_row(document: Document, item: IndexedPassage, vectors: PackedVectors | None) -> dict[str, Any]:
    """Return the row of a live passage of the document's version, sealed."""
    passage = item.passage
    vector, sentence_vectors = vectors or (None, None)
    row = {
        "library": document.library,
        "document_id": document.id,
        "version": document.version,
        "start": passage.span.start,
        "end": passage.span.end,
        "text": passage.text,
        "heading": passage.heading,
        "line": passage.line,
        "page": passage.page,
        "sentences": json.dumps([[span.start, span.end] for span in passage.sentences]),
        "terms": item.terms.count,
        "embedding_key": item.embedding_key,
        "vector": vector,
        "sentence_vectors": sentence_vectors,
    }
    return {**sealed(passages, row), "live": True}


def passage_of(row: Any) -> Passage:
    """Return the passage of a row with the columns PASSAGE."""
    return Passage(
        span=Span(row.start, row.end),
        text=row.text,
        heading=row.heading,
        line=row.line,
        sentences=tuple(Span(*pair) for pair in json.loads(row.sentences)),
        page=row.page,
    )
