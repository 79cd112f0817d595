"""What the quantities of a claim lack in its quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answering.verification.judgement import Finding
from bot.answering.verification.quantities.lenience import filled, rate_missing, reckoned, worded_otherwise
from bot.answering.verification.quantities.matching import Fit, compare
from bot.answering.verification.quantities.money import is_money
from bot.answering.verification.quantities.numbers import ONES, SCALES, TENS
from bot.answering.verification.quantities.quantity import Amount, Clock, Code, Day, Quantity, Role
from bot.answering.verification.quantities.reading import read
from bot.answering.verification.quantities.territory import ENDS, STARTS, Territory, likeness, territories

MARGIN: Final = 2
"""How much more the words around a number must speak for another number of the quotes."""
NUMBER_WORDS: Final = frozenset((*ONES, *TENS, *SCALES))
MOST_CLAIMED: Final = 60
MOST_SAID: Final = 400
"""Numbers beyond which nobody reads a claim or a quote; the comparison is theirs times each other."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A quantity with its words and its territory."""

    quantity: Quantity
    words: str
    around: Territory


def quantity_findings(claim: str, quotes: Sequence[str]) -> list[Finding]:
    """Return what the quotes do not bear out of the claim's quantities, or contradict; an empty list is well."""
    claimed = [_with_role(each) for each in _placed(claim)]
    if not claimed:
        return []
    said = _with_years([each for quote in quotes for each in _placed(quote)][:MOST_SAID])
    findings = [_finding(each, claimed[:MOST_CLAIMED], said, (claim, quotes)) for each in claimed[:MOST_CLAIMED]]
    findings.append(_more_often(claimed, said))
    if len(claimed) > MOST_CLAIMED:
        findings.append(Finding("numbers", "It has more numbers than can be checked."))
    return list(dict.fromkeys(finding for finding in findings if finding))


