"""A text to its quantities, from left to right: at each token the first grammar that knows how to go on has it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from bot.answering.verification.quantities import amounts, bounds, clocks, dates, months, numbers, years
from bot.answering.verification.quantities.money import CODES, SIGNS
from bot.answering.verification.quantities.numbers import LETTERS
from bot.answering.verification.quantities.quantity import Code, Day, Quantity, Role
from bot.answering.verification.quantities.tokens import Tokens, word_set
from bot.answering.verification.quantities.units import UNITS

_STARTERS: Final = (
    amounts.STARTERS | clocks.STARTERS | dates.STARTERS | months.DAY_STARTERS | numbers.STARTERS | years.STARTERS
    | frozenset(SIGNS) | CODES
    | {"minus", "-", "−", "between", "us", "u", "q", "'", "’", "c", "ca", "circa", "all", "just", "only"}  # noqa: RUF001
)  # fmt: skip
_PREFIXES: Final = word_set("pre post sub under over top mid early late non and to or a per plus about no circa since")
_JOINS: Final = word_set("and or to until till through ,")
LONGEST: Final = 20_000
"""Characters of a text that are read; no claim and no quote is as long."""


@lru_cache(maxsize=512)
def read(text: str) -> tuple[Tokens, tuple[Quantity, ...]]:
    """Return the tokens of `text` and its quantities in order, none of which overlap."""
    tokens = Tokens(text[:LONGEST])
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        here = _read_at(tokens, at)
        found += here
        at = max(at + 1, here[-1].after if here else 0)
    return tokens, _with_spans(tokens, found)


def _with_spans(tokens: Tokens, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Put neighbouring dates in relation, from the last to the first.

    Two that nothing but a dash parts are the ends of a span: "April 8, 1974 – February 2, 2013". A month before "and"
    or "to" and a month with a year is of that year: "between June and November 1749".
    """
    for place in range(len(found) - 2, -1, -1):
        first, last = found[place], found[place + 1]
        if not isinstance(first.value, Day) or not isinstance(last.value, Day):
            continue
        between = range(first.after, last.first + tokens.dash(last.first))
        dashed = bool(between) and all(map(tokens.dash, between))
        joined = len(between) == 1 and tokens.low(first.after) in _JOINS
        if (dashed or joined) and first.value.month and last.value.month and first.value.first_year is None:
            year = last.value.first_year
            first = replace(first, value=replace(first.value, first_year=year, last_year=year))
        found[place] = replace(first, role=Role.START) if dashed else first
        found[place + 1] = replace(last, role=Role.END) if dashed else last
    return tuple(found)


def _read_at(tokens: Tokens, at: int) -> list[Quantity]:
    if not _may_begin(tokens, at):
        return []
    code = _code(tokens, at)
    if code:
        return [code]
    clock = clocks.read_clock(tokens, at)
    if clock:
        return [clock]
    dated = dates.read_dates(tokens, at)
    if dated:
        return dated
    amount = amounts.read_amount(tokens, at)
    if amount:
        return [amount]
    return [_digits_alone(tokens, at)] if tokens.digits(at) else []


def _may_begin(tokens: Tokens, at: int) -> bool:
    """Tell, cheaply, whether a quantity may begin here: most words begin none."""
    token = tokens[at]
    if token.text[0].isdecimal() or token.low in _STARTERS or token.text.isnumeric():
        return True
    if token.low in bounds.OPENERS:
        return bounds.bound_before(tokens, at) is not None
    return tokens.low(at + 1) == "$" and tokens.glued(at + 1)


def _code(tokens: Tokens, at: int) -> Quantity | None:
    """Read digits that a name runs into: "F-35", "A4", "COVID-19"; and digits that letters end: "5G"."""
    if not tokens.digits(at):
        return None
    tied = tokens.dash(at - 1) and tokens.glued(at) and tokens.glued(at - 1)
    name = tokens[at - 2 if tied else at - 1]
    named = name.text[-1:].isalpha() and (tied or tokens.glued(at)) and not _a_date_or_money(name.low)
    if named and not (tied and name.low in _PREFIXES):
        return _coded(tokens, at, at + 1, name.start)
    letters = tokens.glued(at + 1) and tokens.words(at + 1)
    if letters and not _goes_with_digits(tokens.low(at + 1)) and tokens[at].text.isdecimal():
        return _coded(tokens, at, at + 2, tokens[at].start)
    return None


def _a_date_or_money(word: str) -> bool:
    return word in months.MONTHS or word in months.DAY_STARTERS or word in CODES or word in ("q", "mid", "u", "us")


def _goes_with_digits(letters: str) -> bool:
    plain = letters in UNITS or letters in LETTERS or letters.upper() in ("AM", "PM", "ST", "ND", "RD", "TH", "S", "X")
    return plain or letters in CODES or letters in ("mph", "kph", "kmh", "hrs", "bc", "ad", "bce", "ce", "p", "a", "pp")


def _coded(tokens: Tokens, first: int, after: int, start: int) -> Quantity:
    end = tokens[after - 1].end
    text = "".join(sign for sign in tokens.source[start:end].lower() if sign.isalnum() or sign in ".,")
    return Quantity(Code(text), tokens[first].start, end, first, after)


def _digits_alone(tokens: Tokens, at: int) -> Quantity:
    """Return digits that no grammar knows, such as those of a version "1.2.3", as they are."""
    return _coded(tokens, at, at + 1, tokens[at].start)
