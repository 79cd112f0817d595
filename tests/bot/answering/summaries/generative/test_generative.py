"""A summary a model writes: every section told or named as missing, every sentence proven, every failure said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from bot.answering.generative.replies import TOO_SLOW
from bot.answering.generative.writing import NOTHING_HELD, UNREADABLE
from bot.answering.models import Prompt
from bot.answering.summaries.generative import writing
from bot.answering.summaries.request import Length
from bot.errors import BudgetSpent, ModelUnavailable, Stopped
from index.library import Library
from tests.bot.answering.summaries.conftest import Summarize
from tests.support.checks import assert_proven
from tests.support.listeners import Clock
from tests.support.scripted_models import Pieces, ScriptedModel, passages, reply, saying_in_lines
from tests.support.summarizers import (
    HANDBOOK,
    SECTIONS,
    Watching,
    rule,
    shortly,
    telling,
)

DOWN = ModelUnavailable("The model server broke off.")
SPENT = BudgetSpent("You have used your model budget for today; it is new at midnight UTC.")
THIRDS = SECTIONS[2::3]


def test_a_full_summary_has_what_the_model_told_of_every_section(summarize: Summarize, harbour: Library) -> None:
    model = ScriptedModel(summary=telling(claim=shortly))
    watching = Watching()

    summary = summarize(model, watcher=watching)

    assert [part.title for part in summary.parts] == list(SECTIONS)
    assert [claim.text for part in summary.parts for claim in part.claims] == [shortly(title) for title in SECTIONS]
    assert all(claim.own_words for claim in summary.answer.claims)
    assert str(summary.coverage) == "Read 9 of 9 sections of version 1."
    assert (summary.answer.writer, summary.answer.model, summary.answer.note) == ("generative", "scripted-1", None)
    assert_proven(summary.answer, harbour)
    assert watching.seen == [(number, 9) for number in range(1, 10)]
    assert [len(each.answer.claims) for each in watching.shown] == list(range(1, 10))
    assert not watching.shown[7].coverage.whole
    assert len(model.asked("summary")) == 3, "small sections are shown together"


@pytest.mark.parametrize("length", Length)
def test_a_model_that_fails_on_every_third_section_is_said_exactly(
    summarize: Summarize, harbour: Library, length: Length
) -> None:
    model = ScriptedModel(summary=telling(lambda title: DOWN if title in THIRDS else None))

    summary = summarize(model, length)

    assert str(summary.coverage) == "Read 6 of 9 sections of version 1. Not in this summary: Guests; Keys; Lights."
    assert summary.answer.note == str(DOWN)
    assert not any(title.lower() in summary.answer.text for title in THIRDS)
    assert summary.as_json()["coverage"]["whole"] is False
    assert_proven(summary.answer, harbour)
    tried = [[len(passages(each)) for each in model.asked("summary") if rule(title) in each.user] for title in THIRDS]
    assert tried == [[4, 1], [4, 1], [1, 1]], "each twice, the second time alone"


def test_a_section_whose_second_call_succeeds_is_read(summarize: Summarize) -> None:
    calls = count()
    model = ScriptedModel(summary=telling(lambda title: DOWN if title == "Boats" and next(calls) == 0 else None))

    summary = summarize(model)

    assert str(summary.coverage) == "Read 9 of 9 sections of version 1."
    assert summary.answer.note is None
    assert rule("Boats") in summary.answer.text


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "I have read it.",
        '{"claims": [{"claim": "Bo',
        '{"claims": []}',
        reply([("The rule is old.", [("zzzzz", "The rule is old.")])]),
        reply([("It is so.", [])]),
    ],
)
def test_a_section_of_which_nothing_holds_is_named(summarize: Summarize, broken: str) -> None:
    summary = summarize(ScriptedModel(summary=telling(lambda title: broken if title == "Boats" else None)))

    assert str(summary.coverage) == "Read 8 of 9 sections of version 1. Not in this summary: Boats."
    assert "Boats" not in [part.title for part in summary.parts]


def test_the_reason_given_is_that_of_what_is_missing_and_not_of_what_was_told_in_the_end(summarize: Summarize) -> None:
    calls = count()
    junk = "I have read it."

    def make(title: str) -> str | ModelUnavailable | None:
        if title == "Boats":
            return DOWN
        return junk if title == "Storms" and next(calls) == 0 else None

    summary = summarize(ScriptedModel(summary=telling(make)))

    assert str(summary.coverage) == "Read 8 of 9 sections of version 1. Not in this summary: Boats."
    assert summary.answer.note == str(DOWN)


def test_what_was_wrong_with_a_section_is_told_the_second_time(summarize: Summarize, library: Library) -> None:
    forged = "The council of Bern agreed that boats are blue."
    model = ScriptedModel(
        summary=telling(lambda title: reply([(forged, [("", forged)])]) if title == "Boats" else None)
    )
    library.add_bytes("handbook.md", "handbook.md", f"# Handbook\n\n{rule('Boats')}".encode())

    summary = summarize(model, library=library)

    assert summary.answer.writer == "extractive"
    assert summary.answer.note == NOTHING_HELD
    first, again = model.asked("summary")
    assert f"- {forged}\n  None of its quotes stands" in again.user
    assert not passages(first).keys() & passages(again).keys(), "ids are fresh"


def test_records_that_stand_before_a_break_count(summarize: Summarize) -> None:
    def write(prompt: Prompt) -> Pieces:
        whole = telling()(prompt)
        assert isinstance(whole, str)
        return [whole[: whole.index(rule("Guests").split(".")[0])], DOWN] if rule("Guests") in whole else whole

    summary = summarize(ScriptedModel(summary=write))

    assert str(summary.coverage) == "Read 8 of 9 sections of version 1. Not in this summary: Guests."


def test_a_claim_that_adds_to_its_quote_is_replaced_by_it(summarize: Summarize, harbour: Library) -> None:
    adding = telling(claim=lambda title: rule(title).replace(".", ", and everybody was happy about it."))

    summary = summarize(ScriptedModel(summary=adding))

    assert [claim.text for claim in summary.answer.claims] == [rule(title) for title in SECTIONS]
    assert summary.answer.counts.own_words == 0
    assert_proven(summary.answer, harbour)


def test_in_place_of_a_claim_one_sentence_stands_however_much_is_quoted_for_it(summarize: Summarize) -> None:
    def write(prompt: Prompt) -> Pieces:
        return reply([("All is well.", [(name, text.strip())]) for name, text in passages(prompt).items()])

    summary = summarize(ScriptedModel(summary=write))

    sentences = {f"Members of the harbour must know the rule on {title.lower()}." for title in SECTIONS}
    assert {claim.text for claim in summary.answer.claims} <= sentences | {rule(title) for title in SECTIONS}
    assert len(summary.answer.claims) == len(SECTIONS)


def test_lines_are_read_as_well_as_json(summarize: Summarize) -> None:
    lines = lambda prompt: saying_in_lines(*(rule(t) for t in SECTIONS if rule(t) in prompt.user))(prompt)  # noqa: E731

    assert str(summarize(ScriptedModel(summary=lines)).coverage) == "Read 9 of 9 sections of version 1."


@pytest.mark.parametrize(
    ("script", "note"), [([DOWN], str(DOWN)), ("", UNREADABLE), ([SPENT], str(SPENT)), ("<html>", UNREADABLE)]
)
def test_a_model_that_brings_nothing_is_given_up_after_three_calls(
    summarize: Summarize, script: Pieces, note: str
) -> None:
    model = ScriptedModel(summary=lambda _: script)

    summary = summarize(model)

    assert len(model.prompts) == (1 if script == [SPENT] else 3)
    assert (summary.answer.writer, summary.answer.model, summary.answer.note) == ("extractive", None, note)
    assert str(summary.coverage) == "Read 9 of 9 sections of version 1."


def test_a_model_that_hangs_is_waited_for_no_longer_than_for_an_answer(summarize: Summarize) -> None:
    clock = Clock()

    def hang(_: Prompt) -> Iterator[str]:
        for _ in range(100):
            clock.now += 1
            yield " "

    model = ScriptedModel(summary=hang)
    summary = summarize(model, clock=clock)

    assert (summary.answer.writer, summary.answer.note) == ("extractive", TOO_SLOW)
    assert clock.now - Clock().now <= 3 * 11


def test_what_is_too_long_for_a_model_is_said_in_its_own_sentences(
    summarize: Summarize, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = ScriptedModel(summary=telling())
    monkeypatch.setattr(writing, "LONGEST", len(HANDBOOK) // 2)

    summary = summarize(model)

    assert (summary.answer.writer, summary.answer.note, model.prompts) == ("extractive", writing.TOO_LONG, [])
    assert str(summary.coverage) == "Read 9 of 9 sections of version 1."


def test_a_model_that_goes_down_for_good_leaves_the_rest_unread(summarize: Summarize) -> None:
    model = ScriptedModel(summary=telling(lambda title: DOWN if SECTIONS.index(title) > 3 else None))

    summary = summarize(model)

    assert summary.answer.note == str(DOWN)
    assert summary.coverage.read == 4
    assert not summary.coverage.whole
    assert len(model.asked("summary")) == 1 + 6


def test_where_the_budget_ends_half_way_it_says_how_far_it_came_and_why(summarize: Summarize, harbour: Library) -> None:
    for length in Length:
        model = ScriptedModel(summary=telling(lambda title: SPENT if SECTIONS.index(title) > 3 else None))

        summary = summarize(model, length)

        assert str(summary.coverage) == "Read 4 of 9 sections of version 1. This summary is not whole."
        assert summary.answer.note == str(SPENT)
        assert len(model.prompts) == 2, "a model that may not be asked is asked no more, to choose neither"
        assert_proven(summary.answer, harbour)


def test_stopped_between_two_calls_it_leaves_what_there_is(summarize: Summarize, harbour: Library) -> None:
    model = ScriptedModel(summary=telling())

    summary = summarize(model, Length.SHORT, Watching(lambda watching: len(watching.seen) >= 4))

    assert str(summary.coverage) == "Read 4 of 9 sections of version 1. This summary is not whole."
    assert summary.answer.note == "Stopped."
    assert len(model.prompts) == 1
    assert_proven(summary.answer, harbour)


@pytest.mark.parametrize("focus", ["", "rules"])
def test_stopped_in_the_middle_of_a_call_it_waits_for_no_further_piece(summarize: Summarize, focus: str) -> None:
    pressed: list[bool] = []
    pieces: list[int] = []

    def write(prompt: Prompt) -> Iterator[str]:
        whole = telling()(prompt)
        assert isinstance(whole, str)
        for at, character in enumerate(whole):
            if rule("Storms") in prompt.user and rule("Storms") in whole[:at] and '}]}, {"claim' in whole[:at]:
                pressed.append(True)
            if pressed:
                pieces.append(at)
            yield character

    summary = summarize(ScriptedModel(summary=write), watcher=Watching(lambda _: bool(pressed)), focus=focus)

    assert len(pieces) <= 2
    assert str(summary.coverage) == "Read 5 of 9 sections of version 1. This summary is not whole."
    assert summary.answer.note == "Stopped."


def test_stopped_before_any_section_is_read_there_is_no_summary(summarize: Summarize) -> None:
    with pytest.raises(Stopped):
        summarize(ScriptedModel(summary=telling()), watcher=Watching(lambda _: True))
