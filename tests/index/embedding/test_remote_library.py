"""A library whose passages a server embeds: taken in, searched, broken off and gone on with, moved to another model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answer import Question
from bot.app import App
from bot.settings import Settings
from index.documents import Reading
from index.embedding import remote
from index.errors import EndpointError
from index.jobs.job import NewItem
from index.reading import read
from tests.model_server.behaviours import Embeds
from tests.model_server.failures import Fails, HangsBeforeHeaders
from tests.model_server.server import ModelServer

TEXT = b"Ana Brook opened the ferry to Sorrel Island in 1921.\n\nThe bakery on Vintner Street closes at six."
QUESTION = Question("Who opened the ferry to Sorrel Island?")
LONG = "\n\n".join(f"Edda Moss painted the lighthouse number {n} at Castle Hill." for n in range(200)).encode()
KEY = "sk-canary-0123456789"

Open = Callable[..., App]


class ReadingHere(App):
    """The App, but for the process that reads files."""

    def read(self, name: str, data: bytes) -> Reading:
        return read(name, data)


@pytest.fixture
def notices() -> list[str]:
    return []


@pytest.fixture
def open_app(tmp_path: Path, model_server: ModelServer, notices: list[str]) -> Iterator[Open]:
    opened: list[App] = []

    def one(**more: Any) -> App:
        values = {
            "footnote_data_dir": tmp_path / "data",
            "embedding_model": "test-embedding",
            "embedding_base_url": model_server.base_url,
            "passage_tokens": 60,
            "model_retries": 0,
        }
        opened.append(ReadingHere(Settings(_env_file=None, **values | more), notices.append))
        return opened[-1]

    yield one
    for app in opened:
        app.close()


def asked_for(server: ModelServer) -> list[str]:
    return [text for asked in server.embeddings for text in asked.texts if text != remote.FIRST_TEXT]


def test_documents_and_questions_are_embedded_by_the_server(
    open_app: Open, model_server: ModelServer, notices: list[str]
) -> None:
    app = open_app()

    added = app.library("local").add_bytes("a.txt", "a.txt", TEXT)
    hit = app.library("local").search(QUESTION.text, 5).hits[0]

    assert added.embedded == added.passages
    assert hit.similarity is not None
    assert hit.similarity > 0.3
    assert len(hit.sentence_similarities) > 0
    assert asked_for(model_server)[-1] == QUESTION.text
    assert "Ana Brook" in app.ask("local", QUESTION).text
    assert app.library("local").unembedded() == 0
    assert notices == []


@pytest.mark.parametrize(
    ("settings", "sent"),
    [
        ({"embedding_api_key": KEY, "openai_api_key": "sk-of-the-writer"}, f"Bearer {KEY}"),
        ({"openai_api_key": "sk-of-the-writer"}, None),
        ({}, None),
    ],
    ids=["its own", "the writer's", "none"],
)
def test_a_server_of_its_own_gets_no_key_but_its_own(
    open_app: Open, model_server: ModelServer, settings: dict[str, str], sent: str | None
) -> None:
    open_app(**settings).library("local").add_bytes("a.txt", "a.txt", TEXT)

    assert {asked.headers.get("authorization") for asked in model_server.embeddings} == {sent}


def test_the_server_and_its_key_are_the_writers_where_no_other_is_set_and_the_proxy_is_used(
    open_app: Open, model_server: ModelServer
) -> None:
    elsewhere = {"embedding_base_url": None, "openai_base_url": "http://models.invalid/v1", "openai_api_key": KEY}

    open_app(**elsewhere, openai_proxy=model_server.address).library("local").add_bytes("a.txt", "a.txt", TEXT)

    sent = {(asked.headers["host"], asked.headers["authorization"]) for asked in model_server.embeddings}
    assert sent == {("models.invalid", f"Bearer {KEY}")}


def test_a_server_that_fails_leaves_the_library_as_it_was(open_app: Open, model_server: ModelServer) -> None:
    library = open_app().library("local")
    before = library.add_bytes("a.txt", "a.txt", TEXT).document
    model_server.script_embeddings(Fails(500))

    for source in ("a.txt", "b.txt"):
        with pytest.raises(EndpointError, match=r"failed \(500\)"):
            library.add_bytes(source, source, b"The ferry sails at noon.")

    assert library.documents() == [before]
    assert library.live_text(before.id, before.version) == TEXT.decode()


@pytest.mark.parametrize("failing", [Fails(500), HangsBeforeHeaders()], ids=lambda value: type(value).__name__)
def test_a_question_is_answered_by_keywords_while_the_server_fails_which_is_told_once(
    open_app: Open, model_server: ModelServer, notices: list[str], failing: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "SECONDS_A_QUESTION", 0.1)
    app = open_app()
    app.library("local").add_bytes("a.txt", "a.txt", TEXT)
    model_server.script_embeddings(failing)

    answers = [app.ask("local", QUESTION) for _ in range(3)]

    assert all("Ana Brook" in answer.text for answer in answers)
    assert app.library("local").search("ferry", 5).hits[0].similarity is None
    (notice,) = notices
    assert notice.endswith("Until the embedding server answers, Footnote searches by keywords alone.")


def test_a_library_that_was_never_embedded_is_asked_without_the_server(
    open_app: Open, model_server: ModelServer, notices: list[str]
) -> None:
    open_app(embedding_model="none").library("local").add_bytes("a.txt", "a.txt", TEXT)
    model_server.script_embeddings(Fails(500))

    assert "Ana Brook" in open_app().ask("local", QUESTION).text
    assert len(notices) == 1


@pytest.mark.parametrize("dimensions", [384, 32], ids=["as many dimensions", "fewer dimensions"])
def test_vectors_of_two_models_never_mix(
    open_app: Open, model_server: ModelServer, notices: list[str], dimensions: int
) -> None:
    old = open_app().library("local").add_bytes("a.txt", "a.txt", TEXT)
    model_server.models.append("test-embedding:2")  # whose name begins as the other one's key does
    model_server.script_embeddings(Embeds(dimensions))
    app = open_app(embedding_model="test-embedding:2")
    library = app.library("local")

    assert library.unembedded() == old.passages
    assert library.search("Who opened the ferry?", 5).hits[0].similarity is None
    assert "Ana Brook" in app.ask("local", QUESTION).text

    library.add_bytes("b.txt", "b.txt", b"The lighthouse keeper, Jonas Weld, moved away in 1950.")
    hits = {hit.document.source: hit for hit in library.search("Who opened the ferry?", 5).hits}
    assert (hits["a.txt"].similarity, hits["a.txt"].sentence_similarities) == (0, ())
    assert hits["b.txt"].sentence_similarities != ()
    assert notices == [
        "1 passage of the library local is found by keywords alone, with no vector of the embedding model now in use: "
        "run `footnote library reindex --library local`."
    ]

    library.reindex_all()
    assert library.unembedded() == 0
    assert library.search("Who opened the ferry?", 5).hits[0].sentence_similarities != ()


def test_the_same_name_with_other_dimensions_is_another_model(open_app: Open, model_server: ModelServer) -> None:
    old = open_app().library("local").add_bytes("a.txt", "a.txt", TEXT)
    model_server.script_embeddings(Embeds(dimensions=32))
    library = open_app().library("local")

    assert library.unembedded() == old.passages
    assert library.search("Who opened the ferry?", 5).hits[0].similarity is None


def test_what_a_failing_server_broke_off_goes_on_where_it_was(open_app: Open, model_server: ModelServer) -> None:
    app = open_app(embedding_batch=16)
    model_server.script_embeddings(*[Embeds()] * 10, Fails(500), Embeds())
    item = NewItem("bytes", "long.txt", LONG)

    refused = app.jobs.run(app.jobs.submit("local", "add", [item]))
    done = {text for asked in model_server.embeddings[1:10] for text in asked.texts}
    model_server.requests.clear()
    added = app.jobs.run(app.jobs.submit("local", "add", [item]))
    missing = asked_for(model_server)

    assert refused.items[0].outcome.problems == ("long.txt: The model server failed (500): try again in a moment.",)
    assert added.items[0].state == "done"
    (document,) = app.library("local").documents()
    assert app.library("local").unembedded() == 0
    everything = {passage.text for passage in app.library("local").passages(document)}
    assert 0 < len(everything & {text.removeprefix("long\n") for text in missing}) < len(everything)
    assert done.isdisjoint(missing)


def test_a_reindex_that_was_broken_off_goes_on_in_another_process(open_app: Open, model_server: ModelServer) -> None:
    first = open_app(embedding_model="none")
    for n in range(6):
        first.library("local").add_bytes(f"{n}.txt", f"{n}.txt", f"The boat number {n} sails to Harrow Bay.".encode())
    model_server.script_embeddings(*[Embeds()] * 4, Fails(500), Embeds())
    reindex = [NewItem("reindex", "")]

    broken = open_app()
    failed = broken.jobs.run(broken.jobs.submit("local", "reindex", reindex))
    assert failed.items[0].outcome.problems == ("all documents: The model server failed (500): try again in a moment.",)
    assert broken.library("local").unembedded() == 6
    broken.close()
    model_server.requests.clear()
    again = open_app()
    again.jobs.run(again.jobs.submit("local", "reindex", reindex))

    assert again.library("local").unembedded() == 0
    assert [text[0] for text in asked_for(model_server) if "\n" in text] == ["3", "4", "5"]
