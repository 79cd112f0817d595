"""Every way in which a model server fails ends in one plain sentence, within the time, and is not waited for again."""

from __future__ import annotations

import time

import pytest

from bot.errors import ModelUnavailable
from bot.model import Models
from tests.bot.model.conftest import KEY, ModelsMaker
from tests.model_server.behaviours import Behaviour, Says
from tests.model_server.calls import Call
from tests.model_server.failures import (
    BrokenJson,
    CutsOff,
    DripsHeaders,
    DripsKeepAlives,
    Drops,
    EmptyStream,
    Endless,
    ErrorInStream,
    Fails,
    HangsAfter,
    HangsBeforeHeaders,
    Huge,
    NotAModel,
    Redirects,
)
from tests.model_server.server import ModelServer
from tests.support.model_calls import QUESTION, ROOM, chat, failing, said

WAIT = 0.5
PATIENCE = 20.0
ELSEWHERE = "http://127.0.0.1:9/v1"

LATE = "The model server did not answer within 0.5 seconds."
SILENT = "The model server sent nothing more within 0.5 seconds."
BUSY = "The model server has too much to do (429): try again in a minute."
BROKE_OFF = "The model server broke off the connection: try again in a moment."

FAILURES: list[tuple[Behaviour, str]] = [
    (HangsBeforeHeaders(), LATE),
    (DripsHeaders(), LATE),
    (DripsKeepAlives(), LATE),
    (HangsAfter(), LATE),
    (HangsAfter("It meets"), SILENT),
    (Fails(401), "The model server refused the key (401): check OPENAI_API_KEY."),
    (Fails(403), "The model server does not allow this (403): check what OPENAI_API_KEY may be used for."),
    (Fails(404), "The model server knows no such model or address (404): check OPENAI_MODEL and OPENAI_BASE_URL."),
    (Fails(418), "The model server refused the request (418): its own log says why."),
    (Fails(402), "The model server says that the account is out of quota (402): add credit to it."),
    (Fails(400, code=["odd"]), "The model server refused the request (400): its own log says why."),
    (Fails(429, retry_after=60), BUSY),
    (
        Fails(429, code="insufficient_quota"),
        "The model server says that the account is out of quota (429): add credit to it.",
    ),
    (Fails(503, retry_after=60), "The model server failed (503): try again in a moment."),
    (CutsOff("It meets"), BROKE_OFF),
    (ErrorInStream(), "The model server broke off with an error of its own: try again in a moment."),
    (EmptyStream(), "The model wrote nothing: try again, or try another model."),
    (EmptyStream(bare=True), "The model server sent nothing that is an answer: check OPENAI_BASE_URL."),
    (NotAModel(), "The model server sent nothing that is an answer: check OPENAI_BASE_URL."),
    (BrokenJson("It meets"), "The model server sent what cannot be read as an answer: check OPENAI_BASE_URL."),
    (Huge(100), "The model server sent more than an answer can be: check that it works as it should."),
    (
        Redirects(ELSEWHERE),
        "The model server sends elsewhere (307): set OPENAI_BASE_URL to the address it is really at.",
    ),
]


class Unending:
    """Sends comments without the empty line that ends an event."""

    async def answer(self, call: Call) -> None:
        await call.begin("text/event-stream")
        for _ in range(20):
            await call.write(b":\n" * 20_000)


def test_an_event_without_an_end_is_not_gathered_for_ever(models: Models, model_server: ModelServer) -> None:
    model_server.script(Unending())

    assert "more than an answer can be" in str(failing(chat(models), lambda model: said(model, seconds=PATIENCE)))


