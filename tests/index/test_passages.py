"""Passages of any text at all, and of texts whose right passages are plain to see."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Heading, Reading, Span
from index.embedding.minilm import MAX_TOKENS, MiniLM
from index.errors import SourceError, SourceTooLarge
from index.passages import PASSAGE_TOKENS, make_passages, rough_tokens
from index.reading import read
from index.units import CHARACTERS_PER_TOKEN
from tests.support.texts import any_text, readings


@st.composite
def paged(draw: st.DrawFn) -> Reading:
    """Any reading, with pages that begin anywhere, some without text, or with none."""
    reading = draw(readings())
    starts = draw(st.lists(st.integers(0, len(reading.text)), max_size=6).map(sorted))
    return replace(reading, pages=(0, *starts) if draw(st.booleans()) else ())


@given(paged())
@settings(max_examples=30)
def test_every_passage_is_the_text_at_its_span(reading: Reading) -> None:
    passages = make_passages(reading, rough_tokens)

    assert [p.text for p in passages] == [reading.text[p.span.start : p.span.end] for p in passages]
    assert all(p.text.strip() == p.text != "" for p in passages)


@given(paged())
@settings(max_examples=30)
def test_passages_follow_one_another_and_leave_out_nothing_but_white_space_and_furniture(reading: Reading) -> None:
    spans = [passage.span for passage in make_passages(reading, rough_tokens)]

    assert all(before.end <= after.start for before, after in pairwise(spans))
    furniture = {at for span in reading.furniture for at in range(span.start, span.end)}
    covered = {at for span in spans for at in range(span.start, span.end)}
    visible = {at for at, character in enumerate(reading.text) if not character.isspace()}
    assert visible - furniture <= covered
    assert not covered & furniture


@given(paged())
@settings(max_examples=30)
def test_sentences_lie_in_their_passage_in_order_without_white_space_around_them(reading: Reading) -> None:
    for passage in make_passages(reading, rough_tokens):
        spans = [passage.span, *passage.sentences]
        assert all(passage.span.start <= s.start < s.end <= passage.span.end for s in spans)
        assert all(before.end <= after.start for before, after in pairwise(passage.sentences))
        assert all(s.of(reading.text) == s.of(reading.text).strip() for s in passage.sentences)


@given(paged())
@settings(max_examples=30)
def test_a_passage_knows_its_line(reading: Reading) -> None:
    for passage in make_passages(reading, rough_tokens):
        assert passage.line == reading.text.count("\n", 0, passage.span.start) + 1


@given(paged())
@settings(max_examples=30)
def test_all_that_can_be_quoted_from_a_passage_begins_on_its_page(reading: Reading) -> None:
    for passage in make_passages(reading, rough_tokens):
        if not reading.pages:
            assert passage.page is None
            continue
        for sentence in passage.sentences:
            assert passage.page == sum(start <= sentence.start for start in reading.pages)


@given(reading=readings(), passage_tokens=st.sampled_from([60, PASSAGE_TOKENS]))
@settings(max_examples=30)
def test_a_passage_fits_the_model(reading: Reading, passage_tokens: int, minilm: MiniLM) -> None:
    assert PASSAGE_TOKENS + 2 <= MAX_TOKENS
    for passage in make_passages(reading, minilm.tokens, passage_tokens):
        assert len(minilm.tokens(passage.text)) <= passage_tokens
        assert len(passage.text) <= passage_tokens * CHARACTERS_PER_TOKEN


@given(text=any_text, extension=st.sampled_from([".txt", ".md"]))
@settings(max_examples=30)
def test_a_file_of_any_text_is_cut_as_promised_with_the_headings_and_furniture_its_reader_finds(
    text: str, extension: str
) -> None:
    with suppress(SourceError):  # what is refused has no passages to look at
        reading = read(f"notes{extension}", text.encode())
        assert reading.text == text
        assert all(passage.text == passage.span.of(text) for passage in make_passages(reading, rough_tokens))


def test_a_passage_stands_under_the_headings_above_it_and_never_crosses_one() -> None:
    text = "# Guide\n\nWelcome.\n\n## Boats\n\n### Ferries\n\nThey sail at noon.\n\n## Trains\n\nNone run.\n"
    passages = make_passages(read("guide.md", text.encode()), rough_tokens)

    assert [(p.heading, p.text) for p in passages] == [
        ("", "# Guide\n\nWelcome."),
        ("Boats › Ferries", "## Boats\n\n### Ferries\n\nThey sail at noon."),
        ("Trains", "## Trains\n\nNone run."),
    ]


def test_a_heading_is_not_a_sentence_to_quote() -> None:
    text = "# Guide\n\nWelcome. Come in.\n\n## Does it answer every question?\n\nNo.\n"
    passages = make_passages(read("guide.md", text.encode()), rough_tokens)

    quotable = [span.of(text) for passage in passages for span in passage.sentences]
    assert quotable == ["Welcome.", "Come in.", "No."]


def test_a_heading_with_nothing_after_it_is_still_found() -> None:
    text = "Words.\n\n# The end"
    headings = (Heading(Span(8, 17), 1, "The end"),)

    passages = make_passages(Reading("t", text, headings), rough_tokens)

    assert [(p.text, p.sentences != ()) for p in passages] == [("Words.", True), ("# The end", False)]


def test_furniture_in_the_middle_of_a_sentence_parts_its_passages() -> None:
    text = "The ferry sails. SHARE THIS It comes back at night."
    furniture = Span(text.index("SHARE"), text.index(" It"))

    passages = make_passages(Reading("t", text, furniture=(furniture,)), rough_tokens)

    assert [p.text for p in passages] == ["The ferry sails.", "It comes back at night."]


def test_whole_sentences_are_kept_together_where_they_fit() -> None:
    sentence = "The harbour master wrote the tide of every day into a blue book with brass corners."
    text = " ".join([sentence] * 60)

    passages = make_passages(Reading("t", text), rough_tokens)

    assert len(passages) > 1
    assert all(span.of(text) == sentence for passage in passages for span in passage.sentences)


def on_pages(*pages: str) -> list[tuple[int | None, str]]:
    starts = [len("".join(pages[:at])) for at in range(len(pages))]
    reading = Reading("t", "".join(pages), pages=tuple(starts))
    return [(passage.page, passage.text) for passage in make_passages(reading, rough_tokens)]


def test_passages_are_cut_where_a_page_begins() -> None:
    assert on_pages("It rained.\n\n", "", "It snowed. It thawed.\n\n", "Spring.") == [
        (1, "It rained."),
        (3, "It snowed. It thawed."),
        (4, "Spring."),
    ]


def test_a_sentence_that_runs_over_the_end_of_a_page_belongs_to_the_page_it_begins_on() -> None:
    assert on_pages("It rained. Then the ferry\n", "came, at last,\n", "to the pier. It thawed.") == [
        (1, "It rained. Then the ferry\ncame, at last,\nto the pier."),
        (3, "It thawed."),
    ]


def test_a_blank_line_before_a_page_ends_the_sentence_there() -> None:
    assert on_pages("Then the ferry\n\n", "came to the pier.") == [(1, "Then the ferry"), (2, "came to the pier.")]


def test_no_two_neighbours_would_fit_into_one_passage() -> None:
    text = " ".join(f"The tide of day {day} stood {day * 7 % 31} feet high." for day in range(400))

    sizes = [len(rough_tokens(passage.text)) for passage in make_passages(Reading("t", text), rough_tokens)]

    assert all(before + after > PASSAGE_TOKENS for before, after in pairwise(sizes))
    assert sum(sizes) / len(sizes) > PASSAGE_TOKENS * 0.7


def test_passages_are_as_small_as_is_asked_for() -> None:
    text = " ".join(f"The tide of day {day} stood {day * 7 % 31} feet high." for day in range(100))

    sizes = [len(rough_tokens(passage.text)) for passage in make_passages(Reading("t", text), rough_tokens, 60)]

    assert 60 * 0.7 < max(sizes) <= 60


@pytest.mark.timeout(10)
@pytest.mark.parametrize("characters", [40_000, pytest.param(100_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize(
    "piece", ["a", "a ", "a\n", ". ", "\n ", "word, ", "- x\n", "“", "\r\n", "天", "9.", "a.b", "(a) ", "#", " \t"]
)
def test_a_text_of_one_thing_over_and_over_is_cut_in_no_time(piece: str, characters: int) -> None:
    text = "x" + piece * (characters // len(piece))

    passages = make_passages(Reading("t", text), rough_tokens)

    covered = sum(len(passage.text) for passage in passages)
    assert covered >= sum(not character.isspace() for character in text)


def test_a_text_of_more_sentences_than_could_be_embedded_is_refused_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.passages.MOST_SENTENCES", 100)
    assert make_passages(Reading("t", "It rains. " * 100), rough_tokens)

    with pytest.raises(SourceTooLarge, match="t: there are over 100 sentences or lines in it; split it"):
        make_passages(Reading("t", "# A\n\n" + "It rains. " * 101), rough_tokens)
