"""A question that leans on the conversation is searched for together with what it leans on."""

from __future__ import annotations

import pytest

from bot.answering.answer import Exchange, Question
from bot.answering.follow_ups import standalone
from tests.conftest import AppMaker

HISTORY = (
    Exchange("Is there a bakery?", "Yes, on Vintner Street. [1]"),
    Exchange("Who built the old ferry?", "It was built by Ana Brook. [1]"),
)


@pytest.mark.parametrize("text", ["When was it built?", "What about the bridge?", "Who else?", "Why?", "And then?"])
def test_a_follow_up_takes_over_what_was_spoken_of_last(text: str) -> None:
    alone = standalone(Question(text, HISTORY))

    assert alone.startswith(text)
    assert "ferry" in alone
    assert "bakery" not in alone


@pytest.mark.parametrize("text", ["When does the train to Harrow Bay leave?", "Who opened the new bridge in 1984?"])
def test_a_question_that_leans_on_nothing_stays_as_it_is(text: str) -> None:
    assert standalone(Question(text, HISTORY)) == text


def test_without_a_conversation_a_question_stays_as_it_is_but_for_white_space() -> None:
    assert standalone(Question("  When was\n it  built? ")) == "When was it built?"


def test_a_follow_up_is_answered_from_what_it_leans_on(make_app: AppMaker) -> None:
    app = make_app(min_confidence=0)
    library = app.library("local")
    library.add_bytes("a.txt", "a.txt", b"The old ferry was built in 1921.")
    library.add_bytes("b.txt", "b.txt", b"The lighthouse was built in 1850.")

    answer = app.ask("local", Question("When was it built?", (Exchange("Who steers the old ferry?", "Ana Brook."),)))

    assert answer.question == "When was it built?"
    assert "ferry" in answer.standalone
    assert answer.claims[0].text == "The old ferry was built in 1921."
