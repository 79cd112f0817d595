"""A book of two thousand pages, summarised in bounded memory, with progress, and stopped half-way."""

from __future__ import annotations

import tracemalloc
from random import Random

import pytest

from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.sections import MOST_SECTIONS
from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.checks import assert_proven
from tests.support.watching import Watching

LINES_A_PAGE = 20
MOST_MEMORY = 100_000_000
NAMES = ("Ada Novak", "Li Wei", "the council of Bern", "Amir Haddad", "the harbour office", "Ines Costa")
DEEDS = ("agreed on", "wrote about", "paid for", "asked for", "opened", "closed", "measured", "lost", "found", "sold")
THINGS = ("the pier", "the boats", "the storms", "the fees", "the ledger", "the lamps", "the crane", "the channel")


@pytest.fixture(params=[60, pytest.param(2_000, marks=pytest.mark.soak)])
def app(request: pytest.FixtureRequest, make_app: AppMaker) -> AppWith:
    """An App whose library holds a book of so many pages."""
    app = make_app(max_document_chars=20_000_000, max_file_mb=50)
    app.library("local").add_bytes("book.txt", "book.txt", _book(request.param).encode())
    return app


def _book(pages: int) -> str:
    random = Random(6)
    return "\n\n".join(
        " ".join(
            f"In {random.randint(1700, 1999)} {random.choice(NAMES)} {random.choice(DEEDS)} {random.choice(THINGS)}"
            f" and {random.choice(DEEDS)} {random.choice(THINGS)} for {random.randint(2, 900)} francs on page {page}."
            for _ in range(LINES_A_PAGE)
        )
        for page in range(1, pages + 1)
    )


def test_a_book_is_summarised_with_progress_in_bounded_memory(app: AppWith) -> None:
    document = app.library("local").documents()[0]
    watcher = Watching()
    tracemalloc.start()
    try:
        summary = app.summarize("local", SummaryRequest(Scope.DOCUMENT, Length.FULL, document=document.id), watcher)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    sections = summary.coverage.of
    assert watcher.seen == [(number, sections) for number in range(1, sections + 1)]
    assert len(summary.parts) == sections <= MOST_SECTIONS
    assert_proven(summary.answer, app.library("local"))
    assert peak < MOST_MEMORY


def test_a_book_stopped_half_way_says_how_far_it_came(app: AppWith) -> None:
    document = app.library("local").documents()[0]
    whole = len(app.summarize("local", SummaryRequest(Scope.DOCUMENT, Length.FULL, document=document.id)).parts)
    watcher = Watching(until=whole // 2)
    summary = app.summarize("local", SummaryRequest(Scope.DOCUMENT, Length.SHORT, document=document.id), watcher)
    assert len(watcher.seen) == summary.coverage.read == whole // 2
    assert not summary.coverage.whole
    assert "This summary is not whole." in str(summary.coverage)
    assert_proven(summary.answer, app.library("local"))
