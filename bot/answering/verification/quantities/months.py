"""The names of months, weekdays and seasons, and when such a word is meant as one: "may" and "march" often are not."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.quantities.tokens import Tokens, word_set

_NAMES: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SHORT: Final = {name[:3]: number for number, name in enumerate(_NAMES, 1)} | {"sept": 9}
MONTHS: Final = _SHORT | {name: number for number, name in enumerate(_NAMES, 1)}
SHORT_MONTHS: Final = frozenset(_SHORT) - {"may"}
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_DAYS: Final = {day[:3]: day for day in WEEKDAYS} | {"tues": "tuesday", "thur": "thursday", "thurs": "thursday"}
_LONG_DAYS: Final = {day: day for day in WEEKDAYS} | {day + "s": day for day in WEEKDAYS}
SEASONS: Final = {"spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter", "fall": "autumn"}
RELATIVE: Final = {
    "last": "last", "this": "this", "next": "next", "previous": "last", "following": "next", "coming": "next",
    "current": "this", "prior": "last",
}  # fmt: skip
DAY_STARTERS: Final = frozenset((*_SHORT_DAYS, *_LONG_DAYS))
_ORDINARY: Final = frozenset({"may", "march"})
_OWNERS: Final = word_set("the its his her their our a s")
_BEFORE: Final = word_set(
    "in of since until till by during from to before after early late mid last next this each every between through on"
)


def is_month(tokens: Tokens, at: int, prepared: bool) -> bool:
    """Tell whether the token names a month; `prepared` after words that only a date follows, such as a day."""
    word = tokens.low(at)
    if word not in MONTHS:
        return False
    numbered = _numbered(tokens, at)
    capital = tokens[at].text[0].isupper()
    introduced = prepared or numbered or tokens.low(at - 1) in _BEFORE
    if word in _SHORT and word != "may":
        return numbered if not capital else introduced and tokens.low(at - 1) != "this"
    if word not in _ORDINARY:
        return True
    if not capital:
        return numbered and word == "may" and tokens.low(at - 1) not in ("it", "they", "he", "she", "you", "we", "i")
    listed = tokens.low(at + 1) in ("and", "or", "to") and tokens.low(at + 2) in MONTHS
    listed = listed or (tokens.low(at - 1) in ("and", "or", ",") and tokens.low(at - 2) in MONTHS)
    return introduced or listed or (word == "march" and tokens.low(at - 1) in _OWNERS)


def _numbered(tokens: Tokens, at: int) -> bool:
    behind = tokens.plain_digits(at + 1 + (tokens.low(at + 1) in (".", ",", "of")))
    before = tokens.plain_digits(at - 1, 2) or (tokens.low(at - 1) in ("st", "nd", "rd", "th"))
    return behind is not None or bool(before) or (tokens.low(at - 1) == "of" and tokens.low(at - 2) in ("st", "th"))


def is_weekday(tokens: Tokens, at: int) -> bool:
    """Tell whether the token names a weekday; short forms need a capital, and a neighbour that they go with."""
    word = tokens.low(at)
    if word in _LONG_DAYS:
        return True
    if word not in _SHORT_DAYS or not tokens[at].text[0].isupper():
        return False
    near = (tokens.low(at - 2), tokens.low(at + 2))
    tied = tokens.dash(at + 1) or tokens.dash(at - 1) or tokens.low(at + 1) in ("to", ",", "/")
    return tokens.digits(at + 1) or tokens.digits(at + 2) or (tied and any(word in _SHORT_DAYS for word in near))


def weekday_of(word: str) -> str:
    """Return the weekday a word names."""
    return _SHORT_DAYS.get(word) or _LONG_DAYS[word]
