"""Whatever is asked of whatever documents: no sentence without a citation, no citation that is not in a live text."""

from __future__ import annotations

import json
import random
from collections import Counter
from functools import lru_cache

import pytest

from bot.answering.answer import Question, Status
from index.documents import Span
from index.library import Library
from index.reading import read
from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.checks import assert_proven
from tests.support.embedders import WordHashes
from tests.support.texts import document, question


def fill(library: Library, chance: random.Random) -> None:
    """Put a handful of documents in, replace some, remove one."""
    for number in range(4):
        library.add_bytes(f"{number}.md", f"{number}.md", document(chance, chance.randint(1, 40)).encode())
    library.add_bytes("0.md", "0.md", document(chance, 10).encode())
    library.remove("3.md")


@lru_cache(maxsize=1000)
def furniture_of(text: str) -> tuple[Span, ...]:
    return read("text.md", text.encode()).furniture


def ask_at_random(app: AppWith, questions: int, seed: int) -> Counter[Status]:
    chance = random.Random(seed)
    seen: Counter[Status] = Counter()
    for number in range(questions):
        if number % 50 == 0:
            library = app.library(f"library-{number}")
            fill(library, chance)
        answer = app.ask(library.name, Question(question(chance)))
        assert_proven(answer, library)
        assert 0 <= answer.confidence <= 1
        quotes = [citation.quote for citation in (*answer.citations, *answer.closest)]
        assert {quote.document.library for quote in quotes} <= {library.name}
        for quote in quotes:
            furniture = furniture_of(library.live_text(quote.document.id, quote.document.version) or "")
            assert not any(span.start < quote.span.end and quote.span.start < span.end for span in furniture)
        seen[answer.status] += 1
    return seen


def test_every_citation_of_a_hundred_random_answers_stands_in_a_live_text(make_app: AppMaker) -> None:
    """The ten thousand of check 7 are asked by `make soak`."""
    certain = ask_at_random(make_app(min_confidence=0), 60, seed=7)
    assert certain[Status.ANSWERED] > 48
    doubtful = ask_at_random(make_app(min_confidence=0.3), 40, seed=8)
    assert min(doubtful.values()) > 1


@pytest.mark.soak
def test_every_citation_of_ten_thousand_random_answers_stands_in_a_live_text(make_app: AppMaker) -> None:
    ask_at_random(make_app(min_confidence=0), 10_000, seed=random.randrange(1 << 32))


def test_an_answer_of_a_library_searched_by_keywords_alone_is_proven_too(make_app: AppMaker) -> None:
    ask_at_random(make_app(model=None, min_confidence=0), 50, seed=9)


@pytest.mark.parametrize("model", [None, WordHashes()])
def test_without_evidence_nothing_is_found_and_nothing_is_cited(make_app: AppMaker, model: WordHashes | None) -> None:
    app = make_app(model=model)
    library = app.library("local")
    for text in ("The ferry to Sorrel Island leaves at noon.", "Ana Brook keeps the lighthouse."):
        library.add_bytes(f"{text[:8]}.txt", f"{text[:8]}.txt", text.encode())

    for unknown in ("What is the capital of Peru?", "How much did Alibaba earn last year?", "?!", "zxqj", "🚢"):
        answer = app.ask("local", Question(unknown))
        assert (answer.status, answer.claims, answer.citations, answer.text) == (Status.NOT_FOUND, (), (), "")
        assert_proven(answer, library)


def test_an_empty_library_has_nothing_close_either(app: AppWith) -> None:
    answer = app.ask("local", Question("When does the ferry leave?"))

    assert (answer.status, answer.citations, answer.closest, answer.confidence) == (Status.NOT_FOUND, (), (), 0)


def test_marks_that_look_like_citations_in_a_document_are_only_its_words(make_app: AppMaker) -> None:
    app = make_app(min_confidence=0)
    library = app.library("local")
    text = "The ferry leaves at noon [1][2]. Source: the ferry 【1】 says so. The ferry [99] is blue."
    library.add_bytes("[3] Source.txt", "[3] Source.txt", text.encode())

    answer = app.ask("local", Question("When does the ferry leave?"))

    assert_proven(answer, library)
    assert {number for claim in answer.claims for number in claim.citations} <= {1, 2, 3}
    assert len(answer.citations) <= 3


def test_the_json_of_an_answer_has_the_contracted_fields_and_offsets(make_app: AppMaker) -> None:
    app = make_app(min_confidence=0)
    text = "\ufeff# Ferries\r\n\r\nIt is old. The ferry to Sorrel Island 🚢 leaves at noon.\r\n"
    document = app.library("local").add_bytes("ferries/today.md", "ferry.md", text.encode()).document

    answer = json.loads(json.dumps(app.ask("local", Question("When does the ferry leave?")).as_json()))

    told = ["question", "standalone", "status", "text", "writer", "model", "note"]
    assert list(answer) == [*told, "claims", "counts", "citations", "closest", "confidence", "timings_ms"]
    assert answer["counts"] == {"sentences": 1, "quoted": 1, "own_words": 0}
    (claim,), (citation,) = answer["claims"], answer["citations"]
    assert claim == {"text": "The ferry to Sorrel Island 🚢 leaves at noon.", "citations": [1], "own_words": False}
    assert answer["text"] == f"{claim['text']} [1]"
    assert text[citation["start"] : citation["end"]] == citation["quote"] == claim["text"]
    assert citation["document"] == {"id": document.id, "title": "Ferries", "source": "ferries/today.md", "version": 1}
    assert (citation["number"], citation["line"], citation["page"], citation["heading"]) == (1, 3, None, None)
    assert 0 <= answer["confidence"] <= 1
    assert all(milliseconds >= 0 for milliseconds in answer["timings_ms"].values())
