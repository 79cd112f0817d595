"""The gateway: sessions, resuming, compression, intents, and how it fails on command."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest
import zstandard

from tests.discord_server.clients import directed_to, discord_py, running
from tests.discord_server.loops import in_a_loop
from tests.discord_server.scenes import scene
from tests.discord_server.server import DiscordServer
from tests.discord_server.tiny_bot import TinyBot

ROOT = Path(__file__).parents[2]

WITHOUT_ZSTD = """
import asyncio, sys, warnings
warnings.simplefilter("ignore")
sys.modules["zstandard"] = sys.modules["compression"] = sys.modules["compression.zstd"] = None
from types import SimpleNamespace
from tests.discord_server.clients import directed_to
from tests.discord_server.tiny_bot import TinyBot
api_base, gateway_url, token = sys.argv[1:]
with directed_to(SimpleNamespace(api_base=api_base, gateway_url=gateway_url, cdn_base="")):
    asyncio.run(TinyBot().start(token))
"""


@in_a_loop
async def test_a_client_in_another_process_without_zstandard_is_served_a_zlib_stream() -> None:
    async with DiscordServer() as discord:
        channel = discord.guild("Reading room").channel("general")
        bob = channel.guild.member("bob")
        command = [sys.executable, "-c", WITHOUT_ZSTD, discord.api_base, discord.gateway_url, discord.token]
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            await discord.ready(timeout=30)
            seen = await (await bob.slash(channel, "ask", question="When?")).answered()
        finally:
            process.kill()
            await process.wait()

        assert seen.text.startswith("When?")
        assert discord.gateway.compressions == ["zlib-stream"]


@in_a_loop
async def test_a_client_with_zstandard_is_served_a_zstd_stream() -> None:
    async with scene() as here:
        await (await here.bob.slash(here.channel, "ask", question="When?")).answered()

        assert here.discord.gateway.compressions == ["zstd-stream"]


@pytest.mark.parametrize("compress", [None, "zlib-stream", "zstd-stream"])
@in_a_loop
async def test_hello_comes_packed_as_the_address_asks(compress: str | None) -> None:
    async with DiscordServer() as discord, aiohttp.ClientSession() as session:
        query = {"v": "10", "encoding": "json"} | ({"compress": compress} if compress else {})
        async with session.ws_connect(discord.gateway_url, params=query) as socket:
            frame = await socket.receive()
        unpacked = {
            None: lambda data: data,
            "zlib-stream": lambda data: zlib.decompressobj().decompress(data),
            "zstd-stream": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
        }[compress](frame.data)

        assert json.loads(unpacked)["op"] == 10


@in_a_loop
async def test_a_dropped_socket_is_resumed_and_what_was_missed_is_replayed() -> None:
    async with scene() as here:
        await here.discord.drop_gateway()
        missed = await here.bob.says(here.channel, "<@1> are you there?", mentions=[here.discord.bot_user])
        await here.discord.resumed()
        reply = await here.discord.next_message(here.channel, after=missed)

        assert reply.text == "You said: <@1> are you there?"
        assert here.discord.gateway.identified == 1
        await here.discord.until(lambda: "resumed" in here.bot.seen)


@in_a_loop
async def test_asked_to_reconnect_a_client_resumes_and_closing_codes_that_allow_it_do_the_same() -> None:
    async with scene() as here:
        here.discord.gateway.reconnect()
        await here.discord.resumed(1)
        here.discord.gateway.invalidate(resumable=True)
        await here.discord.resumed(2)
        here.discord.gateway.close(4000)
        await here.discord.resumed(3)

        assert here.discord.gateway.identified == 1


@in_a_loop
async def test_an_invalid_session_makes_a_client_identify_again() -> None:
    async with scene() as here:
        here.discord.gateway.invalidate(resumable=False)
        await here.discord.identified(2)
        await here.discord.drop_gateway(resumable=False)
        await here.discord.identified(3)
        seen = await (await here.bob.slash(here.channel, "ask", question="When?")).answered()

        assert seen.text
        assert here.discord.gateway.resumed == 0


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
@in_a_loop
async def test_a_fatal_code_ends_a_client(code: int) -> None:
    async with DiscordServer() as discord:
        discord.gateway.refuse_identify(code)
        with pytest.raises((discord_py.ConnectionClosed, discord_py.PrivilegedIntentsRequired)):
            async with running(TinyBot(), discord):
                pass

        assert discord.gateway.identified == 0


@in_a_loop
async def test_a_privileged_intent_that_is_not_switched_on_is_refused() -> None:
    async with DiscordServer() as discord:
        with pytest.raises(discord_py.PrivilegedIntentsRequired):
            async with running(TinyBot(content=True), discord):
                pass


@in_a_loop
async def test_a_wrong_token_is_refused() -> None:
    async with DiscordServer() as discord:
        with directed_to(discord):
            client = TinyBot()
            with pytest.raises(discord_py.LoginFailure):
                await client.start("wrong")
            await client.close()

        assert discord.invalid_requests() == 1


@in_a_loop
async def test_heartbeats_are_counted_and_acknowledged() -> None:
    async with DiscordServer() as discord:
        discord.gateway.heartbeat_interval = 0.05
        discord.guild("Reading room")
        client = TinyBot()
        async with running(client, discord):
            await discord.until(lambda: discord.gateway.heartbeats > 2)

            assert client.latency < 1


@in_a_loop
async def test_content_is_blank_without_the_intent_but_where_the_bot_is_meant() -> None:
    async with scene() as here:
        bot = here.discord.bot_user
        own = await here.discord.next_message(here.bob.direct, after=await here.bob.dm("direct"))
        await here.bob.says(here.channel, "for nobody")
        await here.bob.says(here.channel, "for the bot", mentions=[bot])
        await here.bob.says(here.channel, "in reply", reply_to=own)
        await here.bob.says(here.channel, "in reply, silently", reply_to=own, ping=False)
        await here.discord.until(lambda: len(here.bot.seen) == 5)

        assert [message.content for message in here.bot.seen] == ["direct", "", "for the bot", "in reply", ""]


@in_a_loop
async def test_content_is_there_with_the_intent() -> None:
    async with scene(message_content=True) as here:
        await here.bob.says(here.channel, "for nobody")
        await here.discord.until(lambda: here.bot.seen)

        assert here.bot.seen[0].content == "for nobody"


@in_a_loop
async def test_the_members_intent_brings_all_members() -> None:
    async with scene(members=True) as here:
        guild = await here.discord.until(lambda: here.bot.get_guild(here.guild.id))
        assert {member.name for member in guild.members} >= {"ada", "bob", "Footnote"}


@in_a_loop
async def test_an_unknown_event_does_no_harm() -> None:
    async with scene() as here:
        here.discord.send_raw_event("SOMETHING_NEW", {"a": [None]})
        before = await here.bob.dm("still there?")

        assert await here.discord.next_message(here.bob.direct, after=before)


@pytest.mark.parametrize(
    ("send", "error"),
    [
        (lambda discord: discord.send_raw_event("MESSAGE_CREATE", {"id": "1"}), KeyError),
        (lambda discord: discord.send_raw_frame("not JSON"), json.JSONDecodeError),
        (lambda discord: discord.send_raw_frame(b"not even packed"), zstandard.ZstdError),
    ],
)
@in_a_loop
async def test_malformed_events_and_frames_reach_the_client(
    send: Callable[[DiscordServer], None], error: type[Exception]
) -> None:
    async def told() -> None:
        async with scene() as here:
            send(here.discord)
            await here.discord.until(here.running.done)

    with pytest.raises(error):
        await told()


@in_a_loop
async def test_a_first_connection_that_fails_can_be_tried_again() -> None:
    async with DiscordServer() as discord:
        discord.gateway.refuse()
        with directed_to(discord):
            client = TinyBot()
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await client.start(discord.token, reconnect=False)

        assert discord.gateway.refused_connections == 1


@in_a_loop
async def test_changes_of_the_world_reach_the_client() -> None:
    async with scene() as here:
        new, role = here.guild.channel("new"), here.guild.role("librarians")
        elsewhere = here.discord.guild("Elsewhere")
        await here.discord.until(lambda: here.bot.get_guild(elsewhere.id))
        guild = here.bot.get_guild(here.guild.id)
        assert guild is not None
        assert guild.get_channel(new.id)
        assert guild.get_role(role.id)

        new.delete()
        elsewhere.remove_bot()
        thread = here.channel.thread("A thread", by=here.bob)
        await asyncio.sleep(0.05)
        assert guild.get_channel(new.id) is None
        assert here.bot.get_guild(elsewhere.id) is None
        assert guild.get_thread(thread.id)


@pytest.mark.parametrize(
    ("intents", "told"),
    [
        (0, []),
        (1 << 0, ["GUILD_CREATE", "CHANNEL_CREATE"]),
        (1 << 9, ["MESSAGE_CREATE in a guild"]),
        (1 << 12, ["MESSAGE_CREATE"]),
    ],
)
@in_a_loop
async def test_a_client_is_told_what_its_intents_ask_for(intents: int, told: list[str]) -> None:
    async with DiscordServer() as discord, aiohttp.ClientSession() as session:
        channel = discord.guild("Reading room").channel("general")
        bob = channel.guild.member("bob")
        async with session.ws_connect(discord.gateway_url + "?v=10&encoding=json") as socket:
            await socket.receive()
            await socket.send_json({"op": 2, "d": {"token": discord.token, "intents": intents, "properties": {}}})
            await discord.ready()
            channel.guild.channel("new")
            hidden = channel.guild.channel("hidden")
            hidden.deny_bot(view=True)
            await bob.says(hidden, "unseen")
            await bob.says(channel, "hello")
            await bob.dm("hello")
            discord.send_raw_event("LAST", {})
            events = []
            while (event := json.loads((await socket.receive()).data))["t"] != "LAST":
                in_guild = event["t"] == "MESSAGE_CREATE" and "guild_id" in event["d"]
                events.append(event["t"] + " in a guild" * in_guild)

        assert list(dict.fromkeys(events)) == ["READY", *told, *["CHANNEL_UPDATE"] * (intents & 1)]


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        (["not JSON"], 4002),
        (['{"op": 99, "d": {}}'], 4001),
        (['{"op": 3, "d": {}}'], 4003),
        (['{"op": 2, "d": {"token": "wrong", "intents": 0}}'], 4004),
        (["x" * 5000], 4002),
    ],
)
@in_a_loop
async def test_a_client_that_breaks_the_rules_is_closed_with_a_code(messages: list[str], code: int) -> None:
    async with (
        DiscordServer() as discord,
        aiohttp.ClientSession() as session,
        session.ws_connect(discord.gateway_url + "?v=10&encoding=json") as socket,
    ):
        await socket.receive()
        for message in messages:
            await socket.send_str(message)
        assert (await socket.receive()).type == aiohttp.WSMsgType.CLOSE
        assert socket.close_code == code
