"""A model's answer: shown as it is proven, asked for again where it was not, and given up for the documents' words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answering.answer import Status
from bot.answering.generative.limits import MOST_CLAIMS
from bot.answering.generative.replies import TOO_SLOW
from bot.answering.generative.writing import NOTHING_HELD, UNREADABLE
from bot.answering.models import Prompt
from bot.errors import BudgetSpent, ModelUnavailable, Stopped
from index.library import Library
from tests.bot.answering.generative.conftest import Ask
from tests.support.checks import assert_proven
from tests.support.listeners import Clock, Watching
from tests.support.scripted_models import (
    ScriptedModel,
    deciding,
    passage_of,
    passages,
    reply,
    saying,
    saying_in_lines,
)

NOON = "The ferry to Sorrel Island leaves at noon."
SUNDAYS = "It does not run on Sundays."
FREELY = ("Nobody can board it before lunch.", [NOON])
"""A claim that no rule can hold against its quote."""
OTHERS = ("People wait for it all morning.", [NOON])
DOWN = ModelUnavailable("The model server did not answer within 10 seconds.")


def test_sentences_are_shown_as_each_is_proven(ask: Ask, shelf: Library) -> None:
    watching = Watching()
    seen: list[int] = []

    def write(prompt: Prompt) -> Iterator[str]:
        whole = saying(NOON, SUNDAYS)(prompt)
        for character in whole:
            yield character
            seen.append(len(watching.shown))

    answer = ask(ScriptedModel(write), listener=watching)

    assert [len(each.claims) for each in watching.shown] == [1, 2]
    assert answer.text == f"{NOON} [1] {SUNDAYS} [2]"
    assert (answer.writer, answer.model, answer.note) == ("generative", "scripted-1", None)
    assert_proven(answer, shelf)
    assert seen.index(1) < seen.index(2) < len(seen) - 1, "each is on the screen before the next piece is asked for"


@pytest.mark.parametrize("form", [saying, saying_in_lines])
def test_a_claim_in_own_words_that_its_quote_bears_out_is_shown_as_written(ask: Ask, form: type[saying]) -> None:
    answer = ask(ScriptedModel(form(("The ferry leaves at noon.", [NOON]), SUNDAYS)))

    assert [claim.text for claim in answer.claims] == ["The ferry leaves at noon.", SUNDAYS]
    assert str(answer.counts) == "2 sentences, 2 quoted, 1 in own words"


@pytest.mark.parametrize("false", ["The ferry leaves at midnight.", "The ferry never leaves at noon.", *FREELY[:1]])
def test_in_place_of_a_claim_that_is_not_proven_its_quote_is_shown(ask: Ask, false: str) -> None:
    answer = ask(ScriptedModel(saying(SUNDAYS, (false, [NOON]))))

    assert [claim.text for claim in answer.claims] == [SUNDAYS, NOON]
    assert answer.counts.own_words == 0


def test_what_the_rules_leave_open_one_call_of_its_own_decides(ask: Ask) -> None:
    watching = Watching()
    model = ScriptedModel(saying(SUNDAYS, FREELY, OTHERS), deciding(lambda claim: claim == FREELY[0]))

    answer = ask(model, listener=watching)

    assert [claim.text for claim in answer.claims] == [SUNDAYS, FREELY[0], NOON]
    assert [claim.own_words for claim in answer.claims] == [False, True, False]
    (settling,) = model.asked("entailment")
    assert NOON in settling.user
    assert SUNDAYS not in settling.user
    assert "When does the ferry leave?" not in settling.user
    assert [claim.text for claim in watching.shown[1].claims] == [SUNDAYS, NOON], "the quote stands there until then"


@pytest.mark.parametrize(
    "false", ["The ferry leaves at midnight.", "The ferry to Carrow leaves at noon.", "It left in 1931."]
)
def test_no_call_decides_about_a_contradiction_or_a_fact_that_no_quote_holds(ask: Ask, false: str) -> None:
    model = ScriptedModel(saying(SUNDAYS, (false, [NOON])), deciding(lambda _: True))

    answer = ask(model)

    assert false not in answer.text
    assert not model.asked("entailment")


@pytest.mark.parametrize("reply", ["", "yes", "I think all of them follow.", [DOWN], ["{", DOWN]])
def test_quotes_stay_where_the_call_that_should_decide_fails(ask: Ask, reply: str | list[object]) -> None:
    answer = ask(ScriptedModel(saying(SUNDAYS, FREELY), lambda _: reply))

    assert [claim.text for claim in answer.claims] == [SUNDAYS, NOON]
    assert answer.writer == "generative"


def test_where_most_was_replaced_the_model_is_told_why_and_writes_once_more(ask: Ask) -> None:
    forged = ("The ferry leaves at one.", ["The ferry to Sorrel Island leaves at one."])
    model = ScriptedModel([saying(forged, FREELY), saying(NOON)])

    answer = ask(model)

    assert [claim.text for claim in answer.claims] == [NOON]
    first, again = model.asked()
    assert "The ferry leaves at one.\n  None of its quotes stands" in again.user
    assert FREELY[0] in again.user
    assert not passages(first).keys() & passages(again).keys(), "ids are fresh"


def test_where_most_was_replaced_again_the_documents_own_words_answer(ask: Ask, shelf: Library) -> None:
    model = ScriptedModel(saying(FREELY, OTHERS))

    answer = ask(model)

    assert (answer.writer, answer.model, answer.note) == ("extractive", None, NOTHING_HELD)
    assert len(model.asked()) == 2
    assert_proven(answer, shelf)


@pytest.mark.parametrize(
    "text", ["", "It leaves at noon, I think.", "<html>", '{"claims": {"claim": 1}}', "x" * 100_000]
)
def test_what_cannot_be_read_is_asked_for_as_plain_lines_and_then_given_up(ask: Ask, text: str) -> None:
    model = ScriptedModel([text, saying_in_lines(NOON)])
    assert ask(model).text == f"{NOON} [1]"
    first, again = model.asked()
    assert (first.schema is None, again.schema is None) == (False, True)
    assert "CLAIM:" in again.system

    answer = ask(ScriptedModel(text))
    assert (answer.writer, answer.note) == ("extractive", UNREADABLE)
    assert answer.claims


@pytest.mark.parametrize("error", [DOWN, BudgetSpent("This server has used its model budget for May.")])
@pytest.mark.parametrize("written", ["", '{"claims": [{"claim": "The ferry', '{"answered": true, "cla'])
def test_where_the_model_fails_the_documents_own_words_answer_at_once(
    ask: Ask, error: ModelUnavailable, written: str
) -> None:
    model = ScriptedModel(lambda _: [written, error])

    answer = ask(model)

    assert (answer.writer, answer.note) == ("extractive", str(error))
    assert answer.status is Status.ANSWERED
    assert len(model.prompts) == 1


def test_where_the_model_breaks_off_what_is_proven_stays_and_the_answer_says_so(ask: Ask) -> None:
    model = ScriptedModel(lambda prompt: [saying(NOON, FREELY)(prompt)[:-8], DOWN])

    answer = ask(model)

    assert (answer.writer, [claim.text for claim in answer.claims]) == ("generative", [NOON])
    assert answer.note == "This may not be the whole answer: the model server did not answer within 10 seconds."
    assert len(model.prompts) == 1, "a server that is down is not asked to settle anything"


def test_a_retry_that_fails_leaves_the_quotes_that_were_found(ask: Ask) -> None:
    answer = ask(ScriptedModel([saying(FREELY), lambda _: [DOWN]]))

    assert (answer.writer, [claim.text for claim in answer.claims]) == ("generative", [NOON])
    assert answer.note is not None


@pytest.mark.parametrize("text", ['{"answered": false, "claims": []}', "NOT FOUND"])
def test_where_the_model_says_that_the_documents_do_not_say_nothing_is_found(ask: Ask, text: str) -> None:
    answer = ask(ScriptedModel(text))

    assert (answer.status, answer.writer, answer.note, answer.claims) == (Status.NOT_FOUND, "generative", None, ())
    assert answer.closest


def test_that_they_do_not_say_may_be_what_the_second_try_comes_to(ask: Ask) -> None:
    answer = ask(ScriptedModel(["I could not find it anywhere.", "NOT FOUND"]))
    assert (answer.status, answer.writer, answer.note) == (Status.NOT_FOUND, "generative", None)

    answer = ask(ScriptedModel([saying(FREELY), "NOT FOUND"]))
    assert (answer.status, answer.writer) == (Status.ANSWERED, "extractive"), "a quote that answers was found before"


def test_a_stop_keeps_what_is_proven(ask: Ask) -> None:
    model = ScriptedModel(saying(NOON, SUNDAYS))

    answer = ask(model, listener=Watching(enough=1))

    assert ([claim.text for claim in answer.claims], answer.note) == ([NOON], "Stopped.")
    assert len(model.prompts) == 1


def test_a_stop_before_there_is_a_sentence_leaves_nothing(ask: Ask) -> None:
    with pytest.raises(Stopped):
        ask(ScriptedModel(saying(NOON)), listener=Watching(enough=0))


def test_a_person_waits_no_longer_than_the_setting_for_the_next_sentence(ask: Ask) -> None:
    clock = Clock()

    def drip(prompt: Prompt) -> Iterator[str]:
        for character in saying(NOON, *["x"] * 1000)(prompt):
            clock.now += 0.01
            yield character

    started = clock.now
    model = ScriptedModel(drip)
    answer = ask(model, clock=clock)

    assert [claim.text for claim in answer.claims] == [NOON]
    assert answer.note == f"This may not be the whole answer: t{TOO_SLOW[1:]}"
    assert 10 < clock.now - started < 13
    assert max(model.waits) <= 10


def test_records_that_show_nothing_do_not_prolong_the_wait(ask: Ask) -> None:
    clock = Clock()

    def forge(prompt: Prompt) -> Iterator[str]:
        for number in range(10_000):
            clock.now += 0.5
            yield reply([(f"Claim {number}.", [("zzzzz", "not there")])])

    answer = ask(ScriptedModel(forge), clock=clock)

    assert (answer.writer, answer.note) == ("extractive", TOO_SLOW)
    assert clock.now - 1000 <= 13


def test_over_all_attempts_the_wait_is_one(ask: Ask) -> None:
    clock = Clock()

    def slow(_: Prompt) -> Iterator[str]:
        clock.now += 6
        yield "nothing that could be read"

    answer = ask(ScriptedModel(slow), clock=clock)

    assert (answer.writer, answer.note) == ("extractive", TOO_SLOW)
    assert clock.now - 1000 == 12


def test_every_proven_sentence_is_waited_for_anew_but_not_for_ever(ask: Ask) -> None:
    clock = Clock()
    sentences = [NOON, SUNDAYS, "Tickets for the ferry cost 4 pounds.", "Some passengers of the ferry fell ill."]

    def drip(prompt: Prompt) -> Iterator[str]:
        for sentence in sentences:
            clock.now += 8
            yield reply([(sentence, [(passage_of(prompt, sentence), sentence)])])
        while True:
            clock.now += 8
            yield " "

    answer = ask(ScriptedModel(drip), clock=clock)

    assert [claim.text for claim in answer.claims] == sentences
    assert clock.now - 1000 == 8 * 4 + 16


def test_more_claims_than_a_person_would_read_are_not_taken(ask: Ask) -> None:
    endless = ScriptedModel(saying(*[(f"{NOON[:-1]}, they say {number} times.", [NOON]) for number in range(200)]))

    ask(endless)

    assert len(endless.waits) * 7 < 2.5 * (MOST_CLAIMS + 2) * 150


def test_what_has_nothing_to_do_with_the_question_is_dropped_and_so_is_what_was_said(
    ask: Ask, ferries: Library
) -> None:
    ferries.add_bytes("b.txt", "b.txt", b"Ferry noon. Zebras graze quietly under tall acacias.")
    again = ("The ferry to Sorrel Island leaves at  noon.", [NOON])
    empty = ("...", [NOON])

    answer = ask(ScriptedModel(saying(NOON, again, empty, "Zebras graze quietly under tall acacias.")), library=ferries)

    assert [claim.text for claim in answer.claims] == [NOON]
    assert answer.note is None


def test_two_claims_that_cannot_be_shown_do_not_show_their_quote_twice(ask: Ask, shelf: Library) -> None:
    answer = ask(ScriptedModel(saying(SUNDAYS, "Tickets for the ferry cost 4 pounds.", FREELY, OTHERS)))

    assert [claim.text for claim in answer.claims] == [SUNDAYS, "Tickets for the ferry cost 4 pounds.", NOON]
    assert_proven(answer, shelf)


def test_ids_and_marks_that_a_model_puts_behind_a_sentence_are_not_shown(ask: Ask) -> None:
    def write(prompt: Prompt) -> str:
        name = passage_of(prompt, NOON)
        return reply([(f"{NOON} [{name}]", [(name, NOON)]), (f"{SUNDAYS[:-1]} 【1†source】 [2].", [(name, SUNDAYS)])])

    assert ask(ScriptedModel(write)).text == f"{NOON} [1] {SUNDAYS} [2]"


def test_without_evidence_no_model_is_asked(ask: Ask) -> None:
    model = ScriptedModel(saying(NOON), follow_up="What is the capital of Peru?")

    answer = ask(model, "What is the capital of Peru?", min_confidence=0.2)

    assert (answer.status, answer.citations, model.prompts) == (Status.NOT_FOUND, (), [])


def test_passages_are_bounded_by_what_a_question_may_cost(ask: Ask, ferries: Library) -> None:
    for number in range(12):
        ferries.add_bytes(f"{number}.txt", f"{number}.txt", f"Ferry {number} leaves at noon. ".encode() * 30)
    model = ScriptedModel(saying(NOON))

    ask(model, library=ferries)

    assert 1 <= len(passages(model.prompts[0])) <= 6


def test_a_claim_without_quotes_is_shown_where_it_is_a_sentence_of_the_documents(ask: Ask) -> None:
    alone = ScriptedModel(reply([(NOON, []), ("The ferry sank in a storm.", [])]))

    assert ask(alone).text == f"{NOON} [1]"
