"""Vectors as bytes, small enough to keep beside every passage.

A passage's vector is kept as float16: of 384 numbers near 0.05 that moves a cosine by less than 0.0005. The vectors of
its sentences, read only for the few passages that were found, are kept as int8 with the scale 1/127 of unit vectors.
"""

from __future__ import annotations

import numpy as np

from index.embedding import Vectors

INT8_SCALE = 127


def pack_passage_vector(vector: Vectors) -> bytes:
    """Pack one unit vector of shape (dimensions,)."""
    return vector.astype(np.float16).tobytes()


def unpack_passage_vectors(packed: list[bytes], dimensions: int) -> Vectors:
    """Return the vectors as rows of shape (len(packed), dimensions)."""
    return np.frombuffer(b"".join(packed), dtype=np.float16).reshape(-1, dimensions).astype(np.float32)


def pack_sentence_vectors(vectors: Vectors) -> bytes:
    """Pack unit vectors of shape (sentences, dimensions)."""
    return np.rint(vectors * INT8_SCALE).astype(np.int8).tobytes()


def unpack_sentence_vectors(packed: bytes, dimensions: int) -> Vectors:
    """Return rows of shape (sentences, dimensions), brought back to length 1."""
    rows = np.frombuffer(packed, dtype=np.int8).reshape(-1, dimensions).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True).astype(np.float32)
    restored: Vectors = rows / np.maximum(lengths, np.float32(1e-9))
    return restored
