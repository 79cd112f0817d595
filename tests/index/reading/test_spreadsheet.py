from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import pytest

from index.errors import SourceUnreadable
from index.reading import read
from index.reading.office.workbook import cell_text
from index.reading.row_limits import RowLimits
from index.sentences import sentence_spans
from tests.support.office_files import open_document_sheet, sheet_file, unzipped, workbook_file, zipped
from tests.support.readings import assert_sound

MEMBERS = [["Name", "Role", "Since"], ["Ada", "chair", 2021], ["Bob", "", 2019], [], ["Cy", "treasurer", 2018]]


def test_every_row_keeps_its_header_and_every_sheet_its_name() -> None:
    reading = read("members.xlsx", sheet_file(MEMBERS))
    assert_sound(reading)
    assert reading.text == (
        "Members\n\nName | Role | Since\nName: Ada | Role: chair | Since: 2021\nName: Bob | Since: 2019\n"
        "Name: Cy | Role: treasurer | Since: 2018"
    )
    assert [(heading.level, heading.text) for heading in reading.headings] == [(1, "Members")]
    assert reading.title == "members"


def test_a_row_is_a_sentence_of_its_own() -> None:
    text = read("members.xlsx", sheet_file(MEMBERS)).text
    assert [span.of(text) for span in sentence_spans(text)] == text.replace("\n\n", "\n").split("\n")


def test_an_open_document_sheet_reads_like_an_excel_sheet() -> None:
    rows = [["Name", "Role"], ["Ada", "chair"], ["Bob", "treasurer"]]
    assert read("m.ods", open_document_sheet(rows)).text == read("m.xlsx", sheet_file(rows)).text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (-3.0, "-3"),
        (0.1 + 0.2, "0.3"),
        (1234567.891, "1234567.891"),
        (1e20, "1e+20"),
        (7, "7"),
        (True, "yes"),
        (date(2021, 3, 4), "2021-03-04"),
        (datetime(2021, 3, 4), "2021-03-04"),  # noqa: DTZ001 - cells have no time zone
        (datetime(2021, 3, 4, 9, 30), "2021-03-04 09:30"),  # noqa: DTZ001
        (time(14, 30), "14:30"),
        (time(14, 30, 5), "14:30:05"),
        ("as it is", "as it is"),
    ],
)
def test_values_are_written_as_a_person_writes_them(value: Any, text: str) -> None:
    assert cell_text(value) == text


def test_a_formula_is_read_as_its_last_value_and_line_ends_in_cells_become_spaces() -> None:
    def write(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Fees")
        sheet.write_row(0, 0, ["Who", "Fee"])
        sheet.write(1, 0, "Students\nand pupils")
        sheet.write_formula(1, 1, "=10+10", None, 20)

    assert read("x.xlsx", workbook_file(write)).text == "Fees\n\nWho | Fee\nWho: Students and pupils | Fee: 20"


def test_titles_above_the_header_are_text_and_a_second_table_has_a_header_of_its_own() -> None:
    rows = [
        ["Accounts of the club"],
        ["Item", "Euros"],
        ["Hall", 120],
        [],
        ["Costs of 2020"],
        ["Cost", "Sum"],
        ["Tea", 8],
    ]
    assert read("x.xlsx", sheet_file(rows)).text == (
        "Members\n\nAccounts of the club\n\nItem | Euros\nItem: Hall | Euros: 120\n\nCosts of 2020\n\n"
        "Cost | Sum\nCost: Tea | Sum: 8"
    )


def test_rows_after_an_empty_one_go_on_with_the_header_above() -> None:
    rows = [["Name", "Role"], ["Ada", "chair"], [], ["Bob", "treasurer"], ["Cy", "member"]]
    assert read("x.xlsx", sheet_file(rows)).text.endswith("Name: Bob | Role: treasurer\nName: Cy | Role: member")


def test_a_table_without_a_header_is_read_as_it_is_and_years_may_be_headers() -> None:
    assert read("x.xlsx", sheet_file([["Ada", 3], ["Bob", 5]])).text == "Members\n\nAda | 3\nBob | 5"
    years = read("x.xlsx", sheet_file([["Region", 2019, 2020], ["North", 3, 5]])).text
    assert years.endswith("Region: North | 2019: 3 | 2020: 5")


def test_cells_merged_downwards_all_have_their_text() -> None:
    def write(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Hours")
        sheet.write_row(1, 1, ["Day", "What"])
        sheet.merge_range(2, 1, 3, 1, "Monday")
        sheet.write(2, 2, "Chess")
        sheet.write(3, 2, "Choir")

    text = read("x.xlsx", workbook_file(write)).text
    assert text.endswith("Day: Monday | What: Chess\nDay: Monday | What: Choir")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<c r="A2"><f>SUM(A1)</f><v></v></c>', True),
        ('<c r="A2" s="1"><f t="shared" si="0"/></c>', True),
        ('<c r="A2"><f>SUM(A1)</f><v>4</v></c>', False),
        ('<c r="A2" t="str"><f>IF(A1=4,"","no")</f><v></v></c>', False),
        ('<c r="A2"/>', False),
    ],
)
def test_formulas_that_were_never_computed_are_said(cell: str, said: bool) -> None:
    parts = unzipped(workbook_file(lambda workbook: workbook.add_worksheet("Fees").write_column(0, 0, ["Fee", 4])))
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = re.sub(r'<c r="A2">.*?</c>', cell, sheet).encode()

    notes = read("x.xlsx", zipped(parts)).notes
    assert any("formulas have no result" in note for note in notes) == said


