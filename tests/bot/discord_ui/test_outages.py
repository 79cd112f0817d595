"""What breaks in the middle of an answer: nothing is lost, nothing comes twice, and the log has one line."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.app import App
from bot.discord_ui.client import FootnoteClient
from bot.discord_ui.connection import backoff
from tests.conftest import AppMaker
from tests.discord_server.channels import Channel
from tests.discord_server.faults import Failure
from tests.discord_server.loops import in_a_loop
from tests.support.asking import pressed, served_room, shared
from tests.support.on_screen import ANSWER, answers, ask, mention, waiting
from tests.support.reading_room import Room

CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
FINISH = ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
POST = ("POST", "/channels/{channel_id}/messages")
EDIT = ("PATCH", "/channels/{channel_id}/messages/{message_id}")
WAYS = {CALLBACK: 2, FINISH: 2, POST: 1, EDIT: 1}
"""What a command, a press and a mention together ask of Discord, and how often."""


@asynccontextmanager
async def held_room(app: App, gate: threading.Event) -> AsyncIterator[Room]:
    """Serve a room in which every answer waits in its thread for the gate."""
    answer = app.ask

    def held(*arguments: Any) -> Any:
        gate.wait(20)
        return answer(*arguments)

    app.ask = held  # type: ignore[method-assign]
    async with served_room(app) as room:
        try:
            yield room
        finally:
            gate.set()


@pytest.fixture
def gate() -> threading.Event:
    return threading.Event()


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The log from INFO's next level up, without what discord.py says of voice."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.WARNING and "voice" not in record.getMessage()
    ]


@pytest.fixture(autouse=True)
def _connected_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing before a connection; discord.py waits 5 seconds before a session anew."""
    monkeypatch.setattr(backoff, "FIRST_SECONDS", 0.02)

    async def at_once(*_: Any, **__: Any) -> None:
        return None

    monkeypatch.setattr(FootnoteClient, "before_identify_hook", at_once)


# Requests that fail


@pytest.mark.parametrize(
    "failure", [429, "429 everywhere", pytest.param(500, marks=pytest.mark.soak), "drop", "drop after"]
)
@in_a_loop
async def test_requests_that_fail_cost_no_answer_and_double_none(make_app: AppMaker, failure: Any) -> None:
    async with served_room(make_app()) as room:
        discord = room.discord
        before = await (await ask(room)).answered()
        everywhere = failure == "429 everywhere"
        status: Failure = 429 if everywhere else failure
        faults = [discord.fail_next(*way, status, times=times, everywhere=everywhere) for way, times in WAYS.items()]

        seen = await ask(room)
        await mention(room)
        press = await room.bob.press(before.message, "Show passage")

        await answers(room.channel, 4)
        for one in (seen, press):
            await one.answered()
            assert one.acknowledged_after is not None
            assert one.acknowledged_after < 3
        assert "Quoted" in seen.text
        assert [fault.met for fault in faults] == list(WAYS.values())


@pytest.mark.soak
@in_a_loop
async def test_a_button_that_changes_its_message_and_one_that_shares_survive_a_limit(make_app: AppMaker) -> None:
    async with served_room(make_app()) as room:
        discord, bob = room.discord, room.bob
        private = await (await ask(room, private=True)).answered()
        faults = [
            discord.fail_next("POST", "/webhooks/{webhook_id}/{webhook_token}", 429),
            discord.fail_next(*CALLBACK, 429),
            discord.fail_next(*FINISH, 429),
        ]
        await shared(bob, private.message)
        assert [message.ephemeral for message in await answers(room.channel, 2)] == [True, False]
        thread_fault = discord.fail_next("POST", "/channels/{channel_id}/messages/{message_id}/threads", 429)
        public = await (await ask(room)).answered()
        started = await pressed(bob, public.message, "Continue in a thread")
        assert "Go on in the thread" in started.text
        assert len(room.guild.threads) == 1
        assert [fault.met for fault in [*faults, thread_fault]] == [1, 1, 1, 1]


@in_a_loop
async def test_whose_acknowledgement_is_slow_keeps_their_place(make_app: AppMaker) -> None:
    async with served_room(make_app()) as room:
        room.discord.slow_down(0.3, *CALLBACK, times=1)
        seen = [await ask(room) for _ in range(5)]
        for one in seen:
            await one.answered()
        ends = [request.path for request in room.discord.sent(*FINISH)]
        assert ends == [f"/webhooks/{room.discord.application_id}/{one.token}/messages/@original" for one in seen]


# The gateway


async def drop(room: Room) -> None:
    await room.discord.drop_gateway()


async def op_7(room: Room) -> None:
    room.discord.gateway.reconnect()


async def op_9(room: Room) -> None:
    room.discord.gateway.invalidate(resumable=True)


async def garbage(room: Room) -> None:
    room.discord.send_raw_frame(b"not even packed\x00\x00\xff\xff")


@pytest.mark.parametrize("breaking", [drop, op_7, op_9, garbage])
@in_a_loop
async def test_a_gateway_that_goes_and_comes_back_loses_no_question(
    make_app: AppMaker, gate: threading.Event, breaking: Callable[[Room], Awaitable[None]]
) -> None:
    async with held_room(make_app(), gate) as room:
        discord = room.discord
        seen = await (await ask(room)).acknowledgement()
        await mention(room)
        await waiting(room.channel, 2)
        await breaking(room)
        await discord.until(lambda: not discord.gateway.connected, 5, "the end of the connection")
        await mention(room)  # while nobody listens
        gate.set()
        await discord.resumed()
        await answers(room.channel, 3)
        assert ANSWER in seen.text
        assert discord.gateway.identified == 1


