"""Sentences: what may be quoted on its own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from index.sentences import sentence_spans
from tests.support.texts import any_text


@given(any_text)
@settings(max_examples=300)
def test_the_pieces_of_a_text_joined_are_the_text(text: str) -> None:
    assert "".join(sentence_pieces(text)) == text


@given(any_text)
@settings(max_examples=300)
def test_every_letter_and_digit_is_in_one_sentence(text: str) -> None:
    spans = sentence_spans(text)

    assert all(before.end <= after.start for before, after in pairwise(spans))
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert {at for at, character in enumerate(text) if character.isalnum()} <= covered
    assert all(any(map(str.isalnum, span.of(text))) for span in spans)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. We stayed in.", ["It rained.", "We stayed in."]),
        (
            "Dr. Lee met Mr. Ito at 3 p.m. in Kyoto. They talked.",
            ["Dr. Lee met Mr. Ito at 3 p.m. in Kyoto.", "They talked."],
        ),
        (
            "Capt. Ahab saw No. 5, i.e. Fig. 3, in St. Ives on Mar. 2.",
            ["Capt. Ahab saw No. 5, i.e. Fig. 3, in St. Ives on Mar. 2."],
        ),
        ("He said no. Nobody asked.", ["He said no.", "Nobody asked."]),
        ("J. K. Rowling came to Washington, D.C. to read.", ["J. K. Rowling came to Washington, D.C. to read."]),
        ("Travel to the U.S. or its allies is discouraged.", ["Travel to the U.S. or its allies is discouraged."]),
        ("It costs 3.50 crowns. Pay at the door!", ["It costs 3.50 crowns.", "Pay at the door!"]),
        ("“Stop!” she said. He did not.", ["“Stop!” she said.", "He did not."]),
        ("A line that was wrapped\nby its editor goes on.", ["A line that was wrapped\nby its editor goes on."]),
        ("One\r\n\r\nTwo", ["One", "Two"]),
        ("Bring:\n- a coat\n- two socks\n", ["Bring:", "- a coat", "- two socks"]),
        ("1. Open it.\n2. Close it.", ["1. Open it.", "2. Close it."]),
        ("1. Open it. 2. Close it.", ["1. Open it.", "2. Close it."]),
        ("\ufeffIt begins.", ["It begins."]),
        ("***\n\n---\n\n!?", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in sentence_spans(text)] == sentences
