"""What is asked of a model server, and what comes of its answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Event
from typing import Any

import pytest

from bot.errors import ModelUnavailable
from bot.model import Models
from bot.model.counting import tokens_of
from bot.records import Records
from bot.records.nouns import ModelUsage
from tests.bot.model.conftest import KEY, ModelsMaker
from tests.model_server.behaviours import Behaviour, Says
from tests.model_server.calls import Call
from tests.model_server.failures import Endless, Fails, HangsAfter, HangsBeforeHeaders
from tests.model_server.server import ModelServer
from tests.support.model_calls import QUESTION, ROOM, SCHEMA, chat, failing, prompt, said


class RawReply:
    """Sends the events of a stream as they are given."""

    def __init__(self, *events: str, kind: str = "text/event-stream") -> None:
        self.events = events
        self.kind = kind

    async def answer(self, call: Call) -> None:
        await call.begin(self.kind)
        for each in self.events:
            await call.write(f"data: {each}\n\n".encode())


class AtOnce:
    """Answers with JSON, whatever way was asked for."""

    def __init__(self, payload: Any) -> None:
        self.payload = payload

    async def answer(self, call: Call) -> None:
        call.json(self.payload)


def test_without_a_key_and_an_address_there_is_no_model(make_models: ModelsMaker) -> None:
    assert make_models(openai_api_key=None, openai_base_url=None).for_question("1", 2) is None
    assert make_models(writer="extractive").for_question("1", 2) is None


def test_the_question_goes_there_and_the_answer_comes_back_piece_by_piece(
    models: Models, model_server: ModelServer
) -> None:
    heard = Event()
    model_server.script(Says(pieces=["It meets ", heard, "on Tuesday."]))
    pieces = chat(models).stream(prompt(), lambda: 5)

    assert next(pieces) == "It meets "
    heard.set()
    assert list(pieces) == ["on Tuesday."]
    (asked,) = model_server.chats
    assert (asked.system, asked.user) == ("You answer.", QUESTION)
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.body["stream_options"] == {"include_usage": True}
    assert asked.body["temperature"] == 0
    assert "response_format" not in asked.body


def test_a_server_of_ones_own_is_told_the_room_by_its_older_name(models: Models, model_server: ModelServer) -> None:
    said(chat(models))

    assert model_server.chats[0].body["max_tokens"] == ROOM
    assert "max_completion_tokens" not in model_server.chats[0].body


def test_openais_own_server_is_asked_for_its_model_with_the_newer_name(
    make_models: ModelsMaker, model_server: ModelServer
) -> None:
    model_server.models = ["gpt-4.1-mini"]
    models = make_models(openai_base_url="http://api.openai.com/v1", openai_proxy=model_server.address)

    said(chat(models))

    (asked,) = model_server.requests
    assert asked.body["model"] == "gpt-4.1-mini"
    assert asked.body["max_completion_tokens"] == ROOM
    assert asked.headers["host"] == "api.openai.com"


def test_the_first_model_on_the_list_that_writes_is_asked_and_the_list_is_read_once(
    models: Models, model_server: ModelServer
) -> None:
    model_server.models = ["nomic-embed-text", "qwen3:8b", "llama3.2"]
    model = chat(models)

    said(model)
    said(chat(models))

    assert [asked.path for asked in model_server.requests] == ["/v1/models", *["/v1/chat/completions"] * 2]
    assert model.name == "qwen3:8b"


@pytest.mark.parametrize("listed", [Fails(404), Fails(405), RawReply(kind="application/json")])
def test_a_server_that_lists_no_model_needs_the_setting(
    models: Models, make_models: ModelsMaker, model_server: ModelServer, listed: Any
) -> None:
    model_server.script_models(listed)

    error = failing(chat(models))

    assert isinstance(error, ModelUnavailable)
    assert said(chat(make_models(openai_model="test-model"))) == "Hello."


def test_a_json_schema_is_sent_where_there_is_one_and_the_setting_allows_it(
    make_models: ModelsMaker, model_server: ModelServer
) -> None:
    for model_format in ("auto", "schema", "lines"):
        said(chat(make_models(model_format=model_format)), prompt(schema=SCHEMA))

    auto, schema, lines = (asked.body.get("response_format") for asked in model_server.chats)
    assert (
        auto
        == schema
        == {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": SCHEMA, "strict": True},
        }
    )
    assert lines is None


def test_where_a_server_refuses_the_schema_the_model_is_asked_in_plain_words(
    models: Models, model_server: ModelServer
) -> None:
    model_server.refuses = ["response_format"]
    asking = prompt(schema=SCHEMA, plain="Write lines.")

    assert said(chat(models), asking) == said(chat(models), asking) == "Hello."

    assert [(asked.system, "response_format" in asked.body) for asked in model_server.chats] == [
        (asking.system, True),
        ("Write lines.", False),
        ("Write lines.", False),
    ]


@pytest.mark.parametrize(
    "refused",
    [
        ["temperature"],
        ["max_tokens"],
        ["max_tokens", "max_completion_tokens"],
        ["stream_options"],
        ["response_format"],
        ["stream"],
        ["temperature", "max_tokens", "stream_options", "response_format", "stream"],
    ],
)
def test_what_a_server_refuses_is_left_out_and_not_sent_again(
    models: Models, model_server: ModelServer, refused: Sequence[str]
) -> None:
    model_server.refuses = list(refused)
    for _ in range(2):
        assert said(chat(models), prompt(schema=SCHEMA)) == "Hello."

    assert len(model_server.chats) == len(refused) + 2
    assert not any(name in model_server.chats[-1].body for name in refused)


def test_a_refusal_that_names_nothing_may_mean_the_schema(models: Models, model_server: ModelServer) -> None:
    model_server.script(Fails(400, message="Bad request."), Says("Tuesday."))

    assert said(chat(models), prompt(schema=SCHEMA)) == "Tuesday."
    assert "response_format" not in model_server.chats[1].body


def test_a_server_that_fails_at_a_schema_is_asked_without_and_one_that_fails_otherwise_is_not(
    make_models: ModelsMaker, model_server: ModelServer
) -> None:
    model = chat(make_models(model_retries=0))
    model_server.script(
        Fails(500, message="stream broke"), Fails(500, message="failed to parse grammar"), Says("Tuesday.")
    )

    assert "failed (500)" in str(failing(model, lambda model: said(model, prompt(schema=SCHEMA))))
    assert said(model, prompt(schema=SCHEMA)) == "Tuesday."
    assert ["response_format" in asked.body for asked in model_server.chats] == [True, True, False]


def test_a_schema_that_is_insisted_on_is_not_left_out(make_models: ModelsMaker, model_server: ModelServer) -> None:
    model_server.refuses = ["response_format"]
    model = chat(make_models(model_format="schema"))

    error = failing(model, lambda model: said(model, prompt(schema=SCHEMA)))

    assert "refused the request (400)" in str(error)
    assert len(model_server.chats) == 1


def test_nothing_is_learnt_from_a_request_that_is_refused_whatever_it_says(
    models: Models, model_server: ModelServer
) -> None:
    model_server.script(Fails(400, message="temperature"), Fails(400, message="nothing"), Says("Tuesday."))

    assert isinstance(failing(chat(models)), ModelUnavailable)
    assert said(chat(models)) == "Tuesday."
    assert [asked.body.get("temperature") for asked in model_server.chats] == [0, None, 0]


def test_a_server_that_knows_no_streams_may_answer_all_at_once(models: Models, model_server: ModelServer) -> None:
    whole = {"choices": [{"message": {"content": "Tuesday."}}], "usage": {"prompt_tokens": 3, "completion_tokens": 2}}
    model_server.script(AtOnce(whole))

    assert said(chat(models)) == "Tuesday."


@pytest.mark.parametrize("reply", [AtOnce({"error": {"message": "no"}}), AtOnce([]), RawReply('{"usage": {}}')])
def test_what_holds_no_answer_at_all_is_not_blamed_on_the_model(
    make_models: ModelsMaker, model_server: ModelServer, reply: Behaviour
) -> None:
    model_server.script(reply)

    error = failing(chat(make_models(model_retries=0)))

    assert str(error) == "The model server sent nothing that is an answer: check OPENAI_BASE_URL."


def test_a_count_that_cannot_be_is_not_believed(
    models: Models, model_server: ModelServer, records: Records, place: str
) -> None:
    usage = {"prompt_tokens": 10**30, "completion_tokens": 5}
    model_server.script(AtOnce({"choices": [{"message": {"content": "x" * 35}}], "usage": usage}))

    said(chat(models, place))

    assert records.model_usage(place) == [ModelUsage("test-model", 1, tokens_of(prompt()), 10)]


def test_letters_whose_halves_come_apart_are_whole_again(models: Models, model_server: ModelServer) -> None:
    chunk = '{{"choices": [{{"index": 0, "delta": {{"content": "{}"}}}}]}}'
    cut = ["a \\ud83d", "\\ude00 b", "\\ude00", "\\ud83d", "c"]
    model_server.script(RawReply(*[chunk.format(each) for each in cut], "[DONE]"))

    assert said(chat(models)) == "a 😀 b��c"


@pytest.mark.parametrize("finish", ["length", "content_filter"])
def test_an_answer_that_was_cut_short_by_its_server_is_an_answer(
    models: Models, model_server: ModelServer, finish: str
) -> None:
    model_server.script(Says("It meets on", finish=finish))

    assert said(chat(models)) == "It meets on"


def test_a_server_need_not_say_why_it_ends_if_it_says_that_it_does(models: Models, model_server: ModelServer) -> None:
    chunk = '{"choices": [{"index": 0, "delta": {"content": "Tuesday."}}]}'
    model_server.script(RawReply(chunk, "[DONE]"), RawReply(chunk))

    assert said(chat(models)) == "Tuesday."
    assert "broke off" in str(failing(chat(models)))


@pytest.mark.parametrize(
    "event",
    ["{}", "[]", "null", "7", '{"choices": null}', '{"choices": [7]}', '{"choices": [{"delta": {"content": [1]}}]}'],
)
def test_events_of_another_form_are_nothing(models: Models, model_server: ModelServer, event: str) -> None:
    chunk = '{"choices": [{"index": 0, "delta": {"content": "Tuesday."}}]}'
    model_server.script(RawReply(event, chunk, event, "[DONE]"))

    assert said(chat(models)) == "Tuesday."


def test_a_stop_ends_a_stream_that_hangs(models: Models, model_server: ModelServer) -> None:
    wanted = Event()
    model_server.script(HangsAfter("It meets"))
    pieces = chat(models).stream(prompt(), lambda: 60, wanted.is_set)

    assert next(pieces) == "It meets"
    wanted.set()
    assert list(pieces) == []
    model_server.until(lambda: model_server.chats[0].left, "the end of the connection")


def test_a_stop_ends_a_wait_for_the_first_word_and_for_the_name(models: Models, model_server: ModelServer) -> None:
    model_server.script(HangsBeforeHeaders())
    model_server.script_models(HangsBeforeHeaders())

    def hangs() -> bool:
        return any(asked.path == "/v1/models" for asked in model_server.requests)

    assert list(chat(models).stream(prompt(), lambda: 60, hangs)) == []


def test_leaving_a_stream_ends_the_connection(models: Models, model_server: ModelServer) -> None:
    model_server.script(Endless())
    pieces = iter(chat(models).stream(prompt(max_tokens=10_000), lambda: 60))
    next(pieces)

    pieces.close()  # type: ignore[attr-defined]

    model_server.until(lambda: model_server.chats[0].left, "the end of the connection")


def test_closing_ends_what_is_being_asked_and_refuses_what_is_asked_after(
    models: Models, model_server: ModelServer
) -> None:
    model_server.script(HangsAfter("It meets"))
    pieces = iter(chat(models).stream(prompt(), lambda: 60))
    next(pieces)

    models.close()

    with pytest.raises(ModelUnavailable, match="Footnote is stopping"):
        next(pieces)
    assert "Footnote is stopping" in str(failing(chat(models)))


def test_no_more_questions_are_with_the_model_at_once_than_the_setting_allows(
    make_models: ModelsMaker, model_server: ModelServer
) -> None:
    models = make_models(model_requests=1)
    model_server.script(HangsAfter("It meets"), Says("Tuesday."))
    first = iter(chat(models).stream(prompt(), lambda: 60))
    next(first)

    began = time.monotonic()
    assert "Too many questions" in str(failing(chat(models), lambda model: said(model, seconds=0.5)))
    assert time.monotonic() - began < 0.45  # a call that has little time left would be broken off
    assert list(chat(models).stream(prompt(), lambda: 60, lambda: True)) == []
    first.close()  # type: ignore[attr-defined]
    assert said(chat(models)) == "Tuesday."
    assert len(model_server.chats) == 2
