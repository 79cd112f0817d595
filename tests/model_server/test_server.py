"""The server is what the real client of the API takes for one, and does what it is told."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from threading import Event

import httpx
import numpy as np
import openai
import pytest

from tests.model_server.behaviours import Embeds, Says, Waits, Writes
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

HELLO = [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Say hello."}]


@pytest.fixture
def client(model_server: ModelServer) -> Iterator[openai.OpenAI]:
    web = httpx.Client(trust_env=False, timeout=0.1)
    with openai.OpenAI(base_url=model_server.base_url, api_key="sk-1", max_retries=0, http_client=web) as client:
        yield client


def streamed(client, **more):
    options = {"stream_options": {"include_usage": True}, **more}
    with client.chat.completions.create(model="test-model", messages=HELLO, stream=True, **options) as stream:
        yield from stream


def text_of(chunks):
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_a_streamed_completion_comes_in_pieces_and_ends_with_what_it_cost(model_server, client):
    model_server.script(Says("Hello there, Ada.", pieces=5))

    chunks = list(streamed(client))

    assert text_of(chunks) == "Hello there, Ada."
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].choices == []
    assert chunks[-1].usage.completion_tokens == 5
    assert all(chunk.usage is None for chunk in chunks[:-1])


def test_a_completion_comes_in_one_piece_where_no_stream_is_wanted(model_server, client):
    model_server.script(Writes(lambda body: body["messages"][1]["content"].upper()))

    reply = client.chat.completions.create(model="test-model", messages=HELLO)

    assert reply.choices[0].message.content == "SAY HELLO."
    assert (model_server.chats[0].system, model_server.chats[0].user) == ("Be short.", "Say hello.")


def test_behaviours_take_turns_and_the_last_one_stays(model_server, client):
    model_server.script(Fails(500), Says("one"), Says("two"))

    with pytest.raises(openai.InternalServerError):
        list(streamed(client))
    assert [text_of(streamed(client)) for _ in range(3)] == ["one", "two", "two"]


def test_a_stream_waits_where_a_test_says_so(model_server, client):
    go = Event()
    model_server.script(Says(pieces=["first", go, " second"]))

    chunks = streamed(client)
    assert text_of([next(chunks), next(chunks)]) == "first"
    go.set()
    assert text_of(chunks) == " second"


def test_a_whole_reply_waits_where_a_test_says_so(model_server, client):
    go = Event()
    model_server.script(Waits(go, Says("at last")))

    with pytest.raises(openai.APITimeoutError):
        list(streamed(client))
    model_server.until(lambda: model_server.chats[0].left, "the client's leaving")
    go.set()
    assert text_of(streamed(client)) == "at last"


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        (Fails(401), openai.AuthenticationError),
        (Fails(429, retry_after=3), openai.RateLimitError),
        (HangsBeforeHeaders(), openai.APITimeoutError),
        (HangsAfter("Hel"), httpx.ReadTimeout),
        (CutsOff("Hel"), httpx.RemoteProtocolError),
        (Drops(), openai.APIConnectionError),
        (DripsHeaders(pause=0.3), openai.APITimeoutError),
        (DripsKeepAlives(pause=0.3), httpx.ReadTimeout),
        (BrokenJson("Hel"), ValueError),
        (ErrorInStream("Hel"), openai.APIError),
        (Redirects("http://127.0.0.1:9/"), openai.APIStatusError),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_way_to_fail_is_what_the_client_takes_it_for(model_server, client, behaviour, error):
    model_server.script(behaviour)

    with pytest.raises(error) as caught:
        list(streamed(client))
    if behaviour == Fails(429, retry_after=3):
        assert caught.value.response.headers["Retry-After"] == "3"


@pytest.mark.parametrize("behaviour", [EmptyStream(), EmptyStream(bare=True), NotAModel()], ids=repr)
def test_a_reply_may_hold_no_text_at_all(model_server, client, behaviour):
    model_server.script(behaviour)

    assert text_of(streamed(client)) == ""


def test_an_endless_reply_ends_with_the_client(model_server, client):
    model_server.script(Endless("on "))

    chunks = streamed(client)
    assert text_of(next(chunks) for _ in range(50)).startswith("on on on")
    chunks.close()
    model_server.until(lambda: model_server.chats[0].left, "the client's leaving")


def test_a_huge_reply_is_sent_only_as_far_as_it_is_read(model_server):
    model_server.script(Huge(100))

    with httpx.stream(
        "POST", f"{model_server.base_url}/chat/completions", json={"model": "test-model", "messages": HELLO}
    ) as reply:
        assert len(next(reply.iter_raw())) > 0
    model_server.until(lambda: model_server.chats[0].left, "the client's leaving")
    assert model_server.chats[0].sent < 50_000_000


@pytest.mark.parametrize("embeds", [Embeds(), Embeds(knows_base64=False), Embeds(dimensions=8)], ids=repr)
@pytest.mark.parametrize("encoding", ["float", "base64", openai.omit], ids=["float", "base64", "left out"])
def test_vectors_are_nearer_the_more_words_are_shared(model_server, client, embeds, encoding):
    model_server.script_embeddings(embeds)
    texts = ["the kite club", "the kite shop", "a submarine"]

    reply = client.embeddings.create(model="test-embedding", input=texts, encoding_format=encoding)

    one, near, far = (
        np.frombuffer(base64.b64decode(each.embedding), "<f4")
        if isinstance(each.embedding, str)
        else np.array(each.embedding)
        for each in reply.data
    )
    assert len(one) == embeds.dimensions
    assert one @ near > one @ far


def test_a_key_that_is_wrong_or_missing_is_refused(model_server, client):
    model_server.key = "sk-2"

    with pytest.raises(openai.AuthenticationError):
        client.models.list()
    model_server.key = "sk-1"
    assert [model.id for model in client.models.list()] == ["test-model", "test-embedding"]


def test_what_the_server_does_not_know_is_refused_and_is_no_violation(model_server, client):
    model_server.refuses = ["temperature"]

    with pytest.raises(openai.BadRequestError) as caught:
        list(streamed(client, temperature=0))
    assert caught.value.param == "temperature"
    with pytest.raises(openai.NotFoundError):
        client.embeddings.create(model="another", input=["x"])
    with pytest.raises(openai.BadRequestError, match="context length"):
        client.embeddings.create(model="test-embedding", input=["x "] * 2 + ["x " * 9000])


@pytest.mark.parametrize(
    "wrong",
    [
        {"temperature": 3},
        {"max_tokens": 5, "max_completion_tokens": 5},
        {"extra_body": {"frobnicate": True}},
        {"extra_body": {"messages": [{"role": "user", "content": 3}]}},
        {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "x", "strict": True, "schema": {"type": "object", "properties": {"a": {}}}},
            }
        },
    ],
    ids=str,
)
def test_a_request_against_the_description_is_refused_and_fails_the_test(client, model_server, wrong):
    with pytest.raises(openai.BadRequestError):
        list(streamed(client, **wrong))
    assert len(model_server.take_violations()) == 1


def test_a_violation_is_raised_at_the_end_of_the_block():
    with pytest.raises(AssertionError, match="model"), ModelServer() as server:
        httpx.post(f"{server.base_url}/chat/completions", json={"messages": HELLO})


def test_the_server_is_a_proxy_too(model_server):
    with httpx.Client(proxy=model_server.address, trust_env=False) as client:
        assert client.get("http://elsewhere.invalid/v1/models").status_code == 200
    assert model_server.requests[0].headers["host"] == "elsewhere.invalid"


def test_closing_breaks_off_what_hangs_at_once():
    with ModelServer() as server, httpx.Client() as client:
        server.script(HangsAfter("Hel"))
        with client.stream(
            "POST", f"{server.base_url}/chat/completions", json={"model": "test-model", "messages": HELLO}
        ) as reply:
            next(reply.iter_raw())
            began = time.monotonic()
            server.close()
            assert time.monotonic() - began < 0.3
