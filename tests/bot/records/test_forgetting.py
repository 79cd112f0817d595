"""What stored answers keep of a document that is removed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.answering.answer import Answer, Citation, Claim, Exchange, Status
from bot.answering.summaries.request import Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage
from bot.records import Records, forgetting
from bot.records.forgetting import OF_LIBRARIES, without_text
from bot.records.nouns import GivenAnswer, Searched, Summarised, TitledClaims
from bot.records.plain_form import to_bytes
from bot.records.tables import TABLES
from tests.support import given_answers
from tests.support.given_answers import answered, quote
from tests.support.given_answers import given as an_answer

SECRET = quote("The launch code is Quillfeather.", "gone", heading="Quillfeather › Codes")
OPEN = quote("The ferry sails at noon.", "stays")


def test_a_removed_document_s_text_is_gone_and_where_it_was_cited_stays(records: Records) -> None:
    records.keep_answer(an_answer("a", answer=answered(SECRET, OPEN)))

    records.forget_document("1", "gone")

    found = records.answer("1", "a")
    assert found
    emptied = replace(SECRET, text="", heading="")
    assert found.answer.citations == (Citation(1, emptied), Citation(2, OPEN))
    assert found.answer.claims == (Claim("", (1,)), Claim(OPEN.text, (2,)))
    assert found.answer.citations[0].quote.document == SECRET.document
    assert found.answer.citations[0].quote.span == SECRET.span
    assert records.exchanges("1", "a") == (Exchange("When does it sail?", f"{OPEN.text} [2]"),)


def test_passages_that_were_only_close_are_forgotten_too(records: Records) -> None:
    answer = answered(status=Status.NOT_FOUND, closest=(Citation(1, SECRET), Citation(2, OPEN)))
    records.keep_answer(an_answer("a", answer=answer))

    records.forget_document("1", "gone")

    found = records.answer("1", "a")
    assert found
    assert [each.quote.text for each in found.answer.closest] == ["", OPEN.text]


def test_a_claim_that_rests_on_the_document_among_others_is_forgotten(records: Records) -> None:
    answer = replace(answered(OPEN, SECRET), claims=(Claim("Both say so.", (1, 2)), Claim("One does.", (1,))))
    records.keep_answer(an_answer("a", answer=answer))

    records.forget_document("1", "gone")

    found = records.answer("1", "a")
    assert found
    assert [claim.text for claim in found.answer.claims] == ["", "One does."]


def test_words_that_completed_a_follow_up_are_forgotten_however_far_down(records: Records) -> None:
    follow_up = answered(OPEN, question="And who?", standalone="And who? (Quillfeather)")
    records.keep_answer(an_answer("a", answer=answered(SECRET)))
    records.keep_answer(an_answer("b", answer=follow_up, follows="a"))
    records.keep_answer(an_answer("c", answer=follow_up, follows="b"))
    records.keep_answer(an_answer("d", answer=follow_up, follows="elsewhere"))

    records.forget_document("1", "gone")

    found = [records.answer("1", each) for each in "bcd"]
    assert [each.answer.standalone for each in found if each] == ["And who?", "And who?", "And who? (Quillfeather)"]
    assert [each.answer.citations for each in found if each] == [follow_up.citations] * 3


def test_other_documents_and_other_servers_keep_their_text(records: Records) -> None:
    theirs = an_answer("b", "2", answer=answered(SECRET))
    ours = an_answer("c", answer=answered(OPEN))
    for each in (an_answer("a", answer=answered(SECRET)), theirs, ours):
        records.keep_answer(each)

    records.forget_document("1", "gone")

    assert records.answer("2", "b") == theirs
    assert records.answer("1", "c") == ours
    records.forget_document("1", "no such document")
    records.forget_document("1", "")
    assert records.answer("1", "c") == ours


def test_forgetting_again_and_forgetting_much_is_the_same(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 3)
    for number in range(10):
        records.keep_answer(an_answer(str(number), answer=answered(SECRET)))

    records.forget_document("1", "gone")
    once = [records.answer("1", str(number)) for number in range(10)]
    records.forget_document("1", "gone")

    assert [records.answer("1", str(number)) for number in range(10)] == once
    assert not any(b"Quillfeather" in to_bytes(each) for each in once)


@given(given_answers.answers)
@settings(max_examples=20)
def test_of_any_answer_nothing_of_the_document_is_left_and_all_else_is(answer: Answer) -> None:
    marked = [
        replace(each, quote=replace(each.quote, text="Quillfeather", heading="Quillfeather"))
        for each in answer.citations
    ]
    answer = replace(answer, citations=tuple(marked), claims=(Claim("Quillfeather", (1,)),) * bool(marked))
    if not marked:
        return
    document = marked[0].quote.document

    left = without_text(answer, document.id)

    assert len(left.citations) == len(answer.citations)
    assert [each.quote.document for each in left.citations] == [each.quote.document for each in answer.citations]
    for before, after in zip(answer.citations, left.citations, strict=True):
        assert after == before or before.quote.document.id == document.id
        assert (after.quote.text == "") == (before.quote.document.id == document.id)


def test_every_table_that_holds_a_library_s_rows_is_forgotten_with_it() -> None:
    assert set(OF_LIBRARIES) == {table for table in TABLES.metadata.sorted_tables if "library" in table.c}


# Summaries


def kept_summary(records: Records, coverage: Coverage, document_id: str = "gone") -> GivenAnswer:
    """Keep a summary with a section of the document and one of another; return it as it was."""
    parts = (TitledClaims(SECRET.heading, 1), TitledClaims("Ferries", 1))
    request = SummaryRequest(Scope.LIBRARY, document=document_id)
    searched = Searched(2, 9, summary=Summarised(request, "the whole library", parts, coverage))
    given = an_answer("a", answer=answered(SECRET, OPEN), searched=searched)
    records.keep_answer(given)
    return given


def test_the_titles_of_a_removed_document_s_sections_are_gone_from_a_summary(records: Records) -> None:
    kept_summary(records, Coverage(2, 3, "section", failed=("Quillfeather › Codes (part 2 of 2)",)))

    records.forget_document("1", "gone")

    found = records.answer("1", "a")
    assert found
    assert found.searched.summary
    assert [part.title for part in found.searched.summary.parts] == ["", "Ferries"]
    assert not found.searched.summary.coverage.whole
    assert b"Quillfeather" not in to_bytes(found.answer) + to_bytes(found.searched)


def test_sections_a_summary_lacks_are_not_named_any_more_once_a_document_it_does_not_cite_is_removed(
    records: Records,
) -> None:
    kept_summary(records, Coverage(2, 3, "section", failed=("Rudder › Locks",)))

    records.forget_document("1", "another")

    found = records.answer("1", "a")
    assert found
    assert found.searched.summary
    assert "Rudder" not in str(found.searched.summary.coverage)
    assert [part.title for part in found.searched.summary.parts] == [SECRET.heading, "Ferries"]


def test_a_whole_summary_is_as_it_was_when_a_document_it_does_not_cite_is_removed(records: Records) -> None:
    given = kept_summary(records, Coverage(2, 2, "section"), document_id="")

    records.forget_document("1", "another")

    assert records.answer("1", "a") == given
