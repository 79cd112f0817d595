"""A question that leans on the conversation is searched for together with what it leans on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Exchange, Question
from bot.answering.follow_ups import standalone
from bot.answering.questions import Asked, asked
from tests.conftest import AppMaker

HISTORY = (
    Exchange("Is there a bakery?", "Yes, on Vintner Street. [1]"),
    Exchange("Who built the old ferry?", "It was built by Ana Brook. [1]"),
)


def alone(text: str, *history: tuple[str, str]) -> str:
    return standalone(Question(text, tuple(Exchange(*each) for each in history)))


@pytest.mark.parametrize(
    "text",
    [
        "When was it built?",
        "What about the bridge?",
        "Who else?",
        "Why?",
        "And then?",
        "and the second one?",
        "Which one is cheaper to run?",
        "When did that happen?",
        "Was it the same in summer?",
    ],
)
def test_a_follow_up_takes_over_what_was_spoken_of_last(text: str) -> None:
    assert standalone(Question(text, HISTORY)) == f"{text} (after “Who built the old ferry?”: Ana Brook)"


@pytest.mark.parametrize(
    "text",
    [
        "When does the train to Harrow Bay leave?",
        "Who opened the new bridge in 1984?",
        "Who founded Carrow Lines, and what does it run?",
        "What does the new ferry cost, and when does it leave?",
        "Is there a museum in town?",
    ],
)
def test_a_question_that_leans_on_nothing_stays_as_it_is(text: str) -> None:
    assert standalone(Question(text, HISTORY)) == text


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("Who attended the meeting in Harrow Bay?", "What about Sorrel?", "Who attended the meeting in Sorrel?"),
        ("Who runs Carrow Lines?", "And Sorrel Ferries?", "Who runs Sorrel Ferries?"),
        ("Does it stop at Carrow?", "how about at Harrow Bay?", "Does it stop at Harrow Bay?"),
        ("How many sailed in 1984?", "And in 1985?", "How many sailed in 1985?"),
    ],
)
def test_another_name_or_year_takes_the_place_of_the_one_asked_about(before: str, text: str, expected: str) -> None:
    assert alone(text, (before, "Ana Brook did. [1]")) == expected


@pytest.mark.parametrize(
    "before", ["Does the ferry from Carrow to Harrow Bay stop?", "Who came to the February 17 meeting?", "Who came?"]
)
def test_where_it_is_not_plain_which_name_is_meant_both_questions_are_searched_for(before: str) -> None:
    assert alone("And Sorrel?", (before, "Yes. [1]")) == f"And Sorrel? (after “{before}”)"


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("Did the ferry sink?", "Why?", "Why did the ferry sink?"),
        ("When did the ferry sink?", "and where?", "Where did the ferry sink?"),
        ("Can the ferry be repaired?", "How?", "How can the ferry be repaired?"),
    ],
)
def test_a_bare_question_word_opens_the_question_before(before: str, text: str, expected: str) -> None:
    assert alone(text, (before, "Yes. [1]")) == expected


def test_a_row_of_follow_ups_goes_on_about_what_the_first_one_asked() -> None:
    first, second = ("When did the old ferry sink?", "In May. [1]"), ("Why?", "A storm hit it at Harrow Bay. [1]")

    third = alone("Was anyone there hurt?", first, second)

    assert third == "Was anyone there hurt? (after “Why did the old ferry sink?”: Harrow Bay)"
    assert "ferry" in alone("Who?", first, second, ("Was anyone there hurt?", "Some were. [1]"))


def test_a_long_question_and_many_names_are_cut() -> None:
    before = "Which of the " + "very " * 200 + "old ferries sailed?"
    answer = " and ".join(f"the Ferry{letter}" for letter in "abcdefghijklmnop")

    assert len(alone("Which of them?", (before, answer))) < 300


def test_without_a_conversation_a_question_stays_as_it_is_but_for_white_space() -> None:
    assert standalone(Question("  When was\nit  built? ")) == "When was it built?"


@given(st.text(), st.text(), st.text())
def test_no_conversation_breaks_a_question(text: str, before: str, answer: str) -> None:
    assert "\n" not in alone(text, (before, answer), (text, answer))


def test_a_follow_up_is_answered_from_what_it_leans_on(make_app: AppMaker) -> None:
    app = make_app(min_confidence=0)
    library = app.library("local")
    library.add_bytes("a.txt", "a.txt", b"The old ferry was built in 1921.")
    library.add_bytes("b.txt", "b.txt", b"The lighthouse was built in 1850.")

    answer = app.ask("local", Question("When was it built?", (Exchange("Who steers the old ferry?", "Ana Brook."),)))

    assert answer.question == "When was it built?"
    assert "ferry" in answer.standalone
    assert answer.claims[0].text == "The old ferry was built in 1921."


def test_what_is_asked_for_is_what_the_follow_up_asks_for() -> None:
    both = alone("How much was it?", ("When it rained, who came?", "Ana Brook. [1]"))

    assert asked(both) is Asked.NUMBER
