from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord_ui.context import Context
from bot.discord_ui.lanes import Lanes
from bot.discord_ui.questions.gate import Gate, check_channel
from bot.discord_ui.questions.limits import Cooldowns
from bot.errors import NotAllowed, NotNow, QuestionError
from bot.records.nouns import ServerSettings
from tests.discord_server.loops import in_a_loop
from tests.support.apps import AppWith

BOB, ADA = 7, 8


class Notes:
    """What is sent to people alone."""

    def __init__(self) -> None:
        self.sent: list[int] = []

    async def tell_privately(self, user: Any, _screen: object) -> None:
        self.sent.append(user.id)


def channel(number: int, parent: int | None = None, **names: str) -> Any:
    known = {int(key.removeprefix("c")): SimpleNamespace(name=name) for key, name in names.items()}
    return SimpleNamespace(id=number, parent_id=parent, guild=SimpleNamespace(get_channel=known.get))


@pytest.fixture
def context(app: AppWith) -> Iterator[Context]:
    app.records.load()
    with ThreadPoolExecutor(1) as threads:
        yield Context(app, Notes(), Lanes(2), threads)  # type: ignore[arg-type]


@pytest.fixture
def gate(context: Context) -> Gate:
    return Gate(context, Cooldowns(3, 5), Cooldowns(1, 2))


def test_every_channel_is_one_to_ask_in_unless_some_are_chosen() -> None:
    check_channel(ServerSettings(), channel(1))
    chosen = ServerSettings(channels=(1, 2))
    for place in (channel(1), channel(2), channel(9, parent=2)):
        check_channel(chosen, place)
    for place in (channel(3), channel(9, parent=3), object(), SimpleNamespace(id=None, parent_id=None)):
        with pytest.raises(NotAllowed, match="answered in other channels"):
            check_channel(chosen, place)


def test_the_channels_chosen_are_named_as_far_as_they_are_there() -> None:
    with pytest.raises(NotAllowed, match=r"of this server: #help, #rules\.$"):
        check_channel(ServerSettings(channels=(1, 2, 3)), channel(9, c1="help", c3="rules"))
    with pytest.raises(NotAllowed, match=r"of this server\.$"):
        check_channel(ServerSettings(channels=(1,)), channel(9))


def test_a_question_let_in_is_counted_and_one_refused_is_not(gate: Gate, context: Context) -> None:
    records = context.app.records
    records.change_server("1", channels=(4,), daily_questions=2)
    for text, place, error in (
        (" ", channel(4), QuestionError),
        ("x" * 3000, channel(4), QuestionError),
        ("Why?", channel(5), NotAllowed),
    ):
        with pytest.raises(error):
            gate.admit("1", BOB, place, text)
    assert records.questions_today("1", BOB) == 0

    assert gate.admit("1", BOB, channel(4), "Why?").daily_questions == 2
    gate.admit("1", BOB, None, "And in a direct message?")
    with pytest.raises(NotNow, match="2 questions this server allows a day"):
        gate.admit("1", BOB, channel(4), "Why?")
    assert records.questions_today("1", BOB) == 2
    gate.admit("2", BOB, channel(4), "Elsewhere?")
    gate.admit("1", ADA, channel(4), "Who?")


def test_a_question_refused_for_the_day_costs_nothing_of_the_minute(gate: Gate, context: Context) -> None:
    context.app.records.change_server("1", daily_questions=1)
    gate.admit("1", BOB, None, "Why?")
    for _ in range(9):
        with pytest.raises(NotNow, match="a day"):
            gate.admit("1", BOB, None, "Why?")
    context.app.records.change_server("1", daily_questions=0)
    gate.admit("1", BOB, None, "Why?")


@in_a_loop
async def test_who_cannot_be_answered_is_told_once_a_minute_and_not_everyone_at_once(app: AppWith) -> None:
    app.records.load()
    notes = Notes()
    with ThreadPoolExecutor(1) as threads:
        gate = Gate(Context(app, notes, Lanes(2), threads), Cooldowns(9, 9), Cooldowns(1, 2))  # type: ignore[arg-type]
        for user in (BOB, BOB, ADA, 9, 10):
            await gate.tell_privately("1", SimpleNamespace(id=user), NotNow("Busy."))  # type: ignore[arg-type]
        await gate.tell_privately("2", SimpleNamespace(id=BOB), NotNow("Busy."))  # type: ignore[arg-type]
    assert notes.sent == [BOB, ADA, BOB]


@in_a_loop
async def test_where_too_much_waits_no_question_is_let_in_or_counted(gate: Gate, context: Context) -> None:
    await context.questions.drain(0)
    with pytest.raises(NotNow, match="restarting"):
        gate.admit("1", BOB, None, "Why?")
    assert context.app.records.questions_today("1", BOB) == 0
