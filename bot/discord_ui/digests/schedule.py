"""How often what changed is told, and when next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

OFF: Final = 0
OFTEN: Final = {"every day": 1, "every week": 7, "off": OFF}
"""What can be chosen, in days."""
UNTIL_NEXT_TRY: Final = timedelta(hours=1)


def often(days: int) -> str:
    """Return how often that is, in words."""
    return next(words for words, known in OFTEN.items() if known == days)


def next_due(due: datetime, days: int, now: datetime) -> datetime:
    """Return when it is due after now: at the same time of the day, those that were missed left out."""
    period = timedelta(days=days)
    missed = max(0, (now - due) // period + 1)
    return due + missed * period


def told_until(now: datetime) -> datetime:
    """Return the moment up to which everything is told by what is told now.

    Versions are dated by the second they were made in, so that the one that is going on is not over.
    """
    return now.replace(microsecond=0) - timedelta(seconds=1)
