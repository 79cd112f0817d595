from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption

from index.documents import Reading
from index.errors import SourceUnreadable
from index.reading import formats, pdf
from index.reading.format import Reader
from index.reading.pdf_layout.letters import clean_letters
from index.reading.pdf_layout.pages import PdfLine
from index.reading.pdf_layout.with_pdfium import open_with_pdfium
from index.reading.spans import outside
from tests.support.pdfs import Layout, by_hand, drawn, typeset, words_at
from tests.support.readings import assert_sound

MILL = (
    "It is well known that the library keeps every book it ever bought in the cellar under the old mill.",
    "Nobody reads them there, since the light is poor and the stairs are steep.",
    "In spring the river rises, and the keeper carries them to the attic by hand, one shelf after another.",
    "The miller of those days, a Mr. Aldous Finch, wrote down what each of them had cost him in flour.",
)
IMAGE = b"q 100 0 0 100 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"
REPORT = Layout(head="Report of the mill", foot="Page {page} of 9", title="Books in the cellar")


@pytest.fixture(params=["read", "rescue"])
def reader(request: pytest.FixtureRequest) -> Reader:
    """The reader by pdfium, and the one by pypdf."""
    found: Reader = getattr(pdf, request.param)
    return found


def paragraphs(count: int) -> list[str]:
    """Return paragraphs that all differ."""
    return [f"Note {number} says so. {' '.join(MILL)} That was note {number}." for number in range(count)]


def shown(reading: Reading) -> list[str]:
    """Return the paragraphs of a reading without its furniture."""
    return [piece.strip() for piece in "".join(outside(reading.text, reading.furniture)).split("\n\n") if piece.strip()]


def page_of(reading: Reading, words: str) -> int:
    """Return the number of the page, from 1, on which `words` begin."""
    return sum(start <= reading.text.index(words) for start in reading.pages)


def test_typeset_paragraphs_come_back_as_they_were_written(reader: Reader) -> None:
    written = paragraphs(14)

    reading = reader("mill.pdf", typeset(written, REPORT))

    assert_sound(reading)
    assert shown(reading) == written
    assert len(reading.pages) > 3
    assert (reading.title, reading.notes) == ("Books in the cellar", ())


def test_heads_feet_and_page_numbers_stay_in_the_text_as_furniture(reader: Reader) -> None:
    reading = reader("mill.pdf", typeset(paragraphs(14), REPORT))

    marked = sorted(span.of(reading.text) for span in reading.furniture)
    pages = len(reading.pages)
    assert marked == sorted([f"Page {number} of 9" for number in range(1, pages + 1)] + ["Report of the mill"] * pages)


def test_both_libraries_make_the_same_text_and_pages_of_a_file() -> None:
    data = typeset(["# The mill", *paragraphs(9), "# The attic", *paragraphs(9)], REPORT)

    assert pdf.read("mill.pdf", data) == pdf.rescue("mill.pdf", data)


def test_a_page_begins_where_its_first_words_stand(reader: Reader) -> None:
    texts = [f"Page {name} tells of the mill and of nothing else." for name in ("one", "two", "three")]

    reading = reader("mill.pdf", drawn(*[[(60, 500, text)] for text in texts]))

    assert [page_of(reading, text) for text in texts] == [1, 2, 3]


def test_a_sentence_that_runs_over_a_page_stays_one_and_the_page_begins_within_it(reader: Reader) -> None:
    reading = reader("mill.pdf", typeset(paragraphs(14), REPORT))

    within = [start for start in reading.pages[1:] if reading.text[start - 2 : start] != "\n\n"]
    assert within
    for start in within:
        assert reading.text[start - 1] in " \n"
        assert not reading.text[start - 2].isspace()


def test_a_page_of_a_few_words_does_not_run_over_into_the_next(reader: Reader) -> None:
    words = ["Part One", "Budget", "Part Two", "Open questions"]
    reading = reader("slides.pdf", drawn(*[[(60, 500, each)] for each in words]))

    assert reading.text == "\n\n".join(words)
    assert [page_of(reading, each) for each in words] == [1, 2, 3, 4]


