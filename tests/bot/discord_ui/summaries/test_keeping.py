"""A summary as a kept answer comes back whole; one that may not be stored is held for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage
from bot.discord_ui.summaries.keeping import (
    MOST_HELD,
    NO_SUMMARY,
    REMOVED_MEANWHILE,
    HeldSummaries,
    keep_summary,
    summary_in,
)
from bot.errors import NotAllowed, SummaryError
from bot.records.nouns import GivenAnswer, Searched
from bot.records.plain_form import from_bytes, to_bytes
from index.library import Library
from tests.support.apps import AppWith
from tests.support.given_answers import given
from tests.support.given_summaries import full_summary, kept, summary

SINCE = datetime(2026, 2, 17, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "request_",
    [
        SummaryRequest(Scope.DOCUMENT, Length.FULL, document="d0c", focus="dates only", asker=9),
        SummaryRequest(Scope.CHANGES, Length.HEADLINE, since=SINCE),
        SummaryRequest(Scope.TOPIC, topic="boats"),
    ],
)
def test_a_summary_comes_back_whole_from_what_is_kept_of_it(request_: SummaryRequest) -> None:
    coverage = Coverage(2, 4, "section", "of version 2", ("Part 3 of 4",), "Until noon.")
    made = summary(("Fire", ("One.", "Two.")), ("", ("Three.",)), coverage=coverage, request=request_)
    stored = kept(made)

    assert from_bytes(Searched, to_bytes(stored.searched)) == stored.searched
    assert summary_in(stored) == made


def test_an_answer_kept_before_there_were_summaries_is_none() -> None:
    assert from_bytes(Searched, b'{"documents":3,"passages":41,"title":null}') == Searched(3, 41)
    with pytest.raises(NotAllowed, match=NO_SUMMARY):
        summary_in(given("a"))


def test_nothing_of_a_document_stays_that_is_removed_while_its_summary_is_being_kept(
    app: AppWith, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = library.add_bytes("fire.md", "fire.md", b"# Fire\n\nQuillfeather rings the bell.").document
    told = kept(summary(("Fire", ("Quillfeather rings the bell.",)), document=document), library="local")
    store = app.records.keep_answer

    def removed_before(given: GivenAnswer) -> None:
        library.remove("Fire")
        store(given)

    monkeypatch.setattr(app.records, "keep_answer", removed_before)
    with pytest.raises(SummaryError, match=REMOVED_MEANWHILE):
        keep_summary(app, told)

    found = app.records.answer("local", told.id)
    assert found
    assert "Quillfeather" not in repr(found)
    monkeypatch.undo()
    with pytest.raises(SummaryError, match=REMOVED_MEANWHILE):
        keep_summary(app, replace(told, id="another"))
    assert app.records.answer("local", "another") is None


def test_so_many_are_held_and_those_held_longest_go_first() -> None:
    held = HeldSummaries()
    for number in range(MOST_HELD + 1):
        held.hold(kept(full_summary(1), f"{number}"), None)

    assert held.find("1", "0") is None
    assert held.find("1", f"{MOST_HELD}") is not None
    assert held.find("2", f"{MOST_HELD}") is None
