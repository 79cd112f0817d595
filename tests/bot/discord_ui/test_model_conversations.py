"""Conversations with a model: what it is told of earlier exchanges, and whose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.model_server.server import ModelServer
from tests.support.asking import answer_to, asked, mentioned, pressed, shared
from tests.support.model_rooms import KEY, honest, room_with_model, whole

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

NOON, COST = "The ferry to Harrow Bay sails at noon.", "A crossing costs two crowns."
WHEN, WHAT = "When does the ferry to Harrow Bay sail?", "What does a crossing cost there?"
ALONE = "What does a crossing to Harrow Bay cost?"
SECRET = "Is the zebrafish on the ferry to Harrow Bay?"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(key=KEY) as running:
        running.script(honest(NOON, COST, rewritten=ALONE))
        yield running


async def replied(person: Person, text: str, to: Message) -> Message:
    return await whole(await answer_to(await person.says(to.channel, text, reply_to=to)))


@in_a_loop
async def test_a_follow_up_is_rewritten_from_the_exchange_replied_to_and_shown_in_small_print(
    make_app: AppMaker, server: ModelServer
) -> None:
    async with room_with_model(make_app, server, model_wait_seconds=5) as room:
        first = await whole(await mentioned(room.bob, room.channel, WHEN))
        assert "Searched for" not in first.text
        more = await replied(room.ada, WHAT, first)
        assert f"-# Searched for: {ALONE}" in more.text.splitlines()
        (rewriting,) = [chat for chat in server.chats if "LAST QUESTION" in chat.user]
        assert WHEN in rewriting.user
        assert "sails at noon" in rewriting.user


@in_a_loop
async def test_nothing_of_anothers_private_exchange_reaches_the_model(make_app: AppMaker, server: ModelServer) -> None:
    async with room_with_model(make_app, server, model_wait_seconds=5) as room:
        room.app.records.change_server(str(room.guild.id), direct_messages=True)
        public = await whole(await mentioned(room.ada, room.channel, WHEN))
        await pressed(room.ada, public, "Continue in a thread")
        thread = public.thread
        assert thread is not None
        for place in (thread, room.channel):
            await whole(await asked(room.bob, place, SECRET, private=True))
        offer = await room.discord.next_message(room.bob.direct, after=await room.bob.dm(SECRET))
        await room.bob.choose(offer, "Choose a server", [str(room.guild.id)])
        await offer.until(lambda it: "Helpful" in it.labels())

        begun = len(server.chats)
        await whole(await mentioned(room.ada, thread, WHAT))
        await whole(await asked(room.ada, thread, WHAT))
        await whole(await asked(room.ada, room.channel, WHAT))
        await replied(room.ada, WHAT, public)
        later = server.chats[begun:]
        assert any("LAST QUESTION" in chat.user for chat in later)
        assert not any("zebrafish" in chat.prompt for chat in later)

        private = await whole(await asked(room.bob, room.channel, SECRET, private=True))
        begun = len(server.chats)
        await replied(room.ada, WHAT, await shared(room.bob, private.message))
        assert any("zebrafish" in chat.prompt for chat in server.chats[begun:])  # it is everybody's now
