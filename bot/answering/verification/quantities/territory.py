"""Which words a quantity belongs to: in "4 dead and 9 injured" the injured are nine.

The words between two quantities of one kind are shared out at the strongest break between them; what stands before the
first is the later ones' too, unless they have a beginning of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.answering.verification.quantities.quantity import Amount, Clock, Code, Day, Quantity
from bot.answering.verification.quantities.tokens import Tokens, stem, word_set
from index.search.terms import FUNCTION_WORDS

STARTS: Final = frozenset({"born", "birth", stem("founded")})
ENDS: Final = frozenset({stem("died"), stem("closed"), "finish", "complet", "conclud", "disband"})
"""Stems of words for the beginning and the end of lives, spans and things."""
_SENTENCE_ENDS: Final = frozenset(".!?;\n")
_JOINS: Final = word_set("and but while whereas or versus vs against compared than")
_WITHIN: Final = word_set("of a an the its his her their this that")
"""Function words that no phrase is cut at: "on a budget of $5"."""
_OF_THE: Final = 2
"""Words between the two numbers of "nine of the twelve jurors", which are of the same thing."""
_CUTS: Final = FUNCTION_WORDS - _WITHIN
_COMMAS: Final = frozenset(",()[]:") | frozenset({"—"})


@dataclass(frozen=True, slots=True)
class Territory:
    """The stems that belong to a quantity, with their weights; those next to it; and the name it is part of."""

    words: Mapping[str, int]
    heads: frozenset[str]
    label: str


@dataclass(frozen=True, slots=True)
class _Side:
    """Content words on one side of a quantity, in reading order."""

    stems: tuple[str, ...]
    weights: tuple[int, ...]


def territories(tokens: Tokens, quantities: tuple[Quantity, ...]) -> dict[int, Territory]:
    """Return each quantity's territory by the quantity's first token."""
    labels = {at: label for each in quantities for at, label in _labels(each)}
    taken = {at for each in quantities for at in range(each.first, each.after)}
    found: dict[int, Territory] = {}
    for kinds in ((Day, Clock), (Amount, Code)):
        row = [each for each in quantities if isinstance(each.value, kinds)]
        front = back = _Side((), ())
        for place, here in enumerate(row):
            before = row[place - 1] if place else None
            after = row[place + 1] if place + 1 < len(row) else None
            start = _cut(tokens, before.after, here.first) if before else 0
            end = _cut(tokens, here.after, after.first) if after else len(tokens)
            start, fresh = _sentence_start(tokens, start, here.first)
            own = _side(tokens, start, here.first, labels, taken)
            if after and tokens.low(here.after) == "of" and after.first - here.after <= _OF_THE:
                end = len(tokens) if place + 2 == len(row) else _cut(tokens, after.after, row[place + 2].first)
            rear = _side(tokens, here.after, _sentence_end(tokens, here.after, end), labels, taken)
            front = own if own.stems or fresh or before is None else front
            back = rear if rear.stems or fresh or _has_unit(here) else back
            found[here.first] = _territory(front, back, _counts(here), _label(tokens, here))
    return found


def likeness(one: Territory, other: Territory) -> int:
    """Return how much two territories have in common; words next to the quantity count most."""
    return sum(
        min(weight, other.words[word]) + (word in one.heads) + (word in other.heads)
        for word, weight in one.words.items()
        if word in other.words
    )


def _counts(quantity: Quantity) -> bool:
    return isinstance(quantity.value, Amount) and quantity.value.unit in ("", "ordinal")


def _label(tokens: Tokens, quantity: Quantity) -> str:
    """Return the stem of the name that a plain number is part of: "Article 5", "Table 3"."""
    name = tokens[quantity.first - 1].text
    return stem(name.lower()) if _counts(quantity) and name[:1].isupper() and name.isalpha() else ""


def _has_unit(quantity: Quantity) -> bool:
    return isinstance(quantity.value, Amount) and not _counts(quantity)


def _territory(front: _Side, back: _Side, counts: bool, label: str) -> Territory:
    words: dict[str, int] = {}
    for side in (front, back):
        for word, weight in zip(side.stems, side.weights, strict=True):
            words[word] = max(weight, words.get(word, 0))
    heads = set(back.stems[:1])
    if not counts or not heads:
        heads |= set(front.stems[-1:])
    return Territory(words, frozenset({label} if label else heads), label)


def _labels(quantity: Quantity) -> list[tuple[int, str]]:
    """Return what a quantity is called in the territory of one of the other kind."""
    match quantity.value:
        case Day() as day:
            told = [f"#{name}{value}" for name, value in _fields(day) if value]
            return [(quantity.first, " ".join(told))]
        case Amount() as amount:
            return [(quantity.first, f"#{amount.low.normalize()}{amount.unit}")]
        case _:
            return []


def _fields(day: Day) -> list[tuple[str, str]]:
    years = f"{day.first_year}" if day.first_year is not None else ""
    return [("y", years), ("m", str(day.month or "")), ("d", str(day.day or "")), ("w", day.weekday),
            ("r", day.relative), ("s", day.season)]  # fmt: skip


def _side(tokens: Tokens, start: int, end: int, labels: Mapping[int, str], taken: set[int]) -> _Side:
    stems: list[str] = []
    weights: list[int] = []
    for at in range(start, end):
        if at in labels:
            told = labels[at].split()
            stems += told
            weights += [2] * len(told)
        elif at not in taken:
            word = stem(tokens.low(at).removesuffix("'s").removesuffix("’s"))
            if word and tokens.words(at):
                stems.append(word)
                weights.append(3 if tokens[at].text[0].isupper() and at > 0 else 1)
    return _Side(tuple(stems), tuple(weights))


def _cut(tokens: Tokens, start: int, end: int) -> int:
    """Return the token at which the words between two quantities are shared out."""
    best, strength = end, 0
    for at in range(start, end):
        word = tokens.low(at)
        here = 5 if _ends_sentence(tokens, at) else 4 if word in _JOINS else 3 if word in _COMMAS else 0
        inner = here == 4 and at == start and end - start > 2  # "the seventh and final season"
        if inner:
            here = 2
        elif not here and word in _CUTS:
            here = 1
        if here and here >= strength:
            best, strength = at, here
    return best


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    word = tokens.low(at)
    return word in _SENTENCE_ENDS and (word == ";" or not tokens.glued(at + 1))


def _sentence_start(tokens: Tokens, start: int, end: int) -> tuple[int, bool]:
    """Return where the sentence of a quantity begins at the earliest, and whether that is after `start`."""
    last = max((at for at in range(start, end) if _ends_sentence(tokens, at)), default=None)
    return (start, False) if last is None else (last + 1, True)


def _sentence_end(tokens: Tokens, start: int, end: int) -> int:
    return next((at for at in range(start, end) if _ends_sentence(tokens, at)), end)
