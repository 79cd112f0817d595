"""What a summary should dwell on: a kind of fact ("dates only"), a reader ("for a newcomer"), or a subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.answering.mentions import DATE, DAY, NUMBER, names
from bot.answering.summaries.material import Sentences
from bot.answering.summaries.worth import Scores
from index.embedding import Vectors
from index.search.terms import content_terms

_KINDS: Final[Mapping[str, Callable[[str], bool]]] = {
    r"\b(?:dates?|days?|times?|when|timeline|chronology|deadlines?)\b": lambda text: bool(
        DATE.search(text) or DAY.search(text)
    ),
    r"\b(?:numbers?|figures?|amounts?|statistics|costs?|prices?)\b": lambda text: bool(
        NUMBER.search(DAY.sub("", text))
    ),
    r"\b(?:names?|people|persons?|who|organi[sz]ations?|places?)\b": lambda text: bool(names(text)),
}
_ONLY: Final = re.compile(r"\b(?:only|just|nothing but|solely)\b", re.IGNORECASE)
_NEWCOMER: Final = re.compile(
    r"\b(?:newcomers?|beginners?|new (?:people|members?|here)|introduction|basics)\b", re.IGNORECASE
)
_DEFINING: Final = re.compile(
    r"\b(?:is|are|was|were) (?:an?|the|one of)\b|\b(?:called|known as|means|refers to|consists? of)\b", re.IGNORECASE
)
_NEAR_ENOUGH: Final = 0.4
"""How near to its subject, 0..1, a sentence of a summary on nothing else must be."""
_ELSEWHERE: Final = 0.35
"""The share of its worth that a sentence keeps which is not what the summary should dwell on."""


@dataclass(frozen=True, slots=True)
class Focus:
    """How a sentence's worth changes: `shows` tells whether it holds what is wanted, `only` leaves out all others.

    `terms` and `vector` are those of a subject.
    """

    shows: Callable[[str], bool] | None = None
    only: bool = False
    terms: frozenset[str] = frozenset()
    vector: Vectors | None = None

    def weighed(self, section: Sentences, scores: Scores) -> Scores:
        """Return the worth of a section's sentences in the light of this; 0 for what is not to be said at all."""
        if self.shows is not None:
            shown = np.array([self.shows(quote.text) for quote in section.quotes], dtype=bool)
            return np.where(shown, scores, 0.0 if self.only else _ELSEWHERE * scores)
        if not self.terms:
            return scores
        near: Scores = np.array([self._near(quote.text) for quote in section.quotes], dtype=np.float64)
        if self.vector is not None and section.vectors is not None:
            near = np.maximum(near, np.clip(section.vectors @ self.vector, 0, 1))
        weighed: Scores = scores * (_ELSEWHERE + (1 - _ELSEWHERE) * near) + near
        return np.where(near >= _NEAR_ENOUGH, weighed, 0.0) if self.only else weighed

    def _near(self, text: str) -> float:
        return len(self.terms & set(content_terms(text))) / max(1, len(self.terms))


def focus_on(words: str, embedded: Callable[[str], Vectors | None]) -> Focus:
    """Return what a person's words for a focus come to; `embedded` gives the vector of a text, or None."""
    for pattern, shows in _KINDS.items():
        if re.search(pattern, words, re.IGNORECASE):
            return Focus(shows=shows, only=bool(_ONLY.search(words)))
    if _NEWCOMER.search(words):
        return Focus(shows=lambda text: bool(_DEFINING.search(text)))
    return on_subject(words, embedded)


def on_subject(words: str, embedded: Callable[[str], Vectors | None], *, only: bool = False) -> Focus:
    """Return the focus on a subject; `only`: on nothing else."""
    terms = frozenset(content_terms(words))
    return Focus(only=only, terms=terms, vector=embedded(words)) if terms else Focus()
