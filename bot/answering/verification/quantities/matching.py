"""Whether one quantity of a quote bears out one of a claim, and if not, whether the two can both be true."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import Final

from bot.answering.verification.quantities.calendars import compare_days
from bot.answering.verification.quantities.clocks import HALF_DAY
from bot.answering.verification.quantities.money import is_money
from bot.answering.verification.quantities.quantity import Amount, Bound, Clock, Code, Day, Quantity, Role
from bot.answering.verification.quantities.units import unit_borne_out


class Fit(Enum):
    """How a quantity of a quote stands to one of a claim."""

    BORNE_OUT = "borne out"
    IMPLIED = "implied"
    """It follows, if both speak of the same thing: "more than 50" from "52"."""
    OTHERWISE = "otherwise"
    """Both speak of the same kind of thing, and differ."""
    OPEN = "open"
    """Of the same kind, and it cannot be told: "about 50" and "50"."""
    APART = "apart"
    """Not of one kind."""


_ENDS: Final = {Role.START, Role.END}
MILLION: Final = 10**6
"""From here on a number may leave out its currency: "from $3 million to 5 million"."""
LAST_WORDED: Final = 3
"""Up to the third, an ordinal is hardly ever a day of the month: "the 17th"."""
VAGUELY: Final = 2
"""How many hundreds "hundreds" are at least."""
_SAME: Final = Decimal("1e-15")


def compare(claimed: Quantity, said: Quantity) -> Fit:
    """Compare a claim's quantity with a quote's."""
    fit = _compare_values(claimed.value, said.value)
    if fit in (Fit.BORNE_OUT, Fit.IMPLIED) and _swapped(claimed.role, said.role, isinstance(claimed.value, Amount)):
        return Fit.OTHERWISE
    return fit


def _swapped(claimed: Role, said: Role, amount: bool) -> bool:
    """Tell whether one is a start and the other an end, or one by how much something changed and the other to what."""
    if claimed is said or Role.NONE in (claimed, said):
        return False
    return amount or {claimed, said} == _ENDS


def _compare_values(claimed: object, said: object) -> Fit:
    match claimed, said:
        case Amount(), Amount():
            return _compare_amounts(claimed, said)
        case Day(), Day():
            return Fit(compare_days(claimed, said))
        case Clock(), Clock():
            return _compare_clocks(claimed, said)
        case Code(), Code():
            return Fit.BORNE_OUT if claimed.text == said.text else Fit.OPEN
        case _:
            return _compare_kinds(claimed, said)


def _compare_kinds(claimed: object, said: object) -> Fit:
    match claimed, said:
        case Day(), Amount():
            return _year_and_number(claimed, said)
        case Amount(unit="ordinal"), Day():
            return Fit.BORNE_OUT if claimed.low == said.day > LAST_WORDED else Fit.APART
        case Amount(), Day():
            return _year_and_number(said, claimed)
        case _:
            return Fit.APART


def _year_and_number(day: Day, amount: Amount) -> Fit:
    """Four digits may be read as a year here and as a number there."""
    plain = amount.unit == "" and amount.bound is Bound.EXACT and amount.low == amount.high
    alone = not (day.month or day.part or day.season) and day.first_year == day.last_year
    return Fit.BORNE_OUT if plain and alone and day.first_year == amount.low else Fit.APART


def _compare_clocks(claimed: Clock, said: Clock) -> Fit:
    if claimed.zone and claimed.zone != said.zone:
        return Fit.OTHERWISE if said.zone else Fit.OPEN
    if claimed.minute == said.minute:
        return Fit.BORNE_OUT
    if claimed.minute % HALF_DAY == said.minute % HALF_DAY and (claimed.half_told or said.half_told):
        return Fit.BORNE_OUT if claimed.half_told else Fit.OPEN
    return Fit.OTHERWISE


def _compare_amounts(claimed: Amount, said: Amount) -> Fit:
    elided = claimed.unit == "" and is_money(said.unit) and claimed.low >= MILLION
    if not elided and not unit_borne_out(claimed.unit, said.unit):
        return Fit.APART
    if (
        "" in (claimed.unit, said.unit) and claimed.unit != said.unit
    ):  # a number that tells an age, a part or money alone
        same = claimed.bound is said.bound and claimed.low == said.low and claimed.high == said.high
        return Fit.BORNE_OUT if same else Fit.APART
    if claimed.rate and said.rate and claimed.rate != said.rate:
        return Fit.OTHERWISE
    scored = claimed.low > claimed.high or said.low > said.high
    if scored:
        same = (claimed.low, claimed.high) == (said.low, said.high)
        return Fit.BORNE_OUT if same else Fit.OTHERWISE
    thirds = claimed.unit == "share" and _same_part(claimed, said)
    return Fit.BORNE_OUT if thirds else _within_bounds(claimed, said)


def _same_part(claimed: Amount, said: Amount) -> bool:
    """A third is 33% and 33.3%: thirds have no last digit to be exact to."""
    thirds = {amount.low for amount in (claimed, said) if len(amount.low.as_tuple().digits) > 20}
    close = abs(claimed.low - said.low) <= Decimal("0.005")
    return bool(thirds) and close and claimed.low == claimed.high and claimed.bound is said.bound


def _within_bounds(claimed: Amount, said: Amount) -> Fit:
    equal = _equal(claimed.low, said.low) and _equal(claimed.high, said.high)
    if equal and _bound_alike(claimed.bound, said.bound):
        return Fit.BORNE_OUT
    if equal and _side(claimed.bound) * _side(said.bound) < 0:
        return Fit.OTHERWISE
    (low, high), (said_low, said_high) = _limits(claimed), _limits(said)
    if said_high < low or said_low > high or _other_limit(claimed, said):
        return Fit.OTHERWISE
    alike = _side(claimed.bound) == _side(said.bound) or said.bound in (Bound.EXACT, Bound.ABOUT)
    ranges = claimed.low < claimed.high and claimed.low != VAGUELY * claimed.grain
    rough = claimed.bound is said.bound is Bound.ABOUT and claimed.low == claimed.high
    other_limit = (rough or said.bound in _LIMITS) and claimed.low != said.low
    # "more than 40" follows from "more than 50", and is still not what it says
    if claimed.bound is Bound.EXACT or ranges or other_limit or not alike or said_low < low or said_high > high:
        return Fit.OPEN
    return Fit.OTHERWISE if _beyond(claimed, said) else Fit.IMPLIED


def _bound_alike(claimed: Bound, said: Bound) -> bool:
    """Tell whether two bounds of one number say the same: "within", "in" and "at most an hour" do."""
    return claimed is said or (Bound.WITHIN in (claimed, said) and {claimed, said} <= _UP_TO)


def _other_limit(claimed: Amount, said: Amount) -> bool:
    """Tell whether two bounds set different limits: within six weeks is not within nine; "over 1,000" rounds 1,200."""
    bounds = {claimed.bound, said.bound}
    one_side = _side(claimed.bound) == _side(said.bound) != 0 and claimed.grain <= said.grain
    return (one_side or (Bound.WITHIN in bounds and bounds <= _UP_TO)) and not _equal(claimed.high, said.high)


_UP_TO: Final = frozenset({Bound.WITHIN, Bound.AT_MOST, Bound.EXACT})
_LIMITS: Final = frozenset({Bound.WITHIN, Bound.MORE, Bound.AT_LEAST, Bound.LESS, Bound.AT_MOST, Bound.NEARLY})


def _beyond(claimed: Amount, said: Amount) -> bool:
    """Tell whether a limit that excludes its own number is claimed of that number: "more than 50" of 50."""
    excludes = claimed.bound in (Bound.MORE, Bound.LESS, Bound.NEARLY)
    return excludes and said.bound is Bound.EXACT and claimed.low in (said.low, said.high) and said.low == said.high


def _equal(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _SAME * max(abs(one), abs(other))


def _side(bound: Bound) -> int:
    above = bound in (Bound.MORE, Bound.AT_LEAST)
    return 1 if above else -1 if bound in _BELOW else 0


_BELOW: Final = frozenset({Bound.LESS, Bound.AT_MOST, Bound.NEARLY, Bound.WITHIN})


def _limits(amount: Amount) -> tuple[Decimal, Decimal]:
    """Return what the amount may be at least and at most."""
    low, high = amount.low, amount.high
    slack = min(amount.grain / 2, abs(low) / 10)
    match amount.bound:
        case Bound.MORE | Bound.AT_LEAST:
            return low, Decimal("Infinity")
        case Bound.LESS | Bound.AT_MOST | Bound.WITHIN:
            return Decimal("-Infinity"), high
        case Bound.NEARLY:
            return low - max(slack, abs(low) / 20), high
        case Bound.ABOUT:
            return low - slack, high + slack
        case _:
            return low, high
