"""Weighs the sentences of the passages found: which of them answers the question.

A sentence is scored by five things that agree poorly enough to help each other: how well its passage was ranked, how
near it is in meaning, which of the question's words it holds (the rare ones count more), which of them it holds
together with the sentence before it, and whether it holds a name, date, number or reason where one is asked for. The
weights were chosen on two public question sets; docs/decisions/0005-extracting-sentences.md has the figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from bot.answering.answer import Quote
from bot.answering.mentions import mentions
from bot.answering.questions import Asked, asked
from index.documents import Findings, Hit, Span
from index.search.terms import terms

PASSAGES_READ = 5
"""Passages, from the top, whose sentences are weighed."""

PASSAGE_WEIGHT = 0.5
SIMILARITY_WEIGHT = 0.5
COVERAGE_WEIGHT = 0.3
JOINT_COVERAGE_WEIGHT = 0.2
KIND_WEIGHTS = {Asked.NAME: 0.1, Asked.DATE: 0.15, Asked.NUMBER: 0.15, Asked.REASON: 0.3, Asked.ANYTHING: 0.0}

RELATIVE_LETTERS = 4
RELATIVE_COUNTS = 0.5

SENTENCES_LOOKED_AT = 3
CLAUSE_WORDS = 7
CLAUSE_BORDER = re.compile(
    r"(?<=[,;:—–)])\s+|\s+(?=\(|(?:and|but|which|who|because|while|where|although)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence and what speaks for it.

    `coverage` is the share of the question's words, weighted by rarity, that the sentence holds; `joint_coverage` the
    share it and the sentence before it hold together; `shows` tells whether it holds the kind of thing asked for (None:
    nothing in particular is asked for). `position` counts the passage's sentences from 0.
    """

    hit: Hit
    position: int
    text: str
    score: float
    similarity: float
    coverage: float
    joint_coverage: float
    shows: bool | None

    @property
    def span(self) -> Span:
        """Where the sentence stands in its version's text."""
        return self.hit.passage.sentences[self.position]

    def quote(self) -> Quote:
        """Return the sentence as a quote with its place."""
        passage = self.hit.passage
        before = passage.text[: self.span.start - passage.span.start]
        return Quote(
            document=self.hit.document,
            span=self.span,
            text=self.text,
            heading=passage.heading,
            line=passage.line + before.count("\n"),
            page=passage.page,
        )


def weigh(question: str, findings: Findings) -> list[Evidence]:
    """Return the sentences of the best passages, the most telling first."""
    kind = asked(question)
    weighed = [
        evidence
        for hit in findings.hits[:PASSAGES_READ]
        for evidence in _sentences(question, kind, hit, findings.rarity)
    ]
    return sorted(weighed, key=lambda evidence: -evidence.score)


def look_closer(evidence: Sequence[Evidence], similarity: Callable[[list[str]], list[float]]) -> list[Evidence]:
    """Compare the best sentences with the question part by part, and keep the nearest part's similarity.

    What answers a question is often one clause of a long sentence, whose vector says little of it. `similarity` returns
    the cosine of each text with the question (it costs a run of the model a part, so this is for the doubtful ones).
    """
    doubtful = evidence[:SENTENCES_LOOKED_AT]
    parts = [clauses(each.text) for each in doubtful]
    cosines = iter(similarity([part for each in parts for part in each]))
    nearest = [max((next(cosines) for _ in each), default=-1.0) for each in parts]
    closer = [
        replace(each, similarity=max(each.similarity, found)) for each, found in zip(doubtful, nearest, strict=True)
    ]
    return [*closer, *evidence[SENTENCES_LOOKED_AT:]]


def clauses(sentence: str) -> list[str]:
    """Cut a long sentence before its conjunctions and after its commas, into parts of at least CLAUSE_WORDS words."""
    parts: list[str] = []
    for piece in CLAUSE_BORDER.split(sentence):
        if parts and len(parts[-1].split()) < CLAUSE_WORDS:
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return parts


def coverage(words: Set[str], rarity: Mapping[str, float]) -> float:
    """Return how much of the question's terms, weighted by rarity, `words` hold: 0..1.

    A term that has only a relative among the words (guidance, guidelines) counts half.
    """
    total = sum(rarity.values())
    openings = {word[:RELATIVE_LETTERS] for word in words}
    held = sum(weight * _held(term, words, openings) for term, weight in rarity.items())
    return held / total if total else 0.0


def _held(term: str, words: Set[str], openings: Set[str]) -> float:
    if term in words:
        return 1.0
    if len(term) < RELATIVE_LETTERS or term[:RELATIVE_LETTERS] not in openings:
        return 0.0
    return RELATIVE_COUNTS if any(_related(term, word) for word in words) else 0.0


def _related(a: str, b: str) -> bool:
    """Tell whether two words share enough letters from the start: at least half of the longer one's."""
    shared = max(RELATIVE_LETTERS, -(-max(len(a), len(b)) // 2))
    return a[:shared] == b[:shared]


def _sentences(question: str, kind: Asked, hit: Hit, rarity: Mapping[str, float]) -> Iterator[Evidence]:
    before: set[str] = set()
    for position, span in enumerate(hit.passage.sentences):
        start = hit.passage.span.start
        text = hit.passage.text[span.start - start : span.end - start]
        words = set(terms(text))
        similarity = hit.sentence_similarities[position] if hit.sentence_similarities else 0.0
        own, joint = coverage(words, rarity), coverage(words | before, rarity)
        shows = mentions(text, kind, question)
        score = (
            PASSAGE_WEIGHT * hit.score
            + SIMILARITY_WEIGHT * similarity
            + COVERAGE_WEIGHT * own
            + JOINT_COVERAGE_WEIGHT * joint
            + KIND_WEIGHTS[kind] * bool(shows)
        )
        yield Evidence(hit, position, text, score, similarity, own, joint, shows)
        before = words
