"""Vectors from a server: asked for in batches, checked before they are believed, and done without where it fails."""

from __future__ import annotations

import base64
import logging
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from index.embedding import outage, remote
from index.embedding.remote import RemoteEmbedder
from index.endpoint.address import Address, SettingNames
from index.endpoint.endpoint import Endpoint
from index.errors import EndpointError
from tests.model_server.behaviours import Embeds
from tests.model_server.failures import CutsOff, Drops, Fails, HangsBeforeHeaders, Huge, NotAModel
from tests.model_server.server import ModelServer

KEY = "sk-canary-0123456789"
NAMES = SettingNames("EMBEDDING_BASE_URL", "EMBEDDING_API_KEY", "EMBEDDING_MODEL")
TEXTS = ["the kite club meets", "the kite club sings", "a submarine"]

Make = Callable[..., RemoteEmbedder]


@pytest.fixture
def notices() -> list[str]:
    return []


@pytest.fixture
def make(model_server: ModelServer, notices: list[str]) -> Iterator[Make]:
    made: list[RemoteEmbedder] = []

    def one(batch: int = 64, retries: int = 0) -> RemoteEmbedder:
        address = Address(model_server.base_url, KEY, names=NAMES)
        ends = (Endpoint(address, retries=retries, most_bytes=2_000_000) for _ in range(2))
        made.append(RemoteEmbedder(*ends, "test-embedding", batch=batch, notify=notices.append))
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.fixture
def remotely(make: Make) -> RemoteEmbedder:
    return make()


def asked_for(server: ModelServer) -> list[list[str]]:
    return [asked.texts for asked in server.embeddings]


def test_vectors_are_of_length_1_in_the_order_of_the_texts(remotely: RemoteEmbedder) -> None:
    told: list[bool] = []

    vectors = remotely.embed(TEXTS, lambda: told.append(True))

    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]
    assert len(told) == 3


def test_texts_are_sent_so_many_at_a_time_and_a_vector_depends_on_its_own_text_alone(
    make: Make, model_server: ModelServer
) -> None:
    texts = [f"text number {n}" for n in range(7)]

    in_batches = make(batch=3).embed(texts)

    assert asked_for(model_server) == [texts[:3], texts[3:6], texts[6:]]
    assert np.array_equal(in_batches, make(batch=100).embed(texts))


def test_a_request_holds_only_so_many_characters(
    make: Make, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedding.batches.MOST_CHARACTERS", 10)

    make().embed(["four", "five!", "six", "a longer text goes alone", "seven"])

    assert asked_for(model_server) == [["four", "five!"], ["six"], ["a longer text goes alone"], ["seven"]]


def test_vectors_that_come_in_another_order_are_put_in_that_of_the_texts(
    remotely: RemoteEmbedder, model_server: ModelServer
) -> None:
    expected = remotely.embed(TEXTS)
    model_server.script_embeddings(Embeds(change=lambda reply: reply["data"].reverse()))

    assert np.array_equal(remotely.embed(TEXTS), expected)


def test_a_server_that_sends_numbers_instead_of_base64_is_understood(
    remotely: RemoteEmbedder, model_server: ModelServer
) -> None:
    expected = remotely.embed(TEXTS)
    model_server.script_embeddings(Embeds(knows_base64=False))

    assert np.allclose(remotely.embed(TEXTS), expected, atol=1e-6)


def spoilt(numbers: object) -> Callable[[dict], None]:
    def change(reply: dict) -> None:
        reply["data"][1]["embedding"] = numbers

    return change


NOT_A_NUMBER = base64.b64encode(np.full(384, np.nan, dtype="<f4").tobytes()).decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda reply: reply["data"].pop(),
        lambda reply: reply["data"].append(dict(reply["data"][0], index=3)),
        lambda reply: reply["data"][1].update(index=0),
        lambda reply: reply["data"][1].pop("index"),
        lambda reply: reply.update(data=[]),
        lambda reply: reply.update(data=None),
        lambda reply: reply.pop("data"),
        spoilt(NOT_A_NUMBER),
        spoilt([1.0, 2.0]),
        spoilt([0.0] * 384),
        spoilt([]),
        spoilt([[1.0] * 384]),
        spoilt(["one"] * 384),
        spoilt("no base64!"),
        spoilt(None),
        spoilt({}),
    ],
    ids=range(16),
)
def test_a_reply_that_is_not_one_vector_a_text_is_refused_in_one_sentence(
    remotely: RemoteEmbedder, model_server: ModelServer, change: Callable
) -> None:
    model_server.script_embeddings(Embeds(change=change))

    with pytest.raises(EndpointError) as caught:
        remotely.embed(TEXTS)
    assert str(caught.value).endswith(".")
    assert ". " not in str(caught.value)


