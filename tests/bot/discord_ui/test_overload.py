"""More questions at once than can be answered: each is acknowledged in time, and those that are too many are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import AppMaker
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer
from tests.support.bot_process import bot_process
from tests.support.on_screen import ANSWER, ask
from tests.support.reading_room import FERRY, new_room

SECONDS_TO_ACKNOWLEDGE = 3
SERVERS = 5
MOST_MEMORY = 300_000_000
"""Bytes; about 180 million are needed before anybody asks."""
NO_LIMITS = {"member_questions_per_minute": 1000, "server_questions_per_minute": 10_000}


@pytest.mark.parametrize(("questions", "queue"), [(200, 50), pytest.param(1000, 100, marks=pytest.mark.soak)])
@in_a_loop
async def test_questions_that_are_too_many_are_told_so_and_the_others_answered(
    make_app: AppMaker, tmp_path: Path, questions: int, queue: int
) -> None:
    app = make_app(tmp_path / "served")
    async with DiscordServer(spec=False) as discord:  # which would take longer to check what is sent than to send it
        rooms = [new_room(discord, app, f"Town {number}") for number in range(SERVERS)]
        for room in rooms:
            room.library.add_bytes("ferries.md", "ferries.md", FERRY)
        async with bot_process(discord, tmp_path / "served", question_queue=queue, **NO_LIMITS) as bot:
            seen = [await ask(rooms[number % SERVERS]) for number in range(questions)]
            for one in seen:
                await one.answered(60)

            answered = [one for one in seen if ANSWER in one.text]
            busy = [one for one in seen if "Footnote is busy" in one.text]
            assert len(answered) >= queue
            assert len(answered) + len(busy) == questions
            assert all(one.ephemeral for one in busy)
            assert most_at_once(answered) <= queue
            assert max(one.acknowledged_after or 0 for one in seen) < SECONDS_TO_ACKNOWLEDGE
            assert bot.memory("VmHWM") < MOST_MEMORY
            assert ANSWER in (await (await ask(rooms[0])).answered()).text


@pytest.mark.soak
@in_a_loop
async def test_ten_thousand_questions_leave_the_memory_as_it_was(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app(tmp_path / "served")
    async with DiscordServer(spec=False) as discord:
        rooms = [new_room(discord, app, f"Town {number}") for number in range(SERVERS)]
        for room in rooms:
            room.library.add_bytes("ferries.md", "ferries.md", FERRY)
        async with bot_process(discord, tmp_path / "served", **NO_LIMITS) as bot:
            memory = []
            for _ in range(10):
                for _ in range(10):
                    seen = [await ask(rooms[number % SERVERS]) for number in range(100)]
                    assert all([ANSWER in (await one.answered(30)).text for one in seen])
                memory.append(bot.memory())
                discord.requests.clear()
            assert max(memory) < memory[0] * 1.1, memory


def most_at_once(answered: list[Interaction]) -> int:
    """Return how many were acknowledged and not yet answered at the same time."""
    changes = [(one._sent_at + after, change) for one in answered for after, change in _changes(one)]
    held = most = 0
    for _, change in sorted(changes):
        held += change
        most = max(most, held)
    return most


def _changes(one: Interaction) -> list[tuple[float, int]]:
    assert one.acknowledged_after is not None
    assert one.finished_after is not None
    return [(one.acknowledged_after, 1), (one.finished_after, -1)]
