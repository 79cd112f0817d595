"""Amounts in a text: a number with what it is of, its bounds and its range; and codes, digits that count nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bot.answering.verification.quantities.bounds import as_denied, bound_after, bound_before
from bot.answering.verification.quantities.money import is_money, name_after, sign_before
from bot.answering.verification.quantities.numbers import DENOMINATORS, Number, grain_of, read_number
from bot.answering.verification.quantities.quantity import Amount, Bound, Quantity, Role
from bot.answering.verification.quantities.tokens import Tokens, word_set
from bot.answering.verification.quantities.units import AGE, read_rate, read_unit
from bot.answering.verification.quantities.wordings import a_number
from bot.answering.verification.quantities.years import read_years

_MULTIPLES: Final[dict[str, int | Decimal]] = {
    "twice": 2, "thrice": 3, "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "triple": 3, "tripled": 3,
    "triples": 3, "tripling": 3, "trebled": 3, "quadrupled": 4, "quadruple": 4, "twofold": 2, "threefold": 3,
    "fourfold": 4, "fivefold": 5, "sixfold": 6, "tenfold": 10, "halved": Decimal("0.5"), "halving": Decimal("0.5"),
}  # fmt: skip
_VAGUE: Final = {"tens": 10, "dozens": 12, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9}
_ROMAN: Final = {"II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12}
_NUMBERED: Final = word_set(
    "type class phase part volume stage grade chapter book act group category level article title"
)
"""Nouns that Roman figures number."""
STARTERS: Final = frozenset((*_MULTIPLES, *_VAGUE, *(place.lower() for place in _ROMAN), "i"))
_AFTER_PART: Final = word_set("of the more less fewer , . ; ) between from in during over since after") | {""}
_BEFORE_PART: Final = word_set("by nearly almost about over under than around roughly approximately only just")
"""What stands beside "a third" where it is a part of a whole."""
_ROLES: Final = {"from": Role.START, "to": Role.END, "by": Role.BY}


@dataclass(frozen=True, slots=True)
class _Piece:
    number: Number
    unit: str
    factor: Decimal
    rate: str
    after: int


def read_amount(tokens: Tokens, at: int) -> Quantity | None:
    """Read the amount that begins at token `at`, with the words before and behind that bound it."""
    bound, here = bound_before(tokens, at) or (Bound.EXACT, at)
    bound = as_denied(tokens, at, bound)
    found = _multiple(tokens, here) or _roman(tokens, here) or _vague(tokens, here) or _counted(tokens, here, here > at)
    if found is None:
        return None
    amount, after = found
    behind = bound_after(tokens, after)
    if behind is None:
        amount = amount if bound is Bound.EXACT else replace(amount, bound=bound)
        return _quantity(tokens, amount, at, after)
    unit = None if amount.unit else read_unit(tokens, behind[1])  # "14 or more months"
    if unit:
        low, high, grain = (number * unit[1] for number in (amount.low, amount.high, amount.grain))
        amount = replace(amount, low=low, high=high, grain=grain, unit=unit[0])
    return _quantity(tokens, replace(amount, bound=behind[0]), at, unit[3] if unit else behind[1])


def _counted(tokens: Tokens, at: int, bounded: bool) -> tuple[Amount, int] | None:
    """Read a number or a range of two; `bounded` where words such as "about" stand before it."""
    between = tokens.low(at) == "between"
    if between and read_years(tokens, at + 1, prepared=False):
        return None
    first = _piece(tokens, at + between)
    if first is None or not (between or a_number(tokens, at, first.number, bool(first.unit), bounded)):
        return None
    ranged = _range(tokens, first, at, between)
    if ranged or between:
        return ranged
    first = _lent(tokens, first, at)
    if not first.unit and _numbered(tokens, at):
        first = replace(first, unit="ordinal", factor=Decimal(1))
    return _amount(first, first), first.after


def _quantity(tokens: Tokens, amount: Amount, first: int, after: int) -> Quantity:
    role = _ROLES.get(tokens.low(first - 1), Role.NONE)
    return Quantity(amount, tokens[first].start, tokens[after - 1].end, first, after, role)


def _amount(first: _Piece, last: _Piece) -> Amount:
    low, high = first.number.value * first.factor, last.number.value * last.factor
    return Amount(low, high, first.number.grain * first.factor, first.unit, first.rate or last.rate)


def _piece(tokens: Tokens, at: int) -> _Piece | None:
    """Read one number with its currency or unit and what it is per."""
    minus = tokens.low(at) == "minus" or (tokens.low(at) in ("-", "−") and not tokens.glued(at))  # noqa: RUF001
    sign = sign_before(tokens, at + minus)
    article = tokens.low(at) in ("a", "an")
    number = read_number(tokens, sign[1] if sign else at + minus, money=sign is not None)
    if number is None:
        number = _with_article(tokens, at) if article else None
    if number is None or (minus and number.ordinal):
        return None
    if minus:
        number = replace(number, value=-number.value)
    spread = read_number(tokens, number.after + 1) if tokens.low(number.after) == "±" else None
    number = replace(number, after=spread.after) if spread else number  # "0.62 ± 0.37 tons"
    unit, factor, rate, after = _unit(tokens, number, sign[0] if sign else "")
    if (is_money(unit) or unit == "pound") and not sign:
        number, after = _with_hundredths(tokens, number, after)
    per = None if rate else read_rate(tokens, after)
    if per is None and not rate and not unit:
        rate = _rate_of_counted(tokens, after)
    return _Piece(number, unit, factor, per[0] if per else rate, per[1] if per else after)


def _rate_of_counted(tokens: Tokens, after: int) -> str:
    """Return what a count is per, where that stands behind what is counted: "six crossings a day"."""
    for at in range(after + 1, after + 4):
        if not tokens.words(at - 1) and not tokens.dash(at - 1):
            break
        found = read_rate(tokens, at)
        if found:
            return found[0]
    return ""


def _with_hundredths(tokens: Tokens, number: Number, after: int) -> tuple[Number, int]:
    """Add the "50" of "7 pounds 50"."""
    rest = tokens.plain_digits(after, 2)
    alone = rest is not None and len(tokens[after].text) == 2 and not read_unit(tokens, after + 1)
    if rest is None or not alone or number.value != number.value.to_integral_value():
        return number, after
    return replace(number, value=number.value + Decimal(rest) / 100, grain=Decimal("0.01")), after + 1


def _with_article(tokens: Tokens, at: int) -> Number | None:
    """Read "a third of", "a quarter of", "an hour", "a couple of"."""
    word, following = tokens.low(at + 1), tokens.low(at + 2)
    if word in ("couple", "pair") and following == "of":
        return Number(Decimal(2), Decimal(1), at + 3)
    part = DENOMINATORS.get(word)
    if part and (following in _AFTER_PART or tokens.low(at - 1) in _BEFORE_PART):
        return Number(1 / Decimal(part), Decimal("0.01"), at + 2, fraction=True)
    return Number(Decimal(1), Decimal(1), at + 1) if read_unit(tokens, at + 1) else None


def _unit(tokens: Tokens, number: Number, currency: str) -> tuple[str, Decimal, str, int]:
    after, one = number.after, Decimal(1)
    if currency:
        named = name_after(tokens, after)  # "$5 dollars", "$5 USD"
        return currency, one, "", named[2] if named else after
    if number.ordinal:
        return "ordinal", one, "", after
    named = name_after(tokens, after)
    if named:
        return named[0], named[1], "", named[2]
    joint = after + (tokens.low(after) in ("a", "an", "of") and number.fraction)  # "half an hour"
    unit = read_unit(tokens, joint) if joint == after or tokens.low(after) != "of" else None
    if unit and (tokens.low(tokens.past_dash(unit[3])) in ("old", "olds") or tokens.lows(unit[3], 2) == "of age"):
        return (AGE, one, "", unit[3]) if (unit[0], int(unit[1])) == ("month", 12) else unit
    if unit and not (number.fraction and joint == after and number.value < 1 and tokens.low(after) == "times"):
        return unit
    return unit or _part_of_many(tokens, number)


def _part_of_many(tokens: Tokens, number: Number) -> tuple[str, Decimal, str, int]:
    """Read "in three" of "one in three" and "out of ten" of "nine out of ten" as a division."""
    at, one = number.after, Decimal(1)
    if number.fraction:
        return "share", one, "", at
    skip = {"in": 1, "out": 2 if tokens.low(at + 1) == "of" else 0}.get(tokens.low(at), 0)
    skip += skip == 2 and tokens.low(at + 2) in ("every", "each")
    whole = read_number(tokens, at + skip) if skip and not number.scaled else None
    if whole and whole.value in (2, 3, 4, 5, 6, 7, 8, 9, 10, 100) and number.value < whole.value and not whole.ordinal:
        plain = not (read_unit(tokens, whole.after) or whole.fraction)
        if plain and (skip > 1 or number.value == 1 or whole.value >= 10):
            return "share", one / whole.value, "", whole.after
    if _an_age(tokens, at):
        return AGE, one, "", at
    return "", one, "", at


def _numbered(tokens: Tokens, at: int) -> bool:
    """Tell whether the number at token `at` is a place in a row: "number one", "No. 5", "World War Two"."""
    return tokens.low(at - 1) in ("number", "#") or tokens.lows(at - 2, 2) in ("no .", "world war")


def _roman(tokens: Tokens, at: int) -> tuple[Amount, int] | None:
    """Read the "II" of "World War II" and the "VIII" of "Henry VIII"."""
    numbered = tokens.low(at - 1) in _NUMBERED or tokens.lows(at - 2, 2) == "world war"
    place = _ROMAN.get(tokens[at].text) or (tokens[at].text == "I" and numbered)
    named = numbered or (tokens[at - 1].text[:1].isupper() and tokens[at - 1].text[1:].islower())
    return (Amount(Decimal(place), Decimal(place), Decimal(1), "ordinal"), at + 1) if place and named else None


def _an_age(tokens: Tokens, after: int) -> bool:
    """Tell whether the bare number before token `after` is somebody's age: "aged 33", "Ana Brook, 33, said"."""
    if tokens.low(after - 2) == "aged" or tokens.lows(after - 3, 2) == "age of":
        return True
    commas = tokens.low(after - 2) == "," and tokens.low(after) == ","
    return commas and len(tokens.low(after - 1)) <= 3 and tokens[after - 3].text[:1].isupper()


