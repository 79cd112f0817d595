from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from index.errors import SourceUnreadable
from index.library import Library
from index.reading import read
from tests.support.office_files import slide_file, unzipped, word_file, zipped
from tests.support.readings import assert_sound

TITLE_AND_BODY, TITLE_ONLY, BLANK = 1, 5, 6


def the_show(show: Any) -> None:
    first = show.slides.add_slide(show.slide_layouts[TITLE_AND_BODY])
    first.shapes.title.text = "The club\vin spring"
    first.placeholders[1].text = "Members meet on Tuesdays.\nDoors open at six."
    first.notes_slide.notes_text_frame.text = "Mention the new hall.\nIt seats 40."
    show.slides.add_slide(show.slide_layouts[BLANK])
    third = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    third.shapes.title.text = "Rooms"
    table = third.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(1)).table
    for cell, words in zip(table.iter_cells(), ["Room", "Seats", "Blue hall", "40"], strict=True):
        cell.text = words
    group = third.shapes.add_group_shape()
    group.shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9).text_frame.text = "In a group."
    fourth = show.slides.add_slide(show.slide_layouts[BLANK])
    fourth.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "No title here."
    show.slides.add_slide(show.slide_layouts[BLANK])


def test_slides_are_pages_under_their_titles_with_their_notes() -> None:
    reading = read("show.pptx", slide_file(the_show))
    assert_sound(reading)
    assert reading.text == (
        "The club in spring\n\n- Members meet on Tuesdays.\n- Doors open at six.\n\nNotes: Mention the new hall.\n\n"
        "It seats 40.\n\nRooms\n\nRoom | Seats\nBlue hall | 40\n\nIn a group.\n\nSlide 4\n\nNo title here."
    )
    assert [(heading.level, heading.text) for heading in reading.headings] == [
        (1, "The club in spring"),
        (1, "Rooms"),
        (1, "Slide 4"),
    ]
    assert reading.title == "The club in spring"


def test_every_slide_has_its_offset_and_an_empty_one_that_of_the_next() -> None:
    reading = read("show.pptx", slide_file(the_show))
    rooms, fourth = reading.text.index("Rooms"), reading.text.index("Slide 4")
    assert reading.pages == (0, rooms, rooms, fourth, len(reading.text))


def test_every_passage_is_on_its_slide(library: Library) -> None:
    document = library.add_bytes("show", "show.pptx", slide_file(the_show)).document
    places = {passage.page: passage.text.partition("\n")[0] for passage in library.passages(document)}
    assert places == {1: "The club in spring", 3: "Rooms", 4: "Slide 4"}


def test_slides_without_text_and_hidden_ones_are_said() -> None:
    def write(show: Any) -> None:
        the_show(show)
        show.slides[2]._element.set("show", "0")

    reading = read("show.pptx", slide_file(write))
    assert reading.notes == (
        "Slides 2 and 5 have no text.",
        "Slide 3 is hidden in the show; its text was read too.",
    )
    assert "Blue hall" in reading.text


def test_charts_are_said_and_date_footer_and_number_left_out() -> None:
    def write(show: Any) -> None:
        slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
        slide.shapes.title.text = "Members"
        figures = CategoryChartData()
        figures.categories = ["2019", "2020"]
        figures.add_series("Members", (3, 5))
        slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(2), Inches(2), figures)
        box = slide.shapes.add_textbox(0, 0, 9, 9)
        box.text_frame.text = "Confidential"
        box._element.nvSpPr.nvPr.get_or_add_ph().set("type", "ftr")

    reading = read("show.pptx", slide_file(write))
    assert reading.text == "Members"
    assert reading.notes == ("There is a chart in it, which Footnote cannot read.",)


def test_a_paragraph_alone_in_its_place_is_no_list_and_bullets_turned_off_are_none() -> None:
    def write(show: Any) -> None:
        one = show.slides.add_slide(show.slide_layouts[TITLE_AND_BODY])
        one.placeholders[1].text = "Only this."
        two = show.slides.add_slide(show.slide_layouts[TITLE_AND_BODY])
        two.placeholders[1].text = "First.\nSecond."
        for paragraph in two.placeholders[1].text_frame.paragraphs:
            paragraph._p.get_or_add_pPr().insert(0, paragraph._p.makeelement(_A + "buNone", {}))

    assert read("show.pptx", slide_file(write)).text == "Slide 1\n\nOnly this.\n\nSlide 2\n\nFirst.\n\nSecond."


def test_the_order_is_that_of_the_show_and_not_of_the_parts() -> None:
    def write(show: Any) -> None:
        for words in ("first", "second"):
            show.slides.add_slide(show.slide_layouts[TITLE_ONLY]).shapes.title.text = words
        order = show.slides._sldIdLst
        order.append(order[0])

    assert read("show.pptx", slide_file(write)).text == "second\n\nfirst"


def test_the_words_of_a_diagram_are_read() -> None:
    dgm, drawing = "http://schemas.openxmlformats.org/drawingml/2006/diagram", _A.strip("{}")
    parts = unzipped(slide_file(lambda show: show.slides.add_slide(show.slide_layouts[BLANK])))
    rels = "ppt/slides/_rels/slide1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    target = f'<Relationship Id="d1" Type="{kind}" Target="../diagrams/data1.xml"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", target.encode())
    shape = f'<graphicFrame><d:relIds xmlns:d="{dgm}" xmlns:r="x" r:dm="d1"/></graphicFrame></p:spTree>'
    parts["ppt/slides/slide1.xml"] = parts["ppt/slides/slide1.xml"].replace(b"</p:spTree>", shape.encode())
    point = "<d:pt><d:t><a:p><a:r><a:t>Join {}</a:t></a:r></a:p></d:t></d:pt>"
    points = point.format("first") + point.format("later")
    parts["ppt/diagrams/data1.xml"] = (
        f'<d:dataModel xmlns:d="{dgm}" xmlns:a="{drawing}">{points}</d:dataModel>'.encode()
    )
    assert read("show.pptx", zipped(parts)).text == "Slide 1\n\n- Join first\n- Join later"


def test_a_word_document_under_the_name_of_a_presentation_is_refused() -> None:
    data = word_file(lambda document: document.add_paragraph("Words."))
    with pytest.raises(SourceUnreadable, match=r"^show\.pptx: this is no PowerPoint presentation"):
        read("show.pptx", data)


def test_a_presentation_of_pictures_alone_holds_no_text() -> None:
    with pytest.raises(SourceUnreadable, match="holds no text"):
        read("show.pptx", slide_file(lambda show: show.slides.add_slide(show.slide_layouts[BLANK])))


def test_pictures_are_counted() -> None:
    def write(show: Any) -> None:
        slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
        slide.shapes.title.text = "Plan"
        slide.shapes.add_picture(BytesIO(_GIF), 0, 0)

    assert read("x.pptx", slide_file(write)).notes == ("There is an image in it, which Footnote cannot read.",)


_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
