"""The engine in one process: FTS5's inverted index for keywords, exact cosine over a matrix for meaning.

FTS5 keeps the postings; the scores are our own (ranking.py), since FTS5's bm25() counts every library's passages
together, and what one server stores would change what another one is answered. Each term is stored under its library's
number (`7xhub`), which makes one library's postings a stretch of the index of their own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, select, text

from index.embedding import Vectors, is_of_model
from index.rows import Terms
from index.schema import passages
from index.search.ranking import FIELD_WEIGHTS, Frequencies, Scores, best_first, blend, bm25, rarity
from index.vectors import unpack_passage_vectors

INSERT_ROW = text("INSERT INTO passage_terms(rowid, title, heading, body) VALUES (:id, :title, :heading, :body)")
DELETE_ROW = text("DELETE FROM passage_terms WHERE rowid = :id")
POSTINGS = text("SELECT doc, col, count(*) FROM passage_postings WHERE term = :term GROUP BY doc, col")
BLOCK = 1024
"""Vectors compared at a time, and read at a time when a library's are too many to hold. For a larger product numpy's
OpenBLAS starts threads, which on two cores cost 17 times the processor time."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the engine takes it. `only` and `without` are document ids; `vector` is None without a model."""

    terms: Sequence[str]
    vector: Vectors | None
    model: str
    limit: int
    only: Collection[str] = ()
    without: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage's place in a ranking; the scores are those of documents.Hit."""

    passage_id: int
    score: float
    keywords: float
    similarity: float | None


@dataclass(frozen=True, slots=True)
class _Columns:
    """One library's live passages in order of id, as arrays. `vectors` is None when there are none or too many."""

    revision: int
    model: str
    ids: NDArray[np.int64]
    documents: NDArray[np.str_]
    lengths: Scores
    unembedded: int
    vectors: Vectors | None

    @property
    def embedded(self) -> bool:
        """Whether a passage has a vector of the model."""
        return self.unembedded < len(self.ids)

    @property
    def size(self) -> int:
        return self.ids.nbytes + self.documents.nbytes + self.lengths.nbytes + _bytes(self.vectors)


