"""How often something is looked at again, as people write it and as it is shown."""

from __future__ import annotations

import re
from typing import Final

from bot.wording import counted
from index.errors import LibraryError

WRITTEN: Final = re.compile(r"([0-9]{1,9})\s*([mhdw])")
UNITS: Final = {"w": 10_080, "d": 1440, "h": 60, "m": 1}
"""Minutes, the longest first."""

NAMES: Final = {"w": "week", "d": "day", "h": "hour", "m": "minute"}


def minutes_of(written: str) -> int | None:
    """Return the minutes that `30m`, `6h`, `1d` or `2w` are, 0 for `never`, and None for `default`.

    Raises LibraryError for anything else, and for nothing at all or more than a year.
    """
    from index.following.schedule import MOST_MINUTES

    text = written.strip().lower()
    if text in {"never", "default"}:
        return 0 if text == "never" else None
    found = WRITTEN.fullmatch(text)
    minutes = int(found[1]) * UNITS[found[2]] if found else 0
    if not 1 <= minutes <= MOST_MINUTES:
        raise LibraryError("Say how often as 30m, 6h, 1d or 2w (a year at most), or as never or default.")
    return minutes


def spoken(minutes: int) -> str:
    """Return `every 6 hours`, `every day`, `never`."""
    if minutes == 0:
        return "never"
    unit = next(each for each, length in UNITS.items() if minutes % length == 0)
    number = minutes // UNITS[unit]
    return f"every {NAMES[unit] if number == 1 else counted(number, NAMES[unit])}"
