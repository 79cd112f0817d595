"""The vectors of a passage and of its sentences: what they are made of, and what they are known by.

What is computed for a long document is staged: stored a batch at a time before anything refers to it, so that work that
is broken off goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Final

from index.documents import Passage
from index.embedding import Distant, Embedder
from index.rows import PackedVectors
from index.vectors import pack_passage_vector, pack_sentence_vectors

Progress = Callable[[int, int], object]
"""Told how many of how many passages are embedded; what it raises breaks the work off."""

BATCH: Final = 64
"""Passages embedded in one go, and lost at most when the work is broken off: with their sentences, a few seconds."""


def embedding_key(embedder: Embedder, title: str, passage: Passage) -> str:
    """Name the vectors of a passage by the model and by all that goes into them."""
    parts = [_embedding_text(title, passage), *_sentences(passage)]
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{embedder.name}:{digest[:32]}"


def embed(
    title: str,
    new: Mapping[str, Passage],
    embedder: Embedder,
    progress: Progress | None,
    stage: Callable[[Mapping[str, PackedVectors]], object] | None,
) -> dict[str, PackedVectors]:
    """Embed passages and their sentences and pack them under their keys.

    With `stage`, that is given each batch, and nothing is returned.
    """
    vectors: dict[str, PackedVectors] = {}
    done = 0
    for keys in _batches(new, embedder):
        batch = {key: new[key] for key in keys}
        packed = _embed_batch(title, batch, embedder, _Counting(progress, done, len(batch), len(new)))
        done += len(batch)
        if stage:
            stage(packed)
        else:
            vectors |= packed
    return vectors


def _batches(new: Mapping[str, Passage], embedder: Embedder) -> Iterator[Sequence[str]]:
    """Yield the keys of the passages embedded in one go: where a server does it, in one request, which may be dear."""
    if not isinstance(embedder, Distant):
        yield from (list(new)[at : at + BATCH] for at in range(0, len(new), BATCH))
        return
    keys: list[str] = []
    texts = 0
    for key, passage in new.items():
        more = 1 + len(passage.sentences)
        if keys and texts + more > embedder.batch:
            yield keys
            keys, texts = [], 0
        keys.append(key)
        texts += more
    if keys:
        yield keys


class _Counting:
    """Turns texts embedded, of a batch that begins at passage `at`, into passages embedded of `total`."""

    def __init__(self, progress: Progress | None, at: int, size: int, total: int) -> None:
        self._progress = progress
        self._at, self._size, self._total = at, size, total

    def of(self, texts: int) -> Callable[[], object]:
        """Return what is to be called each time one more of so many texts is embedded."""
        done = count(1)
        if self._progress is None:
            return lambda: None
        progress = self._progress
        return lambda: progress(self._at + next(done) * self._size // texts, self._total)


def _embed_batch(
    title: str, new: Mapping[str, Passage], embedder: Embedder, counting: _Counting
) -> dict[str, PackedVectors]:
    sentences = [_sentences(passage) for passage in new.values()]
    texts = [_embedding_text(title, passage) for passage in new.values()] + list(chain.from_iterable(sentences))
    vectors = embedder.embed(texts, counting.of(len(texts)))
    rows, at = {}, len(new)
    for vector, (key, passage) in zip(vectors, new.items(), strict=False):
        after = at + len(passage.sentences)
        rows[key] = (pack_passage_vector(vector), pack_sentence_vectors(vectors[at:after]))
        at = after
    return rows


def _embedding_text(title: str, passage: Passage) -> str:
    return "\n".join(part for part in (title, passage.heading, passage.text) if part)


def _sentences(passage: Passage) -> list[str]:
    start = passage.span.start
    return [passage.text[sentence.start - start : sentence.end - start] for sentence in passage.sentences]
