"""Sentences: what may be quoted on its own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from index.documents import Span
from index.sentences import sentence_spans, sentences_in
from tests.support.texts import any_text


@given(any_text)
@settings(max_examples=30)
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
        ("Name: Ada; Role: chair\nName: Bo; Role: clerk", ["Name: Ada; Role: chair", "Name: Bo; Role: clerk"]),
        ("Name: Ada; Note: She left. Twice.", ["Name: Ada; Note: She left. Twice."]),
        ("Ada | She left. Twice.\nBo | He stayed.", ["Ada | She left. Twice.", "Bo | He stayed."]),
        ("[10:02] Ada: see you there\n[10:03] Bo: yes", ["[10:02] Ada: see you there", "[10:03] Bo: yes"]),
        ("town › ferry › price: 7\ntown › ferry › days: 5", ["town › ferry › price: 7", "town › ferry › days: 5"]),
        ("total = price(ferry)\nprint(total)", ["total = price(ferry)", "print(total)"]),
        (
            "He saw it: the note said\nthat: nobody, ever, left.",
            ["He saw it: the note said\nthat: nobody, ever, left."],
        ),
        ("\ufeffIt begins.", ["It begins."]),
        ("***\n\n---\n\n!?", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in sentence_spans(text)] == sentences


def test_a_long_text_has_the_sentences_of_its_parts() -> None:
    part = "Dr. Lee met Mr. Ito at 3 p.m. in Kyoto. “They talked!” he said. Nobody (of the U.S. team) knew. "
    text = part * 600

    assert [span.of(text) for span in sentence_spans(text)] == [span.of(part) for span in sentence_spans(part)] * 600


def test_a_sentence_longer_than_what_is_read_at_once_stays_whole() -> None:
    text = "It began. Then " + "on and on and " * 5000 + "it ended. Nobody stayed."

    spans = sentence_spans(text)

    assert [len(span.of(text)) for span in spans] == [9, len("Then it ended.") + 14 * 5000, 14]


def test_the_end_of_a_line_does_not_depend_on_lines_far_away() -> None:
    line = "The ferry sails at noon\n"
    longer = "And it comes back at night, when it has taken on coal and water and mail"

    assert sentence_spans(line * 60 + longer)[0].end >= len(line) * 30


def test_what_a_span_holds_of_sentences_is_cut_at_its_ends() -> None:
    text = "One is here. Two is there. Three is gone."
    held = sentences_in(text, Span(4, 32), sentence_spans(text))

    assert [span.of(text) for span in held] == ["is here.", "Two is there.", "Three"]
