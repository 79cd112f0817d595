"""What has nothing to do with the question is told from what merely says it in other words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.generative.fencing import Shown
from bot.answering.generative.quoting import Found, find_quotes
from bot.answering.generative.record import WrittenQuote
from bot.answering.generative.relevance import has_to_do
from tests.bot.answering.generative.test_quoting import hit

TEXT = "The ferry leaves at noon. It is blue and old. Zebras graze under acacias. Nobody sees them. So they graze on."
RARITY = {"ferri": 2.0, "depart": 3.0}


def found(quote: str, similarities: tuple[float, ...] = ()) -> Found:
    """A quote from a passage whose sentences are that near the question."""
    each = replace(hit(TEXT), sentence_similarities=similarities)
    (quoted,) = find_quotes(WrittenQuote("", quote), Shown([each]))
    return quoted


@pytest.mark.parametrize(
    ("quote", "similarities", "has"),
    [
        ("The ferry leaves at noon.", (0.0,) * 5, True),  # a word of the question
        ("It is blue and old.", (0.0, 0.4, 0.0, 0.0, 0.0), True),  # near in meaning
        ("It is blue and old.", (0.9, 0.0, 0.9, 0.9, 0.9), False),
        ("It is blue and old. Zebras graze", (0.0, 0.0, 0.4, 0.0, 0.0), True),
        ("It is blue and old.", (), True),  # beside a sentence with a word of the question
        ("Nobody sees them.", (), False),
        ("Zebras graze under acacias.", (0.1,) * 5, False),
    ],
)
def test_a_quote_has_to_do_with_the_question_by_its_words_or_its_meaning(
    quote: str, similarities: tuple[float, ...], has: bool
) -> None:
    each = found(quote, similarities)
    untitled = replace(each, hit=replace(each.hit, document=replace(each.hit.document, title="Notes")))

    assert has_to_do(untitled, RARITY) is has


def test_what_stands_under_a_heading_with_a_word_of_the_question_has_to_do_with_it() -> None:
    each = found("Zebras graze under acacias.", (0.0,) * 5)

    assert has_to_do(each, {"summer": 1.0})
    assert not has_to_do(each, {"winter": 1.0})
