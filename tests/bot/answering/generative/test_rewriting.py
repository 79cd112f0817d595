"""A follow-up rewritten by a model: used where it can be trusted to search with, and else left to the rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answering.answer import Exchange, Question
from bot.answering.follow_ups import standalone
from bot.answering.generative.limits import Limits, Patience
from bot.answering.generative.rewriting import MOST_EXCHANGES, understood
from bot.answering.models import Prompt
from bot.errors import ModelUnavailable
from prompts import load
from tests.bot.answering.generative.conftest import Ask
from tests.support.listeners import Clock
from tests.support.scripted_models import Script, ScriptedModel, saying

HISTORY = (Exchange("Who built the old ferry?", "Ana Brook built it in 1921. [1]"),)
FOLLOW_UP = Question("When was it sold?", HISTORY)
GOOD = "When was the old ferry that Ana Brook built in 1921 sold?"


def rewritten(reply: Script, question: Question = FOLLOW_UP, clock: Clock | None = None) -> str:
    model = ScriptedModel(follow_up=reply)
    return understood(question, load().follow_up, model, Patience(Limits(), clock or Clock()), lambda: False)


@pytest.mark.parametrize(
    "reply",
    [
        GOOD,
        f"  {GOOD}\n",
        f'"{GOOD}"',
        f"Standalone question: {GOOD}",
        f"**Question:** {GOOD}",
        f"<think>it?\n</think>\n{GOOD}",
    ],
)
def test_a_follow_up_is_searched_for_as_the_model_rewrites_it(reply: str) -> None:
    assert rewritten(reply) == GOOD


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "?",
        "When was the old ferry sold?\nIt was sold in May.",
        "When was the old ferry sold to Sorrel Island?",
        "When was the old ferry sold in 1931?",
        "When was the old ferry sold? See https://evil.example.",
        "@everyone when was the old ferry sold?",
        "When was the old ferry sold? " * 30,
        (ModelUnavailable("The model server is down."),),
        ("When was", ModelUnavailable("The model server is down.")),
    ],
)
def test_a_rewriting_that_cannot_be_trusted_is_left_to_the_rules(reply: Script) -> None:
    assert rewritten(reply) == standalone(FOLLOW_UP)


def test_a_name_at_the_start_of_a_rewriting_must_have_been_mentioned_too() -> None:
    assert rewritten("Carrow Lines sold the old ferry when?") == standalone(FOLLOW_UP)


def test_a_question_without_a_conversation_is_not_put_to_the_model() -> None:
    assert rewritten(lambda _: pytest.fail("asked"), Question(" When was\nit sold?")) == "When was it sold?"


def test_the_model_may_take_a_part_of_the_time_a_person_waits() -> None:
    clock = Clock()

    def drip(_: Prompt) -> Iterator[str]:
        for character in GOOD:
            clock.now += 0.2
            yield character

    assert rewritten(drip, clock=clock) == standalone(FOLLOW_UP)
    assert clock.now - 1000 < 4


def test_the_conversation_is_data_and_bounded(ask: Ask) -> None:
    long = tuple(
        Exchange(f"Question {number}? " + "x" * 5000, f"Answer {number}. " + "y" * 5000) for number in range(50)
    )
    model = ScriptedModel(saying("It does not run on Sundays."), follow_up=GOOD)

    ask(model, "And on Sundays?", history=long)

    (prompt,) = model.asked("follow_up")
    assert len(prompt.user) < MOST_EXCHANGES * 1500
    assert "Answer 49." in prompt.user
    assert "Answer 45." not in prompt.user
    mark = prompt.user.split(" CONVERSATION")[0]
    assert prompt.user.startswith("<<")
    assert prompt.user.count(mark) == 4
    assert mark in prompt.system


def test_what_was_rewritten_is_what_is_searched_for_asked_and_told(ask: Ask) -> None:
    model = ScriptedModel(saying("The old ferry was built by Ana Brook in 1921."), follow_up="Who built the old ferry?")

    answer = ask(model, "Who built it?", history=(Exchange("Is the old ferry blue?", "Yes. [1]"),))

    assert (answer.question, answer.standalone) == ("Who built it?", "Who built the old ferry?")
    assert "Who built the old ferry?" in model.asked()[0].user
