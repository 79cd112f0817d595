"""How many more edits Discord takes at the moment, as the headers of its answers say.

Discord counts the edits of a channel's messages together, and those made with an interaction's token. An answer that is
shown while it grows leaves room for the edit that shows the whole of it, and for those of every other answer that grows
in the same place.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Final

import aiohttp

PLACE: Final = re.compile(r"/(channels/\d+|webhooks/\d+/[^/]+)/messages/[^/]+$")
EDITING: Final = "PATCH"
TOO_MANY: Final = 429
SHORTEST_WAIT: Final = 0.05
LONGEST_WAIT: Final = 60.0
SECONDS_TO_TELL: Final = 0.5
"""How long Discord has to say what room there is, in its answer to an edit, before another is tried."""


@dataclass(slots=True)
class _Room:
    """What is known of a place. `left` is None where it is not known; then one edit at a time finds out."""

    growing: int = 0
    left: int | None = None
    renewed_at: float = 0.0
    told_by: float = 0.0


class EditLimits:
    """Remembers the room for edits in places where an answer grows, and in no others."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Read the time, in seconds, from `clock`."""
        self._clock = clock
        self._rooms: dict[str, _Room] = {}

    @contextmanager
    def growing(self, place: str) -> Iterator[None]:
        """Count one more answer that grows in `place` (`channels/1`, `webhooks/1/token`) until the block ends."""
        room = self._rooms.setdefault(place, _Room())
        room.growing += 1
        try:
            yield
        finally:
            room.growing -= 1
            if not room.growing:
                del self._rooms[place]

    def take(self, place: str, *, last: bool = False) -> float:
        """Take room for an edit, the `last` of an answer or not; return 0.0, or after how many seconds to ask again.

        `place` is one in which an answer grows.
        """
        room, now = self._rooms[place], self._clock()
        if now >= room.renewed_at:
            room.left = None
        if room.left is None:
            if now < room.told_by:
                return SHORTEST_WAIT
            room.told_by = now + SECONDS_TO_TELL
            return 0.0
        if room.left <= (0 if last else room.growing):
            return min(max(room.renewed_at - now, SHORTEST_WAIT), LONGEST_WAIT)
        room.left -= 1
        return 0.0

    def note(self, place: str, status: int, headers: Mapping[str, str]) -> None:
        """Take note of Discord's answer to an edit in `place`."""
        room = self._rooms.get(place)
        if room is None or (status != TOO_MANY and "X-RateLimit-Remaining" not in headers):
            return
        left = 0 if status == TOO_MANY else int(_number(headers, "X-RateLimit-Remaining"))
        # What was taken since is not in it.
        room.left = left if room.left is None else min(room.left, left)
        after = max(_number(headers, "X-RateLimit-Reset-After"), _number(headers, "Retry-After"))
        room.renewed_at, room.told_by = self._clock() + after, 0.0

    async def count(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, answered: aiohttp.TraceRequestEndParams
    ) -> None:
        """Take note of an answer, as aiohttp tells of it."""
        place = PLACE.search(answered.url.raw_path) if answered.method == EDITING else None
        if place:
            self.note(place[1], answered.response.status, answered.response.headers)


def _number(headers: Mapping[str, str], name: str) -> float:
    """Return the number a header holds, 0 where it holds none."""
    try:
        return max(0.0, float(headers.get(name, 0)))
    except ValueError:
        return 0.0
