"""Which number words mean a number where they stand: "one" is often a pronoun, "second" a unit, "half" of a match."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.quantities.numbers import Number
from bot.answering.verification.quantities.tokens import Tokens, stem, word_set
from bot.answering.verification.quantities.units import read_unit

_NOT_A_COUNT_BEFORE: Final = word_set(
    "no any every some each this that the which another only big good new old only last next"
)
_NOT_A_COUNT_AFTER: Final = word_set("more day point time stage hand side thing way another such")
_POINTING: Final = word_set(
    "the a his her its their our my your this that every in finished finish placed came ranked s each and or was is"
    " runners"
)
_NOT_PLACES: Final = {
    "first": {"all", "foremost", "hand", "name", "names", "aid", "lady", "glance", "sight", "instance"},
    "second": {"thoughts", "hand", "nature", "the", "guess"},
}
_ONE_OF_TWO: Final = word_set("first second other latter former top bottom opening closing final third")
_HALVED: Final = word_set("of the its their his her our all a an that those these what as")
_DURATION_AROUND: Final = word_set(
    "for after within in lasting lasted lasts takes took take about than spent nearly almost over under later earlier"
    " ago long before"
)


def a_number(tokens: Tokens, at: int, number: Number, has_unit: bool, bounded: bool) -> bool:
    """Tell whether what was read as a number at token `at` is meant as one; `bounded` after "about" and the like."""
    word = tokens.low(at)
    if number.fraction and word in ("half", "quarter"):
        return _a_half(tokens, at, number, bounded)
    if word in ("a", "an") and number.after == at + 1:
        return _an_hour(tokens, at, bounded)
    if word == "one" and number.after == at + 1 and tokens.low(at - 1) != "number":
        return _a_one(tokens, at, has_unit)
    if number.ordinal and word == "second" and number.after == at + 1:
        return _a_second(tokens, at)
    if number.ordinal and word == "first":
        behind = tokens.low(tokens.past_dash(at + 1) + (tokens.low(at + 1) == "of"))
        return tokens.low(at - 1) != "at" and behind not in _NOT_PLACES["first"]
    return not (number.fraction and tokens.glued(at) and tokens.words(at - 1))


def _a_half(tokens: Tokens, at: int, number: Number, bounded: bool) -> bool:
    before, behind = tokens.low(at - 1), tokens.low(at + 1)
    if number.after > at + 1 and not number.fraction:
        return True
    if tokens.low(at) == "quarter":
        return behind == "of" and before not in _ONE_OF_TWO
    tied = tokens.dash(at + 1) and tokens.glued(at + 1)
    if before in _ONE_OF_TWO or tokens.dash(at - 1) or (tied and tokens.low(at + 2) not in ("hour", "day", "mile")):
        return False
    plural = behind.endswith("s") or behind in ("people", "men", "women", "children")
    return bounded or before in ("by", "in", "than", "one", "a") or behind in _HALVED or plural


def _an_hour(tokens: Tokens, at: int, bounded: bool) -> bool:
    """Tell whether "a year" is a duration, as after "for" or before "ago"; elsewhere it is an article and a noun."""
    unit = read_unit(tokens, at + 1)
    around = tokens.low(at - 1) in _DURATION_AROUND or (unit and tokens.low(unit[3]) in _DURATION_AROUND)
    return bool(unit and unit[0] in ("s", "month") and (bounded or around))


def _a_one(tokens: Tokens, at: int, has_unit: bool) -> bool:
    behind = tokens.low(at + 1)
    if tokens.low(at - 1) in _NOT_A_COUNT_BEFORE or behind in _NOT_A_COUNT_AFTER:
        return False
    tied = tokens.dash(at + 1) and tokens.glued(at + 1)
    return has_unit or tied or bool(stem(behind))


def _a_second(tokens: Tokens, at: int) -> bool:
    before, behind = tokens.low(at - 1), tokens.low(tokens.past_dash(at + 1))
    if behind in _NOT_PLACES["second"] or before in ("per", "split"):
        return False
    return (bool(stem(behind)) and before in _POINTING) or before in ("finished", "came", "placed", "ranked")
