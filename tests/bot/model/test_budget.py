"""What models may cost is checked before they are asked, and counted after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest

from bot.errors import BudgetSpent
from bot.model import Models
from bot.model.budget import Budget, Limits
from bot.model.counting import tokens_of
from bot.model.tally import Tally
from bot.records import Records
from bot.records.nouns import ModelUsage, Spent
from bot.records.tables import TABLES
from index.errors import StoreFull, StoreReadOnly
from index.store import Store
from tests.bot.model.conftest import ModelsMaker
from tests.model_server.behaviours import Says
from tests.model_server.failures import CutsOff, Fails, HangsAfter
from tests.model_server.server import ModelServer
from tests.support.model_calls import ROOM, chat, failing, prompt, said

MOST = tokens_of(prompt()) + ROOM
"""What one call may take."""

ADA, BOB = 11, 12


class Clock:
    """Tells the time a test says it is."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 12, 31, 23, 59, tzinfo=UTC))


@pytest.fixture
def dated(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    """Records in which it is as late as the clock says."""
    store = Store(tmp_path / "footnote.db", TABLES)
    yield Records(store, clock)
    store.close()


def test_what_the_server_says_was_used_is_counted(
    models: Models, model_server: ModelServer, records: Records, place: str
) -> None:
    model_server.script(Says("It meets on Tuesday."))

    said(chat(models, place, ADA))

    (used,) = records.model_usage(place)
    assert (used.model, used.calls) == ("test-model", 1)
    assert used.input_tokens > 5
    assert used.output_tokens > 3
    assert records.spent(place, ADA) == Spent(used.tokens, used.tokens)
    assert records.spent(place, BOB) == Spent(0, used.tokens)


def test_what_the_server_does_not_say_is_estimated(
    models: Models, model_server: ModelServer, records: Records, place: str
) -> None:
    model_server.reports_usage = False
    model_server.script(Says("x" * 70))

    said(chat(models, place, ADA))

    assert records.model_usage(place) == [ModelUsage("test-model", 1, tokens_of(prompt()), 20)]


def test_a_broken_stream_is_counted_as_far_as_it_came(
    models: Models, model_server: ModelServer, records: Records, place: str
) -> None:
    model_server.script(CutsOff("x" * 35))

    failing(chat(models, place, ADA))

    assert records.model_usage(place) == [ModelUsage("test-model", 1, tokens_of(prompt()), 10)]


def test_what_was_tried_twice_is_counted_twice_and_what_was_refused_not_at_all(
    models: Models, model_server: ModelServer, records: Records, place: str
) -> None:
    model_server.reports_usage = False
    model_server.script(CutsOff(), Says("x" * 35), Fails(500))

    said(chat(models, place, ADA))
    failing(chat(models, place, ADA))

    assert records.model_usage(place) == [ModelUsage("test-model", 2, 2 * tokens_of(prompt()), 10)]


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("question_tokens", f"The model may use {2 * MOST:,} tokens for one question, and this one would take more."),
        ("member_tokens_per_day", "You have used your model budget for today; it is new at midnight UTC."),
        ("server_tokens_per_month", r"This server has used its model budget for \w+; it is new on \w+ 1 \(UTC\)."),
    ],
)
def test_a_budget_that_is_spent_is_said_before_anything_is_asked(
    make_models: ModelsMaker, model_server: ModelServer, place: str, limit: str, sentence: str
) -> None:
    model = chat(make_models(**{limit: 2 * MOST}), place, ADA)
    model_server.script(Says("x " * 2 * MOST))
    said(model)

    with pytest.raises(BudgetSpent, match=sentence):
        said(model)

    assert len(model_server.chats) == 1


def test_each_limit_is_for_its_own(make_models: ModelsMaker, model_server: ModelServer, place: str) -> None:
    model_server.script(Says("x " * MOST))
    daily = make_models(member_tokens_per_day=2 * MOST)
    single = make_models(question_tokens=2 * MOST)
    said(chat(daily, place, ADA))
    said(chat(single, place, ADA))

    assert isinstance(failing(chat(daily, place, ADA)), BudgetSpent)
    for model in (chat(daily, place, BOB), chat(daily, f"other-{place}", ADA), chat(daily, place, 0)):
        assert said(model)
    assert said(chat(single, place, ADA))


