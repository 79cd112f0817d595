"""Summaries as they come from the core: of a document of so many sections, whole or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.answering.answer import Claim
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage, Part, Summary
from bot.discord_ui.summaries.keeping import searched_of
from bot.records.nouns import GivenAnswer
from tests.support.given_answers import answered, given, quote

NAMED = "Summary of “Rules”"


def summary(*parts: tuple[str, tuple[str, ...]], coverage: Coverage | None = None, **fields: Any) -> Summary:
    """Return a summary with these sentences, each its own quote, under these titles; whole where nothing else is said.

    `fields` are those of the answer, or `request`, or the `document` that is quoted.
    """
    document = fields.pop("document", None)
    of = {"document": document} if document else {}
    request = fields.pop("request", SummaryRequest(Scope.DOCUMENT, Length.FULL, document="d0c"))
    sentences = [(title, sentence) for title, said in parts for sentence in said]
    quotes = [quote(sentence, heading=title, line=at, **of) for at, (title, sentence) in enumerate(sentences, 1)]
    answer = answered(*quotes, **{"question": NAMED, "standalone": NAMED, **fields})
    claims = iter(answer.claims)
    made = tuple(Part(title, tuple(next(claims) for _ in said)) for title, said in parts)
    return Summary(
        request, "Rules", answer, made, coverage or Coverage(len(parts), len(parts), "section", "of version 2")
    )


def full_summary(
    sections: int, sentence: str = "The boats of pier {} are painted in spring.", **fields: Any
) -> Summary:
    """Return a full summary of so many sections, with a sentence of each."""
    parts = [(f"Rules › Pier {number}", (sentence.format(number),)) for number in range(1, sections + 1)]
    return summary(*parts, **fields)


def short_summary(sentences: int, **fields: Any) -> Summary:
    """Return a summary of so many sentences without titles."""
    said = tuple(f"The boats of pier {number} are painted in spring." for number in range(1, sentences + 1))
    made = summary(("", said), coverage=Coverage(6, 6, "section", "of version 2"), **fields)
    return replace(made, request=replace(made.request, length=Length.SHORT))


def kept(made: Summary, answer_id: str = "5a", **fields: Any) -> GivenAnswer:
    """Return a summary as it is kept."""
    return given(answer_id, answer=made.answer, searched=searched_of(made, 3, 41), **fields)


def in_own_words(made: Summary, model: str = "qwen3-8b") -> Summary:
    """Return a summary as a model writes it, the first sentence in its own words."""
    first, *others = made.answer.claims
    claims = (Claim(f"In short: {first.text}", first.citations, own_words=True), *others)
    answer = replace(made.answer, claims=claims, model=model, writer="generative")
    opening, *parts = made.parts
    return replace(made, answer=answer, parts=(replace(opening, claims=claims[: len(opening.claims)]), *parts))
