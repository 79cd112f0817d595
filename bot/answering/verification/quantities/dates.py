"""Days, months, seasons, years, decades and centuries in a text, as far as each is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.answering.verification.quantities.months import (
    MONTHS,
    RELATIVE,
    SEASONS,
    SHORT_MONTHS,
    is_month,
    is_weekday,
    weekday_of,
)
from bot.answering.verification.quantities.numbers import read_number
from bot.answering.verification.quantities.quantity import Day, Quantity, Role
from bot.answering.verification.quantities.tokens import Tokens, word_set
from bot.answering.verification.quantities.written_dates import written_date
from bot.answering.verification.quantities.years import era_year, read_years, single_year

_PARTS: Final = {"early": "early", "mid": "mid", "late": "late", "middle": "mid"}
_PERIODS: Final = word_set("year month week weekend decade century quarter season night")
STARTERS: Final = frozenset((*MONTHS, *SEASONS, *RELATIVE, *_PARTS, "yesterday", "today", "tomorrow", "tonight"))
_Found = tuple[Day, int]


def read_dates(tokens: Tokens, at: int) -> list[Quantity]:
    """Read the date that begins at token `at`: one quantity, two for a span such as "3–5 May"."""
    start = at
    about = tokens.low(at) in ("about", "around", "circa", "ca", "c", "approximately", "roughly")
    at += about + (about and tokens.low(at + 1) == ".")
    part = _PARTS.get(tokens.low(at), "")
    at += bool(part)
    at += bool(part) and (tokens.dash(at) or tokens.low(at) in ("in", "of"))
    found = _span_of_days(tokens, at) or _one(tokens, at, bool(part or about))
    if not found:
        return []
    changed = [replace(day, part=part or day.part, about=about or day.about) for day, _ in found]
    role = _role(tokens, start)
    roles = [Role.START, Role.END] if len(found) == 2 else [role]
    ends = [after for _, after in found]
    starts = [start, *ends[:-1]]
    return [
        Quantity(day, tokens[first].start, tokens[after - 1].end, first, after, kind)
        for day, first, after, kind in zip(changed, starts, ends, roles, strict=True)
    ]


def _role(tokens: Tokens, at: int) -> Role:
    before = tokens.low(at - 1)
    if before in ("since", "from"):
        return Role.START
    return Role.END if before in ("until", "till", "to", "through") else Role.NONE


def _one(tokens: Tokens, at: int, prepared: bool) -> list[_Found]:
    found = (
        written_date(tokens, at)
        or _weekday(tokens, at)
        or _month_first(tokens, at, prepared)
        or _day_first(tokens, at)
        or _relative(tokens, at)
        or _season(tokens, at)
        or _part_of_year(tokens, at)
    )
    return [found] if found else read_years(tokens, at, prepared)


def _weekday(tokens: Tokens, at: int) -> _Found | None:
    if not is_weekday(tokens, at):
        return None
    after = at + 1 + (tokens.low(at + 1) == "." and tokens.digits(at + 2))
    here = after + (tokens.low(after) == ",")
    here += tokens.low(here) == "the"
    day = written_date(tokens, here) or _month_first(tokens, here, False) or _day_first(tokens, here)
    named = weekday_of(tokens.low(at))
    if day:
        return replace(day[0], weekday=named), day[1]
    return Day(weekday=named), after


def _month_first(tokens: Tokens, at: int, prepared: bool) -> _Found | None:
    """Read "February", "February 17", "Feb. 17th, 2025", "February of 2025"."""
    if not is_month(tokens, at, prepared):
        return None
    month = MONTHS[tokens.low(at)]
    after = at + 1 + (tokens.low(at + 1) == "." and tokens.low(at) in SHORT_MONTHS)
    numbered = _day_number(tokens, after + (tokens.low(after) == "the"))
    day, after = numbered or (0, after)
    return _with_year(tokens, Day(month=month, day=day), after)


def _day_first(tokens: Tokens, at: int) -> _Found | None:
    """Read "17 February", "the 17th of February 2025", "17-Feb-2025"."""
    numbered = _day_number(tokens, at) or _day_in_words(tokens, at)
    if numbered is None:
        return None
    day, after = numbered
    after = tokens.past_dash(after) + (tokens.low(after) == "of")
    if not is_month(tokens, after, True) or tokens.words(after) is False:
        return None
    month = MONTHS[tokens.low(after)]
    after += 1 + (tokens.low(after + 1) == "." and tokens.low(after) in SHORT_MONTHS)
    return _with_year(tokens, Day(month=month, day=day), tokens.past_dash(after))


def _day_number(tokens: Tokens, at: int) -> tuple[int, int] | None:
    day = tokens.plain_digits(at, 2)
    if day is None or not 1 <= day <= 31:
        return None
    after = at + 1
    after += tokens.low(after) in ("st", "nd", "rd", "th")
    clock = tokens.low(after) in (":", "am", "pm", "%") and tokens.glued(after)
    return None if clock else (day, after)


def _day_in_words(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read the "third" of "the third of May"."""
    number = None if tokens.digits(at) else read_number(tokens, at)
    if number is None or not number.ordinal or number.value > 31 or tokens.low(number.after) != "of":
        return None
    return int(number.value), number.after


