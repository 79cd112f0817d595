"""Texts checked against a library: verdicts that can be relied on, and quotes that stand where they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.answering.checking.checked import CheckedText, Standing
from bot.answering.checking.checking import MOST_CHARACTERS, MOST_SENTENCES, check
from bot.answering.checking.opinion import Opinion
from bot.answering.generative.limits import Limits
from bot.errors import ModelUnavailable
from index.library import Library
from prompts import load
from tests.bot.answering.checking import claims_to_check as cases
from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.scripted_models import ScriptedModel, deciding
from tests.support.texts import any_text

ROOT = Path(__file__).parents[4]
CLUB = "The club was founded by Ada Lovell in 1921. Members pay 12 euros a year. The pool opens at 9. The bar is red."


@pytest.fixture
def club(library: Library) -> Library:
    library.add_bytes("club.md", "club.md", f"# The kite club\n\n{CLUB}\n".encode())
    return library


def verdicts(library: Library, text: str) -> list[Standing]:
    return [claim.verdict for claim in check(library, text).claims]


def only(library: Library, text: str) -> Standing:
    (verdict,) = verdicts(library, text)
    return verdict


def tallied(library: Library, claims: Sequence[str]) -> Counter[Standing]:
    return Counter(only(library, claim) for claim in claims)


def test_claims_called_true_are_true_and_claims_called_false_are_false(make_app: AppMaker) -> None:
    app = make_app(model=None)
    sample, other = app.library("sample"), app.library("club")
    sample.add(ROOT / "docs" / "sample" / "ai-travel-guidance.md")
    other.add_bytes("club.md", "club.md", cases.CLUB.encode())

    said = tallied(sample, cases.SAID_OF_SAMPLE) + tallied(other, cases.SAID_OF_CLUB)
    otherwise = tallied(sample, cases.SAID_OTHERWISE_OF_SAMPLE) + tallied(other, cases.SAID_OTHERWISE_OF_CLUB)
    unsaid = tallied(sample, cases.NOT_SAID_OF_SAMPLE) + tallied(other, cases.NOT_SAID_OF_CLUB)

    assert min(map(Counter.total, (said, otherwise, unsaid))) > 30
    all_of_them = said + otherwise + unsaid
    assert said[Standing.SUPPORTED] >= 0.97 * all_of_them[Standing.SUPPORTED]
    assert otherwise[Standing.CONTRADICTED] >= 0.97 * all_of_them[Standing.CONTRADICTED]
    assert said[Standing.SUPPORTED] >= 0.8 * said.total()
    assert otherwise[Standing.CONTRADICTED] >= 0.8 * otherwise.total()


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("The club was founded by Ada Lovell in 1931.", "The documents say “1921”, not “1931”."),
        ("The club was founded by Bo Stone in 1921.", "The documents say “Ada Lovell”, not “Bo Stone”."),
        ("Members pay 15 euros a year.", "The documents say “12 euros a year”, not “15 euros a year”."),
    ],
)
def test_a_contradiction_says_what_the_documents_say(club: Library, claim: str, reason: str) -> None:
    (checked,) = check(club, claim).claims

    assert (checked.verdict, checked.reason) == (Standing.CONTRADICTED, reason)


@pytest.mark.parametrize(
    "claim",
    [
        "The library opens at 8.",
        "Guests pay 15 euros a year.",
        "The kitchen is not red.",
        "The choir was founded by Bo.",
    ],
)
def test_what_is_said_of_something_else_contradicts_nothing(club: Library, claim: str) -> None:
    assert only(club, claim) is Standing.UNSUPPORTED


def test_that_something_took_place_says_only_when(library: Library) -> None:
    library.add_bytes("day.md", "day.md", b"# The fair\n\nThe March 5 fair was opened by Ada Lovell.\n")

    assert verdicts(library, "The fair took place on March 5. The fair took place on March 6.") == [
        Standing.SUPPORTED,
        Standing.CONTRADICTED,
    ]


def test_a_number_that_says_of_which_thing_a_claim_speaks_contradicts_nothing(
    library: Library,
) -> None:
    library.add_bytes("piers.md", "piers.md", b"# Piers\n\nPier 89 has 99 lamps. The bus 12 leaves at 9:30.\n")
    unsaid = ("Pier 8 has 99 lamps.", "The bus 14 leaves at 9:30.")
    assert [only(library, claim) for claim in unsaid] == [Standing.UNSUPPORTED] * 2
    otherwise = ("Pier 89 has 90 lamps.", "The bus 12 leaves at 9:45.")
    assert [only(library, claim) for claim in otherwise] == [Standing.CONTRADICTED] * 2


def test_a_name_where_others_may_be_right_too_contradicts_nothing(library: Library) -> None:
    library.add_bytes("a.txt", "a.txt", b"Ada Lovell attended the spring meeting. The towns include Rome and Oslo.")

    assert verdicts(library, "Bo Stone attended the spring meeting. The towns include Paris.") == [
        Standing.UNSUPPORTED,
        Standing.UNSUPPORTED,
    ]


def test_a_pronoun_is_taken_for_what_the_sentence_before_speaks_of(library: Library) -> None:
    library.add_bytes("a.txt", "a.txt", b"Ada Lovell founded Unitree. Unitree makes robots. Ada Lovell left in 1930.")

    assert verdicts(library, "Ada Lovell founded Unitree. It makes robots. She left in 1931.") == [
        Standing.SUPPORTED,
        Standing.SUPPORTED,
        Standing.CONTRADICTED,
    ]


def test_every_quote_stands_in_the_stored_text_and_is_numbered_in_order_of_use(club: Library) -> None:
    checked = check(club, "Members pay 12 euros a year. The pool opens at 9. Members pay 13 euros a year.")

    assert [claim.citations for claim in checked.claims] == [(1,), (2,), (1,)]
    for citation in checked.citations:
        text = club.live_text(citation.quote.document.id, citation.quote.document.version)
        assert text is not None
        assert citation.quote.span.of(text) == citation.quote.text


def test_a_removed_document_supports_nothing_and_another_library_neither(club: Library, app: AppWith) -> None:
    assert only(app.library("other"), "The bar is red.") is Standing.UNSUPPORTED
    assert only(club, "The bar is red.") is Standing.SUPPORTED

    club.remove("club.md")

    assert check(club, "The bar is red.").citations == ()


def test_what_states_nothing_is_left_out_and_that_is_said(club: Library) -> None:
    assert check(club, "Hi! The bar is red. Is it?").note == "2 sentences that state nothing were left out."
    assert check(club, "The bar is red.").note is None
    assert check(club, "Is it?") == CheckedText((), (), "There is nothing in this text to check: it states nothing.")


def test_only_the_start_of_a_long_text_is_checked_and_that_is_said(library: Library) -> None:
    many = check(library, "Dogs bark. " * (MOST_SENTENCES + 1))
    long = check(library, f"The bar is red.{' ' * MOST_CHARACTERS}Dogs bark.")

    assert (len(many.claims), len(long.claims)) == (MOST_SENTENCES, 1)
    assert many.note == long.note == "Only the start of the text was checked, for it is too long."


def opinion(model: ScriptedModel) -> Opinion:
    return Opinion(model, load().entailment, Limits())


OTHER_WORDS = "Ada Lovell is the mother of the kite club. Members pay 13 euros a year. Herons sing."


def test_a_model_is_asked_only_about_what_the_rules_leave_open(club: Library) -> None:
    asked: list[str] = []
    model = ScriptedModel(entailment=deciding(lambda claim: asked.append(claim) or "Lovell" in claim))

    checked = check(club, OTHER_WORDS, opinion(model))

    assert [claim.verdict for claim in checked.claims] == [
        Standing.SUPPORTED,
        Standing.CONTRADICTED,
        Standing.UNSUPPORTED,
    ]
    assert checked.claims[0].reason == "The documents say so in other words, as scripted-1 reads them."
    assert checked.claims[0].citations == (1,)
    assert not any("euros" in claim or "Herons" in claim for claim in asked)


def test_what_a_model_denies_stays_as_it_is(club: Library) -> None:
    model = ScriptedModel(entailment=deciding(lambda _claim: False))

    assert check(club, OTHER_WORDS, opinion(model)) == check(club, OTHER_WORDS)


def test_where_the_model_fails_the_rules_alone_decide_and_that_is_said(club: Library) -> None:
    model = ScriptedModel(entailment=[[ModelUnavailable("The model server failed (500).")]])

    checked = check(club, OTHER_WORDS, opinion(model))

    assert checked.claims == check(club, OTHER_WORDS).claims
    assert checked.note == "No model was heard: The model server failed (500)."


def test_no_model_is_asked_where_nothing_is_open(club: Library) -> None:
    model = ScriptedModel()

    check(club, "The bar is red. Herons sing.", opinion(model))

    assert model.prompts == []


def test_no_text_is_too_odd_to_be_checked(make_app: AppMaker) -> None:
    club = make_app(model=None).library("local")
    club.add_bytes("club.md", "club.md", CLUB.encode())

    @given(any_text)
    @settings(max_examples=15)
    def checks(text: str) -> None:
        for claim in check(club, f"{text}\n\nThe pool opens at {text[:20]}").claims:
            assert claim.verdict is Standing.UNSUPPORTED or claim.citations

    checks()
