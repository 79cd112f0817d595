"""What is kept of a member for direct messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.records import Records
from bot.records.tables import held_questions
from tests.bot.records.conftest import Clock

QUESTIONS = ["When does it sail?", "", "half \ud83d a pair", "\ud83d\ude00", "nul \x00 byte", "x" * 5000]


def test_a_member_s_pick_holds_until_the_next_one(open_records: Callable[[], Records]) -> None:
    records = open_records()
    assert records.direct_server(5) is None

    records.choose_direct_server(5, "1")
    records.choose_direct_server(5, "2")
    records.choose_direct_server(6, "3")

    assert open_records().direct_server(5) == "2"
    assert records.direct_server(7) is None


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_held_for_its_asker_as_it_was_put(open_records: Callable[[], Records], text: str) -> None:
    question = open_records().hold_question(2**64 - 1, text)

    assert open_records().held_question(question, 2**64 - 1) == text
    assert open_records().held_question(question, 5) is None


@pytest.mark.parametrize("question_id", ["", "0", "half \ud83d", "x" * 5000, "a\0b"])
def test_a_question_nobody_put_off_is_not_found(records: Records, question_id: str) -> None:
    records.hold_question(5, "When does it sail?")

    assert records.held_question(question_id, 5) is None


def test_a_question_is_held_for_a_day(records: Records, clock: Clock) -> None:
    question = records.hold_question(5, "When does it sail?")
    clock.now += timedelta(hours=23, minutes=59)
    assert records.held_question(question, 5) == "When does it sail?"
    clock.now += timedelta(minutes=1)

    assert records.held_question(question, 5) is None
    records.hold_question(6, "Another one?")
    with records._store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(held_questions)) == 1
