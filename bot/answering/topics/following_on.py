"""What to ask next: questions near an answer, of those the library is known to answer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from bot.answering.answer import Answer, Citation, Quote
from bot.answering.summaries.gathering import sentences_of
from bot.answering.topics.suggesting import Ask, is_small, suggestions
from bot.answering.topics.topic import Overview, Suggestion
from bot.answering.topics.words import Words, words_of
from index.documents import Span
from index.library import Library
from index.search.terms import content_terms

SHOWN: Final = 3
AROUND: Final = 4_000
"""Characters before and after an answer's quote in which there may be more to ask about."""


def ask_next(overview: Overview, answer: Answer, asked: Collection[str] = ()) -> tuple[Suggestion, ...]:
    """Return up to three questions that go on from an answer: of its documents or about its words, nearest first.

    Where the documents did not answer, those they do answer instead. None that was asked before, or is answered by what
    was said.
    """
    before = {_plain(question) for question in (answer.question, answer.standalone, *asked)}
    said = {(each.quote.document.id, each.quote.span) for each in answer.citations}
    left = [
        each
        for each in overview.suggestions
        if _plain(each.question) not in before and (each.quote.document.id, each.quote.span) not in said
    ]
    terms = set(content_terms(f"{answer.standalone} {answer.text}"))
    near = [each for each in left if _nearness(each, answer.citations, terms) > 0] if answer.claims else left
    return tuple(sorted(near, key=lambda each: -_nearness(each, answer.citations, terms))[:SHOWN])


def suggested_around(library: Library, answer: Answer, ask: Ask) -> tuple[Suggestion, ...]:
    """Return up to three questions on what stands around the quotes of an answer, found at once. Raises StoreError.

    Costs a few hundredths of a second, which is what a person in a terminal does not notice.
    """
    quoted = [citation.quote for citation in answer.citations]
    if not quoted:
        return ()
    sentences = [each for each in _around(library, quoted[0]) if each not in quoted]
    words = Words()
    for each in sentences:
        words.learn(words_of(each.text))
    known = [Suggestion(answer.question, quote) for quote in quoted]
    alone = is_small(library)
    return tuple(suggestions(sentences, words, ask, alone=alone, most=SHOWN, besides=known))


def _nearness(each: Suggestion, citations: Collection[Citation], terms: Collection[str]) -> float:
    """Return how near a question is to an answer: in its documents counts most, then the words they share."""
    own = content_terms(each.question)
    shared = sum(term in terms for term in own) / max(1, len(own))
    same = [
        abs(each.quote.span.start - citation.quote.span.start)
        for citation in citations
        if citation.quote.document.id == each.quote.document.id
    ]
    return shared + (1 / (1 + min(same) / AROUND) if same else 0)


def _around(library: Library, quote: Quote) -> list[Quote]:
    """Return the sentences of the passages around a quote, the nearest ones first."""
    stretch = Span(max(0, quote.span.start - AROUND), quote.span.end + AROUND)
    found = sentences_of(quote.document, library.sections.passages(quote.document, stretch)).quotes
    return sorted(found, key=lambda each: abs(each.span.start - quote.span.start))


def _plain(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip("?!. ")