def quantity_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of `text` that are quantities, in characters, the end exclusive."""
    return [(each.start, each.end) for each in read(text)[1]]


def _placed(text: str) -> list[_Placed]:
    tokens, quantities = read(text)
    around = territories(tokens, quantities)
    return [_Placed(each, " ".join(text[each.start : each.end].split()), around[each.first]) for each in quantities]


def _more_often(claimed: list[_Placed], said: list[_Placed]) -> Finding | None:
    """Find a number said twice that the quotes say once: it stands in the place of another."""
    times = Counter(each.quantity.value for each in claimed)
    for value, count in times.items():
        if count > 1 and count > sum(each.quantity.value == value for each in said) > 0:
            each = next(each for each in claimed if each.quantity.value == value)
            return Finding(_check(each.quantity), f"It says “{each.words}” more often than the quotes do.")
    return None


def _with_role(claimed: _Placed) -> _Placed:
    """Tell from the words around a date which end of a life or a span it is, where nothing else tells."""
    starts, ends = (any(word in claimed.around.words for word in words) for words in (STARTS, ENDS))
    day = claimed.quantity.value
    if not isinstance(day, Day) or day.first_year is None or claimed.quantity.role is not Role.NONE or starts == ends:
        return claimed
    return replace(claimed, quantity=replace(claimed.quantity, role=Role.START if starts else Role.END))


def _with_years(said: list[_Placed]) -> list[_Placed]:
    values = filled([each.quantity for each in said])
    return [replace(each, quantity=value) for each, value in zip(said, values, strict=True)]


def _finding(
    claimed: _Placed, claims: list[_Placed], said: list[_Placed], texts: tuple[str, Sequence[str]]
) -> Finding | None:
    label = claimed.around.label
    named = [each for each in said if each.around.label == label] if label else []
    fits = [(_compared(claimed, each), each) for each in named or said]
    borne_out = [each for fit, each in fits if fit is Fit.BORNE_OUT] or _implied(claimed, fits)
    if borne_out:
        return _of_another(claimed, claims, borne_out, fits) or _per_something_else(claimed, borne_out, *texts)
    heads = claimed.around.heads
    others = [each.quantity for each in said if not heads & each.around.heads]
    if reckoned(claimed.quantity, others, [each.quantity for each in said]) or worded_otherwise(
        claimed.quantity, heads, [each.quantity for each in said], texts[1]
    ):
        return None
    return _not_said(claimed, fits)


def _not_said(claimed: _Placed, fits: list[tuple[Fit, _Placed]]) -> Finding:
    """Return what is wrong with a quantity that nothing bears out."""
    check = _check(claimed.quantity)
    other = _otherwise(claimed, fits)
    if other and claimed.words == other.words:
        return Finding(check, f"“{claimed.words}” is denied in the quotes, or in the claim alone.", contradicts=True)
    if other:
        return Finding(check, f"It says “{claimed.words}”, the quotes say “{other.words}”.", contradicts=True)
    unit = next((each for fit, each in fits if fit is Fit.APART and _only_the_unit_differs(claimed, each)), None)
    if unit:
        check = "currency" if _money(claimed) and _money(unit) else "units"
        return Finding(check, f"It says “{claimed.words}”, the quotes say “{unit.words}”.", contradicts=True)
    loose = next((each for fit, each in fits if fit is Fit.OPEN), None)
    if loose:
        return Finding(check, f"It says “{claimed.words}”, the quotes say only “{loose.words}”.")
    return Finding(check, f"Nothing in the quotes says “{claimed.words}”.", final=_measures(claimed.quantity.value))


def _compared(claimed: _Placed, said: _Placed) -> Fit:
    """Compare two quantities; which end of a change an amount is does not matter where both are told of one day."""
    days = {word for word in claimed.around.words if word.startswith("#")}
    if isinstance(claimed.quantity.value, Amount) and days & said.around.words.keys():
        return compare(replace(claimed.quantity, role=Role.NONE), said.quantity)
    return compare(claimed.quantity, said.quantity)


def _otherwise(claimed: _Placed, fits: list[tuple[Fit, _Placed]]) -> _Placed | None:
    """Return the quantity of the quotes that the claimed one contradicts; none where they have its figure as well."""
    differing = [each for fit, each in fits if fit is Fit.OTHERWISE]
    same_figure = [each for each in differing if _of_one_figure(claimed, each)]
    against = [each for each in differing if _of_the_same(claimed, each)]
    if not same_figure and any(fit is Fit.OPEN and _of_one_figure(claimed, each) for fit, each in fits):
        return None
    return next(iter(same_figure or against), None)


def _of_one_figure(claimed: _Placed, said: _Placed) -> bool:
    one, other = claimed.quantity.value, said.quantity.value
    return isinstance(one, Amount) and isinstance(other, Amount) and (one.low, one.unit) == (other.low, other.unit)


def _measures(value: object) -> bool:
    """Tell whether a quantity is one that nobody reckons from what is listed: of a unit, or by the clock."""
    counts = ("", "ordinal", "share")
    return isinstance(value, Clock) or (isinstance(value, Amount) and (value.unit not in counts or value.rate != ""))


def _implied(claimed: _Placed, fits: list[tuple[Fit, _Placed]]) -> list[_Placed]:
    """Return the quantities that imply the claimed one, if their words are nearer to its own than all others' are."""
    near = dict.fromkeys(Fit, 0)
    for fit, each in fits:
        near[fit] = max(near[fit], likeness(claimed.around, each.around))
    nearer = near[Fit.IMPLIED] >= max(1, near[Fit.OTHERWISE], near[Fit.OPEN] + 1)
    alone = not any(fit in (Fit.OTHERWISE, Fit.OPEN) for fit, _ in fits) and _has_unit(claimed)
    return [each for fit, each in fits if fit is Fit.IMPLIED] if nearer or alone else []


def _has_unit(placed: _Placed) -> bool:
    return isinstance(placed.quantity.value, Amount) and placed.quantity.value.unit != ""


