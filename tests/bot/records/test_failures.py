"""A write that fails on its way leaves what was remembered before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.records import Records
from bot.records.tables import TABLES
from tests.support.given_answers import answered, quote
from tests.support.given_answers import given as an_answer
from tests.support.workloads import count_statements

WRITES: dict[str, Callable[[Records], object]] = {
    "an answer": lambda records: records.keep_answer(an_answer("new")),
    "a message": lambda records: records.place_answer("1", "a", 51),
    "a share": lambda records: records.claim_share("1", "a"),
    "a rating": lambda records: records.rate("1", "a", 5, False),
    "a choice": lambda records: records.change_server("1", private=True),
    "counts": lambda records: (records.count_question("1", 5), records.save_usage()),
    "a pick": lambda records: records.choose_direct_server(5, "2"),
    "a held question": lambda records: records.hold_question(5, "When?"),
    "a departure": lambda records: records.note_departure("1"),
    "a return": lambda records: records.note_return("2"),
    "a fact": lambda records: records.store_value("tree", "another"),
    "a removed document": lambda records: records.forget_document("1", "d0c"),
}


@pytest.mark.parametrize("kind", WRITES)
def test_a_failure_at_the_nth_statement_of_a_write_for_every_n_leaves_the_old_state(
    records: Records, kind: str
) -> None:
    fill(records)
    before = everything_stored(records)
    for statement in range(1, 40):
        listeners = count_statements(statement, _fail)
        try:
            WRITES[kind](records)
            break
        except MemoryError:
            pass
        finally:
            for listener in listeners:
                event.remove(*listener)
        assert everything_stored(records) == before
    assert everything_stored(records) != before
    assert statement > 3
    records._store.check()


def _fail() -> None:
    raise MemoryError


def fill(records: Records) -> None:
    records.keep_answer(an_answer("a", answer=answered(quote("The ferry sails."), quote("At noon.", "other"))))
    records.place_answer("1", "a", 50)
    records.rate("1", "a", 5, True)
    records.note_departure("2")
    records.store_value("tree", "one")


def everything_stored(records: Records) -> dict[str, list[Any]]:
    """Return every row of every table of the bot's."""
    with records._store.reading() as connection:
        tables = TABLES.metadata.sorted_tables
        return {table.name: list(map(tuple, connection.execute(select(table)))) for table in tables}
