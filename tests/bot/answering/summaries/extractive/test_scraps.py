"""What is no statement and has no place in a summary."""

from __future__ import annotations

import pytest

from bot.answering.summaries.extractive.scraps import is_furniture, is_scrap


@pytest.mark.parametrize(
    "text",
    [
        "Leave a comment.",
        "Share on Twitter Share on Facebook",
        "By Jane Doe | Updated March 3, 2026 | 5 min read",
        "Updated March 3, 2026",
        "Read more: Ten things to do in Kiel",
        "© 2026 Kite Club. All rights reserved.",
        "Copyright 2026 Kite Club",
        "Instructions to guests Page 1 of 8",
        "Subscribe now",
    ],
)
def test_what_a_page_shows_around_its_words_is_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "Published by Ada in 2020, the book sold well.",
        "Copyright law protects authors.",
        "By Friday, members return the boats.",
        "Members share the cost on Facebook's behalf.",
        "Page 3 holds the rules on boats.",
    ],
)
def test_a_statement_that_begins_like_furniture_is_none(text: str) -> None:
    assert not is_furniture(text)


def test_the_head_of_a_table_or_list_and_a_bare_link_are_scraps_and_a_row_is_none() -> None:
    assert is_scrap("| Boat | Seats |\n|---|---|")
    assert is_scrap("name | role | since")
    assert is_scrap("The debts consisted of the following:.")
    assert is_scrap("See <https://example.org>.")
    assert is_scrap("[Home](index.md) | [Imprint](imprint.md)")
    assert not is_scrap("| Berta | 2 | 28 kg |")
    assert not is_scrap("name: Ada | role: chair")
    assert not is_scrap("Members find the form for a key at https://example.org.")
