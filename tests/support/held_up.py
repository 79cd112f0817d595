"""A model that a test holds up, so that there is work in flight."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from index.embedding import Progress, Vectors
from tests.support.embedders import WordHashes

MOST_WAITS = 4000
"""20 seconds: no test may leave a thread behind that never ends."""


class HeldUp(WordHashes):
    """Embeds nothing until `go` is set; until then it only says that it is working. `began` is set at its first text.

    Texts with one of the `passing` words in them are not held up.
    """

    def __init__(self, *passing: str) -> None:
        super().__init__()
        self.go = Event()
        self.began = Event()
        self._passing = passing

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.began.set()
        if not any(word in text for word in self._passing for text in texts):
            for _ in range(MOST_WAITS):
                if self.go.wait(0.005):
                    break
                if progress:
                    progress()
        return super().embed(texts)