def test_a_word_divided_by_a_page_belongs_to_the_page_it_begins_on(reader: Reader) -> None:
    reading = reader("mill.pdf", drawn([(60, 100, "All of them carry sensitive infor-")], [(60, 500, "mation home.")]))

    assert reading.text == "All of them carry sensitive information home."
    assert reading.pages == (0, reading.text.index("home"))


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("They leak sensitive infor-", "mation to others.", "sensitive information to"),
        ("It was a well-", "known thing to do.", "a well-known thing"),
        ("The self-", "evident state-of-", "self-evident state-of-"),
        ("There were 10-", "year plans for it.", "were 10-year plans"),
        ("The U.S.-", "China talks went on.", "U.S.-China talks"),
        ("The word micro-", "scope, as in microscope, is Greek.", "word microscope, as"),
        ("A cost-", "benefit view, a true cost-benefit one.", "A cost-benefit view"),
        ("Of wind and mill and a wind-", "mill too.", "a wind-mill too"),
        ("soft\xad", "ened by the rain.", "softened by"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_unless_it_belongs(reader: Reader, first: str, second: str, whole: str) -> None:
    reading = reader(
        "mill.pdf", drawn([(60, 500, "This is the line before them all."), (60, 486, first), (60, 472, second)])
    )

    assert whole in reading.text


def test_words_hyphenated_by_a_typesetter_are_whole_again(reader: Reader) -> None:
    written = [
        text.replace("library", "li\xadbra\xadry").replace("another", "an\xadoth\xader") for text in paragraphs(9)
    ]

    reading = reader("mill.pdf", typeset(written, Layout(size=17)))

    assert shown(reading) == paragraphs(9)


def test_columns_are_read_one_after_the_other(reader: Reader) -> None:
    written = paragraphs(12)

    assert shown(reader("mill.pdf", typeset(written, Layout(columns=2, size=8)))) == written


def test_paragraphs_that_only_an_indent_parts_are_apart(reader: Reader) -> None:
    written = paragraphs(6)

    assert shown(reader("mill.pdf", typeset(written, Layout(indent=14, space_after=0)))) == written


def test_list_items_keep_their_lines(reader: Reader) -> None:
    lines = ["What to take along:", "• a coat", "• a lamp", "1. Go down.", "2. Come up."]

    reading = reader("mill.pdf", drawn([(60, 500 - 14 * at, line) for at, line in enumerate(lines)]))

    assert reading.text.splitlines() == lines


def test_a_page_on_its_side_is_read_along_its_lines(reader: Reader) -> None:
    lines = [f"BT /F1 12 Tf 0 1 -1 0 {60 + 14 * at} 50 Tm ({words}) Tj ET\n" for at, words in enumerate(MILL)]

    reading = reader("mill.pdf", by_hand(["".join(lines).encode()]))

    assert " ".join(reading.text.split()) == " ".join(MILL)


def test_headings_are_known_by_their_letters(reader: Reader) -> None:
    reading = reader(
        "mill.pdf", typeset(["# The mill", "## The cellar", *paragraphs(3), "## The attic", *paragraphs(3)])
    )

    assert [(heading.level, heading.text) for heading in reading.headings] == [
        (1, "The mill"),
        (2, "The cellar"),
        (2, "The attic"),
    ]
    assert [heading.span.of(reading.text) for heading in reading.headings] == ["The mill", "The cellar", "The attic"]


@pytest.mark.parametrize(
    "name", ["untitled", "Microsoft Word - mill.doc", "mill_v2.docx", "Document1", "", "(anonymous)"]
)
def test_a_title_nobody_wrote_gives_way_to_the_largest_heading(reader: Reader, name: str) -> None:
    data = typeset(["# The books of the mill", *paragraphs(2)], Layout(title=name))

    assert reader("mill.pdf", data).title == "The books of the mill"


def test_without_a_title_or_a_heading_the_file_gives_its_name(reader: Reader) -> None:
    assert reader("old-mill.pdf", typeset(paragraphs(1))).title == "old mill"


def test_bookmarks_say_which_lines_are_headings(reader: Reader) -> None:
    lines = ["1.2 The cellar", MILL[1], "1.3 The attic", MILL[2], "No heading", MILL[3]]
    places = [(60, 500 - 40 * at, line) for at, line in enumerate(lines)]

    reading = reader("mill.pdf", drawn(places, size=8, bookmarks=[(2, "The cellar"), (2, "The attic")]))

    assert [(heading.level, heading.text) for heading in reading.headings] == [(2, lines[0]), (2, lines[2])]


def test_a_note_at_the_foot_of_a_page_does_not_part_a_paragraph_and_keeps_its_page(reader: Reader) -> None:
    first = words_at(50, 114, "In spring the river rises and then the keeper of the") + words_at(50, 80, "1 A note.", 7)

    reading = reader("mill.pdf", by_hand([first, words_at(50, 500, "library carries the books up to the attic.")]))

    assert "the keeper of the library carries" in reading.text
    assert page_of(reading, "1 A note.") == 1
    assert page_of(reading, "library carries") == 2


def test_a_stamp_across_every_page_is_furniture(reader: Reader) -> None:
    stamp = b"BT /F1 40 Tf 0 1 -1 0 300 100 Tm (DRAFT) Tj ET\n"

    reading = reader("mill.pdf", by_hand([words_at(50, 500 - 40 * at, MILL[at]) + stamp for at in range(3)]))

    assert shown(reading) == list(MILL[:3])
    assert [span.of(reading.text) for span in reading.furniture] == ["DRAFT"] * 3


def test_chapter_numbers_on_top_of_pages_are_not_taken_for_page_numbers(reader: Reader) -> None:
    reading = reader("mill.pdf", drawn(*[[(60, 500, f"Chapter {at}"), (60, 400, MILL[at])] for at in range(1, 4)]))

    assert reading.furniture == ()


def test_ligatures_and_soft_hyphens_become_plain_letters() -> None:
    assert clean_letters("an e\ufb03cient \ufb01nish\xad") == "an efficient finish\xad"
    assert clean_letters("infor\xadmation\xa0here") == "information here"


def test_pages_without_text_are_said(reader: Reader) -> None:
    paint = b"1 0 0 rg 10 10 50 50 re f"
    words = words_at(50, 500, "Words on a page.")

    reading = reader("mill.pdf", by_hand([words, IMAGE, IMAGE, b"", paint, IMAGE, words_at(50, 400, "More of them.")]))

    assert reading.notes == (
        "Pages 2, 3 and 6 are images; they have no text.",
        "Page 5 is a drawing; it has no text.",
    )
    assert reading.pages == (0, *[reading.text.index("More")] * 6)


def test_notes_are_short_however_many_pages_they_name(reader: Reader) -> None:
    reading = reader("mill.pdf", by_hand([words_at(50, 500, "Words."), b"", *[IMAGE, b""] * 40]))

    assert len(reading.notes) == 1
    assert reading.notes[0].startswith("Pages 3, 5, 7, 9, ")
    assert reading.notes[0].endswith(", 25 and 28 more are images; they have no text.")


def test_fewer_pages_than_the_file_says_are_said(reader: Reader) -> None:
    reading = reader("mill.pdf", by_hand([words_at(50, 500, "Words on a page.")], count=12))

    assert reading.notes[0] == "The file says it has 12 pages; 1 could be read."
    assert reading.text == "Words on a page."


def test_letters_that_nobody_can_decode_are_left_out_and_said(reader: Reader) -> None:
    words = words_at(50, 500, "Words that can be read.")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [1 /g1 /g2 /g3 /g4 /g5] >> >>"

    reading = reader("mill.pdf", by_hand([words + words_at(50, 450, r"\001\002\003\004\005")], font=font))

    assert reading.text == "Words that can be read."
    assert reading.notes == ("Page 1 has letters that could not be decoded; they are left out.",)


def test_words_that_one_library_tears_are_taken_from_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    data = typeset(paragraphs(2))
    whole = open_with_pdfium("mill.pdf", data)
    torn = replace(whole, pages=tuple(replace(page, lines=tuple(map(tear, page.lines))) for page in whole.pages))
    monkeypatch.setattr(pdf, "open_with_pdfium", lambda file, data: torn)

    assert shown(pdf.read("mill.pdf", data)) == paragraphs(2)


def tear(line: PdfLine) -> PdfLine:
    """Put the last letter of every word apart."""
    return replace(line, text=re.sub(r"(\w)\b", r" \1", line.text))


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        ([IMAGE, IMAGE], "seems to be scanned; run text recognition"),
        ([b"", b""], "its pages hold no text"),
    ],
)
def test_a_file_without_text_is_refused_with_the_reason(reader: Reader, contents: list[bytes], sentence: str) -> None:
    with pytest.raises(SourceUnreadable, match=sentence):
        reader("mill.pdf", by_hand(contents))


