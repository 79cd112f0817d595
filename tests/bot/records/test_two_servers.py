"""The same file in two servers, and the same questions: what one does away with, the other keeps whole."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from bot.answering.answer import Question
from bot.records.nouns import GivenAnswer, Searched
from index.errors import JobNotFound
from index.jobs.job import NewItem
from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.checks import assert_proven, assert_whole
from tests.support.given_answers import ASKED_AT

GUIDE = "# Guide\n\nThe ferry to Sorrel Island leaves at noon. Ana Brook steers it.\n"
QUESTIONS = ("When does the ferry to Sorrel Island leave?", "Who steers the ferry?")


def ask(app: AppWith, library: str, text: str, number: int, follows: str | None) -> str:
    """Ask, keep the answer, show it in a message, rate it and share it; return its id."""
    records = app.records
    answer_id = records.new_answer_id()
    answer = app.ask(library, Question(text))
    assert answer.claims
    given = GivenAnswer(answer_id, library, 7, 9, number == 1, False, ASKED_AT, answer, Searched(1, 1), follows)
    records.keep_answer(given)
    records.place_answer(library, answer_id, 50 + number)
    records.rate(library, answer_id, 9, True)
    assert records.claim_share(library, answer_id)
    return answer_id


def use(app: AppWith, library: str) -> list[str]:
    app.records.load()
    app.library(library).add_bytes("guide.md", "guide.md", b"An earlier guide, of no use.")
    app.library(library).add_bytes("guide.md", "guide.md", GUIDE.encode())
    app.records.change_server(library, admin_role=int(library))
    app.records.note_departure(library)
    app.jobs.submit(library, "add", [NewItem("bytes", "guide.md", GUIDE.encode())])
    ids: list[str] = []
    for number, text in enumerate(QUESTIONS):
        ids.append(ask(app, library, text, number, ids[-1] if ids else None))
    return ids


def everything(app: AppWith, library: str, ids: list[str]) -> list[Any]:
    """Return all that the server has."""
    records, shelf = app.records, app.library(library)
    return [
        [(each, shelf.versions(each), shelf.passages(each)) for each in shelf.documents()],
        [shelf.version_text(each.id, number) for each in shelf.documents() for number in (1, 2)],
        [shelf.search(text, 5) for text in QUESTIONS],
        [{**app.ask(library, Question(text)).as_json(), "timings_ms": None} for text in QUESTIONS],
        [records.answer(library, each) for each in ids],
        [records.answer_at(library, message) for message in (50, 51)],
        [records.exchanges(library, each) for each in ids],
        [records.answers_in(library, 7), records.ratings(library), records.server(library)],
        [app.jobs.find(library, job.id) for job in app.jobs.listed(library)],
        [app.jobs.waiting_bytes(library), records.departures()[library]],
    ]


def test_removing_a_file_from_one_server_leaves_the_other_whole(make_app: AppMaker) -> None:
    app = make_app(min_confidence=0)
    ours, theirs = use(app, "1"), use(app, "2")
    before = everything(app, "2", theirs)

    removed = app.library("1").remove("guide.md")
    app.records.forget_document("1", removed.id)

    assert everything(app, "2", theirs) == before
    assert_whole(app, {"guide.md": GUIDE}, "2")
    assert_whole(app, {}, "1")
    for each in theirs:
        given = app.records.answer("2", each)
        assert given
        assert_proven(given.answer, app.library("2"))
    kept = [app.records.answer("1", each) for each in ours]
    assert all(each and not any(citation.quote.text for citation in each.answer.citations) for each in kept)
    app.close()
    again = make_app(min_confidence=0)
    again.records.load()
    assert everything(again, "2", theirs) == before


def test_what_one_server_does_with_its_records_changes_nothing_of_another_s(make_app: AppMaker) -> None:
    app = make_app(min_confidence=0)
    ours, theirs = use(app, "1"), use(app, "2")
    before = everything(app, "2", theirs)
    records = app.records

    for answer_id in (*ours, *theirs):
        records.rate("1", answer_id, 10, False)
        records.claim_share("1", answer_id)
        records.place_answer("1", answer_id, 50)
        records.place_answer("1", answer_id, 51)
    for document in app.library("2").documents():
        records.forget_document("1", document.id)
    for job in app.jobs.unfinished():
        with suppress(JobNotFound):
            app.jobs.cancel("1", job.id)
    records.note_return("1")
    records.change_server("1", admin_role=5, channels=(7,), private=True)

    assert everything(app, "2", theirs) == before