@pytest.mark.parametrize(("behaviour", "sentence"), FAILURES, ids=lambda given: repr(given)[:40])
def test_a_server_that_fails_is_one_plain_sentence_within_the_time(
    make_models: ModelsMaker, model_server: ModelServer, behaviour: Behaviour, sentence: str
) -> None:
    model = chat(make_models(openai_model="test-model", model_retries=0))
    model_server.script(behaviour)

    seconds = WAIT if sentence in {LATE, SILENT} else PATIENCE

    began = time.monotonic()
    error = failing(model, lambda model: said(model, seconds=seconds))

    assert time.monotonic() - began < seconds + 2
    assert isinstance(error, ModelUnavailable)
    assert str(error) == sentence
    assert (error.__cause__, error.__suppress_context__) == (None, True)
    assert KEY not in repr(error.__context__)
    assert QUESTION not in repr(error.__context__)
    assert len(model_server.chats) == 1


def test_of_a_hundred_megabytes_little_is_taken(models: Models, model_server: ModelServer) -> None:
    model_server.script(Huge(100))

    failing(chat(models))

    model_server.until(lambda: model_server.chats[0].left, "the end of the connection")
    assert model_server.chats[0].sent < 20_000_000


def test_an_endless_answer_ends_where_its_room_does(models: Models, model_server: ModelServer) -> None:
    model_server.script(Endless("And so on. ", pause=0))

    text = said(chat(models))

    assert 4 * ROOM < len(text) < 10 * ROOM
    model_server.until(lambda: model_server.chats[0].left, "the end of the connection")


@pytest.mark.parametrize(
    "passing", [Fails(429, retry_after=0.01), Fails(500), Fails(408), Fails(409), Drops(), CutsOff()], ids=repr
)
def test_what_passes_is_asked_again(models: Models, model_server: ModelServer, passing: Behaviour) -> None:
    model_server.script(passing, Says("Tuesday."))

    assert said(chat(models)) == "Tuesday."
    assert len(model_server.chats) == 2


def test_what_has_begun_is_not_asked_again(models: Models, model_server: ModelServer) -> None:
    model_server.script(CutsOff("It meets"), Says("Tuesday."))

    assert str(failing(chat(models))) == BROKE_OFF
    assert len(model_server.chats) == 1


def test_nothing_follows_a_redirect(models: Models, model_server: ModelServer) -> None:
    model_server.script(Redirects(f"{model_server.base_url}/models"))

    failing(chat(models))

    assert [asked.path for asked in model_server.requests] == ["/v1/models", "/v1/chat/completions"]


def test_a_server_that_is_not_there_says_where_to_look(make_models: ModelsMaker) -> None:
    models = make_models(openai_base_url=ELSEWHERE, openai_model="m", model_retries=0)

    assert str(failing(chat(models))) == ("The model server cannot be reached: check OPENAI_BASE_URL and that it runs.")


def test_after_three_failures_in_a_row_nobody_waits_for_the_server_any_more(
    make_models: ModelsMaker, model_server: ModelServer
) -> None:
    models = make_models(model_retries=1, model_wait_seconds=0.1)
    model_server.script(HangsBeforeHeaders())
    for library in ("1", "2", "3"):
        failing(chat(models, library), lambda model: said(model, seconds=0.1))

    began = time.monotonic()
    error = failing(chat(models, "4"), lambda model: said(model, seconds=PATIENCE))

    assert time.monotonic() - began < 2
    assert str(error) == "The model server has failed several times in a row; it is tried again in half a minute."
    assert len(model_server.requests) == 4  # one of them for the list


def test_a_server_that_had_little_time_to_answer_is_not_one_that_fails(
    models: Models, model_server: ModelServer
) -> None:
    model_server.script(*[HangsBeforeHeaders()] * 4, Says("Tuesday."))
    for _ in range(4):
        assert "did not answer" in str(failing(chat(models), lambda model: said(model, seconds=0.05)))

    assert said(chat(models)) == "Tuesday."


def test_refusals_that_are_not_the_servers_fault_leave_it_open(models: Models, model_server: ModelServer) -> None:
    model_server.script(*[Fails(401)] * 4, Says("Tuesday."))
    for _ in range(4):
        failing(chat(models))

    assert said(chat(models)) == "Tuesday."