def test_hidden_sheets_are_read_and_said_and_charts_are_said() -> None:
    def write(workbook: Any) -> None:
        workbook.add_worksheet("Open").write(0, 0, "Seen by all.")
        hidden = workbook.add_worksheet("Old\u202e fees")
        hidden.write(0, 0, "Once 10 euros.")
        hidden.hide()
        curve = workbook.add_chart({"type": "line"})
        curve.add_series({"values": "=Open!$A$1:$A$2"})
        workbook.add_chartsheet("Curve").set_chart(curve)
        workbook.add_worksheet("Empty")

    reading = read("x.xlsx", workbook_file(write))
    assert reading.text == "Open\n\nSeen by all.\n\nOld\N{REPLACEMENT CHARACTER} fees\n\nOnce 10 euros."
    assert reading.notes == (
        'The sheet "Old\N{REPLACEMENT CHARACTER} fees" is hidden; its rows were read too.',
        'The sheet "Curve" is a chart or a form, which Footnote cannot read.',
    )


def test_rows_beyond_the_limit_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.reading.row_limits.MOST_ROWS", 3)
    reading = read("x.xlsx", sheet_file(MEMBERS))
    assert reading.text.endswith("Since: 2019")
    assert reading.notes == ('Of the sheet "Members" only the first 3 rows were read, and of those after it none.',)


def test_the_characters_of_all_rows_have_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from index.reading.html.blocks import Block

    monkeypatch.setattr("index.reading.row_limits.MOST_CHARACTERS", 10)
    limits = RowLimits()
    assert len(list(limits.within([Block("row", "12345")] * 3))) == 2
    assert limits.reached


def test_cells_too_far_apart_are_refused_before_they_fill_the_memory() -> None:
    def write(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Far")
        sheet.write(0, 0, "here")
        sheet.write(200_000, 3_000, "there")

    with pytest.raises(SourceUnreadable, match="lie too far apart"):
        read("x.xlsx", workbook_file(write))


def test_a_locked_workbook_of_either_kind_is_refused_with_the_reason() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    parts = unzipped(open_document_sheet([["a", "b"]]))
    parts["META-INF/manifest.xml"] = b"<m><encryption-data/></m>"
    parts["content.xml"] = b"\x13\x37" * 50
    for name, data in (("x.xlsx", ole), ("x.ods", zipped(parts))):
        with pytest.raises(SourceUnreadable, match="locked with a password"):
            read(name, data)


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, zipped({"a.xml": "<a/>"}), b"words"]
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match=r"^x\.xls: .*; save it anew"):
        read("x.xls", data)
