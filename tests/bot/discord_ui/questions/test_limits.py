from __future__ import annotations

import pytest

from bot.discord_ui.questions import limits
from bot.discord_ui.questions.limits import Cooldowns, check_day
from bot.errors import NotNow
from bot.records.nouns import ServerSettings


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_member_who_asks_too_often_is_told_how_long_to_wait() -> None:
    clock = Clock()
    cooldowns = Cooldowns(3, 100, clock)
    for _ in range(3):
        cooldowns.take("1", 7)
    clock.now += 20
    with pytest.raises(NotNow, match="You have asked 3 questions in a minute; ask again in 40 seconds"):
        cooldowns.take("1", 7)
    cooldowns.take("1", 8)
    cooldowns.take("2", 7)
    clock.now += 41
    cooldowns.take("1", 7)


def test_a_server_has_a_limit_of_its_own() -> None:
    cooldowns = Cooldowns(3, 5, Clock())
    for member in range(5):
        cooldowns.take("1", member)
    with pytest.raises(NotNow, match="This server has asked 5 questions"):
        cooldowns.take("1", 99)
    cooldowns.take("2", 99)


def test_a_refused_question_counts_for_nobody() -> None:
    clock = Clock()
    cooldowns = Cooldowns(1, 2, clock)
    cooldowns.take("1", 7)
    for _ in range(10):
        with pytest.raises(NotNow):
            cooldowns.take("1", 7)
    cooldowns.take("1", 8)


def test_only_so_many_members_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_REMEMBERED", 50)
    cooldowns = Cooldowns(1, 10_000, Clock())
    for member in range(1_000):
        cooldowns.take("1", member)
    assert len(cooldowns._windows) <= 50


def test_the_days_questions_end_at_the_servers_limit() -> None:
    check_day(ServerSettings(), 10_000)
    check_day(ServerSettings(daily_questions=2), 1)
    with pytest.raises(NotNow, match="2 questions this server allows a day"):
        check_day(ServerSettings(daily_questions=2), 2)
