"""How many questions each member has asked today (UTC): counted in memory, written now and then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from threading import Lock
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, select

from bot.records.tables import put, usage

KEPT_FOR: Final = timedelta(days=31)


class Asked(NamedTuple):
    """Whose questions are counted, and on which day."""

    library: str
    day: str
    member: int


class Counting:
    """The counts of today, and what of them is not written yet. Safe to use from several threads."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Count from nothing; `today` tells the day."""
        self._today = today
        self._lock = Lock()
        self._day = ""
        self._counts: Counter[Asked] = Counter()
        self._unsaved: Counter[Asked] = Counter()

    def begin(self, counts: Mapping[Asked, int]) -> None:
        """Go on from these counts, which are stored, and from what is not yet."""
        with self._lock:
            self._counts = Counter(counts)
            self._counts.update(self._unsaved)

    def of(self, library: str, member: int) -> int:
        """Return how many questions the member has asked in the library today."""
        with self._lock:
            return self._counts[self._now(library, member)]

    def add(self, library: str, member: int, number: int) -> int:
        """Count questions of the member, or take back (a negative number), never below none; return the new count."""
        with self._lock:
            asked = self._now(library, member)
            change = max(number, -self._counts[asked])
            self._counts[asked] += change
            self._unsaved[asked] += change
            return self._counts[asked]

    def forget(self, library: str) -> None:
        """Count nothing of the library."""
        with self._lock:
            for counts in (self._counts, self._unsaved):
                for asked in [asked for asked in counts if asked.library == library]:
                    del counts[asked]

    def take_unsaved(self) -> Counter[Asked]:
        """Hand over what has been counted since the last time."""
        with self._lock:
            unsaved, self._unsaved = self._unsaved, Counter()
            return unsaved

    def put_back(self, unsaved: Counter[Asked]) -> None:
        """Take back what could not be written, for the next time."""
        with self._lock:
            self._unsaved.update(unsaved)

    def _now(self, library: str, member: int) -> Asked:
        day = self._today().isoformat()
        if day != self._day:
            self._day = day
            self._counts = Counter({asked: count for asked, count in self._counts.items() if asked.day == day})
        return Asked(library, day, member)


def of_day(connection: Connection, day: date) -> dict[Asked, int]:
    """Return the stored counts of a day, in every library."""
    rows = connection.execute(
        select(usage.c.library, usage.c.member, usage.c.questions).where(usage.c.day == day.isoformat())
    )
    return {Asked(row.library, day.isoformat(), row.member): row.questions for row in rows}


def add(connection: Connection, counts: Mapping[Asked, int]) -> None:
    """Add to the stored counts. To be called in a writing transaction."""
    for asked, number in counts.items():
        mine = (usage.c.library == asked.library, usage.c.day == asked.day, usage.c.member == asked.member)
        stored = connection.scalar(select(usage.c.questions).where(*mine)) or 0
        put(connection, usage, {**asked._asdict(), "questions": max(0, stored + number)})


def drop_old(connection: Connection, today: date) -> None:
    """Delete the counts of days too long ago to be of use."""
    connection.execute(delete(usage).where(usage.c.day < (today - KEPT_FOR).isoformat()))
