"""A model that writes, end to end: what is shown of its work, and that every way it can fail ends in an answer."""

from __future__ import annotations

import json
import logging
import re
import signal
from contextlib import closing
from threading import Event

import pytest

from bot.answering.answer import Answer, Claim, Status
from bot.app import App
from bot.errors import Stopped
from tests.bot.terminal.conftest import CTRL_C, HANDBOOK
from tests.model_server.behaviours import Says
from tests.model_server.failures import (
    BrokenJson,
    CutsOff,
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
from tests.support.apps import AppWith

KEY = "sk-canary-5f2d9"
QUESTION = "Who founded the kite club?"
FOUNDED = 'CLAIM: The founder of the club was Ada Lovell.\nQUOTE: "Ada Lovell founded the club in 1921."\n\n'
MEETS = 'CLAIM: It meets on the moon.\nQUOTE: "The kite club meets every Tuesday at 19:00 in the old boathouse."\n\n'
CURSOR_IS_BACK = "\x1b[?25h"
SILENCE = {
    HangsBeforeHeaders(): r"did not answer within 0\.3 seconds",
    HangsAfter("CLAIM"): r"nothing more within 0\.",
    Fails(401, message="What you sent me."): r"refused the key \(401\): check OPENAI_API_KEY",
    Fails(429, retry_after=60): r"too much to do \(429\)",
    Fails(500): r"failed \(500\)",
    CutsOff("CLAIM"): "broke off",
    EmptyStream(): "wrote nothing",
    BrokenJson("CLAIM"): "cannot be read",
    Endless("on and on "): r"nothing more within 0\.|took too long",
    Huge(8): "more than an answer can be",
    NotAModel(): "nothing that is an answer",
    ErrorInStream("CLAIM"): "an error of its own",
    Redirects("http://127.0.0.1:9/v1"): r"elsewhere \(307\)",
    Says("I would rather not say."): "could not be read as an answer",
}
"""What a model server may do instead of writing, and the pattern of what is then said of it."""


@pytest.fixture(scope="module")
def server():
    """The one server of these tests."""
    with ModelServer(key=KEY) as server:
        yield server


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with the handbook in it."""
    folder = tmp_path_factory.mktemp("data")
    with closing(AppWith(folder, None)) as app:
        app.library("local").add_bytes("handbook.md", "handbook.md", HANDBOOK.encode())
    return folder


@pytest.fixture
def model(server, store, monkeypatch):
    """The server, for commands that answer from the handbook."""
    for name, value in {
        "FOOTNOTE_DATA_DIR": str(store),
        "OPENAI_BASE_URL": server.base_url,
        "OPENAI_API_KEY": KEY,
        "OPENAI_MODEL": "test-model",
        "MODEL_RETRIES": "0",
        "LOG_LEVEL": "DEBUG",
    }.items():
        monkeypatch.setenv(name, value)
    return server


@pytest.mark.parametrize(("failure", "reason"), SILENCE.items(), ids=lambda value: type(value).__name__)
def test_whatever_a_model_does_the_documents_answer_and_one_line_says_why(
    model, footnote, caplog, monkeypatch, failure, reason
):
    if "within" in reason:
        monkeypatch.setenv("MODEL_WAIT_SECONDS", "0.3")
    model.script(failure)

    with caplog.at_level(logging.DEBUG):
        result = footnote("ask", QUESTION)

    assert (result.exit_code, result.stderr) == (0, "")
    answer, _, citation, _, writer, note = result.stdout.splitlines()
    assert answer == "Ada Lovell founded the club in 1921. [1]"
    assert citation.endswith(': "Ada Lovell founded the club in 1921."')
    assert writer == "Quoted from the documents."
    assert re.search(reason, note)
    assert note.endswith(".")
    assert not any(secret in result.output + caplog.text for secret in (KEY, QUESTION))


def test_what_a_model_writes_is_shown_with_what_was_found_of_it(model, footnote):
    model.script(Says(FOUNDED + MEETS))

    shown = footnote("ask", QUESTION).stdout.splitlines()

    assert shown[0] == (
        "The founder of the club was Ada Lovell. [1] "
        "“The kite club meets every Tuesday at 19:00 in the old boathouse.” [2]"
    )
    assert shown[-1] == "Written by test-model and checked: 2 sentences, 2 quoted, 1 in own words."


def test_json_tells_the_same(model, footnote):
    model.script(Says(FOUNDED + MEETS))

    shown = json.loads(footnote("ask", QUESTION, "--json").stdout)

    assert (shown["writer"], shown["model"], shown["note"]) == ("generative", "test-model", None)
    assert shown["counts"] == {"sentences": 2, "quoted": 2, "own_words": 1}


def test_at_a_terminal_sentences_come_as_they_are_checked_and_ctrl_c_stops_only_the_model(model, footnote_terminal):
    model.script(Says(pieces=[FOUNDED, Event()]), Says(MEETS.replace("on the moon", "every Tuesday")))
    first, second, prompt = "The founder of the club was Ada Lovell.", "It meets every Tuesday.", "\n> "

    code, screen = footnote_terminal(
        "chat",
        typed=[
            ("> ", "Who is the founder of the club?\n"),
            (first, CTRL_C),
            (prompt, "When does it meet?\n"),
            (prompt, "\x04"),
        ],
        LOG_LEVEL="WARNING",
    )

    assert code == 0
    stopped, went_on = screen.replace("\r", "").split("When does it meet?\n")
    growing, whole = stopped.split(CURSOR_IS_BACK)
    assert first in growing
    assert "Writing…" in growing
    assert "Ada Lovell founded the club in 1921." not in growing
    assert first in whole
    assert "Writing…" not in whole
    assert "Ada Lovell founded the club in 1921." in whole
    assert "\n\x1b[2mStopped.\x1b[0m\n" in whole
    assert second in went_on.split(CURSOR_IS_BACK)[1]
    assert "Stopped." not in went_on


@pytest.fixture
def person(monkeypatch):
    """Somebody looks at what a command of this process prints."""
    for module in ("growing", "showing"):
        monkeypatch.setattr(f"bot.terminal.{module}.is_terminal", lambda _stream: True)


def asking(answer):
    """Return what answers in place of App.ask: Ctrl-C is pressed, and this is what the model has by then."""

    def ask(_app, _library, _question, listener):
        assert not listener.stopped
        signal.raise_signal(signal.SIGINT)
        assert listener.stopped
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask


def test_ctrl_c_leaves_what_is_checked_by_then_and_ends_with_130(model, footnote, person, monkeypatch):
    so_far = Answer("Q", "Q", Status.ANSWERED, (Claim("So far.", ()),), (), (), 0.9, "generative", note="Stopped.")
    monkeypatch.setattr(App, "ask", asking(so_far))

    result = footnote("ask", QUESTION)

    assert result.exit_code == 130
    assert "So far." in result.stdout
    assert "Stopped." in result.stdout


def test_ctrl_c_before_there_is_a_sentence_says_so_and_ends_with_130(model, footnote, person, monkeypatch):
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(App, "ask", asking(Stopped("Stopped.")))

    result = footnote("ask", QUESTION)

    assert (result.exit_code, result.stderr) == (130, "Stopped.\n")
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ctrl_c_ends_whatever_is_under_way(model, footnote, person, monkeypatch):
    def ask(_app, _library, _question, _listener):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(App, "ask", ask)

    assert footnote("ask", QUESTION).exit_code == 130
