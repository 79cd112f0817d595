"""How long a model is waited for and how much it may read and write."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST_CLAIMS: Final = 12
MOST_QUOTES: Final = 4
MOST_CLAIM_CHARS: Final = 600
MOST_QUOTE_CHARS: Final = 2000
MOST_RECORD_CHARS: Final = 8000
CHARS_A_TOKEN: Final = 12
"""More than any language needs: what is longer than this many times the tokens asked for does not end by itself."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings of the generative writer.

    `wait_seconds` is the longest a person waits without a new verified sentence, `total_seconds` the longest in all.
    `reply_tokens` bounds one reply of the model and `question_tokens` (0: nothing does) all that a question costs.
    `schema`: the model is asked for JSON and held to its schema where the server can; else for plain lines.
    """

    wait_seconds: float = 10.0
    total_seconds: float = 60.0
    reply_tokens: int = 1200
    question_tokens: int = 30_000
    schema: bool = True

    @property
    def reply_chars(self) -> int:
        """The characters of a reply that are read."""
        return self.reply_tokens * CHARS_A_TOKEN


class Patience:
    """How much longer a person waits: less with every second, and anew with every sentence they see."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to wait now; `clock` tells the time in seconds."""
        self._limits = limits
        self._clock = clock
        self._began = self._seen = clock()

    def left(self) -> float:
        """Return the seconds left; 0 or less when it is over."""
        now = self._clock()
        return min(self._seen + self._limits.wait_seconds, self._began + self._limits.total_seconds) - now

    def renew(self) -> None:
        """Begin to wait for the next sentence: one has just been seen."""
        self._seen = self._clock()
