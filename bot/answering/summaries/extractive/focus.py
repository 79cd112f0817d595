"""What a summary should dwell on: a kind of fact ("dates only"), a reader ("for a newcomer"), or a subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from bot.answering.mentions import DATE, DAY, NUMBER, REASON, names
from bot.answering.summaries.extractive.worth import DUTY, Scores
from bot.answering.summaries.material import Sentences
from index.embedding import Vectors
from index.search.terms import FUNCTION_WORDS, content_terms
from index.search.terms import words as spoken

_KINDS: Final[Mapping[str, Callable[[str], bool]]] = {
    r"\b(?:dates?|days?|times?|when|timeline|chronology|deadlines?|daten|termine|fristen|wann)\b": lambda text: bool(
        DATE.search(text) or DAY.search(text)
    ),
    r"\b(?:numbers?|figures?|amounts?|statistics|costs?|prices?|zahlen|preise|kosten)\b": lambda text: bool(
        NUMBER.search(DAY.sub("", text))
    ),
    r"\b(?:names?|people|persons?|who|organi[sz]ations?|places?|namen|personen|orte|wer)\b": lambda text: bool(
        names(text)
    ),
    r"\b(?:duties|duty|obligations?|requirements?|prohibitions?|bans)\b": lambda text: bool(DUTY.search(text)),
    r"\b(?:why|reasons?|causes?)\b": lambda text: bool(REASON.search(text)),
}
_ONLY: Final = re.compile(r"\b(?:only|just|nothing but|solely|nur|ausschließlich)\b", re.IGNORECASE)
_BESIDES: Final = re.compile(
    r"\b(?:important|key|main|exact|relevant|concrete|list(?: of)?|please|give|show|tell|facts?|details?|bitte)\b",
    re.IGNORECASE,
)
"""Words beside a kind of fact that are no subject."""
_NEWCOMER: Final = re.compile(
    r"\b(?:newcomers?|beginners?|new (?:people|members?|here)|introduction|basics)\b", re.IGNORECASE
)
_DEFINING: Final = re.compile(
    r"\b(?:is|are|was|were) (?:an?|the|one of)\b|\b(?:called|known as|means|refers to|consists? of)\b", re.IGNORECASE
)
_AKIN: Final = 0.35
"""The cosine with its subject from which on a sentence without a word of it has to do with it."""
_WORDS: Final = 0.4
"""What a subject's words count of how near a sentence is to it; its meaning counts the rest."""
_NEAR: Final = 0.3
"""How near to its subject, 0..1, a sentence of a summary on nothing else must be,"""
_NEARLY_AS_NEAR: Final = 0.45
"""and what share of the nearest one's."""
LEAST_RARITY: Final = 0.1
_ELSEWHERE: Final = 0.35
"""The share of its worth that a sentence keeps which is not what the summary should dwell on."""


@dataclass(frozen=True, slots=True)
class Focus:
    """How a sentence's worth changes: `shows` tells whether it holds what is wanted, `only` leaves out all others.

    `terms`, each with its weight, and `vector` are those of a subject.
    """

    shows: Callable[[str], bool] | None = None
    only: bool = False
    terms: Mapping[str, float] = field(default_factory=dict)
    vector: Vectors | None = None

    def weighed(self, section: Sentences, scores: Scores) -> Scores:
        """Return the worth of a section's sentences in the light of this; 0 for what is not to be said at all."""
        if self.shows is None:
            return self._weighed_by_subject(section, scores, only=self.only)
        shown = np.array([self.shows(quote.text) for quote in section.quotes], dtype=bool)
        on_subject = self._weighed_by_subject(section, scores, only=False)
        return np.where(shown, on_subject, 0.0 if self.only else _ELSEWHERE * on_subject)

    def met_by(self, text: str, vector: Vectors | None) -> bool:
        """Tell whether a sentence has to do with the subject: a word of it, or its meaning where that is known."""
        if self.terms.keys() & content_terms(text):
            return True
        return self.vector is not None and vector is not None and float(vector @ self.vector) >= _AKIN

    def _weighed_by_subject(self, section: Sentences, scores: Scores, *, only: bool) -> Scores:
        if not self.terms:
            return scores
        near = self._nearness(section)
        weighed: Scores = scores * (_ELSEWHERE + (1 - _ELSEWHERE) * near) + near
        enough = max(_NEAR, _NEARLY_AS_NEAR * near.max(initial=0.0))
        return np.where(near >= enough, weighed, 0.0) if only else weighed

    def _nearness(self, section: Sentences) -> Scores:
        """Return how near each sentence is to the subject, 0..1: by its words, and by meaning where that is known."""
        whole = sum(self.terms.values())
        held = [self.terms.keys() & content_terms(quote.text) for quote in section.quotes]
        words = np.array([sum(self.terms[term] for term in each) / whole for each in held])
        if self.vector is None or section.vectors is None:
            return words
        near: Scores = _WORDS * words + (1 - _WORDS) * np.clip(section.vectors @ self.vector, 0, 1)
        return near


def focus_on(words: str, embedded: Callable[[str], Vectors | None]) -> Focus:
    """Return what a person's words for a focus come to; `embedded` gives the vector of a text, or None."""
    only = bool(_ONLY.search(words))
    for pattern, shows in _KINDS.items():
        kind = re.search(pattern, words, re.IGNORECASE)
        subject = " ".join(_words_beside(pattern, words))
        if kind and not subject:
            return Focus(shows=shows, only=only)
        if kind and only:
            return replace(on_subject(subject, embedded), shows=shows, only=True)
    if _NEWCOMER.search(words):
        return Focus(shows=lambda text: bool(_DEFINING.search(text)))
    return on_subject(words, embedded)


def _words_beside(kind: str, text: str) -> list[str]:
    """Return the words that name a subject beside a kind of fact: "boats" of "only the dates for boats"."""
    left = _BESIDES.sub(" ", _ONLY.sub(" ", re.sub(kind, " ", text, flags=re.IGNORECASE)))
    return [word for word in spoken(left) if word not in FUNCTION_WORDS]


def on_subject(
    words: str,
    embedded: Callable[[str], Vectors | None],
    *,
    only: bool = False,
    rarity: Mapping[str, float] | None = None,
) -> Focus:
    """Return the focus on a subject; `only`: on nothing else. `rarity` is that of its terms, where it is known."""
    terms = {term: max((rarity or {}).get(term, 1.0), LEAST_RARITY) for term in content_terms(words)}
    return Focus(only=only, terms=terms, vector=embedded(words)) if terms else Focus()
