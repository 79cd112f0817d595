"""Which sentences a summary is made of: worth saying, unlike each other, from all over what was read.

Of every section the best few are kept as it is read, so that a book needs no more memory than its longest section; what
is said is chosen from those by maximal marginal relevance (Carbonell and Goldstein 1998).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.answering.answer import Quote
from bot.answering.summaries.extractive.focus import Focus
from bot.answering.summaries.extractive.leaning import leans
from bot.answering.summaries.extractive.worth import Scores, fit, similarities, word_vectors, worths
from bot.answering.summaries.material import Sentences, cut
from index.embedding import Vectors
from index.search.terms import content_terms

KEPT: Final = 8
"""Sentences kept of a section."""
MOST_AT_ONCE: Final = 1_000
"""Sentences held against each other: twice as many take four times the memory."""
ALIKE: Final = 0.85
"""Two sentences as alike as this say the same; only one of them is said."""
REPEATING: Final = 0.7
"""What is taken off a sentence's worth for being like one chosen before: this much of how alike they are."""
OPENING: Final = 0.3
"""What opening a document adds, to its second sentence half of it, and so on."""
NAMING: Final = 0.5
FIRST: Final = 1.0
"""How much more a headline is worth that names all of its document's title, and that is the first sentence."""
WORTH_SAYING: Final = 0.2
"""The share of the best sentence's worth below which a sentence is not said."""
SAME_SECTION: Final = 0.15
"""What is taken off for each sentence chosen before of the same section, of one of average length; of one twice
as long, half of that."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be said, of the section with this number, from 0, which has so many sentences in all.

    `vector` is None where there is no model. `leaning`: it goes on from the sentence `before` it, and only together
    with that one says of whom or of what it speaks.
    """

    quote: Quote
    section: int
    among: int
    worth: float
    vector: Vectors | None
    leaning: bool = False
    before: Quote | None = None


def candidates(section: Sentences, number: int, focus: Focus, *, opening: bool) -> list[Candidate]:
    """Return the best sentences of a section, the best first, none of which says what another one does.

    `opening`: it is the first section of its document.
    """
    runs = cut(section, MOST_AT_ONCE)
    found = [each for at, run in enumerate(runs) for each in _best(run, number, focus, opening=opening and at == 0)]
    return sorted(found, key=lambda each: -each.worth)[:KEPT]


def _best(section: Sentences, number: int, focus: Focus, *, opening: bool) -> list[Candidate]:
    texts = [quote.text for quote in section.quotes]
    alike = similarities(section)
    worth = worths(section, alike)
    scores = worth + OPENING / (1 + np.arange(len(texts))) * np.array(list(map(fit, texts))) if opening else worth
    scores = np.where(worth > 0, focus.weighed(section, scores), 0.0)
    chosen: list[int] = []
    for at in np.argsort(-scores, kind="stable"):
        if len(chosen) == KEPT:
            break
        if scores[at] > 0 and not any(alike[at, other] >= ALIKE for other in chosen):
            chosen.append(int(at))
    return [_candidate(section, at, number, float(scores[at])) for at in chosen]


def _candidate(section: Sentences, at: int, number: int, worth: float) -> Candidate:
    quote, vectors = section.quotes[at], section.vectors
    vector = None if vectors is None else vectors[at].copy()  # a view would hold those of the whole section
    before = section.quotes[at - 1] if at else None
    return Candidate(quote, number, len(section.quotes), worth, vector, leans(quote.text), before)


def line_of(found: Sequence[Candidate]) -> Candidate:
    """Return the one sentence to say of a section: the best of those that stand alone, if it is worth saying."""
    best = max(found, key=lambda each: each.worth)
    alone = (each for each in sorted(found, key=lambda each: -each.worth) if not each.leaning)
    return next((each for each in alone if each.worth >= WORTH_SAYING * best.worth), best)


def choose(offered: Sequence[Candidate], count: int, characters: int) -> list[Candidate]:
    """Return at most `count` candidates of at most so many characters in all, one at least, in reading order.

    One that leans on the sentence before it is said only after that one, unless there are no others, and what is worth
    little beside the best is not said because there is room.
    """
    if not offered:
        return []
    offered = _worth_saying(offered)
    alike = _likeness(offered)
    worth = np.array([each.worth for each in offered])
    sections = np.array([each.section for each in offered])
    crowding = SAME_SECTION * _usual_length(offered) / np.array([each.among for each in offered])
    nearest, crowded = np.zeros(len(offered)), np.zeros(len(offered))
    left = np.ones(len(offered), dtype=bool)
    ready = _standing(offered)
    chosen: list[int] = []
    room = characters
    while (left & ready).any() and len(chosen) < count:
        best = int(np.argmax(np.where(left & ready, worth - REPEATING * nearest - crowded, -np.inf)))
        left[best] = False
        length = len(offered[best].quote.text)
        if nearest[best] >= ALIKE or (chosen and length > room):
            continue
        chosen.append(best)
        ready |= np.array([each.before == offered[best].quote for each in offered])
        room -= length
        nearest = np.maximum(nearest, alike(best))
        crowded += crowding * (sections == sections[best])
    return sorted((offered[at] for at in chosen), key=lambda each: (each.section, each.quote.span))


def headline_of(offered: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, weighed as headlines: what names its document's subject, and opens it, says most."""
    opening = {number: at for at, number in enumerate(_in_opening_order(offered))}
    told = []
    for number, each in enumerate(offered):
        title = set(content_terms(each.quote.document.title))
        named = len(title & set(content_terms(each.quote.text))) / max(1, len(title))
        first = 1 / (1 + opening[number]) if number in opening else 0.0
        told.append(replace(each, worth=each.worth * (1 + NAMING * named + FIRST * first)))
    return told


def _in_opening_order(offered: Sequence[Candidate]) -> list[int]:
    """Return the places of the candidates of a first section, in reading order."""
    return sorted(
        (number for number, each in enumerate(offered) if each.section == 0), key=lambda at: offered[at].quote.span
    )


def _worth_saying(offered: Sequence[Candidate]) -> list[Candidate]:
    least = WORTH_SAYING * max(each.worth for each in offered)
    return [each for each in offered if each.worth >= least]


def _standing(offered: Sequence[Candidate]) -> NDArray[np.bool_]:
    """Return which candidates stand alone; where none does, all may be said."""
    standing = np.array([not each.leaning for each in offered])
    return standing if standing.any() else ~standing


def _usual_length(offered: Sequence[Candidate]) -> float:
    """Return how many sentences the sections have on average."""
    lengths = {each.section: each.among for each in offered}
    return sum(lengths.values()) / max(1, len(lengths))


def _likeness(offered: Sequence[Candidate]) -> Callable[[int], Scores]:
    """Return what tells how alike a candidate is to each of them, 0..1."""
    vectors = [each.vector for each in offered]
    known = [each for each in vectors if each is not None]
    rows = np.stack(known) if known and len(known) == len(vectors) else word_vectors([c.quote.text for c in offered])
    return lambda at: np.clip(rows @ rows[at], 0, 1).astype(np.float64)
