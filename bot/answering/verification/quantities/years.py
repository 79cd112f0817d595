"""Years, decades and centuries: "1984", "44 BC", "1914–18", "the 1990s", "the nineties", "the 19th century"."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.quantities.numbers import TENS, read_number
from bot.answering.verification.quantities.quantity import Day
from bot.answering.verification.quantities.tokens import Tokens, word_set
from bot.answering.verification.quantities.units import read_unit

_BEFORE: Final = word_set(
    "in since by from until till to before after during of year circa between and through around about fiscal mid early"
    " late spring summer autumn winter ( , born until for"
)
_PEOPLE: Final = word_set("people men women children")
_BC: Final = frozenset({"bc", "bce"})
_AD: Final = frozenset({"ad", "ce"})
_DECADES: Final = {word[:-1] + "ies": number for word, number in TENS.items()}
STARTERS: Final = frozenset((*_DECADES, "ad"))


def read_years(tokens: Tokens, at: int, prepared: bool) -> list[tuple[Day, int]]:
    """Read the years that begin at token `at`, two for a span; `prepared` after "early" and the like."""
    one = _century(tokens, at) or era_year_day(tokens, at) or _decade(tokens, at, prepared)
    if one:
        return [one]
    year = single_year(tokens, at)
    if year is None or not _meant(tokens, at, year):
        return []
    span = _span(tokens, at, year)
    return [(Day(year, year), at + 1), span] if span else [(Day(year, year), at + 1)]


def single_year(tokens: Tokens, at: int) -> int | None:
    """Return the year that four plain digits name, if they can."""
    year = tokens.plain_digits(at) if len(tokens[at].text) == 4 else None
    if year is None or not 1000 <= year <= 2199 or (tokens.glued(at + 1) and _goes_on(tokens, at + 1)):
        return None
    return year


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Tell whether what is stuck to the digits makes them something else: a unit, a decade, a percentage."""
    return (
        tokens.words(at)
        or tokens.low(at) in ("%", "°", "$", "€", "/", ":")
        or (tokens.low(at) in ("'", "’") and tokens.low(at + 1) == "s")
    )


def _meant(tokens: Tokens, at: int, year: int) -> bool:
    """Four digits are a year unless they count something."""
    before, behind = tokens.low(at - 1), tokens.low(at + 1)
    if read_unit(tokens, at + 1) or behind in ("million", "billion", "thousand", "dollars", "euros"):
        return False
    counts = behind in _PEOPLE or (behind.endswith("s") and len(behind) > 3 and tokens[at + 1].text.islower())
    if before in _BEFORE or tokens.dash(at - 1):
        return not counts or year >= 1700
    return year >= 1500 and not counts


def _span(tokens: Tokens, at: int, year: int) -> tuple[Day, int] | None:
    """Read the "18" of "1914–18"; a full second year is read on its own."""
    short = tokens.plain_digits(at + 2, 2)
    if not tokens.dash(at + 1) or short is None or len(tokens[at + 2].text) != 2 or not tokens.glued(at + 2):
        return None
    last = year // 100 * 100 + short
    return (Day(last, last), at + 3) if last > year and not tokens.dash(at + 3) else None


def era_year_day(tokens: Tokens, at: int) -> tuple[Day, int] | None:
    """Read "44 BC" and "AD 79" as a date."""
    found = era_year(tokens, at)
    return (Day(found[0], found[0]), found[1]) if found else None


def era_year(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Return the year of "44 BC" (negative) or "AD 79", and the token after it."""
    leading = tokens[at].text == "AD"
    year = tokens.plain_digits(at + leading)
    after = at + leading + 1
    if year is None:
        return None
    dotted = tokens.lows(after, 4)
    era = "bc" if dotted == "b . c ." else "ad" if dotted == "a . d ." else tokens.low(after)
    end = after + (4 if "." in dotted[:3] and era in ("bc", "ad") else 1)
    if era in _BC and tokens[after].text.isupper():
        return -year, end
    if leading:
        return year, after
    return (year, end) if era in _AD and tokens[after].text.isupper() else None


def _decade(tokens: Tokens, at: int, prepared: bool) -> tuple[Day, int] | None:
    word = tokens.low(at)
    if word in _DECADES and (prepared or tokens.low(at - 1) == "the"):
        return _ten_years(1900 + _DECADES[word], at + 1)
    quoted = word in ("'", "’", "‘")
    start = tokens.plain_digits(at + quoted)
    if start is None or start % 10:
        return None
    after = at + quoted + 1
    if tokens.low(after) in ("'", "’"):
        after += 1
    tied = tokens.glued(after) or after > at + 1 + quoted
    if tokens.low(after) not in ("s", "'s") or not tied:
        return None
    if start >= 1000:
        return _ten_years(start, after + 1)
    early = quoted or (prepared and start >= 20)
    return _ten_years(1900 + start, after + 1) if early and start < 100 else None


def _ten_years(start: int, after: int) -> tuple[Day, int]:
    return Day(start, start + (99 if start % 100 == 0 and start < 2000 else 9)), after


def _century(tokens: Tokens, at: int) -> tuple[Day, int] | None:
    number = read_number(tokens, at)
    if number is None or not number.ordinal or not 0 < number.value <= 30:
        return None
    here = tokens.past_dash(number.after)
    if tokens.low(here) != "century":
        return None
    first = int(number.value) * 100 - 100
    if tokens.low(here + 1) in _BC:
        return Day(-first - 100, -first - 1), here + 2
    return Day(first, first + 99), here + 1 + (tokens.low(here + 1) in _AD)
