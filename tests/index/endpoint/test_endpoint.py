"""Calls to a model server: within their time, from nothing but what was given, over in an instant when called off."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from threading import Event
from typing import Any

import pytest
from openai import AsyncOpenAI

from index.endpoint.address import Address, SettingNames
from index.endpoint.endpoint import Endpoint
from index.errors import EndpointError, SourceMissing
from tests.index.endpoint.conftest import KEY, EndpointMaker
from tests.model_server.behaviours import Lists
from tests.model_server.calls import Call
from tests.model_server.failures import Fails, HangsBeforeHeaders
from tests.model_server.server import ModelServer

PLAIN = {"host", "accept", "accept-encoding", "user-agent", "authorization", "connection"}


async def names(client: AsyncOpenAI) -> list[str]:
    return [model.id for model in (await client.models.list()).data]


def refusal(endpoint: Endpoint, make: Callable[[AsyncOpenAI], Awaitable[Any]] = names, seconds: float = 5) -> str:
    with pytest.raises(EndpointError) as caught:
        endpoint.call(make, seconds)
    return str(caught.value)


def test_a_call_returns_what_was_made_of_the_reply(endpoint: Endpoint, model_server: ModelServer) -> None:
    assert endpoint.call(names, 5) == model_server.models


def test_nothing_of_the_environment_is_sent_or_followed(
    monkeypatch: pytest.MonkeyPatch, make_endpoint: EndpointMaker, model_server: ModelServer
) -> None:
    for name in ("API_KEY", "ADMIN_KEY", "ORG_ID", "PROJECT_ID", "WEBHOOK_SECRET"):
        monkeypatch.setenv(f"OPENAI_{name}", "canary")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Canary: canary\nAuthorization: Bearer canary")
    for name in ("OPENAI_BASE_URL", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    make_endpoint().call(names, 5)

    (asked,) = model_server.requests
    assert asked.headers.keys() == PLAIN
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["user-agent"] == "Footnote"


def test_without_a_key_none_is_sent(make_endpoint: EndpointMaker, model_server: ModelServer) -> None:
    make_endpoint(key="").call(names, 5)

    assert model_server.requests[0].headers.keys() == PLAIN - {"authorization"}


def test_a_proxy_gets_the_requests_and_its_password(make_endpoint: EndpointMaker, model_server: ModelServer) -> None:
    proxy = model_server.address.replace("//", "//ada:secret@")

    make_endpoint("http://model.example/v1", proxy=proxy).call(names, 5)

    (asked,) = model_server.requests
    assert asked.headers["host"] == "model.example"
    assert asked.headers["proxy-authorization"] == "Basic YWRhOnNlY3JldA=="


def test_a_proxy_that_is_not_there_is_named(make_endpoint: EndpointMaker) -> None:
    endpoint = make_endpoint("http://model.example/v1", proxy="http://127.0.0.1:9")

    assert refusal(endpoint) == (
        "The model server cannot be reached: check OPENAI_BASE_URL and that it runs, and OPENAI_PROXY."
    )


def test_sentences_name_the_settings_the_address_came_from(model_server: ModelServer) -> None:
    model_server.key = "another"
    embedding = SettingNames("EMBEDDING_BASE_URL", "EMBEDDING_API_KEY", "EMBEDDING_MODEL")
    endpoint = Endpoint(Address(model_server.base_url, KEY, None, embedding), retries=0)

    assert refusal(endpoint) == "The model server refused the key (401): check EMBEDDING_API_KEY."
    endpoint.close()


@pytest.mark.parametrize("url", ["http://[::1", "nowhere", "http://host:port/v1"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    endpoint = Endpoint(Address(url, KEY), retries=0)

    assert "check OPENAI_BASE_URL" in refusal(endpoint)
    endpoint.close()


def test_a_call_fails_when_its_time_is_up_retries_included(
    make_endpoint: EndpointMaker, model_server: ModelServer
) -> None:
    model_server.script_models(Fails(500), HangsBeforeHeaders())
    endpoint = make_endpoint(retries=5)

    began = time.monotonic()
    assert refusal(endpoint, seconds=1) == "The model server did not answer within 1 second."
    assert 0.9 < time.monotonic() - began < 3
    assert len(model_server.requests) == 2


def test_a_server_is_left_alone_as_long_as_it_asks(make_endpoint: EndpointMaker, model_server: ModelServer) -> None:
    model_server.script_models(Fails(429, retry_after=0.3), Lists())
    endpoint = make_endpoint(retries=1)

    began = time.monotonic()
    endpoint.call(names, 20)
    assert time.monotonic() - began > 0.3

    model_server.script_models(Fails(429, retry_after=30))
    began = time.monotonic()
    assert "too much to do (429)" in refusal(endpoint, seconds=20)
    assert time.monotonic() - began < 5


def test_an_error_of_ones_own_comes_through(endpoint: Endpoint) -> None:
    async def refuse(_: AsyncOpenAI) -> None:
        raise SourceMissing("There is nothing here.")

    with pytest.raises(SourceMissing):
        endpoint.call(refuse, 5)


def test_nothing_is_a_result_too(endpoint: Endpoint) -> None:
    async def nothing(_: AsyncOpenAI) -> None:
        return None

    assert endpoint.call(nothing, 5) is None


def test_a_flow_without_items_is_a_failure(endpoint: Endpoint) -> None:
    async def nothing(_: AsyncOpenAI) -> AsyncGenerator[str, None]:
        for none in ():
            yield none

    with pytest.raises(EndpointError, match="empty answer"):
        list(endpoint.stream(nothing, lambda: 5))


def test_what_is_unforeseen_is_a_sentence_that_says_nothing_of_it(endpoint: Endpoint) -> None:
    async def stumble(_: AsyncOpenAI) -> None:
        raise KeyError(KEY)

    assert refusal(endpoint, stumble) == (
        "The model server sent what cannot be read as an answer: check OPENAI_BASE_URL."
    )


def test_a_reply_that_is_packed_is_refused_before_it_is_unpacked(endpoint: Endpoint, model_server: ModelServer) -> None:
    class Packs:
        async def answer(self, call: Call) -> None:
            call.body(b"\x1f\x8b", "application/json", headers={"Content-Encoding": "gzip"})

    model_server.script_models(Packs())

    assert "compresses what it sends" in refusal(endpoint)


def test_a_reply_that_declares_too_much_is_not_read(make_endpoint: EndpointMaker, model_server: ModelServer) -> None:
    endpoint = make_endpoint(most_bytes=10)

    assert "more than an answer can be" in refusal(endpoint)


def test_a_name_that_cannot_be_looked_up_in_time_holds_up_neither_the_call_nor_the_end(
    monkeypatch: pytest.MonkeyPatch, make_endpoint: EndpointMaker
) -> None:
    over = Event()

    def look_up(*_: Any, **__: Any) -> list[Any]:
        over.wait()
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    endpoint = make_endpoint("http://model.example/v1")

    began = time.monotonic()
    assert "did not answer within 0.1 seconds" in refusal(endpoint, seconds=0.1)
    endpoint.close()
    assert time.monotonic() - began < 1.5
    over.set()


def test_a_name_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, make_endpoint: EndpointMaker) -> None:
    def look_up(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)

    assert "cannot be reached" in refusal(make_endpoint("http://model.example/v1"))


def test_what_refuses_to_be_called_off_holds_up_nobody(endpoint: Endpoint) -> None:
    released = Event()

    async def cling(_: AsyncOpenAI) -> None:
        while not released.is_set():
            try:
                await asyncio.sleep(0.01)
            except asyncio.CancelledError:
                continue

    began = time.monotonic()
    assert "did not answer" in refusal(endpoint, cling, 0.1)
    assert time.monotonic() - began < 3
    released.set()


def test_a_closed_endpoint_asks_nothing(endpoint: Endpoint, model_server: ModelServer) -> None:
    endpoint.close()
    endpoint.close()

    assert refusal(endpoint) == "Footnote is stopping; ask again in a minute."
    assert model_server.requests == []
