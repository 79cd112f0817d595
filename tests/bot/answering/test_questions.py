"""What a question asks for, and whether a sentence shows it."""

from __future__ import annotations

import pytest

from bot.answering.mentions import mentions, names
from bot.answering.questions import Asked, asked


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who attended the February 17 meeting?", Asked.NAME),
        ("Which hubs issued guidance?", Asked.NAME),
        ("In which city is it?", Asked.NAME),
        ("where IS the  summit", Asked.NAME),
        ("Whose company makes robots?", Asked.NAME),
        ("When did it open?", Asked.DATE),
        ("In what year was it built?", Asked.DATE),
        ("How many people came?", Asked.NUMBER),
        ("How much did it cost?", Asked.NUMBER),
        ("What is the population of Harrow Bay?", Asked.NUMBER),
        ("Why are officials worried?", Asked.REASON),
        ("What is the reason for the delay?", Asked.REASON),
        ("What must travellers do?", Asked.ANYTHING),
        ("How does it work?", Asked.ANYTHING),
        ("Tell me about the ferry", Asked.ANYTHING),
        ("", Asked.ANYTHING),
    ],
)
def test_a_question_is_understood_by_its_question_words(question: str, kind: Asked) -> None:
    assert asked(question) is kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The meeting was held by Xi Jinping.", ["Xi", "Jinping"]),
        ("Wang Xingxing founded Unitree.", ["Wang", "Xingxing", "Unitree"]),
        ("Yesterday it rained.", []),
        ("nobody came", []),
        ("- The team met the U.S. team", ["U.S"]),
    ],
)
def test_names_are_told_from_a_sentence_s_capital_letter(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "kind", "question", "shown"),
    [
        ("The meeting was held by Xi Jinping.", Asked.NAME, "Who held the meeting?", True),
        ("The meeting was held by Xi Jinping.", Asked.NAME, "Who is Xi Jinping?", False),
        ("It was held on February 17.", Asked.DATE, "When was it held?", True),
        ("It was held in 1921.", Asked.DATE, "When was it held?", True),
        ("It was held in the hall.", Asked.DATE, "When was it held?", False),
        ("Forty people came.", Asked.NUMBER, "How many came?", True),
        ("Many people came.", Asked.NUMBER, "How many came?", False),
        ("It closed because it rained.", Asked.REASON, "Why did it close?", True),
        ("It closed.", Asked.REASON, "Why did it close?", False),
        ("Anything at all.", Asked.ANYTHING, "What then?", None),
    ],
)
def test_a_sentence_shows_what_is_asked_for_or_does_not(
    text: str, kind: Asked, question: str, shown: bool | None
) -> None:
    assert mentions(text, kind, question) is shown