def test_a_locked_file_is_refused_and_one_with_an_empty_password_is_read(reader: Reader) -> None:
    page = [(60.0, 500.0, "Words under a lock.")]

    assert reader("mill.pdf", drawn(page, lock=StandardEncryption("", "owner"))).text == "Words under a lock."
    with pytest.raises(SourceUnreadable, match="locked with a password; save it without one"):
        reader("mill.pdf", drawn(page, lock=StandardEncryption("secret", "owner")))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"no PDF at all", b"\0" * 2000 + b"x"])
def test_what_is_no_pdf_is_refused(reader: Reader, data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match=r"^mill\.pdf: .*[.]$"):
        reader("mill.pdf", data)


def test_a_pdf_is_read_by_its_extension() -> None:
    assert formats.read("mill.PDF", drawn([(60, 500, "Words on a page.")])).text == "Words on a page."


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzéß", min_size=1, max_size=12), min_size=1, max_size=40)


@settings(max_examples=10)
@given(texts=st.lists(WORDS, min_size=1, max_size=8), size=st.sampled_from([9.0, 17.0]), columns=st.integers(1, 2))
def test_any_words_laid_out_come_back_in_order(texts: list[list[str]], size: float, columns: int) -> None:
    written = [" ".join(words) + "." for words in texts]
    data = typeset(written, Layout(size=size, columns=columns, foot="Page {page}"))

    for read in (pdf.read, pdf.rescue):
        reading = read("any.pdf", data)
        assert_sound(reading)
        assert " ".join(shown(reading)).split() == " ".join(written).split()