@in_a_loop
async def test_a_session_that_discord_has_forgotten_ends_no_answer(make_app: AppMaker, gate: threading.Event) -> None:
    async with held_room(make_app(), gate) as room:
        discord = room.discord
        await (await ask(room)).acknowledgement()
        await mention(room)
        await waiting(room.channel, 2)
        discord.gateway.invalidate(resumable=False)
        await discord.identified(2)
        gate.set()
        await answers(room.channel, 2)
        await mention(room)
        await answers(room.channel, 3)


@in_a_loop
async def test_what_cannot_be_read_is_a_line_each_and_the_next_question_is_answered(
    make_app: AppMaker, caplog: pytest.LogCaptureFixture
) -> None:
    async with served_room(make_app()) as room:
        discord = room.discord
        for name in ("MESSAGE_CREATE", "INTERACTION_CREATE", "GUILD_CREATE", "GUILD_MEMBER_UPDATE"):
            discord.send_raw_event(name, {"content": "of bob's"})
        discord.send_raw_frame('{"op": 0, "t": "MESSAGE_CREATE", "d": {"content": "of bob\'s"')
        discord.send_raw_frame('["of bob\'s"]')
        await mention(room)
        await answers(room.channel, 1)
        assert discord.gateway.identified == 1
        assert discord.gateway.resumed == 0

    assert len(lines(caplog)) == 6
    assert "of bob's" not in caplog.text


# What is gone


async def no_permission(room: Room, channel: Channel) -> None:
    channel.deny_bot(send=True, view=True)


async def no_channel(room: Room, channel: Channel) -> None:
    channel.delete()


@pytest.mark.parametrize(("losing", "tried"), [(no_permission, 1), (no_channel, 0)])
@pytest.mark.parametrize("kind", ["channel", "thread"])
@in_a_loop
async def test_a_place_that_closes_under_an_answer_costs_a_line_at_most_and_nothing_elsewhere(
    make_app: AppMaker,
    gate: threading.Event,
    caplog: pytest.LogCaptureFixture,
    losing: Callable[[Room, Channel], Awaitable[None]],
    tried: int,
    kind: str,
) -> None:
    async with held_room(make_app(), gate) as room:
        closing = room.guild.channel("closing")
        place = closing.thread("on ferries", room.bob) if kind == "thread" else closing
        await mention(room, place)
        await waiting(place, 1)
        await losing(room, place if losing is no_channel else closing)
        await mention(room)
        gate.set()
        await answers(room.channel, 1)

    assert len(lines(caplog)) == tried  # of a place that is gone Discord tells, of a permission it does not
    assert all(line.startswith('"could not send" doing=edit') for line in lines(caplog))


@in_a_loop
async def test_an_interaction_that_has_expired_is_a_line_and_another_is_answered(
    make_app: AppMaker, caplog: pytest.LogCaptureFixture
) -> None:
    async with served_room(make_app()) as room:
        late = await ask(room)
        room.discord.clock.advance(4)
        await room.discord.until(lambda: room.discord.refused(10062), 5, "a refusal")
        await ask(room)
        await answers(room.channel, 1)
        assert not late.acknowledged
        assert len(room.discord.refused(10062)) == 1

    [line] = lines(caplog)
    assert line.startswith('"could not answer"')


@in_a_loop
async def test_an_answer_after_a_quarter_of_an_hour_comes_as_a_message(
    make_app: AppMaker, gate: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    async with held_room(make_app(), gate) as room:
        public = await (await ask(room)).acknowledgement()
        private = await (await ask(room, private=True)).acknowledgement()
        room.discord.clock.advance(15 * 60 + 1)
        gate.set()
        answer = await room.discord.next_message(room.channel, after=private.response)
        assert ANSWER in answer.text
        assert public.message.loading
        await room.discord.until(lambda: len(room.discord.refused(50027)) == 2, 5, "two refusals")
        elsewhere = room.guild.channel("elsewhere")
        await mention(room, elsewhere)
        await answers(elsewhere, 1)

    assert [line.split(" server=")[0] for line in lines(caplog)] == ['"could not send" doing=finish'] * 2


@pytest.mark.parametrize("pause", [0, 0.003], ids=["at once", "one by one"])
@in_a_loop
async def test_a_channel_where_nothing_can_be_sent_is_tried_once(
    make_app: AppMaker, caplog: pytest.LogCaptureFixture, pause: float
) -> None:
    app = make_app(member_questions_per_minute=1000, server_questions_per_minute=1000)
    async with served_room(app) as room:
        silent, discord = room.guild.channel("silent"), room.discord
        silent.deny_bot(send=True)
        for _ in range(200):
            await mention(room, silent)
            await asyncio.sleep(pause)
        await mention(room)
        await answers(room.channel, 1)
        assert 1 <= discord.invalid_requests() <= 5
        assert len(discord.sent(*POST)) <= discord.invalid_requests() + 1

    assert len(lines(caplog)) <= 5
