"""Which sentence of a newer version is which of the older one, altered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from bot.answering.answer import Quote
from bot.errors import Stopped
from index.search.terms import content_terms, words

ALIKE: Final = 0.5
"""How alike, 0..1, a gone sentence and a new one are that are one, altered: chosen by reading real edits."""
ALIKE_ELSEWHERE: Final = 0.7
"""The same where they stand under different headings."""
COMMON: Final = 200
"""A word that more of the new sentences share than this leads from a gone one to none of them."""
RAREST: Final = 6
"""Words of a gone sentence that lead to new ones: those that the fewest share."""
LOOKED_AT: Final = 4
"""New sentences that a gone one is held against word by word: those that share the most telling words with it."""

Pair = tuple[int, int]
"""Where a gone sentence stands among the gone ones, and a new one among the new ones."""


def altered(went: Sequence[Quote], came: Sequence[Quote], stopped: Callable[[], bool]) -> list[Pair]:
    """Return which of the sentences that went are like which that came, each in one pair at most.

    Raises Stopped.
    """
    terms = [frozenset(content_terms(each.text)) for each in came]
    found_in: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(terms):
        for term in each:
            found_in[term].append(number)
    likely: list[tuple[float, Pair]] = []
    for number, sentence in enumerate(went):
        if stopped():
            raise Stopped("Stopped.")
        likely.extend((alike, (number, other)) for other, alike in _like(sentence, came, terms, found_in))
    return list(_each_once(likely))


def _like(
    sentence: Quote, came: Sequence[Quote], terms: Sequence[frozenset[str]], found_in: Mapping[str, list[int]]
) -> Iterator[tuple[int, float]]:
    """Yield which of the new sentences are like this one, and how much."""
    telling, said = content_terms(sentence.text), words(sentence.text)
    mine = frozenset(telling)
    places = sorted((found_in[term] for term in telling if term in found_in), key=len)[:RAREST]
    near = Counter(number for found in places if len(found) <= COMMON for number in found)
    for number, _ in near.most_common(LOOKED_AT):
        other = came[number]
        shared = 2 * len(mine & terms[number]) / (len(mine) + len(terms[number]))
        in_order = SequenceMatcher(None, said, words(other.text), autojunk=False).ratio()
        alike = (shared + in_order) / 2
        if alike >= (ALIKE if sentence.heading == other.heading else ALIKE_ELSEWHERE):
            yield number, alike


def _each_once(likely: Sequence[tuple[float, Pair]]) -> Iterator[Pair]:
    """Yield the pairs, the most alike first, that take no sentence which one before them took."""
    gone: set[int] = set()
    new: set[int] = set()
    for _, (old, other) in sorted(likely, key=lambda each: (-each[0], each[1])):
        if old not in gone and other not in new:
            gone.add(old)
            new.add(other)
            yield old, other
