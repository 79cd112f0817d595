from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.discord_ui import lanes as lanes_module
from bot.discord_ui.lanes import Lanes
from bot.errors import NotNow


@pytest.fixture(autouse=True)
def tells_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes_module, "TELLING_SECONDS", 0.05)


def test_a_servers_work_is_done_in_order_of_arrival_and_one_at_a_time() -> None:
    async def scenario() -> None:
        lanes, done, running = Lanes(100), [], 0

        async def work(number: int) -> None:
            nonlocal running
            running += 1
            assert running == 1
            await asyncio.sleep(0.001 * (10 - number))
            running -= 1
            done.append(number)

        await asyncio.gather(*(lanes.run("one", partial(work, number)) for number in range(10)))
        assert done == list(range(10))
        assert lanes.held == 0

    asyncio.run(scenario())


def test_a_server_that_waits_keeps_no_other_waiting() -> None:
    async def scenario() -> None:
        lanes, release = Lanes(100), asyncio.Event()
        slow = asyncio.create_task(lanes.run("slow", release.wait))
        await asyncio.sleep(0)
        await asyncio.wait_for(lanes.run("quick", partial(asyncio.sleep, 0)), 1)
        assert not slow.done()
        release.set()
        await slow

    asyncio.run(scenario())


def test_what_is_over_the_limit_is_refused_with_a_sentence() -> None:
    async def scenario() -> None:
        lanes, release = Lanes(2), asyncio.Event()
        held = [asyncio.create_task(lanes.run("one", release.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(NotNow, match="busy: 2 questions are waiting"):
            await lanes.run("other", release.wait)
        release.set()
        await asyncio.gather(*held)
        assert await lanes.run("other", release.wait) is True

    asyncio.run(scenario())


def test_draining_waits_for_what_is_in_flight_and_takes_no_more() -> None:
    async def scenario() -> None:
        lanes, release = Lanes(10), asyncio.Event()
        held = asyncio.create_task(lanes.run("one", release.wait))
        await asyncio.sleep(0)
        draining = asyncio.create_task(lanes.drain(5))
        await asyncio.sleep(0)
        with pytest.raises(NotNow, match="restarting"):
            await lanes.run("one", release.wait)
        assert not draining.done()
        release.set()
        assert await draining is True
        assert held.done()

    asyncio.run(scenario())


def test_draining_gives_up_in_time() -> None:
    async def scenario() -> None:
        lanes, never = Lanes(10), asyncio.Event()
        held = asyncio.create_task(lanes.run("one", never.wait))
        await asyncio.sleep(0)
        assert await lanes.drain(0.01) is False
        held.cancel()
        await asyncio.gather(held, return_exceptions=True)

    asyncio.run(scenario())


def test_who_still_waits_when_draining_gives_up_is_told() -> None:
    async def scenario() -> None:
        lanes, never = Lanes(10), asyncio.Event()
        hung = asyncio.create_task(lanes.run("one", never.wait))
        waiting = [asyncio.create_task(lanes.run("one", never.wait)) for _ in range(3)]
        await asyncio.sleep(0)
        await lanes.drain(0.01)
        for each in waiting:
            with pytest.raises(NotNow, match="restarting"):
                await each
        assert not hung.done()
        hung.cancel()
        await asyncio.gather(hung, return_exceptions=True)

    asyncio.run(scenario())


def test_work_that_hangs_keeps_those_behind_it_waiting_only_so_long() -> None:
    async def scenario() -> None:
        lanes, never = Lanes(10, patience=0.02), asyncio.Event()
        hung = asyncio.create_task(lanes.run("one", never.wait))
        await asyncio.sleep(0)
        await asyncio.wait_for(lanes.run("one", partial(asyncio.sleep, 0)), 1)
        assert not hung.done()
        hung.cancel()
        await asyncio.gather(hung, return_exceptions=True)
        assert lanes.held == 0

    asyncio.run(scenario())


def test_one_who_leaves_the_line_keeps_nobody_from_their_turn() -> None:
    async def scenario() -> None:
        lanes, release = Lanes(10), asyncio.Event()
        first, second, third = (asyncio.create_task(lanes.run("one", release.wait)) for _ in range(3))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
        assert lanes.held == 2
        release.set()
        assert await asyncio.wait_for(asyncio.gather(first, third), 1) == [True, True]
        assert lanes.held == 0

    asyncio.run(scenario())


def test_work_that_fails_or_is_cancelled_leaves_its_lane_open() -> None:
    async def scenario() -> None:
        lanes, never = Lanes(10), asyncio.Event()

        async def fails() -> None:
            raise ValueError

        with pytest.raises(ValueError):  # noqa: PT011 - it is our own
            await lanes.run("one", fails)
        held = asyncio.create_task(lanes.run("one", never.wait))
        await asyncio.sleep(0)
        held.cancel()
        await asyncio.gather(held, return_exceptions=True)
        assert lanes.held == 0
        await asyncio.wait_for(lanes.run("one", partial(asyncio.sleep, 0)), 1)

    asyncio.run(scenario())
