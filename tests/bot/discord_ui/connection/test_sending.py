"""What leaves for Discord: once, to nobody's alarm, through drops and faults, and not at all where it is not wanted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import pytest
from aiohttp import web

from bot.discord_ui.connection.invalid_requests import MOST, WINDOW_SECONDS, InvalidRequests
from bot.discord_ui.connection.resting import SECONDS as RESTING_SECONDS
from bot.discord_ui.connection.resting import Resting
from bot.discord_ui.connection.sending import Sending
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.screen import Button, Row, Screen, Text
from tests.support.scripted_discord import Answer, ScriptedDiscord, drop, scripted_discord, status

SCREEN = Screen((Text("An answer. @everyone"), Row((Button("Helpful", custom_id("rate", "2000", "a", 1)),))), "answer")
TOKEN = "aW50ZXJhY3Rpb24tdG9rZW4"
CALLBACK = f"POST /interactions/7000/{TOKEN}/callback"
ORIGINAL = f"PATCH /webhooks/4300/{TOKEN}/messages/@original"
FOLLOW_UP = f"POST /webhooks/4300/{TOKEN}"
POST = "POST /channels/3000/messages"
EDIT = "PATCH /channels/3000/messages/9000"
USER = {"id": "5000", "username": "ada", "discriminator": "0", "avatar": None}
MESSAGE = {
    "id": "9000",
    "channel_id": "3000",
    "author": USER,
    "content": "",
    "timestamp": "2026-01-01T00:00:00+00:00",
    "edited_timestamp": None,
    "tts": False,
    "mention_everyone": False,
    "mentions": [],
    "mention_roles": [],
    "attachments": [],
    "embeds": [],
    "pinned": False,
    "type": 0,
}
TAKEN = status(200, {"interaction": {"id": "7000", "type": 2}})
SENT = status(200, MESSAGE)


def refused(number: int, code: int, words: str = "No") -> Answer:
    return status(number, {"code": code, "message": words})


@dataclass
class Scene:
    """A client that is logged in, and the way out through it; `now` is the time."""

    server: ScriptedDiscord
    client: discord.Client
    sending: Sending
    now: list[float]

    def interaction(self, kind: int = 2) -> discord.Interaction:
        data: dict[str, Any] = {"command": 1} if kind == 2 else {"custom_id": "fn:x:1", "component_type": 2}
        payload: Any = {
            "id": "7000",
            "application_id": "4300",
            "type": kind,
            "data": data,
            "token": TOKEN,
            "version": 1,
            "user": USER,
            "channel": {"id": "3000", "type": 1, "recipients": [USER]},
            "attachment_size_limit": 1000,
            **({"message": MESSAGE} if kind == 3 else {}),
        }
        return discord.Interaction(data=payload, state=self.client._connection)

    def message(self, number: int = 9000) -> discord.Message:
        channel: Any = self.client.get_partial_messageable(3000, guild_id=2000)
        return discord.Message(state=self.client._connection, channel=channel, data={**MESSAGE, "id": str(number)})

    def to(self, path: str) -> list[Any]:
        """Return what was sent to a path."""
        pairs = zip(self.server.requests, self.server.bodies, strict=True)
        return [body for each, body in pairs if each == path]


@asynccontextmanager
async def scene() -> AsyncIterator[Scene]:
    now = [0.0]

    async def pause(_seconds: float) -> None:
        await asyncio.sleep(0)

    sending = Sending(lambda: now[0], pause)
    async with asyncio.timeout(20), scripted_discord() as server:
        client = discord.Client(intents=discord.Intents(guilds=True), http_trace=sending.refusals.tracing())
        async with client:
            await client.login("bot-token")
            yield Scene(server, client, sending, now)


def played(test: Callable[[Scene], Awaitable[None]]) -> None:
    async def run() -> None:
        async with scene() as here:
            await test(here)

    asyncio.run(run())


@pytest.mark.parametrize("private", [True, False])
def test_an_acknowledgement_is_private_where_the_answer_will_be(private: bool) -> None:
    async def test(here: Scene) -> None:
        here.server.script(CALLBACK, TAKEN)

        assert await here.sending.acknowledge(here.interaction(), private=private)

        assert here.to(CALLBACK) == [{"type": 5, "data": {"flags": 64}} if private else {"type": 5}]

    played(test)


async def nothing(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=204)


@pytest.mark.parametrize(
    "answers",
    [
        (TAKEN,),
        (nothing,),
        (drop, TAKEN),
        (drop, refused(400, 40060)),
        (drop, drop, refused(400, 40060)),
        (status(200, {"odd": True}),),
    ],
)
def test_what_discord_took_counts_as_done_however_its_answer_came(answers: tuple[Answer, ...]) -> None:
    async def test(here: Scene) -> None:
        here.server.script(CALLBACK, *answers)
        first, second = here.interaction(), here.interaction(3)

        assert await here.sending.acknowledge(first, private=False)
        assert first.response.type is discord.InteractionResponseType.deferred_channel_message

        here.server.script(CALLBACK, *answers)
        assert await here.sending.acknowledge_update(second)
        assert second.response.type is discord.InteractionResponseType.deferred_message_update

    played(test)


@pytest.mark.parametrize("answer", [refused(404, 10062), refused(401, 50027), refused(403, 0), status(400), drop])
def test_an_interaction_that_is_lost_is_one_line_without_its_token(
    answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    async def test(here: Scene) -> None:
        here.server.script(CALLBACK, answer)
        assert not await here.sending.acknowledge(here.interaction(), private=True)
        assert not await here.sending.respond(here.interaction(), SCREEN, private=True)

    played(test)

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert len(lines) == 2
    assert all("could not answer" in line and "interaction=7000" in line for line in lines)
    assert TOKEN not in caplog.text


def test_an_interaction_is_not_answered_twice() -> None:
    async def test(here: Scene) -> None:
        here.server.script(CALLBACK, TAKEN)
        interaction = here.interaction()

        assert await here.sending.respond(interaction, SCREEN, private=False)
        assert not await here.sending.respond(interaction, SCREEN, private=False)

        assert len(here.to(CALLBACK)) == 1

    played(test)


def test_an_answer_survives_dropped_connections() -> None:
    async def test(here: Scene) -> None:
        here.server.script(ORIGINAL, drop, drop, drop, SENT)

        message = await here.sending.finish(here.interaction(), SCREEN)

        assert message is not None
        assert message.id == 9000
        assert len(here.to(ORIGINAL)) == 4

    played(test)


@pytest.mark.parametrize("answer", [refused(401, 50027), refused(404, 10015), refused(404, 10008)])
def test_an_answer_that_comes_too_late_is_none_after_one_try(answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    async def test(here: Scene) -> None:
        here.server.script(ORIGINAL, answer)
        assert await here.sending.finish(here.interaction(), SCREEN) is None
        assert len(here.to(ORIGINAL)) == 1

    played(test)

    assert TOKEN not in caplog.text


def test_a_reply_posted_again_after_a_drop_carries_the_same_nonce() -> None:
    async def test(here: Scene) -> None:
        here.server.script(POST, drop, status(503), SENT)

        assert await here.sending.reply(here.message(), SCREEN) is not None
        assert await here.sending.reply(here.message(), SCREEN) is not None

        *first, last = here.to(POST)
        assert len(first) == 3
        assert len({body["nonce"] for body in first}) == 1
        assert last["nonce"] != first[0]["nonce"]
        for body in (*first, last):
            assert body["enforce_nonce"] is True
            assert len(body["nonce"]) <= 25
            assert body["message_reference"]["message_id"] == 9000
            assert body["message_reference"]["fail_if_not_exists"] is False

    played(test)


def test_nothing_that_leaves_pings_anybody_and_everything_is_made_of_components() -> None:
    async def test(here: Scene) -> None:
        sending, user = here.sending, discord.User(state=here.client._connection, data=USER)  # type: ignore[arg-type]
        for path in (CALLBACK, ORIGINAL, FOLLOW_UP, POST, EDIT):
            here.server.script(path, TAKEN if path is CALLBACK else SENT)
        here.server.script("POST /users/@me/channels", status(200, {"id": "3000", "type": 1, "recipients": [USER]}))

        assert await sending.respond(here.interaction(), SCREEN, private=True)
        assert await sending.finish(here.interaction(), SCREEN)
        assert await sending.follow_up(here.interaction(), SCREEN, private=False)
        assert await sending.reply(here.message(), SCREEN)
        assert await sending.send(here.message().channel, SCREEN)
        assert await sending.edit(here.message(), SCREEN)
        assert await sending.tell_privately(user, SCREEN)

        sent = [body for body in here.server.bodies if body and "recipient_id" not in body]
        assert len(sent) == 7  # one for each of the above
        for body in sent:
            data = body.get("data", body)
            assert data["allowed_mentions"]["parse"] == []
            assert data["allowed_mentions"].get("replied_user", False) is False
            assert data["flags"] & 1 << 15
            assert "An answer" in json.dumps(data["components"])
        assert here.to(CALLBACK)[0]["data"]["flags"] & 64
        assert not here.client._connection._view_store._views

    played(test)


def test_where_history_may_not_be_read_a_reply_becomes_a_message() -> None:
    async def test(here: Scene) -> None:
        here.server.script(POST, refused(403, 160002), SENT)

        assert await here.sending.reply(here.message(), SCREEN) is not None

        assert ["message_reference" in body for body in here.to(POST)] == [True, False]

    played(test)


def test_a_limit_without_the_header_discord_py_looks_for_is_waited_out_too() -> None:
    async def test(here: Scene) -> None:
        limit = status(429, {"message": "slow", "retry_after": 0.1, "global": False}, **{"Retry-After": "1"})
        here.server.script(POST, limit, SENT)

        assert await here.sending.reply(here.message(), SCREEN) is not None
        assert here.server.requests.count(POST) == 2

    played(test)


@pytest.mark.parametrize(
    "answer",
    [refused(403, 50013), refused(403, 50001), refused(404, 10003), refused(400, 50083), status(429, {"code": 0})],
)
def test_a_channel_that_refuses_is_left_alone_for_some_minutes(
    answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    async def test(here: Scene) -> None:
        here.server.script(POST, answer)
        for _ in range(50):
            assert await here.sending.reply(here.message(), SCREEN) is None
            await here.sending.show_typing(here.message().channel)
        assert here.server.requests.count(POST) == 1

        here.now[0] += RESTING_SECONDS
        here.server.script(POST, SENT)
        assert await here.sending.reply(here.message(), SCREEN) is not None

    played(test)

    assert [record.getMessage().split(" error=")[0] for record in caplog.records if record.name.startswith("bot")] == [
        '"could not send" doing=reply to=3000'
    ]


def test_a_message_that_is_gone_closes_no_channel() -> None:
    async def test(here: Scene) -> None:
        here.server.script(EDIT, refused(404, 10008))
        here.server.script(POST, SENT)

        assert await here.sending.edit(here.message(), SCREEN) is None
        assert await here.sending.send(here.message().channel, SCREEN) is not None

    played(test)


def test_a_person_who_takes_no_messages_is_left_in_peace() -> None:
    async def test(here: Scene) -> None:
        user = discord.User(state=here.client._connection, data=USER)  # type: ignore[arg-type]
        here.server.script("POST /users/@me/channels", refused(403, 50007))
        for _ in range(3):
            assert await here.sending.tell_privately(user, SCREEN) is None
        assert len(here.to("POST /users/@me/channels")) == 1

    played(test)


async def broken(_request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"{", headers={"Content-Type": "application/json"})


def test_an_answer_of_discord_that_makes_no_sense_is_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def test(here: Scene) -> None:
        here.server.script(POST, broken)
        here.server.script(EDIT, status(200, {"id": "9000"}))
        assert await here.sending.send(here.message().channel, SCREEN) is None
        assert await here.sending.edit(here.message(), SCREEN) is None

    played(test)

    assert len([record for record in caplog.records if "could not send" in record.getMessage()]) == 2


def test_a_refused_form_is_logged_by_its_fields_and_not_by_what_is_in_them(caplog: pytest.LogCaptureFixture) -> None:
    form = {
        "code": 50035,
        "message": "Invalid Form Body",
        "errors": {"components": {"0": {"_errors": [{"code": "TOO_LONG", "message": "'An answer' is too long"}]}}},
    }

    async def test(here: Scene) -> None:
        here.server.script(POST, status(400, form))
        assert await here.sending.send(here.message().channel, SCREEN) is None

    played(test)

    assert "400, code 50035: components.0 TOO_LONG" in caplog.text
    assert "An answer" not in caplog.text


def test_a_thread_that_is_there_already_will_do() -> None:
    async def test(here: Scene) -> None:
        here.server.script("POST /channels/3000/messages/9000/threads", drop, refused(400, 160004))
        message = here.message()
        message.guild = discord.Object(2000)  # type: ignore[assignment]
        assert await here.sending.start_thread(message, "Questions")

    played(test)


def test_after_too_many_refusals_only_commands_are_answered_until_discord_has_forgotten() -> None:
    async def test(here: Scene) -> None:
        here.server.script(CALLBACK, TAKEN)
        here.server.script(POST, refused(403, 50013))
        assert await here.sending.reply(here.message(), SCREEN) is None
        for _ in range(MOST - 1):
            here.sending.refusals.note(403)
        here.now[0] += RESTING_SECONDS
        here.server.script(POST, SENT)

        assert await here.sending.reply(here.message(), SCREEN) is None
        assert await here.sending.respond(here.interaction(), SCREEN, private=True)

        here.now[0] += WINDOW_SECONDS
        assert await here.sending.reply(here.message(), SCREEN) is not None

    played(test)


def test_refusals_are_counted_over_ten_minutes_and_nothing_else_is() -> None:
    now = [0.0]
    refusals = InvalidRequests(lambda: now[0])
    for number in (200, 204, 400, 404, 500):
        for _ in range(MOST):
            refusals.note(number)
    assert not refusals.too_many

    for _ in range(MOST):
        now[0] += 1
        refusals.note(429)
        assert not refusals.too_many, "fewer than that in ten minutes"
    for _ in range(MOST):
        refusals.note(401)
    assert refusals.too_many
    now[0] += WINDOW_SECONDS - 1
    assert refusals.too_many
    now[0] += 1
    assert not refusals.too_many


def test_only_so_many_closed_channels_are_remembered() -> None:
    resting = Resting(lambda: 0.0)
    for number in range(100_000):
        resting.begin(number)

    assert resting.is_resting(99_999)
    assert not resting.is_resting(1)
    assert len(resting._until) == 1000
