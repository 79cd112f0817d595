from __future__ import annotations

import pytest

from index.documents import Reading
from index.errors import SourceUnreadable
from index.reading import read
from tests.support.office_files import book_file, book_parts, xhtml, zipped
from tests.support.readings import assert_sound

CHAPTERS = {
    "b.xhtml": "<h1>Fees</h1><p>The fee is <span epub:type='pagebreak'>12</span>20&nbsp;euros."
    "<a epub:type='noteref' href='#n'>1</a></p>"
    "<aside id='n' epub:type='footnote'><p>Since May.</p></aside>",
    "a.xhtml": "<p>Members meet weekly.</p><ul><li>Bring tea.</li></ul>",
}


def read_book(parts: dict[str, str | bytes]) -> Reading:
    reading = read("book.epub", zipped(parts))
    assert_sound(reading)
    return reading


def test_chapters_come_in_reading_order_without_the_table_of_contents() -> None:
    reading = read("book.epub", book_file(CHAPTERS, {"b.xhtml": "Money", "a.xhtml": "The <i>meetings</i>"}))
    assert_sound(reading)
    assert reading.text == (
        "Fees\n\nThe fee is 20 euros.\n\nSince May.\n\nThe meetings\n\nMembers meet weekly.\n\n- Bring tea."
    )
    assert [(heading.level, heading.text) for heading in reading.headings] == [(1, "Fees"), (1, "The meetings")]
    assert (reading.title, reading.published) == ("A book", "2019-05-04")
    assert reading.notes == ()


def test_the_table_of_contents_of_an_old_book_names_its_chapters_too() -> None:
    parts = book_parts({"a.xhtml": "<p>Members meet weekly.</p>"})
    ncx = '<item id="x" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    parts["OEBPS/book.opf"] = (
        str(parts["OEBPS/book.opf"]).replace("</manifest>", f"{ncx}</manifest>").replace("nav.", "no.")
    )
    parts["OEBPS/book.opf"] = str(parts["OEBPS/book.opf"]).replace(' properties="nav"', "")
    parts["OEBPS/toc.ncx"] = (
        '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Meetings</text></navLabel>'
        '<content src="text/a.xhtml#top"/></navPoint></navMap></ncx>'
    )
    assert [heading.text for heading in read_book(parts).headings] == ["Meetings"]


def test_chapters_that_are_missing_broken_or_no_text_are_said() -> None:
    parts = book_parts({**CHAPTERS, "c.xhtml": "", "d.xhtml": ""})
    del parts["OEBPS/text/c.xhtml"]
    parts["OEBPS/text/d.xhtml"] = "<html><body>" + "<div>" * 300 + "deep"
    reading = read_book(parts)
    assert reading.notes == ("Chapters 3 and 4 of 4 could not be read.",)
    assert "The fee is 20" in reading.text


def test_a_chapter_with_a_slip_in_its_markup_is_read_as_a_browser_would() -> None:
    parts = book_parts({"a.xhtml": "<p>Members <b>meet</p><p>weekly & gladly.</p>"})
    assert read_book(parts).text == "Members meet\n\nweekly & gladly."


def test_pictures_are_counted() -> None:
    parts = book_parts({"a.xhtml": "<p>See the plan.</p><img src='x.png'/><svg><image/></svg>"})
    assert read_book(parts).notes == ("There are 2 images in it, which Footnote cannot read.",)


def test_garbled_fonts_do_not_matter_and_an_encrypted_text_is_refused() -> None:
    parts = book_parts(CHAPTERS)
    encryption = '<encryption><EncryptionMethod Algorithm="{}"/></encryption>'
    parts["META-INF/encryption.xml"] = encryption.format("http://www.idpf.org/2008/embedding")
    assert "20 euros" in read_book(parts).text
    parts["META-INF/encryption.xml"] = encryption.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(SourceUnreadable, match=r"^book\.epub: the book is locked by its seller"):
        read("book.epub", zipped(parts))


@pytest.mark.parametrize(
    "page",
    [
        '<!DOCTYPE html [<!ENTITY a "ha">]><html><body><p>&a;</p></body></html>',
        '<!DOCTYPE html SYSTEM "x.dtd" [ ]><html><body><p>words</p></body></html>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html/>',
    ],
)
def test_a_chapter_that_declares_entities_is_refused_in_any_encoding(page: str) -> None:
    parts = book_parts(CHAPTERS)
    parts["OEBPS/text/a.xhtml"] = page.encode("utf-16" if "utf-16" in page else "utf-8")
    with pytest.raises(SourceUnreadable, match="declares entities"):
        read("book.epub", zipped(parts))


@pytest.mark.parametrize("target", ["../../../../etc/passwd", "/etc/passwd", "http://127.0.0.1/x", "..\\..\\x", "%00"])
def test_a_chapter_elsewhere_is_a_chapter_that_is_missing(target: str) -> None:
    parts = book_parts(CHAPTERS)
    parts["OEBPS/book.opf"] = str(parts["OEBPS/book.opf"]).replace("text/a.xhtml", target)
    assert read_book(parts).notes == ("Chapter 2 of 2 could not be read.",)


@pytest.mark.parametrize("missing", ["META-INF/container.xml", "OEBPS/book.opf"])
def test_an_archive_without_what_makes_a_book_is_refused(missing: str) -> None:
    parts = book_parts(CHAPTERS)
    del parts[missing]
    with pytest.raises(SourceUnreadable, match="this is no electronic book"):
        read("book.epub", zipped(parts))


def test_a_book_without_chapters_and_one_without_readable_ones_are_refused() -> None:
    with pytest.raises(SourceUnreadable, match="the book has no chapters"):
        read("book.epub", book_file({}))
    parts = {name: part for name, part in book_parts(CHAPTERS).items() if "text/" not in name}
    with pytest.raises(SourceUnreadable, match="no chapter of the book can be read"):
        read("book.epub", zipped(parts))


def test_a_page_in_another_encoding_is_read_as_it_declares() -> None:
    parts = book_parts(CHAPTERS)
    page = xhtml("<p>Straße</p>").replace("utf-8", "iso-8859-1")
    parts["OEBPS/text/a.xhtml"] = page.encode("iso-8859-1")
    assert read_book(parts).text.endswith("Straße")
