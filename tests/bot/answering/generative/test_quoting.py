"""A model's quote is found where it says that it stands, letter for letter, or it is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.generative.fencing import Shown
from bot.answering.generative.limits import MOST_QUOTE_CHARS
from bot.answering.generative.quoting import find_quotes
from bot.answering.generative.record import WrittenQuote
from index.documents import Document, Hit, Passage, Span
from index.sentences import sentences_of

BEFORE = "# Ferries\n\nMenu\n\n"
FIRST = (
    'The ferry to Sorrel Island leaves at noon. The harbour master did not say that it is "safe\u201d in a storm.\n'
    "Tickets cost 2.50 pounds, 25 people fit on board, and 1,250 sailed in May. It is\n    old. It is blue. It is fast."
)
SECOND = "The lighthouse keeper is Ana Brook. It is blue. She was unable to swim... until May."


def hit(text: str, before: str = BEFORE) -> Hit:
    """A passage that stands behind `before` in a text of its own."""
    document = Document("d" * 12, "local", "Ferries", "ferries.md", 3, datetime(2026, 1, 1, tzinfo=UTC), 9, 1)
    span = Span(len(before), len(before) + len(text))
    sentences = tuple(sentences_of(before + text, span))
    return Hit(document, Passage(span, text, "Times › Summer", 5, sentences, 2), 1.0, 1.0, None, ())


HITS = (hit(FIRST), hit(SECOND, ""))
SHOWN = Shown(HITS)
FIRST_ID, SECOND_ID = SHOWN.hits


def found(text: str, passage: str = FIRST_ID) -> list[str]:
    return [each.quote.text for each in find_quotes(WrittenQuote(passage, text), SHOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry to Sorrel Island leaves at noon.",
        "  The ferry to\nSorrel\u00a0Island   leaves at noon.\n",
        '"The ferry to Sorrel Island leaves at noon."',
        "“The ferry to Sorrel Island leaves at noon.”,",
        "ferry to Sorrel Island leaves",
    ],
)
def test_a_quote_is_the_sentence_it_stands_in_white_space_and_quotation_marks_apart(text: str) -> None:
    assert found(text) == ["The ferry to Sorrel Island leaves at noon."]


@pytest.mark.parametrize(
    "text", ["say that it is «safe» in a storm", "'it is \"safe\" in a storm.'", "it is “safe” in a storm"]
)
def test_a_stretch_cut_out_of_a_sentence_is_quoted_with_all_of_it(text: str) -> None:
    assert found(text) == ['The harbour master did not say that it is "safe\u201d in a storm.']


def test_a_quote_may_span_sentences_and_lines() -> None:
    assert found("in a storm. Tickets cost 2.50 pounds") == [
        'The harbour master did not say that it is "safe\u201d in a storm.\n'
        "Tickets cost 2.50 pounds, 25 people fit on board, and 1,250 sailed in May."
    ]


def test_a_quote_knows_its_place() -> None:
    (each,) = find_quotes(WrittenQuote(FIRST_ID, "It is old."), SHOWN)

    assert each.quote.span.of(BEFORE + FIRST) == each.quote.text == "It is\n    old."
    assert (each.quote.line, each.quote.page, each.quote.heading) == (6, 2, "Times › Summer")
    assert each.quote.document is each.hit.document is HITS[0].document


@pytest.mark.parametrize(
    "text",
    [
        "The ferry to Sorrel Island leaves at moon.",
        "The ferry to Sorrel Island leaves at noon!",
        "the ferry to Sorrel Island leaves at noon.",
        "The ferry to Sorrel lsland leaves at noon.",
        "The f\u0435rry to Sorrel Island leaves at noon.",  # with a Cyrillic letter
        "The ferry leaves at noon.",
        "The ferry to Sorrel Island leaves at noon. It is blue.",
        "The lighthouse keeper is Ana Brook.",
        "leaves at noon. Tickets cost 2.50 pounds",
        "5 people fit on board",
        "50 pounds, 25 people",
        "250 sailed in May",
        "Tickets cost 2",
        "Tickets cost 2.5",
        "he ferry to Sorrel Island",
        "Menu",
        "Ferries",
        "",
        '"',
        "…",
        "...",
        "The ferry to Sorrel Island leaves at noon. " * 60,
    ],
)
def test_what_does_not_stand_there_letter_for_letter_is_no_quote(text: str) -> None:
    assert found(text) == []


def test_dots_of_omission_stand_between_quotes_of_their_own() -> None:
    assert found("ferry to Sorrel Island … [...] 25 people fit on board (…)  It is fast.") == [
        "The ferry to Sorrel Island leaves at noon.",
        "Tickets cost 2.50 pounds, 25 people fit on board, and 1,250 sailed in May.",
        "It is fast.",
    ]
    assert found("...leaves at noon...") == ["The ferry to Sorrel Island leaves at noon."]


@pytest.mark.parametrize(
    "text",
    [
        "25 people fit on board ... ferry to Sorrel Island",  # the wrong way round
        "ferry to Sorrel Island ... lighthouse keeper is Ana",  # from two passages
        "ferry to Sorrel Island ... 26 people fit on board",
    ],
)
def test_parts_that_do_not_stand_there_in_that_order_are_no_quotes(text: str) -> None:
    assert found(text) == []


def test_dots_that_stand_in_the_document_are_its_own() -> None:
    assert found("unable to swim... until May.", SECOND_ID) == ["She was unable to swim... until May."]
    assert found("able to swim", SECOND_ID) == []


def test_a_quote_of_a_few_words_that_stand_there_twice_says_nothing() -> None:
    assert found("It is") == []
    assert found("It is fast.") == ["It is fast."]
    assert found("Tickets") == ["Tickets cost 2.50 pounds, 25 people fit on board, and 1,250 sailed in May."]


def test_a_quote_belongs_to_the_passage_whose_id_it_names() -> None:
    assert found("The lighthouse keeper is Ana Brook.", SECOND_ID) == ["The lighthouse keeper is Ana Brook."]
    for written in (f"[{SECOND_ID}]", f"Passage {SECOND_ID.upper()}", f" {SECOND_ID}. "):
        assert found("The lighthouse keeper is Ana Brook.", written) == ["The lighthouse keeper is Ana Brook."]


@pytest.mark.parametrize("made", ["1", "[2]", "passage 1", "aaaaa", "{}x", "{:.4}", "d" * 12, "第1"])
def test_an_invented_id_names_no_passage(made: str) -> None:
    invented = made.format(FIRST_ID)
    assert found("The ferry to Sorrel Island leaves at noon.", invented) == []


@pytest.mark.parametrize("nothing", ["", " ", "[]", "-", "id", "PASSAGE id"])
def test_a_quote_without_an_id_belongs_to_the_first_passage_that_holds_it(nothing: str) -> None:
    assert found("The lighthouse keeper is Ana Brook.", nothing) == ["The lighthouse keeper is Ana Brook."]
    (blue,) = find_quotes(WrittenQuote(nothing, "It is blue."), SHOWN)
    assert blue.hit is HITS[0]


@given(st.text(), st.text(max_size=8))
def test_whatever_is_found_stands_there(text: str, passage: str) -> None:
    for each in find_quotes(WrittenQuote(passage, text), SHOWN):
        offset = each.hit.passage.span.start
        assert each.quote.text == each.hit.passage.text[each.quote.span.start - offset : each.quote.span.end - offset]


@given(st.data())
def test_every_run_of_words_of_a_passage_is_found_in_it_and_with_one_letter_changed_it_is_not(
    data: st.DataObject,
) -> None:
    words = FIRST.split()
    start = data.draw(st.integers(0, len(words) - 5))
    run = " ".join(words[start : data.draw(st.integers(start + 5, len(words)))])
    assert found(run)
    letters = [at for at, letter in enumerate(run) if letter.isalnum()]
    at = data.draw(st.sampled_from(letters))
    assert not found(f"{run[:at]}ß{run[at + 1 :]}")


def test_a_quote_is_not_looked_for_beyond_its_longest() -> None:
    words = "very " * MOST_QUOTE_CHARS
    shown = Shown([hit(words)])

    assert find_quotes(WrittenQuote("", words[: MOST_QUOTE_CHARS - 1]), shown)
    assert not find_quotes(WrittenQuote("", words[: MOST_QUOTE_CHARS + 5]), shown)
