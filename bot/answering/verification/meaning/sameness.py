"""Whether two words say the same, and whether one denies the other."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.language.text import Token
from bot.answering.verification.meaning.tables import converses

SAME: Final = 1.0
DERIVED: Final = 0.95
ALIKE: Final = 0.9
"""How sure it is that words say the same: forms of one word, words of one family, words of one group."""


def sameness(one: Token, other: Token) -> float:
    """Return how surely the words say the same, 0 if nothing says so."""
    if one.low == other.low:
        return SAME
    if one.degree != other.degree:
        return 0.0
    if one.lemmas & other.lemmas:
        return SAME
    if one.name and other.name and not one.family & other.family:
        return SAME if one.stem == other.stem else DERIVED if _of_its_people(one.low, other.low) else 0.0
    if one.family & other.family or one.root == other.root:
        return DERIVED
    return ALIKE if one.groups & other.groups else 0.0


def _of_its_people(one: str, other: str) -> bool:
    """Tell whether one name is of the people of the other: Malta and Maltese, Amalfi and Amalfitan."""
    for place, people in ((one, other), (other, one)):
        for ending in ("itan", "ese", "ian", "ish", "an", "ic", "i", "n"):
            base = people.removesuffix(ending)
            if base != people and len(base) > 3 and place.startswith(base) and len(place) - len(base) <= 2:
                return True
    return False


def converse(one: Token, other: Token) -> bool:
    """Tell whether the words may name one event from its two sides: "buy" and "sell"."""
    return any((side ^ 1) in other.sides and side in converses() for side in one.sides)


def opposed(one: Token, other: Token) -> bool:
    """Tell whether one of the words denies the other."""
    if not one.sides or not other.sides:
        return False
    against = one.degree == other.degree and any((side ^ 1) in other.sides for side in one.sides)
    return against and not sameness(one, other)