def _of_another(
    claimed: _Placed, claims: list[_Placed], borne_out: list[_Placed], fits: list[tuple[Fit, _Placed]]
) -> Finding | None:
    """Find that the words around a number are in the quotes another number's: "9 dead" of "9 injured, 4 dead"."""
    own = max(likeness(claimed.around, each.around) for each in borne_out)
    for fit, each in fits:
        margin = 3 * MARGIN if _is_ordinal(claimed) else MARGIN  # few words tell the third round from the first
        if fit not in (Fit.OTHERWISE, Fit.OPEN) or likeness(claimed.around, each.around) < own + margin:
            continue
        if _of_one_shape(claimed, each) and _changed_places(claimed, claims, borne_out, each):
            reason = f"It says “{claimed.words}” of what the quotes say “{each.words}” of."
            return Finding(_check(claimed.quantity), reason, contradicts=True)
    return None


def _is_ordinal(placed: _Placed) -> bool:
    return isinstance(placed.quantity.value, Amount) and placed.quantity.value.unit == "ordinal"


def _of_one_shape(claimed: _Placed, said: _Placed) -> bool:
    """Tell whether one could be put for the other: a day is not mistaken for a year."""
    one, other = claimed.quantity.value, said.quantity.value
    if not isinstance(one, Day) or not isinstance(other, Day):
        return True
    return (one.day > 0, one.month > 0, one.weekday > "") == (other.day > 0, other.month > 0, other.weekday > "")


def _changed_places(claimed: _Placed, claims: list[_Placed], borne_out: list[_Placed], rival: _Placed) -> bool:
    """Tell whether a number and its rival, where that is claimed as well, fit better the other way round."""
    for other in claims:
        if other is not claimed and compare(other.quantity, rival.quantity) is Fit.BORNE_OUT:
            straight = max(likeness(claimed.around, each.around) for each in borne_out)
            turned = max(likeness(other.around, each.around) for each in borne_out)
            straight += likeness(other.around, rival.around)
            turned += likeness(claimed.around, rival.around)
            return turned >= straight + MARGIN
    return True


def _per_something_else(
    claimed: _Placed, borne_out: list[_Placed], claim: str, quotes: Sequence[str]
) -> Finding | None:
    if not isinstance(claimed.quantity.value, Amount):
        return None
    rate = claimed.quantity.value.rate
    rates = [each.quantity.value.rate for each in borne_out if isinstance(each.quantity.value, Amount)]
    missing = (rate_missing(rate, said, quotes if rate else [claim]) for said in rates)
    return Finding("units", f"The quotes say “{borne_out[0].words}”.") if rates and all(missing) else None


def _check(quantity: Quantity) -> str:
    match quantity.value:
        case Day():
            return "dates"
        case Clock():
            return "times"
        case _:
            return "numbers"


def _of_the_same(claimed: _Placed, said: _Placed) -> bool:
    """Tell whether two numbers that differ are of one thing: with a unit they are, counts if they count the same."""
    value = claimed.quantity.value
    if isinstance(value, Code) or not isinstance(value, Amount) or value.unit not in ("", "ordinal", "share"):
        return True
    if value.unit == "share":
        return likeness(claimed.around, said.around) > 0
    near = value.unit == "" and likeness(claimed.around, said.around) >= MARGIN
    return near or bool(claimed.around.heads & said.around.heads)


def _only_the_unit_differs(claimed: _Placed, said: _Placed) -> bool:
    one, other = claimed.quantity.value, said.quantity.value
    if not isinstance(one, Amount) or not isinstance(other, Amount) or "ordinal" in (one.unit, other.unit):
        return False
    if is_money(one.unit) and is_money(other.unit):
        return True
    both = one.unit and other.unit
    return bool(both) and _digits(claimed.words) == _digits(said.words)


def _money(placed: _Placed) -> bool:
    return isinstance(placed.quantity.value, Amount) and is_money(placed.quantity.value.unit)


def _digits(words: str) -> str:
    digits = "".join(sign for sign in words if sign.isdecimal())
    spelt = (word for word in words.lower().replace("-", " ").split() if word in NUMBER_WORDS)
    return digits or next(spelt, words.lower().partition(" ")[0])