@pytest.mark.parametrize("largest", [1e-30, 1e30], ids=str)
def test_vectors_of_any_length_come_out_at_length_1(
    remotely: RemoteEmbedder, model_server: ModelServer, largest: float
) -> None:
    model_server.script_embeddings(Embeds(change=spoilt([largest, 0.0, largest, *([0.0] * 381)])))

    assert np.linalg.norm(remotely.embed(TEXTS)[1]) == pytest.approx(1)


@pytest.mark.parametrize(
    "behaviour",
    [Fails(401, message=f"Wrong key {KEY}."), Fails(429), Fails(500, message=KEY), Drops(), NotAModel(), Huge(3)],
    ids=lambda value: type(value).__name__,
)
def test_a_server_that_fails_is_a_sentence_with_no_secret_in_it(
    remotely: RemoteEmbedder, model_server: ModelServer, behaviour: object
) -> None:
    model_server.script_embeddings(behaviour)

    with pytest.raises(EndpointError) as caught:
        remotely.embed(TEXTS)
    assert KEY not in str(caught.value)
    assert not caught.value.__cause__


def test_a_wrong_key_is_refused_with_the_setting_to_look_at(
    remotely: RemoteEmbedder, model_server: ModelServer
) -> None:
    model_server.key = "sk-other"

    with pytest.raises(EndpointError, match=r"refused the key \(401\): check EMBEDDING_API_KEY"):
        remotely.embed(TEXTS)


def test_what_fails_for_the_moment_is_asked_again(make: Make, model_server: ModelServer) -> None:
    model_server.script_embeddings(Fails(503, retry_after=0), CutsOff(), Embeds())

    assert make(retries=2).embed(TEXTS).shape == (3, 384)


def test_the_name_holds_the_dimensions_which_are_asked_for_once(
    remotely: RemoteEmbedder, model_server: ModelServer
) -> None:
    model_server.script_embeddings(Embeds(dimensions=8))

    assert (remotely.name, remotely.dimensions) == ("test-embedding/8", 8)
    assert remotely.embed([]).shape == (0, 8)
    assert len(model_server.embeddings) == 1


def test_vectors_of_another_size_than_before_are_refused(remotely: RemoteEmbedder, model_server: ModelServer) -> None:
    model_server.script_embeddings(Embeds(dimensions=8), Embeds(dimensions=9))
    remotely.embed(TEXTS)

    with pytest.raises(EndpointError, match="of 8 numbers before and of 9 now: restart Footnote"):
        remotely.embed(TEXTS)


