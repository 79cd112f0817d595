"""Which new sentence is a gone one, altered."""

from datetime import UTC, datetime

import pytest

from bot.answering.answer import Quote
from bot.answering.summaries.changes.pairing import altered
from bot.errors import Stopped
from index.documents import Document, Span

RULES = Document("d", "local", "Rules", "rules.md", 1, datetime(2026, 1, 1, tzinfo=UTC), 1, 1)


def sentences(*texts, heading=""):
    return [Quote(RULES, Span(0, len(text)), text, heading, 1, None) for text in texts]


def pairs(went, came):
    return sorted((went[old].text, came[new].text) for old, new in altered(went, came, lambda: False))


@pytest.mark.parametrize(
    ("went", "came"),
    [
        ("Members pay 12 euros a year.", "Members pay 15 euros a year."),
        ("Dogs must be on a lead.", "Dogs must be kept on a short lead at all times."),
        ("The fee is 12 euros.", "From March on the fee is 15 euros."),
        ("The treasurer collects the fee in March.", "In April the treasurer collects the fee."),
        ("Messages are not kept.", "Messages are not kept, nor is a question that nobody answered."),
        ("Nobody may fly at night.", "Everybody may fly at night."),
    ],
)
def test_a_sentence_that_says_something_else_about_the_same_is_the_old_one_altered(went, came):
    assert pairs(sentences(went), sentences("Ada Lovell founded the club.", came)) == [(went, came)]


@pytest.mark.parametrize(
    ("went", "came"),
    [
        ("Guests fly for free on Sundays.", "Every pilot must carry a whistle."),
        ("The library is open on Monday.", "The pool is heated by the sun."),
        ("", "Members pay 12 euros a year."),
    ],
)
def test_sentences_about_different_things_are_not_one(went, came):
    assert pairs(sentences(went), sentences(came)) == []


def test_of_sentences_of_one_kind_each_goes_with_the_one_most_like_it_and_none_with_two():
    went = sentences("Ada brings 5 kites.", "Bob brings 6 kites.", "Cem brings 7 kites.")
    came = sentences("Cem brings 9 kites.", "Ada brings 8 kites.")

    assert pairs(went, came) == [
        ("Ada brings 5 kites.", "Ada brings 8 kites."),
        ("Cem brings 7 kites.", "Cem brings 9 kites."),
    ]


def test_under_another_heading_only_a_sentence_that_is_much_alike_is_the_same_one():
    went = sentences("Dogs must be on a lead.", "Members pay 12 euros a year.", heading="Old")
    came = sentences("Dogs must be kept on a short lead at all times.", "Members pay 15 euros a year.", heading="New")

    assert pairs(went, came) == [("Members pay 12 euros a year.", "Members pay 15 euros a year.")]


def test_it_can_be_stopped():
    with pytest.raises(Stopped):
        altered(sentences("One two."), sentences("One three."), lambda: True)
