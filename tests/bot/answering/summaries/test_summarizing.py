"""The way of a summary: gathered, read with progress, stopped, counted; with a model for meaning and without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.summaries.extractive.writing import SIZES
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage, Summary
from bot.errors import Stopped, SummaryError
from index.errors import DocumentNotFound
from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.checks import assert_proven
from tests.support.watching import Watching

SECTIONS = ("Opening hours", "Boats", "Guests", "Fees", "Storms")
HANDBOOK = "# Harbour handbook\n\n" + "\n\n".join(
    f"## {title}\n\nThe council of Bern agreed rule {number} on {title.lower()} in {1990 + number}. "
    f"Members must read the rule on {title.lower()} before May {number + 1}."
    for number, title in enumerate(SECTIONS)
)


@pytest.fixture
def app(make_app: AppMaker) -> AppWith:
    app = make_app()
    app.library("local").add_bytes("handbook.md", "handbook.md", HANDBOOK.encode())
    return app


def full(app: AppWith, watcher: Watching | None = None) -> Summary:
    return app.summarize("local", SummaryRequest(Scope.DOCUMENT, Length.FULL, document="handbook.md"), watcher)


def test_every_section_is_read_and_said_under_its_title(app: AppWith) -> None:
    summary = full(app)
    assert [part.title for part in summary.parts] == list(SECTIONS)
    assert str(summary.coverage) == "Read 5 of 5 sections of version 1."
    assert_proven(summary.answer, app.library("local"))


def test_progress_is_told_section_by_section(app: AppWith) -> None:
    watcher = Watching()
    full(app, watcher)
    assert watcher.seen == [(number, 5) for number in range(1, 6)]


def test_a_summary_stopped_half_way_says_how_far_it_came(app: AppWith) -> None:
    summary = full(app, Watching(until=2))
    assert [part.title for part in summary.parts] == list(SECTIONS[:2])
    assert str(summary.coverage) == "Read 2 of 5 sections of version 1. This summary is not whole."
    assert summary.answer.note == "Stopped."
    assert summary.as_json()["coverage"]["whole"] is False


def test_a_summary_stopped_before_anything_is_read_is_none(app: AppWith) -> None:
    with pytest.raises(Stopped):
        full(app, Watching(until=0))


def test_a_summary_needs_no_model_at_all(make_app: AppMaker) -> None:
    app = make_app(model=None)
    app.library("local").add_bytes("handbook.md", "handbook.md", HANDBOOK.encode())
    for scope in (Scope.DOCUMENT, Scope.LIBRARY):
        summary = app.summarize("local", SummaryRequest(scope, document="handbook.md"))
        assert len(summary.answer.claims) > 3
        assert_proven(summary.answer, app.library("local"))


def test_the_whole_library_is_read(app: AppWith) -> None:
    app.library("local").add_bytes(
        "fees.md", "fees.md", b"# Fees\n\nThe fee is 30 francs a year. Guests pay 5 francs.\n"
    )
    summary = app.summarize("local", SummaryRequest(Scope.LIBRARY, Length.FULL))
    assert str(summary.coverage) == "Read 6 of 6 sections of 2 documents."
    assert {citation.quote.document.title for citation in summary.answer.citations} == {"Harbour handbook", "Fees"}


def test_a_heading_with_nothing_under_it_is_no_section(app: AppWith) -> None:
    text = "# Pool\n\n## Hours\n\nThe pool opens on May 3 for all.\n\n## Links\n\n## Fees\n\nGuests pay 3 euros.\n"
    app.library("local").add_bytes("pool.md", "pool.md", text.encode())
    summary = app.summarize("local", SummaryRequest(Scope.DOCUMENT, Length.FULL, document="pool.md"))
    assert str(summary.coverage) == "Read 2 of 2 sections of version 1."
    assert [part.title for part in summary.parts] == ["Hours", "Fees"]


def test_a_focus_nothing_speaks_of_is_said_to_be_none(app: AppWith) -> None:
    def coverage(focus: str) -> str:
        request = SummaryRequest(Scope.DOCUMENT, document="handbook.md", focus=focus)
        return str(app.summarize("local", request).coverage)

    assert coverage("boats") == "Read 5 of 5 sections of version 1."
    assert coverage("submarines").endswith("Nothing here speaks of “submarines”; this is a summary without it.")


def test_a_blank_focus_is_none(app: AppWith) -> None:
    request = SummaryRequest(Scope.DOCUMENT, document="handbook.md")
    plain, blank = (app.summarize("local", replace(request, focus=focus)) for focus in ("", " \n "))
    assert blank.answer.question == plain.answer.question == "Summary of “Harbour handbook”"
    assert blank.parts == plain.parts


def test_another_library_stays_out(app: AppWith) -> None:
    app.library("other").add_bytes("other.md", "other.md", b"# Secret\n\nThe secret word is Xanadu.\n")
    summary = app.summarize("local", SummaryRequest(Scope.LIBRARY, Length.FULL))
    assert "Xanadu" not in summary.answer.text
    with pytest.raises(DocumentNotFound):
        app.summarize("local", SummaryRequest(Scope.DOCUMENT, document="other.md"))


@pytest.mark.parametrize("length", SIZES)
def test_a_summary_keeps_to_its_length(app: AppWith, length: Length) -> None:
    claims = app.summarize("local", SummaryRequest(Scope.LIBRARY, length)).answer.claims
    sentences, characters = SIZES[length]
    assert 0 < len(claims) <= sentences
    assert sum(len(claim.text) for claim in claims) <= characters


def test_json_adds_scope_and_coverage_to_an_answers(app: AppWith) -> None:
    summary = full(app)
    plain = summary.as_json()
    assert plain.keys() > summary.answer.as_json().keys()
    assert plain["scope"] == "document"
    assert plain["coverage"]["text"] == "Read 5 of 5 sections of version 1."
    assert sum(part["claims"] for part in plain["parts"]) == len(plain["claims"])


@pytest.mark.parametrize(
    "request_", [SummaryRequest(Scope.TOPIC), SummaryRequest(Scope.TOPIC, topic="x" * 201)], ids=["none", "too long"]
)
def test_a_topic_must_be_said_in_few_words(app: AppWith, request_: SummaryRequest) -> None:
    with pytest.raises(SummaryError):
        app.summarize("local", request_)


@pytest.mark.parametrize(
    ("coverage", "said"),
    [
        (Coverage(41, 41, "section", "of version 3"), "Read 41 of 41 sections of version 3."),
        (Coverage(1, 1, "section", "of version 1"), "Read 1 of 1 section of version 1."),
        (
            Coverage(2, 3, "section", "of version 3", ("Fees",)),
            "Read 2 of 3 sections of version 3. Not in this summary: Fees.",
        ),
        (
            Coverage(2, 9, "section", failed=("Fees", "Boats")),
            "Read 2 of 9 sections. Not in this summary: Fees; Boats. This summary is not whole.",
        ),
        (Coverage(2, 3, "section"), "Read 2 of 3 sections. This summary is not whole."),
        (
            Coverage(1200, 1200, "message", note="From 9:00 to 12:00."),
            "Read 1,200 of 1,200 messages. From 9:00 to 12:00.",
        ),
    ],
)
def test_coverage_is_said_as_it_is(coverage: Coverage, said: str) -> None:
    assert str(coverage) == said
