"""How likely it is that the documents answer a question, told from the evidence before anything is written.

A logistic regression over what the evidence shows. Its weights come from `tests/benchmarks/fit_confidence.py`, which
fits them on half of a public question set's documents and prints the calibration on the other half;
docs/decisions/0006-knowing-when-not-to-answer.md has the figures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from bot.answering.evidence import Evidence
from bot.answering.mentions import names
from bot.answering.questions import Asked, asked
from index.search.terms import terms


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for or against an answer being there; shares between 0 and 1, cosines between -1 and 1."""

    coverage: float
    """The share of the question's words, weighted by rarity, in the best sentence."""
    joint_coverage: float
    """The same for the best sentence and the one before it."""
    similarity: float
    """The highest cosine of any sentence weighed."""
    passage_similarity: float
    """The cosine of the best sentence's passage."""
    shows: float
    """Whether the best sentence holds the kind of thing asked for; 0.5 where nothing in particular is."""
    absent: float
    """The share of the question's names and numbers that the best sentence's passage does not hold."""


WEIGHTS = Signs(1.38, 1.11, 5.78, 3.70, 0.19, -1.18)
INTERCEPT = -6.05
KEYWORD_WEIGHTS = Signs(1.95, 3.42, 0.0, 0.0, 0.15, -1.74)
KEYWORD_INTERCEPT = -2.70
"""The same without a model, where there are no cosines."""


def confidence(question: str, evidence: Sequence[Evidence]) -> float:
    """Return the estimated chance, 0..1, that the sentences weighed, the best first, answer the question."""
    if not evidence or _number_missing(question, evidence[0]):
        return 0.0
    signs = read_signs(question, evidence)
    meaning = evidence[0].hit.similarity is not None
    weights, intercept = (WEIGHTS, INTERCEPT) if meaning else (KEYWORD_WEIGHTS, KEYWORD_INTERCEPT)
    total = intercept + sum(w * x for w, x in zip(astuple(weights), astuple(signs), strict=True))
    return 1 / (1 + math.exp(-total))


def read_signs(question: str, evidence: Sequence[Evidence]) -> Signs:
    """Return what the evidence, at least one sentence, shows."""
    best = evidence[0]
    passage, document = best.hit.passage, best.hit.document
    words = set(terms(f"{document.title} {passage.heading} {passage.text}"))
    special = _special_terms(question)
    return Signs(
        coverage=best.coverage,
        joint_coverage=best.joint_coverage,
        similarity=max(each.similarity for each in evidence),
        passage_similarity=best.hit.similarity or 0.0,
        shows=0.5 if best.shows is None else float(best.shows),
        absent=sum(term not in words for term in special) / len(special) if special else 0.0,
    )


def _special_terms(question: str) -> set[str]:
    """Return the terms of the question's names and numbers: a passage about something else lacks them."""
    numbers = {term for term in terms(question) if term.isdigit()}
    return numbers | {term for name in names(question) for term in terms(name)}


def _number_missing(question: str, best: Evidence) -> bool:
    """A question for a number is not answered by a sentence without one, however near it comes."""
    return asked(question) is Asked.NUMBER and best.shows is False
