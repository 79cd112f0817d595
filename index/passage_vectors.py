"""The vectors of a passage and of its sentences: what they are made of, and what they are known by."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, count

from index import catalogue
from index.documents import Passage
from index.embedding import Embedder
from index.rows import IndexedPassage, PackedVectors
from index.search.terms import terms
from index.store import Store
from index.vectors import pack_passage_vector, pack_sentence_vectors

Progress = Callable[[int, int], None]
"""Called with the texts embedded so far and the texts there are, while a document is taken in."""


def with_vectors(
    store: Store,
    library: str,
    title: str,
    passages: Sequence[Passage],
    embedder: Embedder | None,
    progress: Progress | None,
) -> tuple[list[IndexedPassage], int]:
    """Put each passage together with its vectors, computing those the library does not hold; return how many."""
    if embedder is None:
        return [_indexed(title, passage, None, None) for passage in passages], 0
    keys = [_embedding_key(embedder, title, passage) for passage in passages]
    with store.reading() as connection:
        vectors = catalogue.stored_vectors(connection, library, keys)
    new = {key: passage for key, passage in zip(keys, passages, strict=True) if key not in vectors}
    vectors |= _embed(title, new, embedder, progress)
    indexed = [_indexed(title, passage, key, vectors[key]) for key, passage in zip(keys, passages, strict=True)]
    return indexed, len(new)


def _embedding_key(embedder: Embedder, title: str, passage: Passage) -> str:
    """Name the vectors of a passage by the model and by all that goes into them."""
    parts = [_embedding_text(title, passage), *_sentences(passage)]
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{embedder.name}:{digest[:32]}"


def _embed(
    title: str, new: Mapping[str, Passage], embedder: Embedder, progress: Progress | None
) -> dict[str, PackedVectors]:
    """Embed passages and their sentences, all in one go, and pack them under their keys."""
    sentences = [_sentences(passage) for passage in new.values()]
    texts = [_embedding_text(title, passage) for passage in new.values()] + list(chain.from_iterable(sentences))
    done = count(1)
    vectors = embedder.embed(texts, lambda: progress(next(done), len(texts)) if progress else None)
    rows, at = {}, len(new)
    for vector, (key, passage) in zip(vectors, new.items(), strict=False):
        after = at + len(passage.sentences)
        rows[key] = (pack_passage_vector(vector), pack_sentence_vectors(vectors[at:after]))
        at = after
    return rows


def _indexed(title: str, passage: Passage, key: str | None, vectors: PackedVectors | None) -> IndexedPassage:
    count = sum(len(terms(field)) for field in (title, passage.heading, passage.text))
    vector, sentence_vectors = vectors or (None, None)
    return IndexedPassage(passage, count, key, vector, sentence_vectors)


def _embedding_text(title: str, passage: Passage) -> str:
    return "\n".join(part for part in (title, passage.heading, passage.text) if part)


def _sentences(passage: Passage) -> list[str]:
    start = passage.span.start
    return [passage.text[sentence.start - start : sentence.end - start] for sentence in passage.sentences]
