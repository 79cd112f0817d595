"""A document's live passages read stretch by stretch with their sentences' vectors: what is long stays on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from index.documents import Document, Passage, Span
from index.embedding import Embedder, Vectors, embedded_soon, is_of_model
from index.errors import EndpointError
from index.rows import PASSAGE, passage_of
from index.schema import passages
from index.store import Store
from index.vectors import unpack_sentence_vectors

NO_SENTENCES = "[]"
"""What the catalogue holds of a passage that is a heading alone."""


@dataclass(frozen=True, slots=True)
class Outlined:
    """Where a passage stands: its span and its heading path, without its text."""

    span: Span
    heading: str


@dataclass(frozen=True, slots=True)
class EmbeddedPassage:
    """A passage and the vectors of its sentences, a row each; None where it has none of the model in use."""

    passage: Passage
    vectors: Vectors | None


class SectionReader:
    """Reads the documents of a library a stretch at a time; from any thread."""

    def __init__(self, store: Store, embedder: Callable[[], Embedder | None]) -> None:
        """Read from the store what was made with this embedder."""
        self._store = store
        self._embedder = embedder

    def outline(self, document: Document) -> list[Outlined]:
        """Return where those passages of the document's version stand that hold a sentence, in order.

        Raises StoreError.
        """
        columns = (passages.c.start, passages.c.end, passages.c.heading)
        statement = select(*columns).where(*_of(document), passages.c.sentences != NO_SENTENCES)
        with self._store.reading() as connection:
            rows = connection.execute(statement.order_by(passages.c.start)).all()
        return [Outlined(Span(row.start, row.end), row.heading) for row in rows]

    def passages(self, document: Document, stretch: Span) -> list[EmbeddedPassage]:
        """Return the passages of the document's version that begin in the stretch, in order. Raises StoreError."""
        model, dimensions = self._model()
        inside = (passages.c.start >= stretch.start, passages.c.start < stretch.end)
        statement = select(*PASSAGE).where(*_of(document), *inside).order_by(passages.c.start)
        with self._store.reading() as connection:
            rows = connection.execute(statement).all()
        return [
            EmbeddedPassage(
                passage_of(row),
                unpack_sentence_vectors(row.sentence_vectors, dimensions)
                if row.sentence_vectors is not None and is_of_model(row.embedding_key, model)
                else None,
            )
            for row in rows
        ]

    def vector(self, text: str) -> Vectors | None:
        """Return the vector of a text somebody waits for; None where there is no model, or it does not answer."""
        vectors = embedded_soon(self._embedder(), [text])
        return None if vectors is None else vectors[0]

    def _model(self) -> tuple[str, int]:
        """Return the model's name and dimensions; nothing's where there is none, or its server does not answer."""
        embedder = self._embedder()
        try:
            return (embedder.name, embedder.dimensions) if embedder else ("", 0)
        except EndpointError:
            return "", 0


def _of(document: Document) -> tuple[ColumnElement[bool], ...]:
    mine = (passages.c.library == document.library, passages.c.document_id == document.id)
    return (*mine, passages.c.version == document.version)
