"""What `footnote doctor` finds out about a model server."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest

from bot.model.server import Server
from bot.model.trial import Trial, tried
from bot.settings import Settings
from tests.model_server.behaviours import Behaviour, Says, Writes
from tests.model_server.failures import EmptyStream, Fails, HangsBeforeHeaders
from tests.model_server.server import ModelServer


def trial(asked: ModelServer, seconds: float = 5, **settings: Any) -> Trial:
    values: dict[str, Any] = {"openai_base_url": asked.base_url, "model_retries": 0}
    with closing(Server(Settings(_env_file=None, **values | settings))) as server:
        return tried(server, seconds)


def obedient(body: object) -> str:
    return '{"ready": true}' if "response_format" in body else "ready"  # type: ignore[operator]


def test_a_server_that_works_is_described(model_server: ModelServer) -> None:
    model_server.script(Writes(obedient, pieces=2))

    found = trial(model_server)

    assert (found.problem, found.model, found.models) == (None, "test-model", ("test-model", "test-embedding"))
    assert (found.pieces, found.schema) == (3, True)
    assert 0 < found.first_ms < found.whole_ms


def test_a_server_that_does_not_keep_to_a_schema_or_refuses_one_is_told_apart_from_one_not_tried(
    model_server: ModelServer,
) -> None:
    model_server.script(Says("ready"))
    assert trial(model_server).schema is False
    assert trial(model_server, model_format="lines").schema is None
    model_server.refuses = ["response_format"]
    assert trial(model_server).schema is False


def test_a_model_that_is_not_there_is_told_with_those_that_are(model_server: ModelServer) -> None:
    found = trial(model_server, openai_model="other")

    assert found.problem is not None
    assert found.problem.startswith("The model server knows no such model")
    assert (found.model, found.models) == ("other", ("test-model", "test-embedding"))


def test_a_server_without_a_list_is_tried_all_the_same(model_server: ModelServer) -> None:
    model_server.script_models(Fails(404))

    found = trial(model_server, openai_model="test-model")

    assert (found.problem, found.models, found.pieces) == (None, None, 1)


@pytest.mark.parametrize(
    ("behaviour", "seconds", "sentence"),
    [
        (Fails(500), 20, "The model server failed (500): try again in a moment."),
        (EmptyStream(), 20, "The model wrote nothing: try again, or try another model."),
        (HangsBeforeHeaders(), 1, "The model server did not answer within 1 second."),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    model_server: ModelServer, behaviour: Behaviour, seconds: float, sentence: str
) -> None:
    model_server.script(behaviour)

    assert trial(model_server, seconds).problem == sentence


def test_a_key_that_is_refused_ends_the_trial(model_server: ModelServer) -> None:
    model_server.key = "sk-its-own"
    found = trial(model_server, openai_api_key="sk-other")

    assert found.problem == "The model server refused the key (401): check OPENAI_API_KEY."
    assert model_server.chats == []
