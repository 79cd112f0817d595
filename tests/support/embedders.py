"""A model small enough for a test: texts are near each other as far as they share words."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from index.embedding import Progress, Vectors
from index.passages import rough_tokens

DIMENSIONS = 384
WORD = re.compile(r"\w+")


class WordHashes:
    """An embedder whose vectors depend on the words of a text alone. `embedded` lists every text it was given."""

    name = "word-hashes/1"
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.embedded += texts
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = _vector(text)
            if progress:
                progress()
        return vectors

    def tokens(self, text: str) -> list[int]:
        return rough_tokens(text)


def _vector(text: str) -> Vectors:
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    vector[0] = 0.01  # a text without words has a direction too
    for word in WORD.findall(text.casefold()):
        place, sign = _place(word)
        vector[place] += sign
    length = np.linalg.norm(vector)
    return vector / length if length else np.eye(1, DIMENSIONS, dtype=np.float32)[0]


@lru_cache(maxsize=100_000)
def _place(word: str) -> tuple[int, float]:
    number = zlib.crc32(word.encode("utf-8", "surrogatepass"))
    return number % DIMENSIONS, 1.0 if number >> 16 & 1 else -1.0
