from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from yarl import URL

from bot.discord_ui.connection.edit_limits import LONGEST_WAIT, SECONDS_TO_TELL, SHORTEST_WAIT, EditLimits
from tests.discord_server.loops import in_a_loop

HERE, THERE = "channels/1", "webhooks/7/t0k-en_"


class Scene:
    def __init__(self) -> None:
        self.now = 100.0
        self.limits = EditLimits(lambda: self.now)

    def told(self, left: int) -> None:
        self.limits.note(HERE, 200, {"X-RateLimit-Remaining": str(left), "X-RateLimit-Reset-After": "5"})


@pytest.fixture
def here() -> Scene:
    return Scene()


def test_the_last_edit_always_has_room(here: Scene) -> None:
    with here.limits.growing(HERE):
        here.limits.take(HERE)
        here.told(left=3)
        assert [here.limits.take(HERE) for _ in range(3)] == [0, 0, 5.0]
        assert [here.limits.take(HERE, last=True) for _ in range(2)] == [0, 5.0]
        here.now += 4
        assert here.limits.take(HERE, last=True) == 1.0
        here.now += 1
        assert here.limits.take(HERE) == 0


def test_where_the_room_is_not_known_one_edit_finds_it_out(here: Scene) -> None:
    with here.limits.growing(HERE):
        for _ in range(2):  # at first, and when what was told no longer holds
            assert here.limits.take(HERE) == 0
            assert here.limits.take(HERE) == here.limits.take(HERE, last=True) == SHORTEST_WAIT
            here.told(left=5)
            assert here.limits.take(HERE) == 0
            here.now += 5
        assert here.limits.take(HERE) == 0
        here.now += SECONDS_TO_TELL  # and its answer was lost
        assert here.limits.take(HERE) == 0


def test_an_answer_that_comes_late_gives_no_room_that_was_taken_since(here: Scene) -> None:
    with here.limits.growing(HERE):
        here.told(left=4)
        assert [here.limits.take(HERE) for _ in range(3)] == [0, 0, 0]
        here.told(left=3)
        assert here.limits.take(HERE) == 5.0


def test_every_answer_that_grows_in_a_place_leaves_room_for_the_last_edits_of_all(here: Scene) -> None:
    with here.limits.growing(HERE), here.limits.growing(HERE), here.limits.growing(THERE):
        here.told(left=3)
        assert here.limits.take(HERE) == 0
        assert here.limits.take(HERE) > 0
        assert here.limits.take(THERE) == 0
        assert [here.limits.take(HERE, last=True) for _ in range(3)] == [0, 0, 5.0]
    with here.limits.growing(HERE):
        assert here.limits.take(HERE) == 0  # what was known of it went with the last that grew there


def test_after_a_429_nothing_is_edited_until_the_time_it_says(here: Scene) -> None:
    with here.limits.growing(HERE):
        here.limits.note(HERE, 429, {"Retry-After": "7", "X-RateLimit-Reset-After": "6.5"})
        assert here.limits.take(HERE) == here.limits.take(HERE, last=True) == 7.0
        here.now += 7
        here.limits.note(HERE, 429, {"Retry-After": "99999"})
        assert here.limits.take(HERE, last=True) == LONGEST_WAIT


@pytest.mark.parametrize("value", ["", "soon", "-1", "nan"])
def test_headers_that_say_nothing_of_use_do_no_harm(here: Scene, value: str) -> None:
    headers = dict.fromkeys(("X-RateLimit-Remaining", "X-RateLimit-Reset-After"), value)
    with here.limits.growing(HERE):
        here.limits.note(HERE, 200, headers)
        here.limits.note(HERE, 200, {})
        assert 0 <= here.limits.take(HERE) <= LONGEST_WAIT
    here.limits.note(HERE, 200, headers)


@in_a_loop
async def test_what_is_counted_are_the_edits_of_messages_in_that_place(here: Scene) -> None:
    base = "https://discord.com/api/v10"
    with here.limits.growing(HERE), here.limits.growing(THERE):
        for url in (f"{base}/channels/1", base, f"{base}/channels/2/messages/2"):
            await answered(here, "PATCH", url)
        await answered(here, "POST", f"{base}/channels/1/messages/2")
        await answered(here, "PATCH", f"{base}/{THERE}/messages/@original")
        assert here.limits.take(THERE, last=True) == 5
        assert here.limits.take(HERE, last=True) == 0
        await answered(here, "PATCH", f"{base}/channels/1/messages/2")
        assert here.limits.take(HERE, last=True) == 5


async def answered(here: Scene, method: str, url: str) -> None:
    response = SimpleNamespace(status=200, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "5"})
    told: Any = SimpleNamespace(method=method, url=URL(url), response=response)
    nothing: Any = None
    await here.limits.count(nothing, nothing, told)
