"""A whole summary is given again while everything it depends on is as it was; what changes meanwhile is read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.answering.generative.limits import Limits
from bot.answering.models import Prompt
from bot.answering.summaries import caching
from bot.answering.summaries.caching import RecentSummaries
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.rereading import CHANGING
from bot.answering.summaries.summarizing import Summarizing
from bot.answering.summaries.summary import Summary
from bot.errors import ModelUnavailable, SummaryError
from index.errors import DocumentNotFound, StoreFull
from index.library import Library
from tests.support.apps import AppWith
from tests.support.checks import assert_proven
from tests.support.scripted_models import Pieces, ScriptedModel, passages, reply
from tests.support.summarizers import HANDBOOK, Watching, rule, shortly, telling

WHOLE = SummaryRequest(Scope.LIBRARY, Length.FULL)
DOWN = ModelUnavailable("It is down.")
REMOVED = "The harbour master keeps a secret."


@pytest.fixture
def handbook(library: Library) -> Library:
    library.add_bytes("handbook.md", "handbook.md", HANDBOOK.encode())
    return library


@pytest.fixture
def summarizing(app: AppWith) -> Summarizing:
    return Summarizing(min_confidence=0.0, kept=app.records)


def made(
    summarizing: Summarizing,
    library: Library,
    model: ScriptedModel | None,
    request: SummaryRequest = WHOLE,
    watching: Watching | None = None,
) -> Summary:
    return summarizing.summarize(library, request, watching or Watching(), lambda: model)


def test_the_same_summary_is_not_written_again(summarizing: Summarizing, handbook: Library, app: AppWith) -> None:
    model = ScriptedModel(summary=telling(claim=shortly))
    first = made(summarizing, handbook, model)
    calls = len(model.prompts)

    again = made(summarizing, handbook, model, replace(WHOLE, asker=7))
    elsewhere = made(Summarizing(min_confidence=0.0, kept=app.records), handbook, model)

    assert len(model.prompts) == calls
    for given in (again, elsewhere):
        assert replace(given.answer, timings_ms={}) == replace(first.answer, timings_ms={})
        assert (given.parts, given.coverage, given.title) == (first.parts, first.coverage, first.title)
    assert again.request.asker == 7
    assert_proven(again.answer, handbook)


def test_a_new_version_is_read_anew(summarizing: Summarizing, handbook: Library) -> None:
    model = ScriptedModel(summary=telling())
    request = SummaryRequest(Scope.DOCUMENT, Length.FULL, document="handbook.md")
    made(summarizing, handbook, model, request)
    handbook.add_bytes("handbook.md", "handbook.md", HANDBOOK.replace("## Lights", "## Lamps").encode())

    summary = made(summarizing, handbook, model, request)

    assert str(summary.coverage) == "Read 9 of 9 sections of version 2."
    assert "Lamps" in [part.title for part in summary.parts]


@pytest.mark.parametrize(
    "other",
    [
        replace(WHOLE, length=Length.SHORT),
        replace(WHOLE, focus="fees"),
        SummaryRequest(Scope.DOCUMENT, Length.FULL, document="handbook.md"),
        SummaryRequest(Scope.TOPIC, Length.FULL, topic="the rule on fees"),
    ],
)
def test_another_request_is_another_summary(summarizing: Summarizing, handbook: Library, other: SummaryRequest) -> None:
    model = ScriptedModel(summary=telling())
    made(summarizing, handbook, model)
    calls = len(model.prompts)

    made(summarizing, handbook, model, other)

    assert len(model.prompts) > calls


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"server": "http://other/v1"}, "scripted-1"),
        ({"limits": Limits(reply_tokens=900)}, "scripted-1"),
        ({}, "other"),
    ],
)
def test_another_model_server_or_setting_writes_another_summary(
    summarizing: Summarizing, handbook: Library, app: AppWith, settings: dict[str, Any], name: str
) -> None:
    made(summarizing, handbook, ScriptedModel(summary=telling()))
    model = ScriptedModel(summary=telling(), name=name)

    made(Summarizing(min_confidence=0.0, kept=app.records, **settings), handbook, model)

    assert model.prompts


def test_what_is_not_whole_or_left_open_is_not_kept(summarizing: Summarizing, handbook: Library) -> None:
    freely = telling(claim=lambda title: f"The town hall settled {title.lower()}.")
    failing = [
        ScriptedModel(summary=telling(lambda title: DOWN if title == "Boats" else None)),
        ScriptedModel(summary=lambda _: [DOWN]),
        ScriptedModel(summary=freely, entailment=lambda _: [DOWN]),
    ]
    for model in failing:
        for _ in range(2):
            calls = len(model.prompts)
            made(summarizing, handbook, model)
            assert len(model.prompts) > calls
    headline = replace(WHOLE, length=Length.HEADLINE)
    model = ScriptedModel(summary=telling(), choice=lambda _: [DOWN])
    assert [len(made(summarizing, handbook, model, headline).answer.claims) for _ in range(2)] == [1, 1]
    assert len(model.asked("summary_choice")) == 2


def test_a_stopped_summary_is_not_kept(summarizing: Summarizing, handbook: Library) -> None:
    for model in (None, ScriptedModel(summary=telling())):
        half_way = Watching(lambda watching: len(watching.seen) >= 4)
        stopped = made(summarizing, handbook, model, watching=half_way)
        assert stopped.coverage.read == 4
        assert made(summarizing, handbook, model).coverage.whole


def test_without_a_model_a_summary_is_kept_in_memory_alone(
    summarizing: Summarizing, handbook: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "MOST_RECENT", 3)
    first = made(summarizing, handbook, None)
    watching = Watching()

    again = summarizing.summarize(handbook, WHOLE, watching)

    assert again.parts == first.parts
    assert watching.seen == [], "nothing was read"
    for number in range(3):
        made(summarizing, handbook, None, replace(WHOLE, focus=f"fee {number}"))
    summarizing.summarize(handbook, WHOLE, watching)
    assert watching.seen, "as many as are kept went through since"


def test_a_model_that_comes_back_is_not_kept_out_by_what_was_said_without_it(
    summarizing: Summarizing, handbook: Library
) -> None:
    made(summarizing, handbook, None)
    made(summarizing, handbook, ScriptedModel(summary=lambda _: [DOWN]))

    assert made(summarizing, handbook, ScriptedModel(summary=telling())).answer.writer == "generative"


def test_nothing_of_a_removed_document_stays_in_a_kept_summary(
    summarizing: Summarizing, handbook: Library, app: AppWith
) -> None:
    handbook.add_bytes("secret.md", "secret.md", f"# Secret\n\n{REMOVED}".encode())

    def tell(prompt: Prompt) -> Pieces:
        found = [name for name, text in passages(prompt).items() if REMOVED in text]
        return reply([(REMOVED, [(name, REMOVED)]) for name in found]) if found else telling()(prompt)

    model = ScriptedModel(summary=tell)
    assert REMOVED in made(summarizing, handbook, model).answer.text
    assert REMOVED in made(summarizing, handbook, None).answer.text
    handbook.remove("secret.md")

    for writer in (model, None):
        assert REMOVED not in made(summarizing, handbook, writer).answer.text
    app.close()
    assert REMOVED.encode() not in app.store.path.read_bytes()


def test_of_a_library_that_is_forgotten_nothing_is_given_to_the_one_after_it(app: AppWith, handbook: Library) -> None:
    app.summarize("local", WHOLE)
    app.forget("local")
    handbook.add_bytes("handbook.md", "handbook.md", HANDBOOK.replace("Harbour", "Airport").encode())

    assert app.summarize("local", WHOLE).parts[0].title == "Airport handbook: Hours"


def test_what_is_forgotten_is_not_in_memory_either(handbook: Library) -> None:
    recent = RecentSummaries()
    for name in ("local", "other"):
        recent.keep_written_summary(name, 1, "key", made(Summarizing(min_confidence=0.0), handbook, None))

    recent.forget("local")

    assert recent.written_summary("local", 1, "key") is None
    assert recent.written_summary("other", 1, "key") is not None


def test_a_store_that_is_full_keeps_no_summary_and_hinders_none(
    summarizing: Summarizing, handbook: Library, app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreFull("The disk is full.")

    monkeypatch.setattr(app.records, "keep_written_summary", full)

    assert made(summarizing, handbook, ScriptedModel(summary=telling())).coverage.whole


# What changes while it is read


def _changing(change: Callable[[int], object]) -> ScriptedModel:
    """A model that tells every section, and has something done to the library at each of its calls."""
    calls = iter(range(1_000))

    def tell(prompt: Prompt) -> Pieces:
        change(next(calls))
        return telling()(prompt)

    return ScriptedModel(summary=tell)


def test_a_document_that_changes_while_it_is_read_is_read_once_more(
    summarizing: Summarizing, handbook: Library
) -> None:
    def change(call: int) -> None:
        if call == 1:
            handbook.add_bytes("handbook.md", "handbook.md", HANDBOOK.replace("## Lights", "## Lamps").encode())

    summary = made(summarizing, handbook, _changing(change))

    assert [part.title for part in summary.parts][-1] == "Harbour handbook: Lamps"
    assert summary.coverage.whole
    assert_proven(summary.answer, handbook)


def test_of_a_document_that_changes_again_nothing_is_said_and_that_is(
    summarizing: Summarizing, handbook: Library
) -> None:
    handbook.add_bytes("fees.md", "fees.md", f"# More\n\n{rule('Fees')}".encode())

    def change(call: int) -> None:
        if call in {1, 5}:
            handbook.add_bytes("fees.md", "fees.md", f"# More\n\n{rule('Fees')} It is call {call}.".encode())

    summary = made(summarizing, handbook, _changing(change))

    assert str(summary.coverage) == (
        "Read 9 of 10 sections of 2 documents. Not in this summary: “More”, which changed while it was read."
    )
    assert {citation.quote.document.title for citation in summary.answer.citations} == {"Harbour handbook"}
    assert_proven(summary.answer, handbook)


def test_of_a_document_that_changed_no_section_is_taken_off_twice(summarizing: Summarizing, handbook: Library) -> None:
    """One section of the document that changes failed: it was never counted as read."""
    sections = ("## Lamps\n\nThe town of Thun bought lamps in 1990.", "## Oil\n\nThe town of Thun sold oil in 1991.")
    more = "\n\n".join(["# More", *sections])
    handbook.add_bytes("more.md", "more.md", more.encode())

    def write(prompt: Prompt) -> Pieces:
        shown = {name: text.strip() for name, text in passages(prompt).items() if "Thun" in text}
        if any("oil" in text for text in shown.values()):
            changed = f"{more} It is call {next(calls)}."
            handbook.add_bytes("more.md", "more.md", changed.encode())
            return [DOWN]
        return reply([(text, [(name, text)]) for name, text in shown.items()]) if shown else telling()(prompt)

    calls = iter(range(1_000))
    summary = made(summarizing, handbook, ScriptedModel(summary=write))

    assert str(summary.coverage) == (
        "Read 9 of 11 sections of 2 documents. Not in this summary: More: Oil; “More”, which changed while it was read."
    )


def test_a_summary_of_a_state_that_is_gone_is_not_kept(summarizing: Summarizing, handbook: Library) -> None:
    """It would never be found again, and would push out those that are."""
    request = SummaryRequest(Scope.DOCUMENT, document=handbook.find("handbook.md").id)
    later = ScriptedModel(summary=telling(), name="later")

    def change(call: int) -> None:
        if call == 0:
            handbook.add_bytes("other.md", "other.md", b"# Other\n\nThe ferry sails at noon.")
            made(summarizing, handbook, later, request)

    made(summarizing, handbook, _changing(change), request)
    asked = len(later.prompts)
    made(summarizing, handbook, later, request)

    assert len(later.prompts) == asked > 0


def test_where_all_keeps_changing_there_is_no_summary(summarizing: Summarizing, handbook: Library) -> None:
    def change(call: int) -> None:
        handbook.add_bytes("handbook.md", "handbook.md", f"{HANDBOOK} This is call {call}.".encode())

    with pytest.raises(SummaryError, match=CHANGING):
        made(summarizing, handbook, _changing(change))


def test_a_document_that_is_removed_while_it_is_read_has_no_summary(
    summarizing: Summarizing, handbook: Library
) -> None:
    model = _changing(lambda call: handbook.remove("handbook.md") if call == 1 else None)

    with pytest.raises(DocumentNotFound):
        made(summarizing, handbook, model, SummaryRequest(Scope.DOCUMENT, document="handbook.md"))
