"""What goes wrong on command: 429, 5xx, broken connections, late answers."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest

from tests.discord_server.clients import discord_py
from tests.discord_server.loops import in_a_loop
from tests.discord_server.scenes import scene
from tests.discord_server.world import Attachment

MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


@pytest.mark.parametrize("everywhere", [False, True])
@in_a_loop
async def test_a_client_waits_as_a_429_tells_it_and_tries_again(everywhere: bool) -> None:
    async with scene() as here:
        fault = here.discord.fail_next("POST", MESSAGES, 429, times=2, retry_after=0.1, everywhere=everywhere)
        started = time.perf_counter()
        asked = await here.bob.dm("hello")
        reply = await here.discord.next_message(here.bob.direct, after=asked)

        assert reply.text == "You said: hello"
        assert fault.met == 2
        assert time.perf_counter() - started >= 0.2
        assert [one.status for one in here.discord.sent("POST", MESSAGES)] == [429, 429, 200]
        assert here.discord.invalid_requests() == 2
        here.discord.clock.advance(601)
        assert here.discord.invalid_requests() == 0


@in_a_loop
async def test_a_429_of_a_banned_address_is_not_tried_again() -> None:
    async with scene() as here:
        here.discord.fail_next("POST", MESSAGES, 429, cloudflare=True)
        await here.bob.dm("hello")
        await here.discord.until(lambda: "error in on_message" in here.bot.seen)

        assert len(here.discord.sent("POST", MESSAGES)) == 1


@in_a_loop
async def test_a_limit_is_counted_per_channel_and_told_in_the_headers() -> None:
    async with scene() as here:
        here.discord.limit("POST", MESSAGES, requests=2, seconds=0.15)
        channel = here.bot.get_channel(here.channel.id)
        assert channel is not None
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {here.discord.token}"}) as session:
            url = f"{here.discord.api_base}/channels/{here.channel.id}/messages"
            answers = []
            for number in range(3):
                async with session.post(url, json={"content": str(number)}) as answer:
                    answers.append((answer.status, answer.headers["X-RateLimit-Remaining"], answer.headers["Via"]))

        assert answers == [(200, "1", "1.1 google"), (200, "0", "1.1 google"), (429, "0", "1.1 google")]
        await asyncio.gather(*(channel.send(str(number)) for number in range(4)))
        assert len(here.channel.by_bot()) == 6


@in_a_loop
async def test_a_server_error_is_tried_again() -> None:
    async with scene() as here:
        here.discord.fail_next("POST", MESSAGES, 502)
        asked = await here.bob.dm("hello")

        assert (await here.discord.next_message(here.bob.direct, after=asked)).text == "You said: hello"


@pytest.mark.parametrize(("how", "arrived"), [("drop", 0), ("drop after", 1)])
@in_a_loop
async def test_a_connection_breaks_before_a_request_is_handled_or_after_it(how: str, arrived: int) -> None:
    async with scene() as here:
        here.discord.fail_next("POST", MESSAGES, how)
        await here.bob.dm("hello")
        await here.discord.until(lambda: "error in on_message" in here.bot.seen)

        assert len(here.bob.direct.by_bot()) == arrived
        assert [(one.status, one.handled) for one in here.discord.sent("POST", MESSAGES)] == [(0, bool(arrived))]


@in_a_loop
async def test_latency_is_seen_in_the_acknowledgement() -> None:
    async with scene() as here:
        here.discord.slow_down(0.2, "POST", CALLBACK)
        seen = await (await here.bob.slash(here.channel, "ask", question="When?")).answered()

        assert seen.acknowledged_after is not None
        assert seen.acknowledged_after >= 0.2


@in_a_loop
async def test_a_callback_after_three_seconds_is_too_late() -> None:
    async with scene() as here:
        here.discord.slow_down(0.1, "POST", CALLBACK)
        await here.bob.slash(here.channel, "ask", question="When?")
        here.discord.clock.advance(3)
        await here.discord.until(lambda: here.discord.refused(10062))


@in_a_loop
async def test_an_interaction_is_acknowledged_once() -> None:
    async with scene() as here:
        seen = await (await here.bob.slash(here.channel, "ask", question="When?")).answered()
        async with aiohttp.ClientSession() as session:
            url = f"{here.discord.api_base}/interactions/{seen.id}/{seen.token}/callback"
            async with session.post(url, json={"type": 5}) as twice, session.post(url + "x", json={"type": 5}) as wrong:
                assert (twice.status, (await twice.json())["code"]) == (400, 40060)
                assert wrong.status == 404
        assert [violation.kind for violation in here.discord.take_violations()] == ["unknown route"]


@in_a_loop
async def test_a_token_is_good_for_fifteen_minutes() -> None:
    async with scene() as here:
        await (await here.bob.slash(here.channel, "ask", question="When?")).answered()
        seen = await (await here.bob.slash(here.channel, "ask", question="When?", private=True)).answered()
        pressed = await (await here.bob.press(seen.message, "Show passage")).answered()
        interaction = here.bot.seen[-1]
        await interaction.edit_original_response(content="Edited")
        here.discord.clock.advance(15 * 60 + 1)

        assert pressed.message.text == "Edited"
        with pytest.raises(discord_py.HTTPException, match="50027"):
            await interaction.edit_original_response(content="Late")


@in_a_loop
async def test_a_follow_up_to_a_deferral_edits_the_response_and_is_told_of() -> None:
    async with scene() as here:
        seen = await (await here.bob.slash(here.channel, "ask", question="When?")).answered()
        pressed = await (await here.bob.press(seen.message, "Later")).answered()
        assert not here.discord.violations
        assert pressed.followups

        here.discord.fail_next("PATCH", "/webhooks/*", 404)
        waiting = await here.bob.slash(here.channel, "ask", question="When?")
        await here.discord.until(lambda: here.discord.faults.faults[0].met)
        async with aiohttp.ClientSession() as session:
            url = f"{here.discord.api_base}/webhooks/{here.discord.application_id}/{waiting.token}?wait=true"
            async with session.post(url, json={"content": "Found", "flags": 64}) as answer:
                assert answer.status == 200

        assert (waiting.text, waiting.ephemeral, waiting.followups) == ("Found", False, [])
        assert [violation.kind for violation in here.discord.take_violations()] == ["follow-up to a deferral"]


@pytest.mark.parametrize("fault", [{"truncated": 3}, {"status": 404}, {"length": 100, "truncated": 9}])
@in_a_loop
async def test_the_cdn_fails_on_command(fault: dict[str, int]) -> None:
    async with scene() as here:
        file = Attachment("notes.txt", b"nine o'clock", **fault)
        message = await here.bob.dm("a file", attachments=[file])
        await here.discord.next_message(here.bob.direct, after=message)
        with pytest.raises((discord_py.HTTPException, aiohttp.ClientError)):
            await here.bot.seen[0].attachments[0].read()


@in_a_loop
async def test_the_cdn_serves_a_size_that_lies_slowly_and_without_a_length() -> None:
    async with scene() as here:
        file = Attachment("notes.txt", b"x" * 40_000, size=5, slow=0.05, length=0)
        message = await here.bob.dm("a file", attachments=[file])
        await here.discord.next_message(here.bob.direct, after=message)
        attached = here.bot.seen[0].attachments[0]
        started = time.perf_counter()

        assert attached.size == 5
        assert len(await attached.read()) == 40_000
        assert time.perf_counter() - started >= 0.1
        assert file.fetched == 1
