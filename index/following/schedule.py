"""When a source is to be looked at again. All of it is plain arithmetic on times, so that any clock may be tried.

A clock may jump. A look that lies in the future says nothing, as if there had been none: the source is due, once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from index.following.source import Source

DAILY: Final = 1440
"""How often, in minutes, a source is looked at where nobody has said otherwise."""

MOST_MINUTES: Final = 525_600
LONGEST_PAUSE: Final = timedelta(days=7)
"""How long a web page that fails is left alone at most, unless its schedule says longer."""

_MOST_DOUBLINGS: Final = 14  # from one minute up, this passes the longest pause


def due(sources: Iterable[Source], default_minutes: int | None, now: datetime) -> list[Source]:
    """Return those of a library's sources that are to be looked at, in the order given.

    `default_minutes` is the library's own schedule: 0 never, None daily.
    """
    return [source for source in sources if is_due(source, default_minutes, now)]


def is_due(source: Source, default_minutes: int | None, now: datetime) -> bool:
    """Return whether the source is to be looked at."""
    every = _minutes(source, default_minutes)
    if every == 0:
        return False
    looks = [look for look in (source.checked_at, source.facts.asked_at) if look and look <= now]
    return not looks or now - max(looks) >= _pause(source, timedelta(minutes=every))


def _minutes(source: Source, default_minutes: int | None) -> int:
    said = source.every_minutes if source.every_minutes is not None else default_minutes
    return said if said is not None else DAILY


def _pause(source: Source, every: timedelta) -> timedelta:
    """Return how long to wait after a look: longer with each failure of a web page, whose site is not to be pestered.

    A folder is on this machine, and looked at as often as ever.
    """
    failures = source.facts.failures if source.kind == "url" else 0
    longer: int = 2 ** min(max(failures - 1, 0), _MOST_DOUBLINGS)
    return min(every * longer, max(every, LONGEST_PAUSE))
