"""All live passages of a library, looked through in blocks, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sqlalchemy import bindparam, select

from index import catalogue
from index.documents import Document
from index.embedding import Embedder, Vectors, is_of_model
from index.errors import EndpointError
from index.rows import StoredPassage
from index.schema import passages
from index.section_reading import EmbeddedPassage
from index.store import Store
from index.vectors import unpack_passage_vectors, unpack_sentence_vectors

BLOCK = 500
"""Passages read by one statement."""


class LivePassages:
    """The passages of one library that can be found; from any thread. Each call sees the library as it then is."""

    def __init__(self, library: str, store: Store, embedder: Callable[[], Embedder | None]) -> None:
        """Read from the store, and of vectors those made with this embedder."""
        self._library = library
        self._store = store
        self._embedder = embedder

    def places(self) -> list[tuple[int, str]]:
        """Return every passage's id with that of its document, in the order they came in. Raises StoreError."""
        mine = (passages.c.library == self._library, passages.c.live)
        wanted = select(passages.c.id, passages.c.document_id).where(*mine).order_by(passages.c.id)
        with self._store.reading() as connection:
            return [(row.id, row.document_id) for row in connection.execute(wanted)]

    def read(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Return those of the passages that are still live, by their ids. Raises StoreError."""
        found: dict[int, StoredPassage] = {}
        for at in range(0, len(ids), BLOCK):
            with self._store.reading() as connection:
                found |= catalogue.live_passages(connection, self._library, ids[at : at + BLOCK])
        return found

    def embedded(self, ids: Sequence[int]) -> list[tuple[Document, EmbeddedPassage]]:
        """Return those of the passages that are still live, in the order of `ids`, with their sentences' vectors.

        Raises StoreError.
        """
        model, dimensions = self._model()
        stored = self.read(ids)
        return [(each.document, _embedded(each, model, dimensions)) for each in map(stored.get, ids) if each]

    def vectors(self, ids: Sequence[int]) -> Vectors | None:
        """Return a row for each passage, zeros for one that has none of the model in use; None where there is no model.

        Raises StoreError.
        """
        model, dimensions = self._model()
        if not dimensions:
            return None
        rows = np.zeros((len(ids), dimensions), dtype=np.float32)
        places = {each: at for at, each in enumerate(ids)}
        statement = select(passages.c.id, passages.c.embedding_key, passages.c.vector).where(
            passages.c.library == self._library, passages.c.live, passages.c.id.in_(bindparam("ids", expanding=True))
        )
        for at in range(0, len(ids), BLOCK):
            with self._store.reading() as connection:
                found = connection.execute(statement, {"ids": list(ids[at : at + BLOCK])}).all()
            known = [row for row in found if is_of_model(row.embedding_key, model)]
            if known:
                block = unpack_passage_vectors([row.vector for row in known], dimensions)
                rows[[places[row.id] for row in known]] = block
        return rows

    def _model(self) -> tuple[str, int]:
        """Return the model's name and dimensions; nothing's where there is none, or its server does not answer."""
        embedder = self._embedder()
        try:
            return (embedder.name, embedder.dimensions) if embedder else ("", 0)
        except EndpointError:
            return "", 0


def _embedded(stored: StoredPassage, model: str, dimensions: int) -> EmbeddedPassage:
    known = stored.sentence_vectors is not None and is_of_model(stored.embedding_key, model)
    vectors = (
        unpack_sentence_vectors(stored.sentence_vectors, dimensions) if known and stored.sentence_vectors else None
    )
    return EmbeddedPassage(stored.passage, vectors)
