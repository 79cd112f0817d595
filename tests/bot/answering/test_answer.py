"""An answer as text and in figures."""

from __future__ import annotations

import pytest

from bot.answering.answer import Answer, Claim, Status, unmarked


def answer(*claims: Claim) -> Answer:
    return Answer("Q?", "Q?", Status.ANSWERED, claims, (), (), 0.5, "generative")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It leaves at noon [3].", "It leaves at noon (3)."),
        ("It leaves 【1】 at 【 2, 3 】 noon.", "It leaves (1) at ( 2, 3 ) noon."),
        ("It leaves [12][13-15] at noon.", "It leaves (12)(13-15) at noon."),
        ("It leaves ［1］〔2〕 at noon.", "It leaves (1)(2) at noon."),
        ("It leaves [sic] at [noon] and [a1].", "It leaves [sic] at [noon] and [a1]."),
    ],
)
def test_what_only_looks_like_a_citation_is_told_from_one(text: str, shown: str) -> None:
    assert unmarked(text) == shown
    assert answer(Claim(text, (1, 2))).text == f"{shown} [1][2]"


def test_an_answer_counts_its_sentences() -> None:
    five = answer(*(Claim(f"It is {number}.", (number,), own_words=number > 1) for number in range(1, 6)))

    assert str(five.counts) == "5 sentences, 5 quoted, 4 in own words"
    assert str(answer(Claim("It is so.", (1,))).counts) == "1 sentence, 1 quoted, 0 in own words"
    assert five.as_json()["counts"] == {"sentences": 5, "quoted": 5, "own_words": 4}
