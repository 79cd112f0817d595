"""Whether one date bears out another: all that is claimed must be told, and what is told more does no harm."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final, Literal

from bot.answering.verification.quantities.months import WEEKDAYS
from bot.answering.verification.quantities.quantity import Day

_Outcome = Literal["borne out", "otherwise", "open", "apart"]
_PARTS: Final = {"early": (0.0, 0.4), "mid": (0.25, 0.75), "late": (0.6, 1.0)}
_MONTHS_OF: Final = {f"Q{number}": range(3 * number - 2, 3 * number + 1) for number in range(1, 5)} | {
    "H1": range(1, 7),
    "H2": range(7, 13),
}


def compare_days(claimed: Day, said: Day) -> _Outcome:
    """Compare a claim's date with a quote's."""
    outcomes = [
        _years(claimed, said),
        _month_and_day(claimed, said),
        _plain(claimed.weekday, _weekday(said) if claimed.weekday else ""),
        _plain(claimed.season, said.season),
        _part(claimed, said),
        _relative(claimed, said),
    ]
    if "otherwise" in outcomes:
        return "otherwise"
    if "missing" in outcomes:
        return "open" if "same" in outcomes else "apart"
    return "open" if said.about and not claimed.about else "borne out"


def _plain(claimed: str, said: str) -> str:
    if not claimed:
        return ""
    return "missing" if not said else "same" if claimed == said else "otherwise"


def _relative(claimed: Day, said: Day) -> str:
    return _plain(claimed.relative, said.relative)


def _years(claimed: Day, said: Day) -> str:
    if claimed.first_year is None or claimed.last_year is None:
        return ""
    if said.first_year is None or said.last_year is None:
        return "missing"
    slack = 0
    if claimed.about and claimed.first_year == claimed.last_year:
        slack = 5 if claimed.first_year % 10 == 0 else 2 if claimed.first_year % 5 == 0 else 0
    first, last = claimed.first_year - slack, claimed.last_year + slack
    if first <= said.first_year and said.last_year <= last:
        return "same"
    return "otherwise" if said.last_year < first or said.first_year > last else "missing"


def _month_and_day(claimed: Day, said: Day) -> str:
    if not claimed.month:
        return ""
    if not said.month:
        return "missing"
    wanted = (claimed.month, claimed.day)
    for month, day in [(said.month, said.day), (said.day, said.month)][: 2 if said.either_way else 1]:
        if wanted in ((month, day), (month, 0)):
            return "same"
        if claimed.either_way and wanted[::-1] == (month, day):
            return "same"
    return "missing" if claimed.month == said.month and not said.day else "otherwise"


def _weekday(said: Day) -> str:
    """Return the weekday of a date, worked out where it is not told."""
    if said.weekday or not (said.day and said.first_year and said.first_year == said.last_year):
        return said.weekday
    if said.first_year < 1800 or said.day > monthrange(said.first_year, said.month)[1]:
        return ""
    return WEEKDAYS[date(said.first_year, said.month, said.day).weekday()]


def _part(claimed: Day, said: Day) -> str:
    """Compare "early", "Q1" and their like, with each other or with where a finer date falls."""
    if not claimed.part or claimed.part == said.part:
        return "same" if claimed.part else ""
    months = _MONTHS_OF.get(claimed.part)
    if months is not None:
        told = _MONTHS_OF.get(said.part, range(said.month, said.month + 1) if said.month else range(0))
        if not told:
            return "missing"
        return "same" if set(told) <= set(months) else "missing" if set(told) & set(months) else "otherwise"
    where = _place(claimed, said)
    if where is None:
        return "otherwise" if said.part in _PARTS else "missing"
    first, last = _PARTS[claimed.part]
    return "same" if first <= where <= last else "otherwise"


def _place(claimed: Day, said: Day) -> float | None:
    """Return where in the claimed month, year or decade the quote's date lies, 0..1; None where it does not tell."""
    if claimed.month:
        return said.day / 31 if said.day else None
    if claimed.first_year is None or claimed.last_year is None or said.first_year is None:
        return None
    if claimed.first_year == claimed.last_year:
        return (said.month - 0.5) / 12 if said.month else None
    if said.first_year != said.last_year:
        return None
    return (said.first_year - claimed.first_year) / (claimed.last_year - claimed.first_year)