def _range(tokens: Tokens, first: _Piece, at: int, between: bool) -> tuple[Amount, int] | None:
    """Read the end of a range or score whose first number was read."""
    here = first.after
    dash = tokens.dash(here)
    joins = dash or tokens.low(here) == ("and" if between else "to")
    if not joins or first.number.ordinal or tokens.low(at - 1) == "from":
        return None
    last = _piece(tokens, here + 1)
    if last is None or last.number.ordinal:
        return None
    alone = not first.unit
    if not last.unit and is_money(first.unit):  # "$15–20 million"
        last, alone = replace(last, unit=first.unit), True
    if first.unit not in ("", last.unit):
        return None
    start = _like(first, last) if alone else first
    amount = _amount(start, last)
    if amount.low >= amount.high and (amount.unit or not dash or first.number.scaled):
        return None
    return replace(amount, unit=last.unit, grain=min(start.number.grain * start.factor, amount.grain)), last.after


def _like(first: _Piece, last: _Piece) -> _Piece:
    """Give a bare number the unit of the one that ends its range, and its million: "5 to 7 million dollars"."""
    piece = replace(first, unit=last.unit, factor=last.factor)
    value = first.number.value * _scale_of(last.number.value)
    if first.number.scaled or not last.number.scaled or value >= last.number.value:
        return piece
    return replace(piece, number=replace(first.number, value=value, grain=grain_of(value)))


