from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from index.documents import Reading
from index.errors import SourceUnreadable
from index.reading import read
from tests.support.office_files import raw_word_file, relations, unzipped, word_file, zipped
from tests.support.readings import assert_sound

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "050001a5f645400000000049454e44ae426082"
)


OUTERMOST = '<w:outlineLvl w:val="0"/>'


def read_body(body: str, **parts: str) -> Reading:
    reading = read("rules.docx", raw_word_file(body, **parts))
    assert_sound(reading)
    return reading


def p(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def club_rules(document: Any) -> None:
    document.core_properties.title = "Rules of the club"
    document.add_heading("The club", 0)
    document.add_heading("Fees", 1)
    document.add_paragraph("The fee is 20 euros a year.")
    document.add_heading("Reductions", 2)
    document.add_paragraph("Students pay 10 euros.", style="List Bullet")
    document.add_paragraph("Children pay nothing.", style="List Number")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ["Room", "Seats", "Blue hall", "40"], strict=True):
        cell.text = words
    document.add_paragraph("Ask the treasurer.")
    document.sections[0].header.paragraphs[0].text = "Printed in May"


def test_a_document_is_written_out_block_by_block() -> None:
    reading = read("rules.docx", word_file(club_rules))
    assert reading.text == (
        "The club\n\nFees\n\nThe fee is 20 euros a year.\n\nReductions\n\n"
        "- Students pay 10 euros.\n- Children pay nothing.\n\nRoom | Seats\nBlue hall | 40\n\nAsk the treasurer."
    )
    assert [(heading.level, heading.text) for heading in reading.headings] == [
        (1, "The club"),
        (1, "Fees"),
        (2, "Reductions"),
    ]
    assert all(heading.span.of(reading.text) == heading.text for heading in reading.headings)
    assert reading.title == "Rules of the club"
    assert reading.pages == ()
    assert reading.notes == ()
    assert_sound(reading)


def test_the_title_is_the_title_paragraph_where_the_properties_name_none_or_a_programs_own() -> None:
    def write(document: Any) -> None:
        document.core_properties.title = "Word Document"
        document.add_paragraph("Preface")
        document.add_heading("The club", 0)

    assert read("x.docx", word_file(write)).title == "The club"


def test_without_any_title_the_first_heading_or_else_the_file_names_it() -> None:
    assert read_body(p("Fees", OUTERMOST)).title == "Fees"
    assert read_body(p("Words.")).title == "rules"


@pytest.mark.parametrize(
    ("style", "level"),
    [
        ('<w:name w:val="heading 3"/>', 3),
        ('<w:name w:val="Heading 2"/>', 2),
        ('<w:name w:val="Kapitel"/><w:basedOn w:val="h"/>', 2),
        ('<w:name w:val="Abschnitt"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr>', 4),
        ('<w:name w:val="heading 9"/>', 6),
        ('<w:name w:val="Quiet"/><w:basedOn w:val="h"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>', 0),
        ('<w:name w:val="Round"/><w:basedOn w:val="s"/>', 0),
        ('<w:name w:val="heading"/>', 0),
    ],
)
def test_a_heading_is_known_by_its_outline_level_or_by_the_name_of_a_style_it_is_based_on(
    style: str, level: int
) -> None:
    known = '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 2"/></w:style>'
    styles = f'{known}<w:style w:type="paragraph" w:styleId="s">{style}</w:style>'
    reading = read_body(p("Fees", '<w:pStyle w:val="s"/>') + p("The fee is 20 euros."), styles=styles)
    assert [heading.level for heading in reading.headings] == ([level] if level else [])


def test_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>The fee is </w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>20</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> dollars</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t> euros</w:t></w:r></w:moveTo><w:r><w:t>.</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Members </w:t></w:r></w:p>"
        + p("meet on Tuesdays.")
        + "<w:tbl>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("gone") + "</w:tc><w:tc>" + p("gone") + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + p("Room") + "</w:tc><w:tc>" + p("Blue hall") + "</w:tc></w:tr></w:tbl>"
    )
    assert read_body(body).text == "The fee is 20 euros.\n\nMembers meet on Tuesdays.\n\nRoom | Blue hall"


def test_hidden_text_comments_and_field_codes_are_left_out_and_links_keep_their_words() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden. </w:t></w:r><w:r><w:commentReference w:id='1'/></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Read </w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK secret</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t>the</w:t><w:tab/><w:t>guide</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>first.</w:t></w:r></w:p>"
    )
    assert read_body(body).text == "Read the guide\nfirst."


def test_footnotes_follow_the_paragraph_they_belong_to() -> None:
    notes = '<w:footnote w:id="0" w:type="separator">{}</w:footnote><w:footnote w:id="2">{}</w:footnote>'
    body = "<w:p><w:r><w:t>The hall seats 40.</w:t><w:footnoteReference w:id='2'/></w:r></w:p>" + p(
        "Doors open at six."
    )
    text = read_body(body, footnotes=notes.format(p("line"), p("Standing room excluded."))).text
    assert text == "The hall seats 40.\n\nNote: Standing room excluded.\n\nDoors open at six."


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    twice = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    text = read_body(f"<w:p><w:r><w:t>Beside it.</w:t>{twice}</w:r></w:p>").text
    assert text == "Beside it.\n\nIn the box."


def test_a_table_that_lays_the_page_out_is_read_as_what_is_in_it() -> None:
    cells = (
        f"<w:tbl><w:tr><w:tc>{p('Fees', OUTERMOST)}{p('The fee is 20 euros.')}"
        f"</w:tc><w:tc>{p('Members meet weekly.')}</w:tc></w:tr></w:tbl>"
    )
    reading = read_body(cells)
    assert reading.text == "Fees\n\nThe fee is 20 euros.\n\nMembers meet weekly."
    assert [heading.text for heading in reading.headings] == ["Fees"]


def test_the_table_of_contents_is_furniture() -> None:
    style = '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="toc 1"/></w:style>'
    body = p("Fees 3", '<w:pStyle w:val="c"/>') + p("The fee is 20 euros.")
    reading = read_body(body, styles=style)
    assert [span.of(reading.text) for span in reading.furniture] == ["Fees 3"]


def test_what_has_no_text_is_counted_and_said() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("See the plan.")
        document.add_picture(BytesIO(PNG))
        document.add_picture(BytesIO(PNG))

    assert read("x.docx", word_file(write)).notes == ("There are 2 images in it, which Footnote cannot read.",)
    assert read_body(p("Words.") + "<w:altChunk/>").notes == (
        "There is an embedded file in it, which Footnote cannot read.",
    )


def test_another_office_file_under_the_name_of_a_word_document_is_refused() -> None:
    data = zipped({"_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]), "xl/workbook.xml": "<workbook/>"})
    with pytest.raises(SourceUnreadable, match=r"^x\.docx: this is no Word document; save it anew"):
        read("x.docx", data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "no Word document of today's format"),
    ],
)
def test_a_locked_and_an_old_word_document_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceUnreadable, match=reason):
        read("x.docx", data)


def test_broken_xml_within_is_refused() -> None:
    parts = unzipped(raw_word_file(p("Words.")))
    parts["word/document.xml"] = parts["word/document.xml"][:-9]
    with pytest.raises(SourceUnreadable, match="damaged or cut off"):
        read("x.docx", zipped(parts))
