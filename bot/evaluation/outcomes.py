"""What is kept of each question: the facts the figures are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.answer import Answer, Claim, Quote, Status
from bot.answering.evidence import weigh
from bot.evaluation.asking import Asked
from bot.evaluation.places import Place
from bot.evaluation.questions import GoldQuestion
from index.documents import Document, Span

SENTENCES_KEPT = 3

StoredText = Callable[[Document], str | None]
"""Reads the live text of a document from the store."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What came of asking without the documents that answer the question."""

    answered: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question's facts; `passages` and `sentences` are ranked, the best first.

    `quotes` counts the quotes shown, those of an answer and those only labelled as closest, and `quotes_true` those
    that equal the stored text at their place.
    """

    gold: GoldQuestion
    passages: tuple[Place, ...]
    sentences: tuple[Place, ...]
    answered: bool
    confidence: float
    citations: tuple[Place, ...]
    quotes: int
    quotes_true: int
    claims: int
    claims_cited: int
    left_out: LeftOut | None
    wall_ms: float
    cpu_ms: float


def outcome_of(asked: Asked, stored_text: StoredText) -> Outcome:
    """Note what came of a question."""
    answer = asked.answer
    quotes = [citation.quote for citation in (*answer.citations, *answer.closest)]
    evidence = weigh(answer.standalone, asked.findings)[:SENTENCES_KEPT]
    return Outcome(
        gold=asked.gold,
        passages=tuple(_place(hit.document, hit.passage.span) for hit in asked.findings.hits),
        sentences=tuple(_place(each.hit.document, each.span) for each in evidence),
        answered=_is_answered(answer),
        confidence=answer.confidence,
        citations=tuple(_place(each.quote.document, each.quote.span) for each in answer.citations),
        quotes=len(quotes),
        quotes_true=sum(_is_true(quote, stored_text) for quote in quotes),
        claims=len(answer.claims),
        claims_cited=sum(_is_cited(claim, answer) for claim in answer.claims),
        left_out=LeftOut(_is_answered(asked.left_out), asked.left_out.confidence) if asked.left_out else None,
        wall_ms=asked.wall_ms,
        cpu_ms=asked.cpu_ms,
    )


def _place(document: Document, span: Span) -> Place:
    """Name a place by its file: a document of the throw-away library has its file's name for a source."""
    return Place(document.source, span.start, span.end)


def _is_answered(answer: Answer) -> bool:
    return answer.status is Status.ANSWERED


def _is_true(quote: Quote, stored_text: StoredText) -> bool:
    text = stored_text(quote.document)
    return text is not None and quote.span.of(text) == quote.text


def _is_cited(claim: Claim, answer: Answer) -> bool:
    """Tell whether the claim rests on citations, all of which are there."""
    numbers = {citation.number for citation in answer.citations}
    return bool(claim.citations) and numbers.issuperset(claim.citations)
