"""A model that fails in every way there is: the documents' own sentences answer at once, with one plain note."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.model_server.behaviours import Behaviour
from tests.model_server.failures import (
    BrokenJson,
    CutsOff,
    DripsKeepAlives,
    EmptyStream,
    Endless,
    ErrorInStream,
    Fails,
    HangsAfter,
    HangsBeforeHeaders,
    NotAModel,
    Redirects,
)
from tests.model_server.server import ModelServer
from tests.support.asking import asked, everything_sent, mentioned
from tests.support.model_rooms import KEY, WAIT, honest, room_with_model, whole

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

QUESTION = "When does the ferry to Harrow Bay sail, and what does a crossing cost?"
NOON, COST = "The ferry to Harrow Bay sails at noon.", "A crossing costs two crowns."
SPARE = 1.5
"""Seconds for all else, on a busy machine."""
CHECKED = "Written by test-model and checked: 2 sentences, 2 quoted, 0 in own words"

FAILURES: dict[str, Behaviour] = {
    "hangs": HangsBeforeHeaders(),
    "hangs in the stream": HangsAfter(),
    "keeps alive": DripsKeepAlives(),
    "refuses the key": Fails(401, message=f"Incorrect API key provided: {KEY}."),
    "limits": Fails(429, retry_after=30),
    "fails": Fails(500),
    "breaks off": CutsOff(),
    "says nothing": EmptyStream(),
    "sends no JSON": BrokenJson(""),
    "never ends": Endless("and so on "),
    "fails in the stream": ErrorInStream("", message=f"the key {KEY}"),
    "is a web page": NotAModel(),
    "leads elsewhere": Redirects("http://127.0.0.1:9/v1/chat/completions"),
}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(key=KEY) as running:
        yield running


@in_a_loop
async def test_whatever_a_model_does_the_documents_own_sentences_answer_in_time_and_a_note_says_why(
    make_app: AppMaker, server: ModelServer
) -> None:
    async with room_with_model(make_app, server) as room:
        for number, (name, failure) in enumerate(FAILURES.items()):
            if number % 2 == 0:  # it works between, or after three failures in a row it would not be asked
                server.script(honest(NOON, COST))
                written = await whole(await mentioned(room.bob, room.channel, QUESTION))
                assert f"“{NOON}” **[1]** “{COST}” **[2]**" in written.text
                assert f"-# {CHECKED}" in written.text.splitlines()
            server.script(failure)
            news = f"Day {number}.".encode()  # after which no answer that was kept is given
            room.library.add_bytes("news.md", "news.md", news)
            begun, asked_before = time.perf_counter(), len(server.requests)
            seen = await whole(await asked(room.bob, room.channel, QUESTION, private=True))
            assert time.perf_counter() - begun < WAIT + SPARE, name
            assert len(server.requests) > asked_before, name
            assert NOON in seen.text, name
            *_, small, note = seen.message.texts()[-1].splitlines()
            assert small == "-# Quoted from the documents", name
            assert note.endswith("."), name
            assert "Helpful" in seen.message.labels()
            room.library.remove("news.md")
        assert KEY not in everything_sent(room.discord)
