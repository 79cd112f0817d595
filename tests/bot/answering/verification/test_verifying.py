"""Verification trusts no writer: a quote stands letter for letter in a live text, where it says, or is dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Proposal, Quote
from bot.answering.verification.quotes import locate, says_the_same
from bot.answering.verification.verifying import verify
from index.documents import Document, Span
from index.library import Library
from tests.support.apps import AppWith

TEXT = (
    "The ferry  to Sorrel Island\nleaves at “noon” sharp. Ana Brook steers it.\r\n\r\nNo ferry runs on Sundays.\n"
    "Ana Brook steers it."
)
FIRST = "The ferry  to Sorrel Island\nleaves at “noon” sharp."
STEERS = "Ana Brook steers it."
SUNDAYS = "No ferry runs on Sundays."

QuoteMaker = Callable[..., Quote]


@pytest.fixture
def ferries(library: Library) -> Document:
    return library.add_bytes("ferry.txt", "ferry.txt", TEXT.encode()).document


def quoted(document: Document, text: str, within: str = TEXT) -> Quote:
    """Quote the first occurrence of `text` in a document."""
    start = within.index(text)
    line = within.count("\n", 0, start) + 1
    return Quote(document, Span(start, start + len(text)), text, "", line, None)


def shown(library: Library, *quotes: Quote, claim: str | None = None) -> list[str]:
    text = claim if claim is not None else " ".join(quotes[0].text.split())
    return [citation.quote.text for citation in verify([Proposal(text, quotes)], library).citations]


def test_a_quote_that_stands_is_shown_under_a_claim_in_its_own_words(library: Library, ferries: Document) -> None:
    claim = 'The ferry to Sorrel Island leaves at "noon" sharp.'

    verified = verify([Proposal(claim, (quoted(ferries, FIRST),))], library)

    assert [c.text for c in verified.claims] == [claim]
    assert [c.quote.text for c in verified.citations] == [FIRST]
    assert (verified.quotes_proposed, verified.quotes_found) == (1, 1)
    assert (verified.claims_supported, verified.claims_replaced) == (1, 0)


@pytest.mark.parametrize(
    "written",
    [
        "The ferry to Sorrel Island leaves at “noon” sharp.",
        'The ferry\tto  Sorrel Island leaves at "noon" sharp.',
        "The ferry  to Sorrel Island\r\nleaves at „noon” sharp.",
    ],
)
def test_white_space_and_the_shape_of_quotation_marks_may_differ_and_the_stored_text_is_shown(
    library: Library, ferries: Document, written: str
) -> None:
    assert shown(library, replace(quoted(ferries, FIRST), text=written)) == [FIRST]


@given(data=st.data())
def test_a_quote_changed_in_one_character_is_dropped(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(FIRST) - 1).filter(lambda n: FIRST[n].isalnum() or FIRST[n] == "."))
    other = data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda c: c != FIRST[at]))
    place = Span(TEXT.index(FIRST), TEXT.index(FIRST) + len(FIRST))
    forged = FIRST[:at] + other + FIRST[at + 1 :]

    assert locate(forged, TEXT, place) is None
    assert locate(FIRST[:at] + FIRST[at + 1 :], TEXT, place) is None
    assert locate(FIRST, TEXT, place) == place


@pytest.mark.parametrize(
    "forged",
    [
        FIRST.replace("noon", "Noon"),
        FIRST.replace("The", "THE"),
        FIRST.replace("leaves", "leaves not"),
        FIRST.replace("Island", "Isl\u200band"),
        FIRST.replace("o", "\u043e"),
        FIRST[:-1],
        FIRST + " Ana",
        FIRST[:20] + SUNDAYS[10:],
        "",
        " ",
    ],
)
def test_a_forged_or_spliced_quote_is_dropped(library: Library, ferries: Document, forged: str) -> None:
    assert shown(library, replace(quoted(ferries, FIRST), text=forged), claim=forged) == []


def test_a_quote_that_stands_elsewhere_is_not_the_quote_of_this_place(library: Library, ferries: Document) -> None:
    moved = replace(quoted(ferries, STEERS), span=Span(0, len(STEERS)))

    assert shown(library, moved) == []


@pytest.mark.parametrize("span", [Span(5, 5), Span(9, 3), Span(10_000, 10_020), Span(-20, -1), Span(-20, len(TEXT))])
def test_a_span_outside_the_text_is_no_place(library: Library, ferries: Document, span: Span) -> None:
    assert shown(library, replace(quoted(ferries, STEERS), span=span, text=span.of(TEXT))) == []


def test_a_quote_of_another_document_or_of_none_is_dropped(library: Library, ferries: Document) -> None:
    other = library.add_bytes("other.txt", "other.txt", b"The bakery opens at six. It closes at nine.").document
    invented = replace(ferries, id="000000000000")
    numbered = replace(ferries, version=2)

    for document in (other, invented, numbered):
        assert shown(library, quoted(document, STEERS)) == []


def test_a_quote_of_a_replaced_or_removed_text_is_dropped(library: Library, ferries: Document) -> None:
    quote = quoted(ferries, STEERS)
    assert shown(library, quote) == [STEERS]

    library.add_bytes("ferry.txt", "ferry.txt", f"{TEXT} And more.".encode())
    assert shown(library, quote) == []

    library.add_bytes("ferry.txt", "ferry.txt", TEXT.encode())
    library.remove("ferry.txt")
    assert shown(library, quote) == []


def test_a_quote_of_another_library_is_dropped(app: AppWith, library: Library, ferries: Document) -> None:
    app.library("server").add_bytes("ferry.txt", "ferry.txt", TEXT.encode())

    assert shown(app.library("server"), quoted(ferries, STEERS)) == []
    assert shown(library, quoted(ferries, STEERS)) == [STEERS]


@pytest.mark.parametrize(
    "claim",
    [
        "No ferry runs on Sundays or Mondays.",
        "A ferry runs on Sundays.",
        "Sundays.",
        "",
        "No ferry runs on Sundays. Ana Brook steers it.",
    ],
)
def test_a_claim_that_is_not_in_its_quotes_words_gives_way_to_the_quote(
    library: Library, ferries: Document, claim: str
) -> None:
    verified = verify([Proposal(claim, (quoted(ferries, SUNDAYS),))], library)

    assert [c.text for c in verified.claims] == [SUNDAYS]
    assert (verified.claims_supported, verified.claims_replaced) == (0, 1)


def test_a_claim_may_rest_on_several_quotes_in_their_order(library: Library, ferries: Document) -> None:
    quotes = (quoted(ferries, STEERS), quoted(ferries, SUNDAYS))

    verified = verify([Proposal(f"{STEERS} {SUNDAYS}", quotes)], library)

    assert verified.claims_supported == 1
    assert verified.claims[0].citations == (1, 2)
    assert not says_the_same(f"{SUNDAYS} {STEERS}", [quote.text for quote in quotes])


def test_a_claim_whose_only_quote_is_forged_is_not_shown_and_the_others_are_numbered_without_a_gap(
    library: Library, ferries: Document
) -> None:
    good, bad = quoted(ferries, STEERS), replace(quoted(ferries, FIRST), text="The ferry is free.")
    last = quoted(ferries, SUNDAYS)

    verified = verify([Proposal(bad.text, (bad,)), Proposal(STEERS, (good,)), Proposal(SUNDAYS, (last, bad))], library)

    assert [(c.text, c.citations) for c in verified.claims] == [(STEERS, (1,)), (SUNDAYS, (2,))]
    assert [c.number for c in verified.citations] == [1, 2]
    assert (verified.quotes_proposed, verified.quotes_found) == (4, 2)


def test_a_quote_that_two_claims_rest_on_is_one_citation(library: Library, ferries: Document) -> None:
    quote = quoted(ferries, STEERS)

    verified = verify([Proposal(STEERS, (quote,)), Proposal(STEERS, (quote,))], library)

    assert [c.citations for c in verified.claims] == [(1,), (1,)]
    assert len(verified.citations) == 1


def test_without_proposals_nothing_is_shown(library: Library) -> None:
    assert verify([], library).claims == ()
