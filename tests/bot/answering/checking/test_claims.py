"""What of a text is a claim, and what the words around it and its pronouns leave of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from bot.answering.checking.checking import MOST_CHARACTERS
from bot.answering.checking.claims import statements
from bot.answering.checking.subjects import Subjects
from tests.support.texts import any_text


def said(text: str) -> list[str]:
    return [claim.said for claim in statements(text) if claim]


@pytest.mark.parametrize(
    "text",
    [
        "Is the pool open?",
        "Hi everyone!",
        "Thanks a lot, Ada.",
        "Please bring a coat.",
        "Let me know what you think.",
        "Don't forget the keys.",
        "Read the handbook first.",
        "# The rules of the club",
        "---",
        "```python",
        "Best regards, Ann",
        "lol",
        "It is so.",
        "<@123456> <:wave:99>",
        "",
    ],
)
def test_what_states_nothing_is_no_claim(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The pool is open. Dogs bark.", ["The pool is open.", "Dogs bark."]),
        ("I think that the pool is open.", ["The pool is open."]),
        ("Actually, I heard that dogs bark.", ["Dogs bark."]),
        ("Note that the pool is closed.", ["The pool is closed."]),
        ("No, the pool is closed.", ["The pool is closed."]),
        ("No dog is allowed.", ["No dog is allowed."]),
        ("Did you know that dogs bark?", ["Dogs bark."]),
        ("The handbook says that dogs bark.", ["Dogs bark."]),
        (
            "Thanks for asking, but the pool is closed on Mondays.",
            ["Thanks for asking, but the pool is closed on Mondays."],
        ),
        ("> - **Dogs** must be _led_.\n> - Cats roam `freely` here.", ["Dogs must be led.", "Cats roam freely here."]),
        ("1. Dogs bark loudly.\n2) Cats purr softly.", ["Dogs bark loudly.", "Cats purr softly."]),
        ("The [pool](https://pool.example/a_(b)) is open [1].", ["The pool is open."]),
        ("<@42> runs the snake_case club.", ["runs the snake_case club."]),
        ("Fee: 12 euros", ["Fee: 12 euros"]),
        ("According to the handbook, dogs bark loudly.", ["Dogs bark loudly."]),
        ("the pool is open\ndogs are not allowed", ["The pool is open", "Dogs are not allowed"]),
        (
            "the pool is open now. dogs are not allowed!! cats, birds, etc. are",
            ["The pool is open now.", "Dogs are not allowed!!", "Cats, birds, etc. are"],
        ),
        ("## Rules\nDogs must be led.\n", ["Dogs must be led."]),
    ],
)
def test_a_claim_is_what_is_said_without_the_words_around_it(text: str, claims: list[str]) -> None:
    assert [claim[:1].upper() + claim[1:] for claim in said(text)] == [c[:1].upper() + c[1:] for c in claims]


def test_a_sentence_that_was_wrapped_is_one_claim() -> None:
    text = "The pool in the park behind the old boathouse is open every day\nbut Monday, and dogs are not allowed."

    assert said(text) == [" ".join(text.split())]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ada runs the club, and Bo keeps the keys.", ["Ada runs the club.", "Bo keeps the keys."]),
        ("It opened in May; it closes at six.", ["It opened in May.", "It closes at six."]),
        ("Ada likes tea, cake, and good will.", ["Ada likes tea, cake, and good will."]),
        (
            "If it rains, the match is off, and members pay half.",
            ["If it rains, the match is off, and members pay half."],
        ),
        ("He said that Ada left, and Bo stayed.", ["He said that Ada left, and Bo stayed."]),
        ("The hubs are Rome, Paris, and Oslo.", ["The hubs are Rome, Paris, and Oslo."]),
    ],
)
def test_only_clauses_that_can_stand_alone_are_claims_of_their_own(text: str, claims: list[str]) -> None:
    assert said(text) == claims


@pytest.mark.parametrize(
    ("before", "sentence", "meant"),
    [
        ("Ada Lovell founded Unitree.", "She was born in Hull.", "Ada Lovell was born in Hull."),
        ("Ada Lovell founded Unitree.", "It makes robots.", "Unitree makes robots."),
        ("In 1921, Ada Lovell left.", "Her club went on.", "Ada Lovell’s club went on."),
        ("Ada attended the spring meeting.", "It was held in May.", "The spring meeting was held in May."),
        ("The rules are strict.", "They apply to guests.", "The rules apply to guests."),
    ],
)
def test_a_pronoun_that_opens_a_sentence_may_stand_for_what_was_spoken_of(
    before: str, sentence: str, meant: str
) -> None:
    subjects = Subjects()

    assert subjects.readings(before) == [before]
    assert meant in subjects.readings(sentence)


def test_a_pronoun_stands_for_the_same_until_another_subject_comes() -> None:
    subjects = Subjects()

    read = [subjects.readings(each)[0] for each in ("Ada Lovell left.", "She sailed.", "She came back.", "Bo stayed.")]

    assert read == ["Ada Lovell left.", "Ada Lovell sailed.", "Ada Lovell came back.", "Bo stayed."]


@pytest.mark.parametrize("sentence", ["It is known that dogs bark.", "They bark."])
def test_a_pronoun_that_stands_for_nothing_known_is_left(sentence: str) -> None:
    assert Subjects().readings(sentence) == [sentence]


@given(any_text)
def test_no_text_is_too_odd_to_be_split(text: str) -> None:
    subjects = Subjects()
    for claim in statements(text):
        if claim:
            assert claim.text.strip()
            assert all(reading.strip() for reading in subjects.readings(claim.said))


def test_a_long_text_of_nothing_but_markup_is_split_at_once() -> None:
    """What grows with the square of the length takes minutes here."""
    before = time.process_time()
    for piece in (" ", "> ", "- ", "[", "[a](", "**", "and ", "I think ", "The a ", "A.b ", "(1) "):
        list(statements(piece * (MOST_CHARACTERS // len(piece))))

    assert time.process_time() - before < 5
