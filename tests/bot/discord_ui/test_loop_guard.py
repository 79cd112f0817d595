"""The guard that every test of the Discord face stands under: would it notice?"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.app import App
from bot.discord_ui.context import Context
from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.support.loop_guard import LONGEST_STEP, watched_loops
from tests.support.serving import serving


@pytest.fixture
def the_loop_is_never_blocked() -> None:
    """Take the place of the fixture that would fail these tests."""


@pytest.fixture
def in_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let answers be worked out in the event loop."""

    async def work(_: Context, call: Callable[[], Any]) -> Any:
        return call()

    monkeypatch.setattr(Context, "work", work)


async def found_while_answering(app: App) -> list[str]:
    with watched_loops() as found:
        async with DiscordServer() as discord:
            guild = discord.guild("Reading room")
            channel, bob = guild.channel("general"), guild.member("bob")
            async with serving(app, discord):
                await (await bob.slash(channel, "ask", question="When does the ferry sail?")).answered()
    return found


def burn(seconds: float) -> None:
    """Use up so much processor time."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


@in_a_loop
async def test_answering_blocks_nothing(make_app: AppMaker) -> None:
    assert await found_while_answering(make_app()) == []


@in_a_loop
async def test_sql_in_the_loop_is_noticed(make_app: AppMaker, in_the_loop: None) -> None:
    found = await found_while_answering(make_app())

    assert "SQL in the event loop: BEGIN IMMEDIATE (requests.py:" in "\n".join(found)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (lambda: time.sleep(0.001), "time.sleep(0.001) in the event loop (requests.py:"),
        (lambda: burn(LONGEST_STEP * 1.2), "s of processor time: <Handle "),
    ],
    ids=["sleep", "work"],
)
@in_a_loop
async def test_a_step_that_sleeps_or_takes_long_is_noticed(
    make_app: AppMaker,
    in_the_loop: None,
    monkeypatch: pytest.MonkeyPatch,
    block: Callable[[], None],
    said: str,
) -> None:
    app = make_app()
    ask = app.ask

    def slow(*arguments: Any) -> Any:
        block()
        return ask(*arguments)

    monkeypatch.setattr(app, "ask", slow)
    found = await found_while_answering(app)

    assert any(said in line for line in found)


@in_a_loop
async def test_what_the_test_does_in_the_loop_is_its_own_affair(make_app: AppMaker) -> None:
    app = make_app()
    with watched_loops() as found:
        app.library("1").add_bytes("a.txt", "a.txt", b"The ferry sails at noon.")
        time.sleep(0.001)  # noqa: ASYNC251 - the point
        burn(LONGEST_STEP * 1.2)
    assert found == []
