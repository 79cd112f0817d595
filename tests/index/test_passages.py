"""Passages of any text at all, and of texts whose right passages are plain to see."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Heading, Reading, Span
from index.embedding.minilm import MAX_TOKENS, MiniLM
from index.errors import SourceError
from index.passages import PASSAGE_TOKENS, make_passages, rough_tokens
from index.reading import read
from index.units import CHARACTERS_PER_TOKEN
from tests.support.texts import any_text, readings


@given(readings())
@settings(max_examples=150)
def test_every_passage_is_the_text_at_its_span(reading: Reading) -> None:
    passages = make_passages(reading, rough_tokens)

    assert [p.text for p in passages] == [reading.text[p.span.start : p.span.end] for p in passages]
    assert all(p.text.strip() == p.text != "" for p in passages)


@given(readings())
@settings(max_examples=150)
def test_passages_follow_one_another_and_leave_out_nothing_but_white_space_and_furniture(reading: Reading) -> None:
    spans = [passage.span for passage in make_passages(reading, rough_tokens)]

    assert all(before.end <= after.start for before, after in pairwise(spans))
    furniture = {at for span in reading.furniture for at in range(span.start, span.end)}
    covered = {at for span in spans for at in range(span.start, span.end)}
    visible = {at for at, character in enumerate(reading.text) if not character.isspace()}
    assert visible - furniture <= covered
    assert not covered & furniture


@given(readings())
@settings(max_examples=150)
def test_sentences_lie_in_their_passage_in_order_without_white_space_around_them(reading: Reading) -> None:
    for passage in make_passages(reading, rough_tokens):
        spans = [passage.span, *passage.sentences]
        assert all(passage.span.start <= s.start < s.end <= passage.span.end for s in spans)
        assert all(before.end <= after.start for before, after in pairwise(passage.sentences))
        assert all(s.of(reading.text) == s.of(reading.text).strip() for s in passage.sentences)


@given(readings())
@settings(max_examples=100)
def test_a_passage_knows_its_line(reading: Reading) -> None:
    for passage in make_passages(reading, rough_tokens):
        assert passage.line == reading.text.count("\n", 0, passage.span.start) + 1


@given(reading=readings())
@settings(max_examples=100)
def test_a_passage_fits_the_model(reading: Reading, minilm: MiniLM) -> None:
    assert PASSAGE_TOKENS + 2 <= MAX_TOKENS
    for passage in make_passages(reading, minilm.tokens):
        assert len(minilm.tokens(passage.text)) <= PASSAGE_TOKENS
        assert len(passage.text) < (PASSAGE_TOKENS + 1) * CHARACTERS_PER_TOKEN


@given(text=any_text, extension=st.sampled_from([".txt", ".md"]))
@settings(max_examples=100)
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


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["a", "a ", "a\n", ". ", "\n ", "word, ", "- x\n", "“", "\r\n", "天", "9.", "a.b", "(a) ", "#", " \t"]
)
def test_a_text_of_one_thing_over_and_over_is_cut_in_no_time(piece: str) -> None:
    text = "x" + piece * (100_000 // len(piece))

    passages = make_passages(Reading("t", text), rough_tokens)

    covered = sum(len(passage.text) for passage in passages)
    assert covered >= sum(not character.isspace() for character in text)
