"""Logging in and staying connected, against a Discord that misbehaves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest

from bot.discord_ui.connection.backoff import GROWTH, LONGEST_SECONDS, Backoff
from bot.discord_ui.connection.gateway import SHORT_ONES_BORNE
from bot.discord_ui.connection.running import CDN_BASE, run_client, use_endpoints
from bot.errors import SettingsError
from bot.settings import Settings
from tests.support.scripted_discord import Peer, ScriptedDiscord, drop, scripted_discord, status

MESSAGE = {
    "id": "9000",
    "channel_id": "3000",
    "author": {"id": "5000", "username": "ada", "discriminator": "0", "avatar": None},
    "content": "hello",
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


class Listener(discord.Client):
    """A client that notes what it hears."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True, dm_messages=True), guild_ready_timeout=0)
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.put_nowait(message.content)

    async def on_resumed(self) -> None:
        self.heard.put_nowait("resumed")

    async def on_ready(self) -> None:
        self.heard.put_nowait("ready")

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait none of the 5 seconds discord.py puts between sessions."""


class Waits(list[float]):
    """Notes every wait instead of waiting; at the `last` one the test is over."""

    def __init__(self, last: int = 1000) -> None:
        super().__init__()
        self._last = last

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)
        if len(self) == self._last:
            raise Over
        await asyncio.sleep(0)


class Over(BaseException):
    """The test has seen enough."""


@asynccontextmanager
async def running(waits: Callable[[float], Awaitable[None]]) -> AsyncIterator[Listener]:
    """Run a client as the bot does, and close it."""
    client = Listener()
    task = asyncio.create_task(run_client(client, "token", waits))
    try:
        yield client
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await close(client)


async def run_until_over(discord_: ScriptedDiscord, waits: Waits) -> None:
    client = Listener()
    try:
        with pytest.raises(Over):
            await run_client(client, "token", waits)
    finally:
        await close(client)


async def close(client: discord.Client) -> None:
    await asyncio.sleep(0.02)  # discord.py, closed while it finds out whether it is ready, trips over itself
    await client.close()


def served(test: Callable[[ScriptedDiscord], Awaitable[None]]) -> None:
    async def run() -> None:
        async with asyncio.timeout(20), scripted_discord() as server:
            await test(server)

    asyncio.run(run())


async def stay(peer: Peer) -> None:
    await peer.ready()
    await peer.until_closed()


def test_a_failed_login_is_tried_again_until_it_succeeds(caplog: pytest.LogCaptureFixture) -> None:
    broken = status(200, ["not", "a", "user"])
    waits = Waits()

    async def test(server: ScriptedDiscord) -> None:
        server.script("GET /users/@me", status(503), drop, drop, status(429), broken, *server.rest["GET /users/@me"])
        server.script("GET /oauth2/applications/@me", status(503), *server.rest["GET /oauth2/applications/@me"])
        server.connections(stay)
        async with running(waits) as client:
            assert await client.heard.get() == "ready"

    served(test)

    assert len(waits) == 5
    assert [
        record.getMessage().split(" seconds=")[0] for record in caplog.records if record.name.startswith("bot")
    ] == ['"could not log in"'] * 5


def test_a_token_that_is_not_accepted_is_one_sentence_and_no_second_try() -> None:
    async def test(server: ScriptedDiscord) -> None:
        server.script("GET /users/@me", status(401, {"code": 0, "message": "401: Unauthorized"}))
        client = Listener()
        with pytest.raises(SettingsError, match="DISCORD_TOKEN"):
            await run_client(client, "token", Waits())
        await close(client)
        assert server.requests == ["GET /users/@me"]

    served(test)


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
def test_a_fatal_close_code_is_one_sentence_and_no_second_connection(code: int) -> None:
    async def end(peer: Peer) -> None:
        await peer.greet()
        await peer.ws.close(code=code)

    async def test(server: ScriptedDiscord) -> None:
        server.connections(end)
        client = Listener()
        with pytest.raises(SettingsError) as refusal:
            await run_client(client, "token", Waits())
        await close(client)
        assert len(server.peers) == 1
        assert ("MESSAGE_CONTENT_INTENT" in str(refusal.value)) == (code == 4014)

    served(test)


async def hang_up(peer: Peer) -> None:
    await peer.ws.close(code=4000)


async def hang_up_after_ready(peer: Peer) -> None:
    await peer.ready()
    await peer.ws.close(code=1000)


async def invalidate(peer: Peer) -> None:
    await peer.greet()
    await peer.send(9, data=False)
    await peer.until_closed()


async def talk_nonsense(peer: Peer) -> None:
    await peer.send(10, {"no": "interval"})
    await peer.until_closed()


async def refuse(peer: Peer) -> None:
    assert peer.ws._req is not None
    assert peer.ws._req.transport is not None
    peer.ws._req.transport.abort()


@pytest.mark.parametrize(
    ("trouble", "borne"),
    [(hang_up, 0), (hang_up_after_ready, SHORT_ONES_BORNE), (invalidate, 0), (talk_nonsense, 0), (refuse, 0)],
)
def test_a_gateway_that_ends_every_connection_is_called_less_and_less_often(
    trouble: Callable[[Peer], Awaitable[None]], borne: int
) -> None:
    waits = Waits(last=9 + borne)

    async def test(server: ScriptedDiscord) -> None:
        server.connections(trouble)
        await run_until_over(server, waits)
        assert len(server.peers) == 9 + borne

    served(test)

    assert all(1 / 2 <= seconds <= 1 for seconds in waits[:borne])
    assert all(GROWTH**n / 2 <= seconds <= GROWTH**n for n, seconds in enumerate(waits[max(0, borne - 1) :][:7]))
    assert sum(waits) > 30


def test_a_bot_that_cannot_connect_for_a_day_takes_fewer_sessions_than_discord_allows() -> None:
    backoff, sessions, seconds = Backoff(), 0, 0.0

    while seconds < 24 * 3600:
        seconds += backoff.next_seconds()
        sessions += 1

    assert sessions < 700
    assert backoff.next_seconds() >= LONGEST_SECONDS / 2


def test_an_event_that_cannot_be_read_is_one_line_and_the_connection_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    async def act(peer: Peer) -> None:
        await peer.ready()
        await peer.send(0, {"id": "1", "content": "a secret"}, "MESSAGE_CREATE", 2)
        await peer.ws.send_str('{"op": 0, "t": "MESSAGE_CREATE", "d": {"content": "a secret"')
        await peer.ws.send_str('["a secret"]')
        await peer.send(0, None, "GUILD_CREATE", 3)
        await peer.send(0, MESSAGE, "MESSAGE_CREATE", 4)
        await peer.until_closed()

    async def test(server: ScriptedDiscord) -> None:
        server.connections(act)
        async with running(Waits()) as client:
            assert {await client.heard.get() for _ in range(2)} == {"ready", "hello"}
        assert len(server.peers) == 1

    served(test)

    lines = [record.getMessage() for record in caplog.records if "unreadable" in record.getMessage()]
    assert [line.split(" error=")[0] for line in lines] == [
        '"unreadable event" op=0 name=MESSAGE_CREATE',
        '"unreadable event"',
        '"unreadable event"',
        '"unreadable event" op=0 name=GUILD_CREATE',
    ]
    assert "a secret" not in caplog.text


def test_a_connection_that_cannot_be_read_any_more_is_replaced_and_the_session_resumed() -> None:
    async def garble(peer: Peer) -> None:
        await peer.ready(session="kept", number=7)
        await peer.ws.send_bytes(b"this is neither zlib nor zstandard\x00\x00\xff\xff")
        await peer.until_closed()

    async def resume(peer: Peer) -> None:
        await peer.greet()
        await peer.send(0, MESSAGE, "MESSAGE_CREATE", 8)
        await peer.send(0, {}, "RESUMED", 9)
        await peer.until_closed()

    async def test(server: ScriptedDiscord) -> None:
        server.connections(garble, resume)
        async with running(Waits()) as client:
            heard = {await client.heard.get() for _ in range(3)}
        assert heard == {"ready", "hello", "resumed"}
        assert server.openings == [2, 6]
        assert server.peers[1].first["d"] == {"token": "token", "session_id": "kept", "seq": 7}

    served(test)


def test_discord_s_wish_to_connect_again_resumes_the_session() -> None:
    async def ask_for_another(peer: Peer) -> None:
        await peer.ready()
        await peer.send(7)
        await peer.until_closed()

    async def resume(peer: Peer) -> None:
        await peer.greet()
        await peer.send(0, {}, "RESUMED", 2)
        await peer.until_closed()

    async def test(server: ScriptedDiscord) -> None:
        server.connections(ask_for_another, resume)
        async with running(Waits()) as client:
            assert {await client.heard.get() for _ in range(2)} == {"ready", "resumed"}
        assert server.openings == [2, 6]

    served(test)


def test_a_session_discord_has_forgotten_is_begun_anew() -> None:
    async def forget(peer: Peer) -> None:
        await peer.ready()
        await asyncio.sleep(0.1)
        await peer.ws.close(code=4009)

    async def test(server: ScriptedDiscord) -> None:
        server.connections(forget, invalidate, stay)
        async with running(Waits()) as client:
            assert [await client.heard.get() for _ in range(2)] == ["ready", "ready"]
        assert server.openings == [2, 6, 2]

    served(test)


def test_a_dead_address_for_resuming_is_given_up_for_the_one_in_the_settings() -> None:
    async def mislead(peer: Peer) -> None:
        peer.url = "ws://127.0.0.1:9/"
        await peer.ready()
        await asyncio.sleep(0.1)
        await peer.ws.close(code=4000)

    async def test(server: ScriptedDiscord) -> None:
        server.connections(mislead, stay)
        waits = Waits()
        async with running(waits) as client:
            assert [await client.heard.get() for _ in range(2)] == ["ready", "ready"]
        assert server.openings == [2, 6]
        assert len(waits) == 3

    served(test)


def test_a_greeting_into_a_session_that_cannot_be_read_is_not_resumed() -> None:
    async def greet_badly(peer: Peer) -> None:
        await peer.greet()
        await peer.send(0, {"session_id": "half"}, "READY", 1)
        await peer.until_closed()

    async def test(server: ScriptedDiscord) -> None:
        server.connections(greet_badly, stay)
        async with running(Waits()) as client:
            assert await client.heard.get() == "ready"
        assert server.openings == [2, 2]

    served(test)


def test_the_settings_lead_discord_py_elsewhere_and_without_them_it_goes_to_discord() -> None:
    elsewhere: dict[str, Any] = {
        "discord_api_base": "http://127.0.0.1:1/api/v10/",
        "discord_gateway_url": "ws://127.0.0.1:2/",
        "discord_cdn_base": "http://127.0.0.1:3/",
    }

    use_endpoints(Settings(**elsewhere))
    there = (discord.http.Route.BASE, str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY), discord.Asset.BASE)
    use_endpoints(Settings())
    back = (discord.http.Route.BASE, str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY), discord.Asset.BASE)

    assert there == ("http://127.0.0.1:1/api/v10", "ws://127.0.0.1:2/", "http://127.0.0.1:3")
    assert back == ("https://discord.com/api/v10", "wss://gateway.discord.gg/", CDN_BASE)


def test_what_goes_wrong_while_connecting_is_logged_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    async def test(server: ScriptedDiscord) -> None:
        server.connections(refuse)
        await run_until_over(server, Waits(last=2))

    served(test)

    lines = [record.getMessage() for record in caplog.records if record.name == "bot.discord_ui.connection.gateway"]
    assert len(lines) == 2
    assert all(line.startswith('"connecting again" seconds=') and "\n" not in line for line in lines)
