"""Answers a model wrote are given again while the library is as it was, and go with what they rest on."""

from __future__ import annotations

import pytest

from bot.answering.answer import Answer
from bot.records import Records, written_answers
from tests.conftest import AppMaker
from tests.support.given_answers import answered, quote

NOON: Answer = answered(quote("The ferry sails at noon."), writer="generative", model="small")
DAWN: Answer = answered(quote("The ferry sails at dawn."), writer="generative", model="small")


def test_an_answer_is_found_under_its_key_at_its_revision_in_its_library_alone(records: Records) -> None:
    records.keep_written_answer("1", 7, "a1", NOON)

    assert records.written_answer("1", 7, "a1") == NOON
    assert records.written_answer("1", 8, "a1") is None
    assert records.written_answer("1", 7, "a2") is None
    assert records.written_answer("2", 7, "a1") is None


def test_a_later_answer_takes_the_place_of_the_one_with_its_key_and_of_all_of_earlier_revisions(
    records: Records,
) -> None:
    records.keep_written_answer("1", 7, "a1", NOON)
    records.keep_written_answer("1", 7, "a1", DAWN)
    records.keep_written_answer("2", 7, "a1", NOON)
    assert records.written_answer("1", 7, "a1") == DAWN

    records.keep_written_answer("1", 8, "b2", NOON)

    assert records.written_answer("1", 7, "a1") is None
    assert records.written_answer("2", 7, "a1") == NOON


def test_so_many_are_kept_and_the_oldest_go_first(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written_answers, "MOST_KEPT", 2)
    for key in ("a1", "b2", "c3"):
        records.keep_written_answer("1", 7, key, NOON)

    assert [records.written_answer("1", 7, key) for key in ("a1", "b2", "c3")] == [None, NOON, NOON]


def test_removing_any_document_leaves_none_of_the_library_s(make_app: AppMaker) -> None:
    app = make_app()
    mine = app.library("1")
    mine.add_bytes("mill.txt", "mill.txt", b"The mill flooded.")
    for name in ("1", "2"):
        app.records.keep_written_answer(name, 7, "a1", NOON)

    mine.remove("mill.txt")

    assert app.records.written_answer("1", 7, "a1") is None
    assert app.records.written_answer("2", 7, "a1") == NOON
