from __future__ import annotations

import pytest

from index.errors import SourceUnreadable
from index.reading import read
from index.sentences import sentence_spans
from tests.support.readings import assert_sound

ROWS = [["Name", "Role", "Since"], ["Ada", "chair", "2021"], ["Bob", "clerk", "2019"]]
TEXT = "Name | Role | Since\nName: Ada | Role: chair | Since: 2021\nName: Bob | Role: clerk | Since: 2019"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("extension", [".csv", ".tsv"])
def test_whatever_parts_the_cells_every_row_keeps_its_header(delimiter: str, end: str, extension: str) -> None:
    data = end.join(delimiter.join(row) for row in ROWS).encode()
    reading = read(f"members{extension}", data)
    assert reading.text == TEXT
    assert_sound(reading)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_marks_of_an_encoding_are_no_part_of_the_first_name(encoding: str) -> None:
    assert read("x.csv", "Straße,Fluß\nHauptstraße,Elbe\n".encode(encoding)).text == (
        "Straße | Fluß\nStraße: Hauptstraße | Fluß: Elbe"
    )


def test_excels_word_for_what_parts_the_cells_is_believed_and_left_out() -> None:
    assert read("x.csv", b"sep=;\nName;Sum\nAda;1,5\n").text == "Name | Sum\nName: Ada | Sum: 1,5"


def test_commas_within_cells_part_nothing_where_semicolons_do() -> None:
    assert read("x.csv", b"Name;Sum\nLee, Ada;1,5\nRay, Bob;2,5\n").text.endswith("Name: Ray, Bob | Sum: 2,5")


def test_quoted_cells_may_hold_line_ends_quotes_and_commas() -> None:
    data = b'Question,Answer\n"What, then?","She said ""no"".\nTwice"\n'
    assert read("x.csv", data).text.endswith('Question: What, then? | Answer: She said "no". Twice')


def test_ragged_rows_keep_all_their_cells() -> None:
    assert read("x.csv", b"Name,Role\nAda\nBob,clerk,since May\nCy,member\n").text == (
        "Name | Role\n\nName: Ada\n\nName: Bob | Role: clerk | since May\nName: Cy | Role: member"
    )


def test_a_cell_below_an_empty_name_stands_without_one() -> None:
    assert read("x.csv", b"Who,Since,\nAda,2021,hello\nBo,2019,\n").text == (
        "Who | Since\nWho: Ada | Since: 2021 | hello\nWho: Bo | Since: 2019"
    )


def test_a_table_without_a_header_and_one_of_a_header_alone_are_read_as_they_are() -> None:
    assert read("x.csv", b"Ada,12\nBob,15\n").text == "Ada | 12\nBob | 15"
    assert read("x.csv", b"Name,Role\n").text == "Name | Role"


def test_a_single_column_keeps_its_name_unless_that_is_a_sentence() -> None:
    assert read("x.csv", b"Member\nAda\nBob\n").text == "Member\n\nMember: Ada\n\nMember: Bob"
    assert read("x.csv", b"Be kind.\nBe brief.\n").text == "Be kind.\n\nBe brief."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a,b\n" + b"1," * 600_000, "a line of it is longer than 1,000,000 characters"),
        (b'a,b\n"' + b"x\n" * 200_000, "a field of it is longer than 131,072 characters"),
    ],
)
def test_a_monstrous_line_or_field_is_refused_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(SourceUnreadable, match=rf"^x\.csv: {reason}.*; mend the table and add it again\.$"):
        read("x.csv", data)


def test_rows_beyond_the_limit_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.reading.row_limits.MOST_ROWS", 2)
    reading = read("x.csv", b"Name,Role\nAda,chair\nBob,clerk\n")
    assert reading.text == "Name | Role\nName: Ada | Role: chair"
    assert reading.notes == ("The table is too long to be read whole: only its first 2 rows were read.",)


def test_a_row_with_sentences_in_its_cells_is_quoted_whole() -> None:
    text = read("faq.csv", b"Question,Answer\nHow do I join?,Write to Ann. She replies in a day.\nWhere?,Here.\n").text
    assert [span.of(text) for span in sentence_spans(text)] == [
        "Question | Answer",
        "Question: How do I join? | Answer: Write to Ann. She replies in a day.",
        "Question: Where? | Answer: Here.",
    ]