def _scale_of(value: Decimal) -> Decimal:
    return next((Decimal(10**power) for power in (12, 9, 6, 3) if value >= 10**power), Decimal(1))


def _lent(tokens: Tokens, first: _Piece, at: int) -> _Piece:
    """Give the first number of "from 5 to 7 percent" and "687 and 760 nm" the unit that stands behind the second."""
    joint = tokens.low(first.after)
    if (
        first.unit
        or first.number.ordinal
        or not ((joint == "to" and tokens.low(at - 1) == "from") or joint in ("and", "or"))
    ):
        return first
    last = _piece(tokens, first.after + 1)
    if last is None or last.number.ordinal or last.number.fraction:
        return first
    return replace(_like(first, last), after=first.after)


def _multiple(tokens: Tokens, at: int) -> tuple[Amount, int] | None:
    times = _MULTIPLES.get(tokens.low(at))
    if not times:
        return None
    rate, after = read_rate(tokens, at + 1) or ("", at + 1)
    return Amount(Decimal(times), Decimal(times), Decimal(1), "x", rate), after


def _vague(tokens: Tokens, at: int) -> tuple[Amount, int] | None:
    """Read "hundreds", "tens of thousands": from two of them to ten, or to a thousand of those beyond hundreds."""
    first = _VAGUE.get(tokens.low(at), 0)
    of = _VAGUE.get(tokens.low(at + 2), 0) if tokens.low(at + 1) == "of" else 0
    if not first or (first == 10 and not of):
        return None
    one = Decimal(first * (of or 1))
    most = one * (10 if one < 1000 or of else 1000)
    after = at + (3 if of else 1)
    base, factor, end = "", Decimal(1), after
    if tokens.low(after) == "of":  # "hundreds of miles", "billions of euros"
        unit, named = read_unit(tokens, after + 1), name_after(tokens, after + 1)
        base, factor, end = named or (unit and (unit[0], unit[1], unit[3])) or (base, factor, end)
    return Amount(2 * one * factor, most * factor, one * factor, base, bound=Bound.ABOUT), end