def test_no_limit_is_none(make_models: ModelsMaker, place: str) -> None:
    models = make_models(question_tokens=0, member_tokens_per_day=0, server_tokens_per_month=0)

    assert said(chat(models, place, ADA)) == "Hello."


def test_questions_side_by_side_cannot_overrun_a_budget_together(
    make_models: ModelsMaker, model_server: ModelServer, place: str
) -> None:
    models = make_models(member_tokens_per_day=2 * MOST + MOST // 2)
    model_server.script(HangsAfter("It meets"))
    streams = [iter(chat(models, place, ADA).stream(prompt(), lambda: 60)) for _ in range(3)]

    assert [next(each) for each in streams[:2]] == ["It meets"] * 2
    with pytest.raises(BudgetSpent):
        next(streams[2])
    streams[0].close()  # type: ignore[attr-defined]
    assert next(iter(chat(models, place, ADA).stream(prompt(), lambda: 60))) == "It meets"


def test_threads_at_once_set_aside_no_more_than_there_is(records: Records, place: str) -> None:
    budget = Budget(Limits(0, 0, 100), Tally(records))
    together, granted = Barrier(8), []

    def grab() -> None:
        together.wait()
        for _ in range(5):
            try:
                budget.set_aside(place, ADA, 10)
                granted.append(10)
            except BudgetSpent:
                pass

    threads = [Thread(target=grab) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sum(granted) == 100


def test_a_new_day_and_a_new_month_bring_a_new_budget(dated: Records, clock: Clock) -> None:
    budget = Budget(Limits(0, 100, 150), Tally(dated, clock))
    budget.set_aside("1", ADA, 100)
    budget.settle("1", ADA, 100, ModelUsage("m", 1, 60, 40))

    with pytest.raises(BudgetSpent, match="midnight UTC"):
        budget.set_aside("1", ADA, 1)
    with pytest.raises(BudgetSpent, match="budget for December; it is new on January 1"):
        budget.set_aside("1", BOB, 51)
    clock.now = datetime(2027, 1, 1, tzinfo=UTC)
    budget.set_aside("1", ADA, 100)


class Unwritable(Records):
    """Records that cannot be written while `broken`, and not read either while `unreadable`."""

    broken = True
    unreadable = False

    def spend(self, library: str, member: int, used: ModelUsage) -> None:
        if self.broken:
            raise StoreFull
        super().spend(library, member, used)

    def spent(self, library: str, member: int) -> Spent:
        if self.unreadable:
            raise StoreReadOnly
        return super().spent(library, member)


def test_a_store_that_cannot_be_written_stops_no_answer_and_forgets_no_budget(
    make_models: ModelsMaker, model_server: ModelServer, tmp_path: Path
) -> None:
    store = Store(tmp_path / "footnote.db", TABLES)
    records = Unwritable(store)
    models = make_models(records, member_tokens_per_day=3 * MOST - 1)
    model_server.reports_usage = False
    model_server.script(Says("x" * 350))

    assert said(chat(models, "1", ADA))
    records.unreadable = True
    assert said(chat(models, "1", ADA))
    assert isinstance(failing(chat(models, "1", ADA)), BudgetSpent)

    records.broken = records.unreadable = False
    assert said(chat(models, "1", BOB))
    assert records.spent("1", ADA).member_today == 2 * MOST
    assert [used.calls for used in records.model_usage("1", ADA)] == [2]
    store.close()


def test_what_could_not_be_written_in_a_month_that_is_over_limits_nothing(dated: Records, clock: Clock) -> None:
    records = Unwritable(dated._store, clock)
    tally = Tally(records, clock)
    tally.spend("1", ADA, ModelUsage("m", 1, 60, 40))
    assert tally.spent("1", ADA) == Spent(100, 100)

    clock.now = datetime(2027, 1, 1, tzinfo=UTC)

    assert tally.spent("1", ADA) == Spent(0, 0)
    tally.spend("1", ADA, ModelUsage("m", 1, 1, 1))
    records.broken = False
    tally.spend("1", ADA, ModelUsage("m", 1, 1, 1))
    assert records.spent("1", ADA) == tally.spent("1", ADA) == Spent(4, 4)
