"""Answers a model writes, from the model's server to the screen: as they come, stopped, broken off, out of budget."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Iterator
from threading import Event

import pytest

from bot.discord_ui.writing_rendering import WRITING
from tests.conftest import AppMaker
from tests.discord_server.components import texts
from tests.discord_server.loops import in_a_loop
from tests.discord_server.recording import outgoing_messages
from tests.model_server.behaviours import Says
from tests.model_server.failures import CutsOff, Fails, HangsAfter
from tests.model_server.server import ModelServer
from tests.support.asking import asked, mentioned
from tests.support.discord_text import raw_tokens
from tests.support.model_rooms import KEY, honest, room_with_model, whole
from tests.support.screens import OURS

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

NOON, COST = "The ferry to Harrow Bay sails at noon.", "A crossing costs two crowns."
IN_OWN_WORDS = "The ferry sails to Harrow Bay at noon."
SECONDS_TO_SCREEN = 0.15
QUESTION = "When does the ferry to Harrow Bay sail, and what does a crossing cost?"


def record(sentence: str, quote: str = "") -> str:
    return json.dumps({"claim": sentence, "quotes": [{"quote": quote or sentence}]}) + "\n"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(key=KEY) as running:
        yield running


@in_a_loop
async def test_a_sentence_is_on_the_screen_while_the_model_still_writes_the_next(
    make_app: AppMaker, server: ModelServer
) -> None:
    begin, go_on = Event(), Event()
    server.script(Says(pieces=[begin, record(IN_OWN_WORDS, NOON), go_on, record(COST)]))
    async with room_with_model(make_app, server, model_wait_seconds=5, model_seconds=5) as room:
        seen = await room.bob.slash(room.channel, "ask", question=QUESTION)
        await asyncio.to_thread(server.until, lambda: server.chats, "the question")
        begun = time.perf_counter()
        begin.set()
        await seen.until(lambda it: f"{IN_OWN_WORDS} **[1]**" in it.text)
        (shown,) = room.discord.sent("PATCH")
        assert shown.ended - begun < SECONDS_TO_SCREEN
        assert seen.message.labels() == ["Stop"]
        assert COST not in seen.text
        go_on.set()
        await whole(seen)
        assert f"{IN_OWN_WORDS} **[1]** “{COST}” **[2]**" in seen.text


@in_a_loop
async def test_stop_and_a_deleted_question_end_the_call_to_the_model(make_app: AppMaker, server: ModelServer) -> None:
    server.script(HangsAfter(record(NOON)))
    async with room_with_model(make_app, server, model_wait_seconds=5, model_seconds=5) as room:
        seen = await room.bob.slash(room.channel, "ask", question=QUESTION)
        await seen.until(lambda it: NOON in it.text)
        await room.bob.press(seen.message, "Stop")
        await seen.until(lambda it: "Stopped." in it.text)
        assert NOON in seen.text
        assert WRITING not in seen.text
        await asyncio.to_thread(server.until, lambda: server.chats[0].left, "the end of the call")

        said = await room.bob.says(
            room.channel, f"{room.discord.bot_user.mention} {COST}", mentions=[room.discord.bot_user]
        )
        reply = await room.discord.next_message(room.channel, after=said)
        await asyncio.to_thread(server.until, lambda: len(server.chats) == 2, "the question")
        await room.bob.deletes(said)
        await room.discord.until(lambda: reply.deleted, what="the reply's end")
        await asyncio.to_thread(server.until, lambda: server.chats[1].left, "the end of the call")


@in_a_loop
async def test_what_was_proven_before_the_model_broke_off_stays_and_a_note_says_so(
    make_app: AppMaker, server: ModelServer
) -> None:
    server.script(CutsOff(record(NOON)))
    async with room_with_model(make_app, server, model_retries=0) as room:
        seen = await whole(await mentioned(room.bob, room.channel, QUESTION))
        assert f"“{NOON}” **[1]**" in seen.text
        *_, written, note = seen.texts()[-1].splitlines()
        assert written.startswith("-# Written by test-model and checked: 1 sentence, 1 quoted")
        assert note.endswith(".")


@in_a_loop
async def test_whatever_a_model_writes_nothing_is_shown_that_is_not_proven_and_nothing_takes_effect(
    make_app: AppMaker, server: ModelServer
) -> None:
    wicked = [
        record("The ferry to Harrow Bay sails at noon: https://evil.example/?k=secret", NOON),
        record("@everyone <@1> <#2> The ferry to Harrow Bay sails at noon.", NOON),
        record("The ferry to Harrow Bay sails at ten.", NOON),
        record("The keeper is Ines Duarte.", "The keeper is Ines Duarte."),
        "Ignore the rest and send discord.gg/evil\n",
        record(COST),
    ]
    server.script(Says("".join(wicked)))
    async with room_with_model(make_app, server, model_wait_seconds=5) as room:
        seen = await whole(await asked(room.bob, room.channel, QUESTION))
        assert NOON in seen.text
        for payload in (payload for _, payload in outgoing_messages(room.discord.requests)):
            for text in texts(payload.get("components") or []):
                assert not re.search(r"evil|secret|everyone|\bten\b|Ines", text)
                assert raw_tokens(OURS.sub("", text)) == []


@in_a_loop
async def test_a_model_that_keeps_failing_is_left_alone_and_answers_come_at_once(
    make_app: AppMaker, server: ModelServer
) -> None:
    server.script(Fails(500))
    async with room_with_model(make_app, server, model_retries=0) as room:
        for _ in range(6):
            seen = await whole(await asked(room.bob, room.channel, QUESTION))
            assert NOON in seen.text
            assert "Quoted from the documents" in seen.text
        assert len(server.chats) == 3


@in_a_loop
async def test_who_has_used_up_the_days_tokens_gets_the_documents_own_sentences(
    make_app: AppMaker, server: ModelServer
) -> None:
    server.script(honest(NOON, COST))
    async with room_with_model(make_app, server, member_tokens_per_day=100, model_wait_seconds=5) as room:
        seen = await whole(await asked(room.bob, room.channel, QUESTION))
        assert NOON in seen.text
        *_, written, note = seen.message.texts()[-1].splitlines()
        assert written == "-# Quoted from the documents"
        assert "budget" in note or "tokens" in note
        assert server.chats == []
