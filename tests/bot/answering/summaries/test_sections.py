"""Documents cut into sections: along headings, long stretches in parts, very many put together; nothing left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.summaries.sections import MOST_SECTIONS, SECTION_CHARS, cut_into_sections
from index.documents import Span
from index.section_reading import Outlined

PASSAGE = 1_000


def outlined(*headings: str, length: int = PASSAGE) -> list[Outlined]:
    return [Outlined(Span(at * length, (at + 1) * length), heading) for at, heading in enumerate(headings)]


def test_every_heading_is_a_section() -> None:
    found = cut_into_sections(outlined("A", "A", "B", "A › C"))
    assert [each.title for each in found] == ["A", "B", "A › C"]
    assert found[0].span == Span(0, 2 * PASSAGE)


def test_a_long_stretch_is_cut_into_parts_of_about_the_same_length() -> None:
    found = cut_into_sections(outlined(*["A"] * 9))
    assert [each.title for each in found] == [f"A (part {number} of 5)" for number in range(1, 6)]
    lengths = [each.span.end - each.span.start for each in found]
    assert max(lengths) - min(lengths) <= PASSAGE
    assert max(lengths) <= SECTION_CHARS


def test_parts_without_a_heading_are_numbered() -> None:
    assert [each.title for each in cut_into_sections(outlined(*[""] * 4))] == ["Part 1 of 2", "Part 2 of 2"]


def test_a_book_without_headings_is_cut_into_fewer_longer_parts_numbered_in_their_order() -> None:
    titles = [each.title for each in cut_into_sections(outlined(*[""] * 700))]
    assert MOST_SECTIONS / 2 < len(titles) <= MOST_SECTIONS
    assert titles == [f"Part {number} of {len(titles)}" for number in range(1, len(titles) + 1)]


def test_the_parts_of_long_chapters_become_fewer_before_chapters_are_put_together() -> None:
    found = cut_into_sections(outlined(*(f"Chapter {at // 40}" for at in range(800))))
    assert len(found) <= MOST_SECTIONS
    assert {each.title.split(" (part")[0] for each in found} == {f"Chapter {number}" for number in range(20)}


def test_a_short_text_without_headings_is_one_section_without_a_title() -> None:
    assert [each.title for each in cut_into_sections(outlined(""))] == [""]


def test_very_many_sections_under_outer_headings_become_those() -> None:
    headings = [f"Chapter {chapter} › {section}" for chapter in range(10) for section in range(20)]
    found = cut_into_sections(outlined(*headings, length=100))
    assert [each.title for each in found] == [f"Chapter {chapter}" for chapter in range(10)]


def test_very_many_sections_of_one_level_are_put_together_evenly() -> None:
    found = cut_into_sections(outlined(*(f"Rule {number}" for number in range(601))))
    assert len(found) == MOST_SECTIONS
    assert found[0].title == "Rule 0 – Rule 9"


@pytest.mark.parametrize("passages", [0, 1])
def test_hardly_anything_is_no_error(passages: int) -> None:
    assert len(cut_into_sections(outlined(*["A"] * passages))) == passages


@given(st.lists(st.sampled_from(["", "A", "B", "A › B", "A › B › C"]), max_size=300))
def test_every_passage_begins_in_exactly_one_section(headings: list[str]) -> None:
    outline = outlined(*headings)
    found = cut_into_sections(outline)
    assert len(found) <= MOST_SECTIONS
    for passage in outline:
        assert sum(each.span.start <= passage.span.start < each.span.end for each in found) == 1