def test_of_a_text_longer_than_the_model_takes_the_beginning_is_embedded(make: Make, model_server: ModelServer) -> None:
    model_server.window = 20
    long = "kite " * 50
    texts = ["short one", long, "short two"]

    vectors = make().embed(texts)

    alone = make()
    assert np.array_equal(vectors, np.concatenate([alone.embed([text]) for text in texts]))
    assert np.array_equal(vectors[1], alone.embed([long[: len(long) // 4]])[0])
    assert len(model_server.embeddings) < 20


@pytest.mark.parametrize(
    "refusal",
    [
        Fails(400, code="context_length_exceeded"),
        Fails(413, message="Payload Too Large"),
        Fails(422, message="Input validation error: `inputs` must have less than 512 tokens. Given: 900"),
        Fails(500, message="input is too large to process. increase the physical batch size"),
        Fails(400, body={"object": "error", "message": "the maximum context length is 512", "code": 400}),
        Fails(400, body={"error": "the input length exceeds the context length"}),
        Fails(400, message="Input id 0 has 9000 tokens, exceeding max 8192 tokens."),
        Fails(400, message="Requested tokens (900) exceed context window of 512"),
        Fails(422, message="String should have at most 2048 characters"),
        Fails(422, message="batch size 64 > maximum allowed batch size 32"),
        Fails(400, message="Too many tokens in batch"),
        Fails(400, message="The input token count (900) exceeds the maximum number of tokens allowed (512)."),
    ],
    ids=lambda refusal: f"{refusal.status} {refusal.body or refusal.message or refusal.code}",
)
def test_servers_say_in_many_ways_that_a_text_is_too_long(
    make: Make, model_server: ModelServer, refusal: Fails
) -> None:
    model_server.script_embeddings(refusal, Embeds())

    make(retries=2).embed(["kite " * 50])

    assert [len(texts[0]) for texts in asked_for(model_server)] == [250, 125]


@pytest.mark.parametrize(
    "message",
    [
        "Invalid authentication token",
        "Unexpected token < in JSON at position 0",
        "Budget has been exceeded! Current cost: 0.1, Max budget: 0.05",
        "Unsupported parameter: max_tokens",
        "The header Content-Length is missing",
        "The model's context could not be created",
    ],
)
def test_a_refusal_that_is_not_about_length_is_said_at_once(
    remotely: RemoteEmbedder, model_server: ModelServer, message: str
) -> None:
    model_server.script_embeddings(Fails(400, message=message))

    with pytest.raises(EndpointError, match=r"refused the request \(400\)"):
        remotely.embed(["kite " * 50])
    assert len(model_server.embeddings) == 1


def test_a_server_that_takes_no_text_at_all_is_given_up(remotely: RemoteEmbedder, model_server: ModelServer) -> None:
    model_server.script_embeddings(Fails(400, message="maximum context length"))

    with pytest.raises(EndpointError, match="choose another model"):
        remotely.embed(["kite " * 1000])
    assert len(model_server.embeddings) < 12


def test_half_a_character_and_nothing_at_all_are_sent_as_something_a_server_takes(
    remotely: RemoteEmbedder, model_server: ModelServer
) -> None:
    assert remotely.embed(["half \ud83d", " \n", ""]).shape == (3, 384)
    assert asked_for(model_server) == [["half ?", ".", "."]]


def test_who_asks_waits_for_a_moment_only_and_is_told_once(
    remotely: RemoteEmbedder, model_server: ModelServer, notices: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "SECONDS_A_QUESTION", 0.1)
    remotely.embed(TEXTS)
    model_server.script_embeddings(HangsBeforeHeaders())

    began = time.monotonic()
    assert [remotely.embed_soon(["where?"]) for _ in range(3)] == [None] * 3

    assert time.monotonic() - began < 0.5
    assert len(model_server.embeddings) == 2
    assert notices == [
        "The model server did not answer within 0.1 seconds. "
        "Until the embedding server answers, Footnote searches by keywords alone."
    ]


def test_a_server_that_is_back_is_asked_again_and_its_next_outage_told_anew(
    remotely: RemoteEmbedder, model_server: ModelServer, notices: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outage, "REST_SECONDS", 0.0)
    model_server.script_embeddings(Fails(500), Fails(500), Embeds(), Fails(500))

    found = [remotely.embed_soon(["where?"]) for _ in range(4)]

    assert [each is None for each in found] == [True, True, False, True]
    assert len(notices) == 2


def test_a_server_too_slow_for_questions_still_embeds_documents(
    remotely: RemoteEmbedder, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outage, "REST_SECONDS", 0.0)
    model_server.script_embeddings(*[Fails(500)] * 3, Embeds())
    for _ in range(4):
        remotely.embed_soon(["where?"])

    assert remotely.embed(TEXTS).shape == (3, 384)


def test_closing_breaks_off_what_is_asked(remotely: RemoteEmbedder) -> None:
    remotely.close()

    with pytest.raises(EndpointError, match="stopping"):
        remotely.embed(TEXTS)


def test_a_text_is_counted_in_pieces_without_asking(remotely: RemoteEmbedder, model_server: ModelServer) -> None:
    assert len(remotely.tokens("The lighthouse keeper.")) == 5
    assert model_server.requests == []


def test_it_is_an_embedding_of_llama_index_as_any_other(remotely: RemoteEmbedder) -> None:
    from index.embedding.llama_index_embedding import FootnoteEmbedding  # more than a second of imports

    embedding = FootnoteEmbedding(remotely)

    assert embedding.model_name == "test-embedding/384"
    assert np.allclose(embedding.get_text_embedding_batch(TEXTS), remotely.embed(TEXTS))
    assert embedding.get_query_embedding(TEXTS[0]) == embedding.get_text_embedding(TEXTS[0])


def test_no_key_and_no_text_reaches_the_log_at_debug_level(
    remotely: RemoteEmbedder, model_server: ModelServer, caplog: pytest.LogCaptureFixture, notices: list[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    model_server.script_embeddings(Embeds(), Fails(401, message=f"{KEY} canary text"), Drops())

    remotely.embed(["canary text"])
    for _ in range(2):
        with pytest.raises(EndpointError):
            remotely.embed(["canary text"])
    remotely.embed_soon(["canary text"])

    everything = caplog.text + "".join(notices)
    assert "canary" not in everything
    assert notices