class SqliteEngine:
    """Ranks passages. Holds the arrays of the libraries asked last, up to `memory_budget` bytes in all."""

    def __init__(self, memory_budget: int) -> None:
        self._memory_budget = memory_budget
        self._held: OrderedDict[str, _Columns] = OrderedDict()
        self._lock = Lock()

    def write(self, connection: Connection, library_number: int, rows: Iterable[tuple[int, Terms]]) -> None:
        """Index the terms of passages, given with their ids, in the caller's transaction."""
        values = [
            {
                "id": identity,
                "title": _stored(terms.title, library_number),
                "heading": _stored(terms.heading, library_number),
                "body": _stored(terms.body, library_number),
            }
            for identity, terms in rows
        ]
        if values:
            connection.execute(INSERT_ROW, values)

    def delete(self, connection: Connection, ids: Sequence[int]) -> None:
        """Take passages out of the index, in the caller's transaction."""
        if ids:
            connection.execute(DELETE_ROW, [{"id": identity} for identity in ids])

    def search(
        self, connection: Connection, library: str, library_number: int, revision: int, query: Query
    ) -> tuple[list[Ranked], dict[str, float], int]:
        """Rank the library's passages as they stand in this transaction; `revision` is the library's in it.

        Returns the ranking, the best first, the rarity of each of the query's terms, and how many passages its vector
        has none to be compared with.
        """
        columns = self._columns(connection, library, revision, query)
        postings = [_postings(connection, library_number, columns.ids, term) for term in query.terms]
        keywords = bm25(columns.lengths, postings)
        similarities = self._similarities(connection, library, columns, query)
        scores = blend(keywords, similarities)
        allowed = _allowed(columns.documents, query)
        positions = allowed[best_first(scores[allowed], query.limit)]
        ranked = [
            Ranked(
                passage_id=int(columns.ids[at]),
                score=float(scores[at]),
                keywords=float(keywords[at]),
                similarity=None if similarities is None else float(similarities[at]),
            )
            for at in positions
        ]
        found_in = (len(where) for where, _ in postings)
        rarities = {term: rarity(len(scores), n) for term, n in zip(query.terms, found_in, strict=True)}
        return ranked, rarities, 0 if query.vector is None else columns.unembedded

    def _similarities(self, connection: Connection, library: str, columns: _Columns, query: Query) -> Scores | None:
        if query.vector is None or not columns.embedded:
            return None
        if columns.vectors is not None:
            starts = range(0, len(columns.vectors), BLOCK)
            matrices: Iterable[Vectors] = (columns.vectors[at : at + BLOCK] for at in starts)
        else:
            rows = connection.execute(_vectors_of(library)).partitions(BLOCK)
            matrices = (_matrix(block, query.model, len(query.vector)) for block in rows)
        return np.concatenate([matrix @ query.vector for matrix in matrices]).astype(np.float64)

    def _columns(self, connection: Connection, library: str, revision: int, query: Query) -> _Columns:
        with self._lock:
            held = self._held.get(library)
            if held and held.revision == revision and held.model == query.model:
                self._held.move_to_end(library)
                return held
        columns = self._load(connection, library, revision, query)
        with self._lock:
            self._held[library] = columns
            self._held.move_to_end(library)
            while len(self._held) > 1 and sum(each.size for each in self._held.values()) > self._memory_budget:
                self._held.popitem(last=False)
        return columns

    def _load(self, connection: Connection, library: str, revision: int, query: Query) -> _Columns:
        rows = connection.execute(_rows_of(library)).all()
        unembedded = sum(not is_of_model(row.embedding_key, query.model) for row in rows)
        vectors = None
        if (
            unembedded < len(rows)
            and query.vector is not None
            and len(rows) * query.vector.nbytes <= self._memory_budget
        ):
            vectors = _matrix(connection.execute(_vectors_of(library)).all(), query.model, len(query.vector))
        return _Columns(
            revision=revision,
            model=query.model,
            ids=np.array([row.id for row in rows], dtype=np.int64),
            documents=np.array([row.document_id for row in rows], dtype=np.str_),
            lengths=np.array([row.terms for row in rows], dtype=np.float64),
            unembedded=unembedded,
            vectors=vectors,
        )


def _rows_of(library: str) -> Select[Any]:
    columns = (passages.c.id, passages.c.document_id, passages.c.terms, passages.c.embedding_key)
    return select(*columns).where(passages.c.library == library, passages.c.live).order_by(passages.c.id)


def _vectors_of(library: str) -> Select[Any]:
    columns = (passages.c.embedding_key, passages.c.vector)
    return select(*columns).where(passages.c.library == library, passages.c.live).order_by(passages.c.id)


def _matrix(rows: Sequence[Any], model: str, dimensions: int) -> Vectors:
    """Return one row a passage; a passage with no vector of this model is far from everything (zeros)."""
    nothing = bytes(2 * dimensions)
    packed = [row.vector if is_of_model(row.embedding_key, model) else nothing for row in rows]
    return unpack_passage_vectors(packed, dimensions)


def _allowed(documents: NDArray[np.str_], query: Query) -> NDArray[np.intp]:
    mask = np.ones(len(documents), dtype=bool)
    if query.only:
        mask &= np.isin(documents, list(query.only))
    if query.without:
        mask &= ~np.isin(documents, list(query.without))
    return np.flatnonzero(mask)


def _postings(connection: Connection, library_number: int, ids: NDArray[np.int64], term: str) -> Frequencies:
    counts: dict[int, float] = {}
    for passage_id, field, count in connection.execute(POSTINGS, {"term": _key(term, library_number)}):
        counts[passage_id] = counts.get(passage_id, 0.0) + FIELD_WEIGHTS[field] * count
    positions = np.searchsorted(ids, np.fromiter(counts, dtype=np.int64, count=len(counts)))
    return positions, np.fromiter(counts.values(), dtype=np.float64, count=len(counts))


def _key(term: str, library_number: int) -> str:
    return f"{library_number}x{term}"


def _stored(terms: str, library_number: int) -> str:
    return _key(terms.replace(" ", f" {_key('', library_number)}"), library_number) if terms else ""


def _bytes(array: Vectors | None) -> int:
    return 0 if array is None else array.nbytes
