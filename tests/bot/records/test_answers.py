"""Answers stored, found again by id, message, channel and by what followed what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.answering.answer import Exchange, Status
from bot.records import Records
from bot.records.nouns import GivenAnswer
from bot.records.plain_form import from_bytes, to_bytes
from bot.records.tables import TABLES
from index.store import Store
from tests.conftest import ChildStarter
from tests.support import given_answers
from tests.support.given_answers import ASKED_AT, answered, quote
from tests.support.given_answers import given as an_answer
from tests.support.workloads import claim_shares

ODD = "half \ud83d of a pair, and \ud83d\ude00 two halves"


def kept(records: Records, *them: GivenAnswer) -> None:
    for each in them:
        records.keep_answer(each)


def test_an_answer_comes_back_exactly_after_a_restart(open_records: Callable[[], Records]) -> None:
    given = an_answer("a", follows="before", private=True)
    open_records().keep_answer(given)

    assert open_records().answer("1", "a") == given


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("data") / "footnote.db", TABLES)
    yield store
    store.close()


@given(given_answers.given_answers)
@settings(max_examples=20)
def test_whatever_an_answer_holds_comes_back_exactly(one_store: Store, given: GivenAnswer) -> None:
    records = Records(one_store)
    given = replace(given, id=records.new_answer_id())

    records.keep_answer(given)

    found = records.answer(given.library, given.id)
    assert found == given
    assert repr(found.answer) == repr(given.answer)


def test_an_answer_is_found_in_its_own_library_alone(records: Records) -> None:
    kept(records, an_answer("a", "1"))
    records.place_answer("1", "a", 50)
    records.place_answer("2", "a", 51)

    assert records.answer("2", "a") is None
    assert records.answer_at("2", 50) is None
    assert records.answer_at("2", 51) is None
    assert records.exchanges("2", "a") == ()
    assert records.answers_in("2", 7) == []
    assert not records.claim_share("2", "a")
    assert records.answer("1", "a") == an_answer("a", "1")


@pytest.mark.parametrize("answer_id", ["", "b", "A", "a ", "a\0", ODD, "%", "'; --", "x" * 5000])
def test_an_id_that_is_none_of_ours_finds_nothing(records: Records, answer_id: str) -> None:
    kept(records, an_answer("a"))

    assert records.answer("1", answer_id) is None
    assert records.exchanges("1", answer_id) == ()
    assert not records.claim_share("1", answer_id)


def test_ids_are_16_hexadecimal_digits_and_never_the_same(records: Records) -> None:
    ids = {records.new_answer_id() for _ in range(1000)}

    assert len(ids) == 1000
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in ids)


def test_several_messages_may_show_an_answer_and_a_message_shows_the_one_placed_last(records: Records) -> None:
    kept(records, an_answer("a"), an_answer("b"))
    records.place_answer("1", "a", 50)
    records.place_answer("1", "a", 2**64 - 1)
    records.place_answer("1", "b", 51)
    records.place_answer("1", "a", 51)

    assert [records.answer_at("1", message) for message in (50, 2**64 - 1, 51)] == [an_answer("a")] * 3
    assert records.answer_at("1", 52) is None


def test_a_chain_is_told_oldest_first_and_only_so_far_back(records: Records) -> None:
    for number in range(5):
        answer = answered(quote(f"Text {number}."), question=f"Question {number}?")
        kept(records, an_answer(str(number), answer=answer, follows=str(number - 1)))

    told = [Exchange(f"Question {number}?", f"Text {number}. [1]") for number in range(5)]
    assert list(records.exchanges("1", "4")) == told[2:]
    assert list(records.exchanges("1", "1", 5)) == told[:2]
    assert list(records.exchanges("1", "4", 1)) == told[4:]


def test_a_chain_that_leads_round_in_a_circle_or_to_nothing_ends(records: Records) -> None:
    kept(records, an_answer("a", follows="b"), an_answer("b", follows="a"), an_answer("c", follows="gone"))

    assert len(records.exchanges("1", "a", 10)) == 10
    assert len(records.exchanges("1", "c")) == 1


def test_an_answer_that_found_nothing_is_told_as_a_question_without_one(records: Records) -> None:
    kept(records, an_answer("a", answer=answered(status=Status.NOT_FOUND, question="Where?")))

    assert records.exchanges("1", "a") == (Exchange("Where?", ""),)


@pytest.mark.parametrize("hidden", [{"private": True}, {"direct": True}, {"private": True, "direct": True}])
def test_what_one_person_was_told_never_comes_into_what_everyone_sees(
    records: Records, hidden: dict[str, bool]
) -> None:
    first = an_answer("first", answer=answered(question="Open?"))
    secret = an_answer("secret", answer=answered(question="Secret?"), follows="first", **hidden)
    kept(records, first, secret, an_answer("third", answer=answered(question="Third?"), follows="secret"))

    assert [each.question for each in records.exchanges("1", "third")] == ["Third?"]
    assert [each.question for each in records.exchanges("1", "secret")] == ["Open?", "Secret?"]


def test_what_one_person_was_told_never_comes_into_what_another_is_told(records: Records) -> None:
    kept(
        records,
        an_answer("a", asker=1, private=True, answer=answered(question="Mine?")),
        an_answer("b", asker=1, private=True, answer=answered(question="And mine?"), follows="a"),
        an_answer("c", asker=2, private=True, answer=answered(question="Theirs?"), follows="b"),
    )

    assert [each.question for each in records.exchanges("1", "b")] == ["Mine?", "And mine?"]
    assert [each.question for each in records.exchanges("1", "c")] == ["Theirs?"]


def test_what_was_shared_is_for_everyone_from_then_on(records: Records) -> None:
    kept(
        records,
        an_answer("a", private=True, answer=answered(question="Shared?")),
        an_answer("b", answer=answered(question="Open?"), follows="a"),
    )

    assert len(records.exchanges("1", "b")) == 1
    records.claim_share("1", "a")
    assert [each.question for each in records.exchanges("1", "b")] == ["Shared?", "Open?"]


def test_a_channel_has_its_last_answers_newest_last_and_no_private_ones(records: Records) -> None:
    for number in range(5):
        kept(records, an_answer(str(number), asked_at=ASKED_AT + timedelta(minutes=number)))
    kept(records, an_answer("secret", private=True), an_answer("elsewhere", channel=8), an_answer("other", "2"))

    assert [each.id for each in records.answers_in("1", 7)] == ["2", "3", "4"]
    assert [each.id for each in records.answers_in("1", 7, limit=9)] == ["0", "1", "2", "3", "4"]
    assert [each.id for each in records.answers_in("1", 8)] == ["elsewhere"]


def test_an_answer_is_shared_once_and_says_so(open_records: Callable[[], Records]) -> None:
    records = open_records()
    kept(records, an_answer("a", private=True))

    assert records.claim_share("1", "a")
    assert not records.claim_share("1", "a")
    assert not open_records().claim_share("1", "a")
    assert records.answer("1", "a") == an_answer("a", private=True, shared=True)


def test_of_many_threads_one_may_share_each_answer(records: Records) -> None:
    ids = [str(number) for number in range(8)]
    kept(records, *(an_answer(each) for each in ids))

    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda each: records.claim_share("1", each), ids * 8))

    assert claims.count(True) == len(ids)


def test_of_several_processes_one_may_share_each_answer(
    records: Records, start_child: ChildStarter, tmp_path: Path
) -> None:
    ids = [str(number) for number in range(8)]
    kept(records, *(an_answer(each) for each in ids))
    children = [start_child(claim_shares, tmp_path, "1", ids) for _ in range(3)]
    assert [child.receive() for child in children] == ["ready"] * 3

    for child in children:
        child.send("go")

    claims = [child.receive() for child in children]
    assert [sum(claim) for claim in zip(*claims, strict=True)] == [1] * len(ids)


def test_each_member_has_one_word_on_an_answer_the_last_one(records: Records) -> None:
    kept(records, an_answer("a"), an_answer("b"), an_answer("c", "2"))
    for member in (1, 2, 3):
        records.rate("1", "a", member, True)
    records.rate("1", "b", 3, False)
    records.rate("1", "a", 3, False)
    records.rate("1", "a", 3, False)
    records.rate("2", "c", 3, True)

    assert records.ratings("1") == (2, 2)
    assert records.ratings("2") == (1, 0)
    assert records.ratings("3") == (0, 0)


def test_an_answer_of_another_server_cannot_be_rated(records: Records) -> None:
    kept(records, an_answer("a", "1"))

    records.rate("2", "a", 5, True)

    assert records.ratings("1") == records.ratings("2") == (0, 0)


def test_a_member_is_known_where_they_have_asked_the_last_place_first(records: Records) -> None:
    for number, library in enumerate(["1", "2", "3", "1"]):
        kept(records, an_answer(str(number), library, asker=5, private=number % 2 == 0))
    kept(records, an_answer("other", "4", asker=6))

    assert records.asked_before(5) == ["1", "3", "2"]
    assert records.asked_before(7) == []


def test_an_answer_with_a_field_more_or_less_than_today_s_is_read() -> None:
    written = to_bytes(an_answer("a"))
    richer = written.replace(b'{"id":', b'{"mood":"fine","id":', 1)
    poorer = written.replace(b',"shared":false', b"", 1)

    assert len({written, richer, poorer}) == 3
    assert from_bytes(GivenAnswer, richer) == from_bytes(GivenAnswer, poorer) == an_answer("a")
