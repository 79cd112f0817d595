"""Vectors that were computed for passages no transaction has written yet. Statements as in catalogue.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from index.catalogue import BATCH
from index.rows import PackedVectors
from index.schema import staged_vectors
from index.tables import sealed


def stage(connection: Connection, library: str, vectors: Mapping[str, PackedVectors]) -> None:
    """Store vectors under their embedding keys."""
    rows = [
        sealed(
            staged_vectors,
            {"library": library, "embedding_key": key, "vector": vector, "sentence_vectors": sentence_vectors},
        )
        for key, (vector, sentence_vectors) in vectors.items()
    ]
    if rows:
        connection.execute(insert(staged_vectors).prefix_with("OR REPLACE"), rows)


def staged(connection: Connection, library: str, keys: Iterable[str]) -> dict[str, PackedVectors]:
    """Return those of the vectors that are staged."""
    columns = (staged_vectors.c.embedding_key, staged_vectors.c.vector, staged_vectors.c.sentence_vectors)
    statement = select(*columns).where(
        staged_vectors.c.library == library, staged_vectors.c.embedding_key.in_(bindparam("keys", expanding=True))
    )
    found: dict[str, PackedVectors] = {}
    for some in _batches(sorted(set(keys))):
        rows = connection.execute(statement, {"keys": some})
        found.update({row.embedding_key: (row.vector, row.sentence_vectors) for row in rows})
    return found


def staged_keys(connection: Connection, library: str, keys: Iterable[str]) -> set[str]:
    """Return those of the embedding keys whose vectors are staged."""
    statement = select(staged_vectors.c.embedding_key).where(
        staged_vectors.c.library == library, staged_vectors.c.embedding_key.in_(bindparam("keys", expanding=True))
    )
    return {key for some in _batches(sorted(set(keys))) for key in connection.scalars(statement, {"keys": some})}


def any_staged(connection: Connection, library: str) -> bool:
    """Return whether the library has staged vectors."""
    mine = select(staged_vectors.c.embedding_key).where(staged_vectors.c.library == library).limit(1)
    return connection.scalar(mine) is not None


def drop(connection: Connection, library: str, keys: Iterable[str]) -> None:
    """Let go of staged vectors that are written now."""
    statement = delete(staged_vectors).where(
        staged_vectors.c.library == library, staged_vectors.c.embedding_key.in_(bindparam("keys", expanding=True))
    )
    for some in _batches(sorted(set(keys))):
        connection.execute(statement, {"keys": some})


def drop_all(connection: Connection, library: str) -> None:
    """Let go of all the library's staged vectors."""
    connection.execute(delete(staged_vectors).where(staged_vectors.c.library == library))


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[at : at + BATCH] for at in range(0, len(keys), BATCH))
