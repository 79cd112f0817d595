"""The key, the question and what a server says stand in no log and in no error, however much is logged (check 39)."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator

import pytest

from tests.bot.model.conftest import KEY, ModelsMaker
from tests.model_server.behaviours import Says
from tests.model_server.failures import (
    BrokenJson,
    CutsOff,
    Drops,
    EmptyStream,
    ErrorInStream,
    Fails,
    HangsAfter,
    Huge,
    NotAModel,
    Redirects,
)
from tests.model_server.server import ModelServer
from tests.support.model_calls import SCHEMA, chat, prompt, said

ASKED = "aardvark"
SPOKEN = "pangolin"
PASSWORD = "narwhal"

SECRETS = (KEY, KEY[-12:], ASKED, SPOKEN, PASSWORD)
ECHO = f"Wrong key {KEY} for the question about the {ASKED}."

BEHAVIOURS = [
    Says(f"The {SPOKEN} is asleep."),
    *[Fails(status, message=ECHO) for status in (400, 401, 404, 422, 429, 500)],
    CutsOff(SPOKEN),
    Drops(),
    EmptyStream(),
    ErrorInStream(SPOKEN, message=ECHO),
    BrokenJson(SPOKEN),
    HangsAfter(SPOKEN),
    Huge(10),
    NotAModel(),
    Redirects(f"http://127.0.0.1:9/{PASSWORD}"),
]


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Log as much as can be, also of the libraries, as OPENAI_LOG=debug would have it."""
    levels = {name: logging.getLogger(name).level for name in ("openai", "httpx", "httpcore")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    caplog.set_level(logging.DEBUG)
    yield caplog
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_no_log_and_no_error_holds_a_secret(
    make_models: ModelsMaker, model_server: ModelServer, everything_logged: pytest.LogCaptureFixture
) -> None:
    told = []
    for behaviour in BEHAVIOURS:
        model_server.script(behaviour)
        proxy = model_server.address.replace("//", f"//ada:{PASSWORD}@")
        models = make_models(openai_proxy=proxy, openai_model="test-model", model_retries=0)
        for schema in (None, SCHEMA):
            asked = prompt(f"When does the {ASKED} sleep?", schema=schema)
            try:
                said(chat(models), asked, 0.4)
            except Exception as error:  # noqa: BLE001 - all of them are looked at
                told += [str(error), repr(error), *traceback.format_exception(error)]
        models.close()

    assert len(told) > 4 * len(BEHAVIOURS)
    assert "no answer from the model" in everything_logged.text
    rendered = everything_logged.text + repr([record.__dict__ for record in everything_logged.records])
    for secret in SECRETS:
        assert not any(secret in each for each in told)
        assert secret not in rendered


def test_what_holds_the_key_shows_it_nowhere(make_models: ModelsMaker) -> None:
    models = make_models()
    models.for_question("1", 2)

    assert KEY not in repr(vars(models)) + repr(vars(models._server)) + repr(vars(models._server._endpoint))
