"""Vectors of passages where there is no model: which words they hold, the rarer in the library the heavier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final
from zlib import crc32

import numpy as np

from bot.answering.topics.words import tells, words_of
from index.embedding import Vectors
from index.live_passages import LivePassages

COLUMNS: Final = 1_024
"""Into so many columns the words are thrown, by their checksums; few that matter meet in one."""


class WordRows:
    """Makes vectors of passages; how rare a word is, a sample tells."""

    def __init__(self, passages: LivePassages, sample: Sequence[int]) -> None:
        """Learn from a sample. Raises StoreError."""
        self._passages = passages
        self._weights = np.ones(COLUMNS, dtype=np.float32)
        held = (self.rows(sample) > 0).sum(axis=0)
        self._weights = np.log((len(sample) + 1) / (held + 1)).astype(np.float32)

    def rows(self, ids: Sequence[int]) -> Vectors:
        """Return a row of length 1 for each passage, zeros for one without words. Raises StoreError."""
        stored = self._passages.read(ids)
        rows = np.zeros((len(ids), COLUMNS), dtype=np.float32)
        for row, passage in zip(rows, ids, strict=True):
            text = stored[passage].passage.text if passage in stored else ""
            counts = Counter(word.stem for word in words_of(text) if tells(word))
            for stem, count in counts.items():
                row[crc32(stem.encode("utf-8", "replace")) % COLUMNS] += 1 + np.log(count)
        rows *= self._weights
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vectors = rows / np.maximum(lengths, 1e-9)
        return unit
