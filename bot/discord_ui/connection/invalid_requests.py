"""Counting the requests Discord refuses, so that Footnote stops asking long before Discord bans it.

Discord bans an address for a while after 10,000 answers of 401, 403 or 429 within 10 minutes.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from types import SimpleNamespace
from typing import Final

import aiohttp

INVALID: Final = (401, 403, 429)
WINDOW_SECONDS: Final = 600
MOST: Final = 1000
"""A tenth of what Discord bares with: interactions, which are answered whatever is counted, have room besides."""


class InvalidRequests:
    """Remembers the refusals of the last ten minutes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Read the time, in seconds, from `clock`."""
        self._clock = clock
        self._times: deque[float] = deque(maxlen=MOST)

    def note(self, status: int) -> None:
        """Count an answer, if it is a refusal."""
        if status in INVALID:
            self._times.append(self._clock())

    @property
    def too_many(self) -> bool:
        """Whether what need not be sent should not be."""
        return len(self._times) == MOST and self._clock() - self._times[0] < WINDOW_SECONDS

    def tracing(self) -> aiohttp.TraceConfig:
        """Return what makes a `discord.Client` count every answer here (its option `http_trace`).

        discord.py repeats a request after a 429 by itself; nobody above it learns of the refusals in between.
        """
        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(self._count)
        return trace

    async def _count(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, answered: aiohttp.TraceRequestEndParams
    ) -> None:
        self.note(answered.response.status)
