"""The way of a question: what is refused, what is passed on, and what is never taken for an answer."""

from __future__ import annotations

import pytest

from bot.answering.answer import Question, Status
from bot.errors import QuestionError
from index.errors import StoreCorrupted
from index.library import Library
from tests.conftest import AppMaker
from tests.support.apps import AppWith


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000"])
def test_an_empty_question_is_refused(app: AppWith, text: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        app.ask("local", Question(text))


def test_a_question_over_the_limit_is_refused_with_both_lengths(app: AppWith) -> None:
    limit = app.settings.max_question_chars
    app.ask("local", Question("x" * limit))

    with pytest.raises(QuestionError, match=f"{limit + 1:,} characters; the limit is {limit:,}"):
        app.ask("local", Question("x" * (limit + 1)))


@pytest.mark.parametrize(
    "text", ["half \ud83d a character", "nul \0", "\u202e", "'; DROP TABLE passages; --", "*", '"', "ﷺ" * 50]
)
def test_any_other_text_is_a_question(make_app: AppMaker, text: str) -> None:
    app = make_app(min_confidence=0)
    app.library("local").add_bytes("a.txt", "a.txt", b"The ferry leaves at noon.")

    answer = app.ask("local", Question(text))

    assert answer.question == text
    assert answer.claims[0].text == "The ferry leaves at noon."


def test_a_failure_of_the_store_is_never_an_answer_that_nothing_was_found(
    app: AppWith, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add_bytes("a.txt", "a.txt", b"The ferry leaves at noon.")
    app.store.close()
    damaged = bytearray(app.store.path.read_bytes())
    damaged[4096:] = b"\xff" * len(damaged[4096:])
    app.store.path.write_bytes(damaged)

    with pytest.raises(StoreCorrupted):
        app.ask("local", Question("When does the ferry leave?"))


def test_a_question_may_keep_to_documents_or_leave_some_out(make_app: AppMaker) -> None:
    app = make_app(min_confidence=0)
    library = app.library("local")
    old = library.add_bytes("old.txt", "old.txt", b"The old ferry leaves at noon.").document.id
    new = library.add_bytes("new.txt", "new.txt", b"The new ferry leaves at dawn.").document.id
    question = "When does the ferry leave?"

    assert app.ask("local", Question(question, only=(new,))).claims[0].text == "The new ferry leaves at dawn."
    assert app.ask("local", Question(question, without=(new,))).claims[0].text == "The old ferry leaves at noon."
    nothing = app.ask("local", Question(question, without=(old, new)))
    assert (nothing.status, nothing.closest) == (Status.NOT_FOUND, ())


def test_below_the_confidence_asked_for_nothing_is_answered_but_the_closest_are_shown(make_app: AppMaker) -> None:
    app = make_app(min_confidence=1)
    library = app.library("local")
    for number in range(5):
        library.add_bytes(f"{number}.txt", f"{number}.txt", f"The ferry number {number} leaves at noon.".encode())

    answer = app.ask("local", Question("When does the ferry leave?"))

    assert answer.status is Status.NOT_FOUND
    assert answer.claims == answer.citations == ()
    assert 1 <= len(answer.closest) <= 3
    assert [citation.number for citation in answer.closest] == list(range(1, len(answer.closest) + 1))


def test_the_same_question_has_the_same_answer(make_app: AppMaker) -> None:
    app = make_app(min_confidence=0)
    app.library("local").add_bytes("a.txt", "a.txt", b"The ferry leaves at noon. The ferry is old. It is blue.")

    answers = [
        {**app.ask("local", Question("When does the ferry leave?")).as_json(), "timings_ms": 0} for _ in range(3)
    ]

    assert answers[0] == answers[1] == answers[2]
