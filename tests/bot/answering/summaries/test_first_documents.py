"""The article this project was given and the sample that ships, summarised: what must be said is, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summary import Summary
from index.embedding.minilm import MiniLM
from tests.conftest import ROOT
from tests.support.apps import AppWith
from tests.support.checks import assert_proven

SAMPLE = ROOT / "docs" / "sample" / "ai-travel-guidance.md"
FURNITURE = ("Leave a Reply", "email address", "Required fields", "Image source", "unsplash")
SAID = {
    "who ordered what": ("Chinese authorities", "ordered", "United States"),
    "why": ("AI experts", "leak"),
    "the hubs": ("Shanghai", "Beijing", "Zhenjiang"),
    "the duties": ("disclos",),
    "the meeting": ("February 17", "Xi Jinping"),
}


@pytest.fixture(scope="module", params=["article", "sample"])
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, minilm: MiniLM) -> Iterator[AppWith]:
    """An App whose library holds the article alone, or the sample alone."""
    path: Path = request.getfixturevalue("article") if request.param == "article" else SAMPLE
    app = AppWith(tmp_path_factory.mktemp("data"), minilm)
    app.library("local").add(path)
    yield app
    app.close()


def summarize(app: AppWith, length: Length, scope: Scope = Scope.DOCUMENT, **asked: str) -> Summary:
    if scope is Scope.DOCUMENT:
        asked["document"] = app.library("local").documents()[0].id
    summary = app.summarize("local", SummaryRequest(scope, length, **asked))
    assert_proven(summary.answer, app.library("local"))
    assert all(claim.citations for claim in summary.answer.claims)
    assert not any(words in summary.answer.text for words in FURNITURE)
    return summary


def test_a_short_summary_says_who_ordered_what_and_why_the_hubs_the_duties_and_the_meeting(app: AppWith) -> None:
    text = " ".join(claim.text for claim in summarize(app, Length.SHORT).answer.claims)
    missing = [what for what, words in SAID.items() if not all(word in text for word in words)]
    assert not missing


def test_a_short_summary_is_in_the_documents_order_and_says_nothing_twice(app: AppWith) -> None:
    summary = summarize(app, Length.SHORT)
    spans = [citation.quote.span for citation in summary.answer.citations]
    assert spans == sorted(set(spans))


def test_a_headline_is_the_sentence_that_says_what_it_is_about(app: AppWith) -> None:
    (claim,) = summarize(app, Length.HEADLINE).answer.claims
    assert "Chinese authorities have ordered" in claim.text


def test_a_full_summary_has_a_line_for_every_section(app: AppWith) -> None:
    summary = summarize(app, Length.FULL)
    assert len(summary.parts) == summary.coverage.of > 1
    assert all(len(part.claims) == 1 for part in summary.parts)


def test_dates_only_are_sentences_with_dates(app: AppWith) -> None:
    summary = summarize(app, Length.SHORT, focus="dates only")
    assert summary.answer.claims
    words = ("February", "last year", "Last year", "this summer", "in recent years")
    assert all(any(word in claim.text for word in words) for claim in summary.answer.claims)


def test_a_topic_is_summarised_from_what_deals_with_it(app: AppWith) -> None:
    summary = summarize(app, Length.SHORT, Scope.TOPIC, topic="AI summits")
    assert summary.answer.claims
    assert all("summit" in claim.text for claim in summary.answer.claims)


def test_a_topic_the_documents_do_not_deal_with_has_no_summary(app: AppWith) -> None:
    summary = summarize(app, Length.SHORT, Scope.TOPIC, topic="volcanoes of Peru")
    assert not summary.answer.claims
    assert str(summary.answer.status) == "not_found"
    assert str(summary.coverage) == "The documents do not deal with “volcanoes of Peru”."