def _with_year(tokens: Tokens, day: Day, after: int) -> _Found:
    here = after + (tokens.low(after) in (",", "of"))
    era = era_year(tokens, here)
    if era:
        return replace(day, first_year=era[0], last_year=era[0]), era[1]
    year = single_year(tokens, here)
    if year is None or (here > after and tokens.low(after) == "of" and day.day):
        return day, after
    return replace(day, first_year=year, last_year=year), here + 1


def _span_of_days(tokens: Tokens, at: int) -> list[_Found]:
    """Read "3–5 May 2024", "May 3-5, 2024", "3 to 5 May": two days of one month."""
    lead = is_month(tokens, at, False)
    first = _day_number(tokens, at + lead)
    if first is None or not (tokens.dash(first[1]) or tokens.low(first[1]) in ("to", "and", "until")):
        return []
    last = _day_number(tokens, first[1] + 1)
    if last is None or (not lead and not is_month(tokens, last[1] + (tokens.low(last[1]) == "of"), True)):
        return []
    if lead:
        whole = _with_year(tokens, Day(month=MONTHS[tokens.low(at)], day=last[0]), last[1])
    else:
        after = last[1] + (tokens.low(last[1]) == "of")
        whole = _with_year(tokens, Day(month=MONTHS[tokens.low(after)], day=last[0]), after + 1)
    return [(replace(whole[0], day=first[0]), first[1]), whole]


def _relative(tokens: Tokens, at: int) -> _Found | None:
    """Read "yesterday", "last year", "this summer", "next Monday"."""
    word, following = tokens.low(at), tokens.low(at + 1)
    if word in ("yesterday", "today", "tomorrow", "tonight"):
        return Day(relative=word), at + 1
    which = RELATIVE.get(word)
    if which is None or tokens.low(at + 2) == "of":
        return None
    if following in _PERIODS or following in SEASONS:
        return Day(relative=f"{which} {SEASONS.get(following, following)}"), at + 2
    named = _month_first(tokens, at + 1, True) or _weekday(tokens, at + 1)
    return (replace(named[0], relative=which), named[1]) if named else None


def _season(tokens: Tokens, at: int) -> _Found | None:
    season = SEASONS.get(tokens.low(at), "")
    if not season:
        return None
    here = at + 1 + (tokens.low(at + 1) in ("quarter", "term", "semester", "season"))
    here += tokens.low(here) in ("of", ",")
    year = single_year(tokens, here)
    if year is not None:
        return Day(year, year, season=season), here + 1
    timed = tokens.low(at - 1) in ("in", "the", "during", "last", "since", "until", "by", "every", "each", "of", "this")
    return (Day(season=season), at + 1) if timed and season != "fall" and tokens.low(at - 2) != "in" else None


def _part_of_year(tokens: Tokens, at: int) -> _Found | None:
    """Read "Q1 2024", "the first quarter of 2024", "the second half of 2024"."""
    word, following = tokens.low(at), tokens.low(at + 1)
    order = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(word)
    if word == "q" and tokens.glued(at + 1) and following in ("1", "2", "3", "4"):
        part = f"Q{following}"
    elif order and following in ("quarter", "half") and (following == "quarter" or order < 3):
        part = ("Q" if following == "quarter" else "H") + str(order)
    else:
        return None
    here = at + 2 + (tokens.low(at + 2) in ("of", ","))
    year = single_year(tokens, here)
    if year is not None:
        return Day(year, year, part=part), here + 1
    return (Day(part=part), at + 2) if word == "q" else None
