"""An answer a model wrote is given again while everything it depends on is as it was, and only if it was whole."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from bot.answering.answer import Answer, Exchange, Question, Status
from bot.answering.caching import key
from bot.answering.generative.limits import Limits
from bot.answering.models import Prompt
from bot.answering.pipeline import Answering
from bot.errors import ModelUnavailable
from index.errors import StoreFull
from index.library import Library
from tests.bot.answering.generative.conftest import Ask
from tests.support.apps import AppWith
from tests.support.listeners import Watching
from tests.support.scripted_models import Pieces, ScriptedModel, saying

NOON = "The ferry to Sorrel Island leaves at noon."
FREELY = ("Nobody can board it before lunch.", [NOON])


def test_the_same_question_is_not_put_to_the_model_again(ask: Ask, app: AppWith, ferries: Library) -> None:
    model = ScriptedModel(saying(NOON), follow_up="When does the ferry leave?")
    first = ask(model, library=ferries, kept=app.records)

    again = ask(model, library=ferries, kept=app.records)
    as_follow_up = ask(
        model, "And when?", library=ferries, kept=app.records, history=(Exchange("Is there a ferry?", "Yes. [1]"),)
    )

    assert len(model.asked()) == 1
    assert replace(again, timings_ms={}) == replace(first, timings_ms={})
    assert again.timings_ms.keys() == first.timings_ms.keys()
    assert (as_follow_up.question, as_follow_up.text) == ("And when?", first.text)


def test_that_the_documents_do_not_say_is_kept_too(ask: Ask, app: AppWith, ferries: Library) -> None:
    model = ScriptedModel("NOT FOUND")

    assert [ask(model, library=ferries, kept=app.records).status for _ in range(2)] == [Status.NOT_FOUND] * 2
    assert len(model.asked()) == 1


def test_a_library_that_changed_is_asked_anew(ask: Ask, app: AppWith, ferries: Library) -> None:
    model = ScriptedModel(saying(NOON))
    ask(model, library=ferries, kept=app.records)
    ferries.add_bytes("b.txt", "b.txt", b"Nothing about it.")

    ask(model, library=ferries, kept=app.records)

    assert len(model.asked()) == 2


def test_an_answer_of_a_library_that_changed_while_it_was_written_is_not_kept(
    ask: Ask, app: AppWith, ferries: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Answer] = []
    monkeypatch.setattr(app.records, "keep_written_answer", lambda *given: kept.append(given[-1]))

    def changing(prompt: Prompt) -> Pieces:
        ferries.add_bytes("b.txt", "b.txt", b"Nothing about it.")
        return saying(NOON)(prompt)

    ask(ScriptedModel(changing), library=ferries, kept=app.records)
    assert kept == []
    ask(ScriptedModel(saying(NOON)), library=ferries, kept=app.records)
    assert len(kept) == 1


def test_what_is_not_whole_is_not_kept(ask: Ask, app: AppWith, ferries: Library) -> None:
    down = ModelUnavailable("It is down.")
    for failing in (
        ScriptedModel(lambda prompt: [saying(NOON)(prompt), down]),
        ScriptedModel(saying(FREELY)),
        ScriptedModel(saying(NOON, FREELY), lambda _: [down]),
    ):
        ask(failing, library=ferries, kept=app.records)
        assert failing.asked()
    model = ScriptedModel(saying(NOON))
    ask(model, library=ferries, kept=app.records)
    assert model.asked()


def test_a_stopped_answer_is_not_kept(ask: Ask, app: AppWith, ferries: Library) -> None:
    ask(
        ScriptedModel(saying(NOON, "It does not run on Sundays.")),
        listener=Watching(enough=1),
        library=ferries,
        kept=app.records,
    )
    model = ScriptedModel(saying(NOON))

    assert ask(model, library=ferries, kept=app.records).note is None
    assert len(model.asked()) == 1


def test_a_store_that_takes_nothing_costs_the_keeping_not_the_answer(ask: Ask) -> None:
    class Full:
        def written_answer(self, library: str, revision: int, key: str) -> Answer | None:
            return None

        def keep_written_answer(self, library: str, revision: int, key: str, answer: Answer) -> None:
            raise StoreFull("The disk is full: make room.")

    assert ask(ScriptedModel(saying(NOON)), kept=Full()).claims


@pytest.mark.parametrize(
    "other",
    [
        key("Why?", Question("Who?"), ("s", "m"), ["v"]),
        key("Who?", Question("Who?", only=("a",)), ("s", "m"), ["v"]),
        key("Who?", Question("Who?", without=("a",)), ("s", "m"), ["v"]),
        key("Who?", Question("Who?"), ("s", "n"), ["v"]),
        key("Who?", Question("Who?"), ("t", "m"), ["v"]),
        key("Who?", Question("Who?"), ("s", "m"), ["w"]),
        key("Who?", Question("Who?"), ("s", "m"), ["v", ""]),
    ],
)
def test_whatever_an_answer_depends_on_is_part_of_its_key(other: str) -> None:
    mine = key("Who?", Question("Who?"), ("s", "m"), ["v"])
    assert mine == key(" Who? ", Question("And who?", (Exchange("a", "b"),), asker=7), ("s", "m"), ["v"])
    assert other != mine
    assert len(mine) == len(other) == 64


def test_an_answer_under_other_settings_is_another_answer(ferries: Library, app: AppWith) -> None:
    model = ScriptedModel(saying(NOON))
    others = [{field.name: getattr(Limits(), field.name) + 1} for field in fields(Limits) if field.name != "schema"]
    for changed in ({}, *others, {"schema": False}):
        limits = replace(Limits(), **changed)
        answering = Answering(min_confidence=0, max_question_chars=100, limits=limits, kept=app.records)
        answering.ask(ferries, Question("When does the ferry leave?"), model)

    assert len(model.asked()) == 1 + len(fields(Limits))


def test_a_model_of_the_same_name_at_another_server_is_another_model(ferries: Library, app: AppWith) -> None:
    model = ScriptedModel(saying(NOON))
    for server in ("http://127.0.0.1:1/v1", "http://127.0.0.1:2/v1", "http://127.0.0.1:1/v1"):
        answering = Answering(min_confidence=0, max_question_chars=100, kept=app.records, server=server)
        answering.ask(ferries, Question("When does the ferry leave?"), model)

    assert len(model.asked()) == 2
