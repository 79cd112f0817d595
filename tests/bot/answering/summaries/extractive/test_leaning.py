"""Which sentences lean on the one before them, and so cannot be read alone."""

from __future__ import annotations

import pytest

from bot.answering.summaries.extractive.leaning import leans, refers


@pytest.mark.parametrize(
    "text",
    [
        "They must sign in at the desk.",
        "In 1785 he gave a talk in Bern.",
        "When he retired, Ada Novak took the chair.",
        "Unlike him, Ada Novak stayed in Bern.",
        "One of its first rooms was the hall.",
        "None of these was ever built.",
        "Because of this, the hall was sold.",
        "After that, the hall was sold.",
        "By this rule, boats stay in the harbour.",
        "Released in Japan, it sold well.",
        "At the regatta of Kiel, they came third.",
        "To achieve this, the club sold its hall.",
        "As a result, the hall was sold.",
        "By contrast, the hall is small.",
        "Second, the boats are wet.",
        "Two years later, Ada Novak took the chair.",
        "On the same day, the hall was sold.",
        "There Ada Novak met Li Wei.",
        "The following table shows the boats.",
        "Dieser tagt am Montag.",
    ],
)
def test_what_goes_on_from_another_sentence_or_points_before_it_names_leans(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Novak says that she opens the pool.",
        "Each member brings his own vest.",
        "All students must bring their cards.",
        "Due to its harbour, Hamburg grew fast.",
        "Those who leave give back the key.",
        "There is a pool beside the hall.",
        "Here are the rules of the club.",
        "It is forbidden to smoke in the hall.",
        "In the hall, it is forbidden to smoke.",
        "This handbook holds the rules of the club.",
        "This year, the club has three boats.",
        "In addition to the fee, guests pay a deposit.",
        "The following items are banned: knives and forks.",
        "In February the pool is closed.",
        "",
    ],
)
def test_what_names_its_subject_or_speaks_of_what_is_at_hand_stands_alone(text: str) -> None:
    assert not leans(text)


def test_a_sentence_about_this_theorem_refers_to_another_one() -> None:
    assert refers("Ada Novak proved this theorem.")
    assert not refers("Ada Novak opens the pool this summer.")
