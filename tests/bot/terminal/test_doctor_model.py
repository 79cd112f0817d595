"""What `footnote doctor` says of the servers that write and that embed, after asking them."""

from __future__ import annotations

import json

import pytest

from tests.model_server.behaviours import Embeds, Says, Writes
from tests.model_server.failures import Drops, Fails, HangsBeforeHeaders, NotAModel
from tests.model_server.server import ModelServer

KEY = "sk-canary-0123456789"


@pytest.fixture
def server():
    with ModelServer(key=KEY) as server:
        yield server


@pytest.fixture
def with_writer(server, monkeypatch):
    settings = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": KEY, "MODEL_RETRIES": "0"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    server.script(Writes(lambda body: '{"ready": true}' if "response_format" in body else "I am ready.", pieces=4))


@pytest.fixture
def with_embedding(with_writer, monkeypatch):
    monkeypatch.setenv("EMBEDDING_MODEL", "test-embedding")


@pytest.fixture
def look(footnote):
    def found(name):
        result = footnote("doctor", "--json")
        assert KEY not in result.stdout + result.stderr
        checks = {check["name"]: (check["verdict"], check["message"]) for check in json.loads(result.stdout)["checks"]}
        assert result.exit_code == (1 if "problem" in {verdict for verdict, _ in checks.values()} else 0)
        return checks[name]

    return found


def test_without_a_model_that_writes_all_is_well(look):
    assert look("writer") == (
        "ok",
        "none, as neither OPENAI_API_KEY nor OPENAI_BASE_URL is set: answers are the documents' own sentences",
    )


def test_a_model_that_is_switched_off_is_not_asked(look, with_writer, server, monkeypatch):
    monkeypatch.setenv("WRITER", "extractive")

    assert look("writer") == ("ok", "none, as WRITER says: answers are the documents' own sentences")
    assert server.requests == []


def test_a_model_that_writes_is_described(look, with_writer):
    verdict, message = look("writer")

    assert verdict == "ok"
    assert message.startswith("test-model, streams, keeps to a JSON schema, first words after ")
    assert message.endswith(" ms")


def test_a_server_without_schemas_is_well_too(look, with_writer, server):
    server.script(Says("ready"))
    server.refuses = ["response_format"]

    assert look("writer")[1].startswith(
        "test-model, keeps to no JSON schema (MODEL_FORMAT=lines asks for none), first words"
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"OPENAI_API_KEY": "sk-wrong"}, "The model server refused the key (401): check OPENAI_API_KEY."),
        (
            {"OPENAI_MODEL": "gpt-9"},
            "The model server knows no such model or address (404): check OPENAI_MODEL and OPENAI_BASE_URL. "
            "It has: test-model, test-embedding.",
        ),
        (
            {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"},
            "The model server cannot be reached: check OPENAI_BASE_URL and that it runs.",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_setting_of_the_writer_is_a_problem_that_names_it(look, with_writer, monkeypatch, settings, sentence):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    assert look("writer") == ("problem", sentence)


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (Fails(500, message=KEY), "failed (500)"),
        (Fails(429), "too much to do (429)"),
        (Drops(), "broke off the connection"),
        (NotAModel(), "check OPENAI_BASE_URL"),
        (HangsBeforeHeaders(), "check that it runs; on a slow machine, raise MODEL_WAIT_SECONDS."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_writer_that_fails_is_a_problem_in_a_sentence(look, with_writer, server, monkeypatch, behaviour, said):
    monkeypatch.setenv("MODEL_WAIT_SECONDS", "0.1")
    server.script(behaviour)

    verdict, message = look("writer")

    assert verdict == "problem"
    assert said in message


def test_a_model_that_embeds_is_described(look, with_embedding, server):
    verdict, message = look("model")

    assert verdict == "ok"
    assert message.startswith("test-embedding/384 at a server, 384 dimensions, ")
    assert [asked.texts for asked in server.embeddings] == [["The first text takes longer."], ["Does the model work?"]]


def test_passages_of_another_embedding_model_are_warned_of(footnote, handbook, look, with_embedding, monkeypatch):
    footnote("library", "add", handbook)
    assert look("library local") == ("ok", "1 document, 2 passages")

    monkeypatch.setenv("EMBEDDING_MODEL", "test-model")

    assert look("library local") == (
        "warning",
        "1 document, 2 passages, 2 of them without a vector: run `footnote library reindex --library local`.",
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"EMBEDDING_API_KEY": "sk-wrong"}, "The model server refused the key (401): check EMBEDDING_API_KEY."),
        (
            {"EMBEDDING_MODEL": "ada"},
            "The model server knows no such model or address (404): check EMBEDDING_MODEL and OPENAI_BASE_URL. "
            "It has: test-model, test-embedding.",
        ),
        (
            {"EMBEDDING_BASE_URL": "http://127.0.0.1:9/v1"},
            "The model server cannot be reached: check EMBEDDING_BASE_URL and that it runs.",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_setting_of_the_embedding_is_a_problem_that_names_it(
    look, with_embedding, monkeypatch, settings, sentence
):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    assert look("model") == ("problem", sentence)


def test_vectors_that_are_none_are_a_problem_and_the_other_checks_still_run(look, with_embedding, server, footnote):
    server.script_embeddings(Embeds(change=lambda reply: reply["data"].clear()))

    verdict, message = look("model")

    assert verdict == "problem"
    assert "EMBEDDING_MODEL" in message or "EMBEDDING_BASE_URL" in message or "OPENAI_BASE_URL" in message
    assert look("store")[0] == "ok"


def test_an_embedding_too_slow_for_questions_is_warned_of(look, with_embedding, monkeypatch):
    monkeypatch.setattr("index.embedding.remote.SECONDS_A_QUESTION", 0.0)

    verdict, message = look("model")

    assert verdict == "warning"
    assert message.endswith("questions wait 0 seconds at most, and then are answered by keywords alone.")
