"""Which sentences a summary is made of: worth saying, unlike each other, from all over what was read.

Of every section the best few are kept as it is read, so that a book needs no more memory than its longest section; what
is said is chosen from those by maximal marginal relevance (Carbonell and Goldstein 1998).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.answering.answer import Quote
from bot.answering.summaries.focus import Focus
from bot.answering.summaries.material import Sentences, cut
from bot.answering.summaries.worth import Scores, similarities, word_vectors, worths
from index.embedding import Vectors

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
SAME_SECTION: Final = 0.15
"""What is taken off for each sentence chosen before of the same section, of one of average length; of one twice
as long, half of that."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be said, of the section with this number, from 0, which has so many sentences in all.

    `vector` is None where there is no model.
    """

    quote: Quote
    section: int
    among: int
    worth: float
    vector: Vectors | None


def candidates(section: Sentences, number: int, focus: Focus, *, opening: bool) -> list[Candidate]:
    """Return the best sentences of a section, the best first, none of which says what another one does.

    `opening`: it is the first section of its document.
    """
    runs = cut(section, MOST_AT_ONCE)
    found = [each for at, run in enumerate(runs) for each in _best(run, number, focus, opening=opening and at == 0)]
    return sorted(found, key=lambda each: -each.worth)[:KEPT]


def _best(section: Sentences, number: int, focus: Focus, *, opening: bool) -> list[Candidate]:
    scores = worths(section)
    if opening:
        scores += OPENING / (1 + np.arange(len(scores)))
    scores = focus.weighed(section, scores)
    alike = similarities(section)
    chosen: list[int] = []
    for at in np.argsort(-scores, kind="stable"):
        if len(chosen) == KEPT:
            break
        if scores[at] > 0 and not any(alike[at, other] >= ALIKE for other in chosen):
            chosen.append(int(at))
    vectors = section.vectors
    return [
        Candidate(section.quotes[at], number, len(alike), float(scores[at]), None if vectors is None else vectors[at])
        for at in chosen
    ]


def choose(offered: Sequence[Candidate], count: int, characters: int) -> list[Candidate]:
    """Return at most `count` candidates of at most so many characters in all, one at least, in reading order."""
    if not offered:
        return []
    alike = _likeness(offered)
    worth = np.array([each.worth for each in offered])
    sections = np.array([each.section for each in offered])
    crowding = SAME_SECTION * _usual_length(offered) / np.array([each.among for each in offered])
    nearest, crowded = np.zeros(len(offered)), np.zeros(len(offered))
    left = np.ones(len(offered), dtype=bool)
    chosen: list[int] = []
    room = characters
    while left.any() and len(chosen) < count:
        best = int(np.argmax(np.where(left, worth - REPEATING * nearest - crowded, -np.inf)))
        left[best] = False
        length = len(offered[best].quote.text)
        if nearest[best] >= ALIKE or (chosen and length > room):
            continue
        chosen.append(best)
        room -= length
        nearest = np.maximum(nearest, alike(best))
        crowded += crowding * (sections == sections[best])
    return sorted((offered[at] for at in chosen), key=lambda each: (each.section, each.quote.span))


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
