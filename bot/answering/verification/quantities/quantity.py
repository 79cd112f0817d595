"""What a quantity is: an amount, a day or span of the calendar, a time of day, or a code made of digits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Bound(StrEnum):
    """How an amount is meant: as it stands, roughly, or as a limit."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    MORE = "more than"
    AT_LEAST = "at least"
    LESS = "less than"
    AT_MOST = "at most"
    WITHIN = "within"


class Role(StrEnum):
    """Which end of a change or a span a quantity is."""

    NONE = ""
    START = "start"
    END = "end"
    BY = "by"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of something. `low` and `high` differ in a range, and `high` is below `low` in a score ("3-1").

    Numbers are in the base unit, and so is `grain`, the last place that was given: 100,000 in "1.2 million".
    `unit` is empty where things are counted; "share" is a part of one (5% is 0.05), "ordinal" a place in a row.
    """

    low: Decimal
    high: Decimal
    grain: Decimal
    unit: str = ""
    rate: str = ""
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True)
class Day:
    """A place in the calendar, as far as it is told: what is not told is empty.

    Years are an interval, both ends included: a decade has ten. `part` is "early", "mid", "late", a quarter "Q1" or a
    half "H1" of the finest field told. `relative` is "last year", "today" and their like.
    """

    first_year: int | None = None
    last_year: int | None = None
    month: int = 0
    day: int = 0
    weekday: str = ""
    season: str = ""
    part: str = ""
    relative: str = ""
    either_way: bool = False
    """Whether day and month may stand in either order, as in 03/04/2025."""
    about: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes after midnight; `half_told` where it may be twelve hours later as well ("3:30")."""

    minute: int
    half_told: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Digits that count nothing: a version, a model, a telephone number."""

    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at its place: characters `start` to `end`, the end exclusive, and tokens `first` to `after`."""

    value: Amount | Day | Clock | Code
    start: int
    end: int
    first: int
    after: int
    role: Role = Role.NONE
