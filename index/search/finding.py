"""A question's passages as one state of a library has them: ranked by the engine, filled in from the catalogue."""

from __future__ import annotations

from index import catalogue
from index.documents import Findings, Hit
from index.embedding import Vectors, is_of_model
from index.rows import StoredPassage
from index.search.sqlite import Query, Ranked, SqliteEngine
from index.store import Store
from index.vectors import unpack_sentence_vectors


def find_passages(store: Store, engine: SqliteEngine, library: str, query: Query) -> tuple[Findings, int]:
    """Return what fits the query best, and how many passages have no vector of its model. Raises StoreError."""
    with store.reading() as connection:
        number = catalogue.library_number(connection, library)
        if number is None:
            return Findings((), {}), 0
        revision = catalogue.revision(connection, library)
        ranked, rarity, unembedded = engine.search(connection, library, number, revision, query)
        stored = catalogue.live_passages(connection, library, [each.passage_id for each in ranked])
    hits = tuple(_hit(each, stored[each.passage_id], query.vector, query.model) for each in ranked)
    return Findings(hits, rarity), unembedded


def _hit(ranked: Ranked, stored: StoredPassage, question: Vectors | None, model: str) -> Hit:
    similarities: tuple[float, ...] = ()
    if question is not None and stored.sentence_vectors is not None and is_of_model(stored.embedding_key, model):
        sentences = unpack_sentence_vectors(stored.sentence_vectors, question.shape[0])
        similarities = tuple(map(float, sentences @ question))
    return Hit(
        document=stored.document,
        passage=stored.passage,
        score=ranked.score,
        keywords=ranked.keywords,
        similarity=ranked.similarity,
        sentence_similarities=similarities,
    )
