"""Times of day: "15:00", "3 pm", "3.30 p.m.", "noon", "half past three", "5 o'clock"."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.quantities.numbers import ONES
from bot.answering.verification.quantities.quantity import Clock, Quantity, Role
from bot.answering.verification.quantities.tokens import Tokens, word_set

_NAMED: Final = {"noon": 720, "midday": 720, "midnight": 0}
_ZONES: Final = word_set("gmt utc est edt et cet cest pst pdt pt bst ist jst cst cdt mst mdt hkt aest")
_PAST: Final = {"half": 30, "quarter": 15}
STARTERS: Final = frozenset((*_NAMED, "half", "quarter"))
HALF_DAY: Final = 720
_Found = tuple[Clock, int]


def read_clock(tokens: Tokens, at: int) -> Quantity | None:
    """Read the time of day that begins at token `at`."""
    found = _named(tokens, at) or _past(tokens, at) or _digits(tokens, at)
    if found is None:
        return None
    clock, after = found
    if tokens.low(after) in _ZONES and tokens[after].text.isupper():
        clock, after = Clock(clock.minute, clock.half_told, tokens.low(after)), after + 1
    before = tokens.low(at - 1)
    ends = before in ("until", "till", "to", "through") or (tokens.dash(at - 1) and tokens.digits(at - 2))
    ends = ends or (tokens.dash(at - 1) and tokens.low(at - 2) in ("am", "pm", "noon", "m", "."))
    starts = before == "from" or tokens.dash(after) or tokens.low(after) in ("to", "until", "till")
    role = Role.END if ends else Role.START if starts else Role.NONE
    return Quantity(clock, tokens[at].start, tokens[after - 1].end, at, after, role)


def _named(tokens: Tokens, at: int) -> _Found | None:
    minute = _NAMED.get(tokens.low(at + (tokens.low(at) == "12")))
    return (Clock(minute), at + 1 + (tokens.low(at) == "12")) if minute is not None else None


def _past(tokens: Tokens, at: int) -> _Found | None:
    """Read "half past three", "quarter to five pm"."""
    minutes = _PAST.get(tokens.low(at))
    way = {"past": 1, "to": -1}.get(tokens.low(at + 1))
    hour = _hour(tokens, at + 2)
    if minutes is None or way is None or hour is None or not 1 <= hour <= 12:
        return None
    return _clock(tokens, hour * 60 + way * minutes, at + 3)


def _hour(tokens: Tokens, at: int) -> int | None:
    hour = tokens.plain_digits(at, 2)
    return hour if hour is not None else ONES.get(tokens.low(at))


def _digits(tokens: Tokens, at: int) -> _Found | None:
    hour, minute, after = _hour_and_minute(tokens, at)
    if hour is None or hour > 24 or minute > 59:
        return None
    if after > at + 1:  # minutes were given
        bare = "." in tokens[at].text or tokens[at].text[0] == "0" or not 1 <= hour <= 12
        halves = _half_of_day(tokens, after)
        if "." in tokens[at].text and not halves:
            return None
        return _clock(tokens, hour * 60 + minute, after, sure=bare)
    if tokens.low(after) == "o'clock" or tokens.low(after) == "o’clock":
        return _clock(tokens, hour * 60, after + 1) if 1 <= hour <= 12 else None
    if _half_of_day(tokens, after) and 1 <= hour <= 12:
        return _clock(tokens, hour * 60 + minute, after)
    return _lent(tokens, hour, after)


def _hour_and_minute(tokens: Tokens, at: int) -> tuple[int | None, int, int]:
    """Return hour, minute and the token after; of "3.30" the token counts as one more, as does its point."""
    text = tokens[at].text
    hours, point, minutes = text.partition(".")
    if point and len(hours) <= 2 and len(minutes) == 2 and (hours + minutes).isdecimal():
        return (int(hours), int(minutes), at + 1) if _half_of_day(tokens, at + 1) else (None, 0, at)
    hour = _hour(tokens, at)
    if tokens.low(at + 1) in (":", "h") and tokens.glued(at + 1) and tokens.glued(at + 2):
        minute = tokens.plain_digits(at + 2, 2)
        if minute is not None and len(tokens[at + 2].text) == 2:
            longer = tokens.low(at + 3) == ":" and tokens.glued(at + 3)
            return (None if longer else hour), minute, at + 3
    return hour, 0, at + 1


def _lent(tokens: Tokens, hour: int, after: int) -> _Found | None:
    """Read the 9 of "9–11 am", which has its half of the day from the 11."""
    if not (tokens.dash(after) or tokens.low(after) in ("to", "and")) or not 1 <= hour <= 12:
        return None
    last, _, end = _hour_and_minute(tokens, after + 1)
    half = _half_of_day(tokens, end)
    if last is None or not 1 <= last <= 12 or not half:
        return None
    late = half[0] == "p" and hour % 12 <= last % 12
    return Clock(hour % 12 * 60 + (HALF_DAY if late else 0)), after


def _clock(tokens: Tokens, minute: int, after: int, sure: bool = False) -> _Found:
    half = _half_of_day(tokens, after)
    if half:
        return Clock(minute % HALF_DAY + (HALF_DAY if half[0] == "p" else 0)), half[1]
    return Clock(minute % (2 * HALF_DAY), half_told=not sure), after


def _half_of_day(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read "am", "p.m." or "in the afternoon" at token `at`: "a" or "p", and the token after it."""
    word = tokens.low(at)
    if word in ("am", "pm"):
        return word[0], at + 1
    if word in ("a", "p") and tokens.lows(at + 1, 2) == ". m":
        return word, at + 3 + (tokens.low(at + 3) == "." and not tokens[at + 4].text[:1].isupper())
    if tokens.lows(at, 2) == "in the" and tokens.low(at + 2) in ("morning", "afternoon", "evening"):
        return ("a" if tokens.low(at + 2) == "morning" else "p"), at + 3
    return None
