"""Since when something is to be told, as people write it: a day, a moment, or how long ago. What has no zone is UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.errors import SummaryError

ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?", re.ASCII)
AGO: Final = re.compile(
    r"(?:the )?(?:last |past )?(?P<number>\d{1,6}) ?(?P<unit>h|hours?|d|days?|w|weeks?)(?: ago)?",
    re.ASCII | re.IGNORECASE,
)
UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
DAYS: Final = {"today": timedelta(), "yesterday": timedelta(days=1)}
UNCLEAR: Final = re.compile(r"..?|[\d\s]*|\d{1,2}[./-]\d{1,2}([./-]\d{2,4})?", re.ASCII)
"""Numbers alone, and days in digits that two countries read differently."""
LONGEST: Final = 60
PARSING: Final = {"TIMEZONE": "UTC", "RETURN_AS_TIMEZONE_AWARE": True, "PREFER_DATES_FROM": "past"}
DAY_OR_NONE: Final = {"REQUIRE_PARTS": ["day"]}
BEGINNING_OF_MONTH: Final = {"PREFER_DAY_OF_MONTH": "first"}


def moment(text: str, now: datetime) -> datetime:
    """Return the moment that a person's words name: `2026-02-17`, `2026-02-17 09:30`, `3d`, `2 weeks`, `last Monday`.

    Raises SummaryError for words that name none, or one that is not over at `now`, which has a time zone.
    """
    words = " ".join(text.split())
    try:
        found = _moment(words, now)
    except (ValueError, OverflowError):  # the 30th of February, a hundred thousand weeks ago
        found = None
    if found is None:
        raise SummaryError("Say since when as 2026-02-17, 2026-02-17 09:30, 3d, 2 weeks or last Monday.")
    if found > now:
        raise SummaryError(f"{said(found)} is yet to come; say since when something may have changed.")
    return found


def said(moment: datetime) -> str:
    """Return a moment in UTC: `2026-02-17 09:30 UTC`, of one at midnight the day alone."""
    utc = moment.astimezone(UTC).isoformat(" ", "minutes").removesuffix("+00:00")
    return utc.removesuffix(" 00:00") if utc.endswith(" 00:00") else f"{utc} UTC"


def _moment(words: str, now: datetime) -> datetime | None:
    """Return the moment in UTC. Raises ValueError and OverflowError for what no calendar has."""
    if ISO.fullmatch(words):
        return _in_utc(datetime.fromisoformat(words))
    if words.lower() in DAYS:
        return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - DAYS[words.lower()]
    ago = AGO.fullmatch(words)
    if ago:
        return _in_utc(now - int(ago["number"]) * UNITS[ago["unit"][0].lower()])
    if len(words) > LONGEST or UNCLEAR.fullmatch(words):
        return None
    return _in_words(words, now)


def _in_words(words: str, now: datetime) -> datetime | None:
    """Read a moment as English has it: of a day its midnight, of a month its first day."""
    import dateparser  # type: ignore[import-untyped]  # a fifth of a second of imports

    settings = {**PARSING, "RELATIVE_BASE": now.astimezone(UTC).replace(tzinfo=None)}
    for wanted in (DAY_OR_NONE, BEGINNING_OF_MONTH):
        found = dateparser.parse(words, languages=["en"], settings={**settings, **wanted})
        if found:
            return _in_utc(found)
    return None


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
