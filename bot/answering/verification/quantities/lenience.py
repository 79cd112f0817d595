"""What is said without a number: "a host" is one host, a debut a first, "annual" is a year's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from bot.answering.verification.quantities.months import WEEKDAYS
from bot.answering.verification.quantities.quantity import Amount, Bound, Day, Quantity, Role
from bot.answering.verification.quantities.reading import read
from bot.answering.verification.quantities.tokens import stem, word_set
from bot.answering.verification.quantities.units import RATES

_SINGLE: Final = word_set("a an one single sole lone the this another only")
_FIRST: Final = word_set(
    "debut debuted inaugural initial initially maiden premiere premiered original originally earliest opening newcomer"
    " pioneer pioneered pioneering 1st one"
)
_NOW: Final = word_set("now currently nowadays presently present today")
_WORDED: Final = {
    Decimal(0): word_set("no none nobody nothing neither without never zero"),
    Decimal(2): word_set("both either pair couple duo twin twins"),
}


def filled(said: Sequence[Quantity]) -> list[Quantity]:
    """Give each date without a year the one year that is named, if only one is."""
    years = {each.value.first_year for each in said if isinstance(each.value, Day) and each.value.month == 0}
    years |= {each.value.first_year for each in said if isinstance(each.value, Day)}
    named = years - {None}
    if len(named) != 1:
        return list(said)
    year = named.pop()
    return [
        replace(each, value=replace(each.value, first_year=year, last_year=year))
        if isinstance(each.value, Day) and each.value.first_year is None and each.value.month
        else each
        for each in said
    ]


def worded_otherwise(claimed: Quantity, heads: Iterable[str], said: Sequence[Quantity], quotes: Sequence[str]) -> bool:
    """Tell whether the quotes say in words, or by a span, what they have no such number for."""
    match claimed.value:
        case Amount(unit="", low=low, high=high) if low == high == 1:
            return any(_single(quote, set(heads)) for quote in quotes)
        case Amount(unit="", low=low, high=high) if low == high and low in _WORDED:
            return any(_says(quote, _WORDED[low]) for quote in quotes)
        case Amount(unit="ordinal", low=low) if low == 1:
            return any(_says(quote, _FIRST) for quote in quotes)
        case Day(relative="today"):
            return any(_says(quote, _NOW) for quote in quotes)
        case Day(weekday=weekday, month=0, first_year=None, relative="") if weekday:
            return _in_week(weekday, said)
        case _:
            return False


def reckoned(claimed: Quantity, parts: Sequence[Quantity], said: Sequence[Quantity]) -> bool:
    """Tell whether the quotes give the parts of a sum, or another number of which they say the half or the double.

    `parts` are those of `said` that count other things: a sum takes passengers and sailors together.
    """
    match claimed.value:
        case Amount(low=low, high=high, bound=Bound.EXACT, unit=unit) if low == high >= LEAST_SUM and unit != "ordinal":
            amounts = [each.value for each in said if isinstance(each.value, Amount)]
            like = [each.low for each in _plain(parts, unit)]
            wholes = [each.low for each in _plain(said, unit)]
            times = [each.low for each in amounts if each.unit in ("share", "x")]
            sums = {sum(like[at : at + count]) for count in (2, 3, 4) for at in range(len(like) - count + 1)}
            return low in sums or any(abs(part * whole - low) < low / 1000 for part in times for whole in wholes)
        case Amount(low=low, high=high, unit="share") if low == high and low < 1:  # "half", of 24 and 48
            counts = [each.low for each in _plain(said, "")]
            return any(
                whole >= LEAST_SUM and abs(part / whole - low) < low / 100 for part in counts for whole in counts
            )
        case Amount(low=low, high=high, unit=unit) if low < high:  # a range, of which the quotes have each end
            return {low, high} <= {each.low for each in _plain(said, unit)}
        case _:
            return False


def _plain(said: Sequence[Quantity], unit: str) -> list[Amount]:
    """Return the single amounts of one unit."""
    amounts = (each.value for each in said if isinstance(each.value, Amount))
    return [each for each in amounts if each.unit == unit and each.low == each.high]


LEAST_SUM: Final = 5
"""Smaller numbers come to the same as others by chance."""


def rate_missing(claimed: str, said: str, texts: Sequence[str]) -> bool:
    """Tell whether a rate that one side alone gives with its number is nowhere in `texts`, those of the other."""
    rate = claimed or said
    if claimed == said or not rate:
        return False
    words = {word for word, per in RATES.items() if per == rate} | {rate}
    return not any(_says(text, words) for text in texts)


def _says(text: str, words: Iterable[str]) -> bool:
    tokens, wanted = read(text)[0], frozenset(words)
    return any(tokens.low(at) in wanted for at in range(len(tokens)))


def _single(text: str, heads: set[str]) -> bool:
    """Tell whether "a", "the only" or the like stands at most three words before one of the nouns."""
    tokens = read(text)[0]
    return any(
        stem(tokens.low(at)) in heads and any(tokens.low(at - back) in _SINGLE for back in range(1, 5))
        for at in range(len(tokens))
    )


def _in_week(weekday: str, said: Sequence[Quantity]) -> bool:
    """Tell whether the weekday falls within a span such as "Monday to Friday"."""
    return any(
        last.role is Role.END and (_position(weekday) - _position(start)) % 7 <= (_position(end) - _position(start)) % 7
        for last, start, end in ((last, _named(first), _named(last)) for first, last in pairwise(said))
        if start and end
    )


def _named(quantity: Quantity) -> str:
    return quantity.value.weekday if isinstance(quantity.value, Day) else ""


def _position(weekday: str) -> int:
    return WEEKDAYS.index(weekday)
