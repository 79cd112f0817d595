"""Words as keyword search compares them."""

from __future__ import annotations

import pytest

from index.search.terms import content_terms, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ferries' ferry, FERRIES!", ["the", "ferri", "ferri", "ferri"]),
        ("snake_case and e-mail", ["snake", "case", "and", "e", "mail"]),
        ("€3.50 in 1921", ["3", "50", "in", "1921"]),
        ("Straße, 北京, Москва", ["straße", "北京", "москва"]),
        ("?! … — _", []),
        ("\ud83d \0", []),
    ],
)
def test_text_becomes_lower_case_stems(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_question_keeps_what_it_is_about_once() -> None:
    assert content_terms("Which hubs were the hubs that issued guidance?") == ["hub", "issu", "guidanc"]


def test_a_question_of_function_words_alone_keeps_them() -> None:
    assert content_terms("Who is who?") == ["who", "is"]


def test_a_question_and_a_passage_meet_whatever_their_inflection_or_case() -> None:
    assert set(content_terms("WHO repaired these ferries?")) <= set(terms("The ferry's keeper repairs it."))
