"""The App with a model that writes, and with one that does not."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answer import Answer, Question
from bot.answering.models import Prompt
from bot.errors import SettingsError
from tests.conftest import AppMaker
from tests.model_server.behaviours import Behaviour, Says
from tests.model_server.failures import Fails, HangsBeforeHeaders
from tests.model_server.server import ModelServer
from tests.support.apps import AppWith

ASKER = 77
QUESTION = Question("Who opened the ferry to Sorrel Island?", asker=ASKER)


def opened(make_app: AppMaker, server: ModelServer, **settings: Any) -> AppWith:
    app = make_app(openai_base_url=server.base_url, model_retries=0, **settings)
    app.library("local").add_bytes("a.txt", "a.txt", b"Ana Brook opened the ferry to Sorrel Island in 1921.")
    return app


@pytest.fixture
def with_model(make_app: AppMaker, model_server: ModelServer) -> AppWith:
    return opened(make_app, model_server)


def answer(app: AppWith, server: ModelServer, behaviour: Behaviour) -> Answer:
    server.script(behaviour)
    return app.ask("local", QUESTION)


def test_the_model_is_asked_on_the_account_of_who_asks(with_model: AppWith, model_server: ModelServer) -> None:
    answer(with_model, model_server, Says("I would rather not."))

    assert QUESTION.text in model_server.chats[0].prompt
    assert with_model.records.spent("local", ASKER).member_today > 100


@pytest.mark.parametrize(
    ("behaviour", "wait", "note"),
    [
        (Fails(500), 20, "The model server failed (500): try again in a moment."),
        (HangsBeforeHeaders(), 0.5, "The model server did not answer within 0.5 seconds."),
    ],
)
def test_where_the_model_fails_the_documents_answer_within_the_time_and_the_reason_is_said(
    make_app: AppMaker, model_server: ModelServer, behaviour: Behaviour, wait: float, note: str
) -> None:
    app = opened(make_app, model_server, model_wait_seconds=wait)

    began = time.monotonic()
    given = answer(app, model_server, behaviour)

    assert time.monotonic() - began < wait + 3
    assert "Ana Brook" in given.text
    assert (given.writer, given.model, given.note) == ("extractive", None, note)


def test_a_question_the_documents_do_not_answer_is_not_put_to_the_model(
    with_model: AppWith, model_server: ModelServer
) -> None:
    given = with_model.ask("local", Question("zyzzyva qwertz?", asker=ASKER))

    assert not given.claims
    assert model_server.chats == []


def test_the_room_for_a_reply_is_the_settings(make_app: AppMaker, model_server: ModelServer) -> None:
    app = opened(make_app, model_server, model_reply_tokens=321, model_format="lines")

    answer(app, model_server, Says("I would rather not."))

    assert model_server.chats[0].body["max_tokens"] == 321
    assert "response_format" not in model_server.chats[0].body


def test_a_prompt_that_cannot_be_used_is_said_at_once(make_app: AppMaker, tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text("Answer as you like.")

    with pytest.raises(SettingsError, match=r"answer\.md"):
        make_app(prompts_dir=tmp_path)


def test_a_closed_app_asks_no_model(with_model: AppWith, model_server: ModelServer) -> None:
    model = with_model.models.for_question("local", ASKER)
    assert model is not None
    with_model.close()

    with pytest.raises(Exception, match="Footnote is stopping"):
        list(model.stream(Prompt("", "", 10, "answer"), lambda: 1))
    assert model_server.requests == []


def test_what_was_written_at_one_server_is_not_given_for_what_another_would_write(
    make_app: AppMaker, model_server: ModelServer
) -> None:
    here, elsewhere = model_server.base_url, model_server.base_url.replace("127.0.0.1", "localhost")
    for address, asked in ((here, 1), (elsewhere, 2), (here, 2)):
        app = make_app(openai_base_url=address, openai_model=model_server.models[0], model_format="lines")
        app.library("local").add_bytes("a.txt", "a.txt", b"Ana Brook opened the ferry to Sorrel Island in 1921.")
        answer(app, model_server, Says("NOT FOUND"))
        assert len(model_server.chats) == asked
