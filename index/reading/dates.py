"""The day a document says it was published, from the ways machines write dates."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_LONGEST = 60


def day_of(stamp: str | None) -> str | None:
    """Return the day of an ISO 8601 or e-mail time stamp as `2026-02-17`, in the stamp's own time zone.

    None where the stamp names no full day that exists, or one before 1970: those are left at a program's zero.
    """
    words = (stamp or "").strip()[:_LONGEST]
    found = _ISO.match(words)
    try:
        day = date(*map(int, found.groups())) if found else _mailed(words).date()
    except (ValueError, TypeError):
        return None
    return day.isoformat() if day.year > 1970 else None


def _mailed(words: str) -> datetime:
    """Return the time of a stamp like `Tue, 17 Feb 2026 14:03:00 GMT`. Raises ValueError."""
    return parsedate_to_datetime(words)
