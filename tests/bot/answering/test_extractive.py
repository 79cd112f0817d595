"""The extractive writer says the sentences that hold the answer, few, in reading order, each with its own quote."""

from __future__ import annotations

import random

import pytest

from bot.answering.evidence import weigh
from bot.answering.extractive import write
from index.embedding.minilm import MiniLM
from index.library import Library
from tests.conftest import AppMaker
from tests.support.texts import document, question


def test_one_to_three_sentences_of_at_most_three_passages_in_reading_order(library: Library) -> None:
    chance = random.Random(3)
    for number in range(3):
        library.add_bytes(f"{number}.md", f"{number}.md", document(chance, 40).encode())
    lengths = set()
    for _ in range(150):
        asked = question(chance)
        evidence = weigh(asked, library.search(asked, 10))
        proposals = write(evidence)
        quotes = [proposal.quotes[0] for proposal in proposals]
        assert all(len(proposal.quotes) == 1 for proposal in proposals)
        assert all(p.text == " ".join(p.quotes[0].text.split()) for p in proposals)
        assert 1 <= len(proposals) <= 3
        assert len(set(quotes)) == len(quotes)
        spans = {each.span: each.hit.passage for each in evidence}
        assert len({spans[quote.span] for quote in quotes}) <= 3
        for name in {quote.document.id for quote in quotes}:
            places = [quote.span for quote in quotes if quote.document.id == name]
            assert places == sorted(places)
        assert evidence[0].quote() in quotes
        lengths.add(len(proposals))
    assert lengths == {1, 2, 3}


def test_without_evidence_nothing_is_said() -> None:
    assert write([]) == []


TOWN = """# Harrow Bay

The old ferry was a favourite of the town. It was built in 1921 by Ana Brook and carried forty people.

The mayor opened the new bridge on 3 May 1984. Many people came to see the bridge on the day it was opened.

Three lighthouses stand along the coast near Harrow Bay. The lighthouses are white.

The school closed because its roof had been damaged by the storm. The school had been popular.

Ana Brook lives on Vintner Street. Her brother Tomas Hale keeps bees on Castle Hill.
"""


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("Who built the old ferry?", "Ana Brook"),
        ("When was the new bridge opened?", "3 May 1984"),
        ("How many lighthouses stand along the coast?", "Three lighthouses"),
        ("Why did the school close?", "because its roof"),
        ("Where does Ana Brook live?", "Vintner Street"),
        ("Who keeps bees?", "Tomas Hale"),
    ],
)
def test_the_sentence_that_holds_what_is_asked_for_is_said(
    make_app: AppMaker, minilm: MiniLM, asked: str, held: str
) -> None:
    library = make_app(model=minilm).library("local")
    library.add_bytes("town.md", "town.md", TOWN.encode())

    said = [proposal.text for proposal in write(weigh(asked, library.search(asked, 10)))]

    assert any(held in sentence for sentence in said)


def test_sentences_that_say_the_same_are_said_once(library: Library) -> None:
    for name in "abc":
        library.add_bytes(f"{name}.txt", f"{name}.txt", b"The ferry to Sorrel Island leaves at noon every day.")

    assert len(write(weigh("When does the ferry leave?", library.search("When does the ferry leave?", 10)))) == 1
