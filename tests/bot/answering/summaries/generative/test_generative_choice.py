"""What a model chooses of all it told: in its order, joined where that is proven, and never beyond what was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from bot.answering.models import Prompt
from bot.answering.summaries.request import Length
from bot.errors import ModelUnavailable
from index.library import Library
from tests.bot.answering.summaries.conftest import Summarize
from tests.support.checks import assert_proven
from tests.support.scripted_models import Pieces, ScriptedModel, passages, reply
from tests.support.summarizers import SECTIONS, choosing, rule, shortly, shown_claims, telling

DOWN = ModelUnavailable("The model server broke off.")


def test_the_model_chooses_and_orders_what_a_headline_says(summarize: Summarize, harbour: Library) -> None:
    model = ScriptedModel(summary=telling(), choice=choosing(lambda claims: [(text, [i]) for i, text in claims[::-1]]))

    summary = summarize(model, Length.HEADLINE)

    assert [claim.text for claim in summary.answer.claims] == [rule("Lights")]
    assert str(summary.coverage) == "Read 9 of 9 sections of version 1."
    assert_proven(summary.answer, harbour)


def test_what_it_joins_is_proven_by_the_quotes_of_all_it_is_made_of(summarize: Summarize, harbour: Library) -> None:
    joined = f"{rule('Hours')[:-1]}, and it agreed the rule on fees in 1994."
    model = ScriptedModel(summary=telling(), choice=choosing(_joining("hours", "fees", joined)))

    summary = summarize(model, Length.HEADLINE)

    (claim,) = summary.answer.claims
    assert (claim.text, claim.own_words) == (joined, True)
    assert {citation.quote.text for citation in summary.answer.citations} == {rule("Hours"), rule("Fees")}
    assert_proven(summary.answer, harbour)


@pytest.mark.parametrize(
    "false",
    [
        "The council of Bern agreed the rule on hours because of the rule on fees.",
        "The council of Bern dropped the rules on hours and fees.",
        "Everything was agreed in 1994.",
    ],
)
def test_what_it_joins_falsely_is_said_as_it_was_verified(summarize: Summarize, harbour: Library, false: str) -> None:
    model = ScriptedModel(summary=telling(), choice=choosing(_joining("hours", "fees", false)))

    summary = summarize(model, Length.HEADLINE)

    assert false not in summary.answer.text
    assert [claim.text for claim in summary.answer.claims] == [rule("Hours")]
    assert_proven(summary.answer, harbour)


CHARTER = (
    "The club bought three boats in Lucerne.",
    "Carl Jung sold his boat to Dora Maar.",
    "Members pay 40 francs a year.",
    "Guests pay 5 francs a night.",
)


@pytest.mark.parametrize(
    ("joined", "of", "holds"),
    [
        ("Guests pay 5 francs a night, and members pay 40 francs a year.", (3, 2), True),
        ("The club bought three boats in Lucerne; Carl Jung sold his boat to Dora Maar.", (0, 1), True),
        ("The club bought three boats from Carl Jung.", (0, 1), False),
        ("Carl Jung bought three boats in Lucerne.", (0, 1), False),
        ("Carl Jung sold his boat to Dora Maar and bought three boats in Lucerne.", (0, 1), False),
        ("Guests pay 40 francs a year and members pay 5 francs a night.", (2, 3), False),
        ("Members pay 40 francs a year, so the club bought three boats in Lucerne.", (2, 0), False),
        ("Members pay 40 francs a year, and therefore guests pay 5 francs a night.", (2, 3), False),
    ],
)
def test_a_sentence_joined_of_two_claims_says_each_by_itself(
    summarize: Summarize, library: Library, joined: str, of: tuple[int, int], holds: bool
) -> None:
    text = "\n\n".join(f"## Part {n}\n\n{each}" for n, each in enumerate(CHARTER))
    library.add_bytes("handbook.md", "handbook.md", f"# Charter\n\n{text}".encode())

    def write(prompt: Prompt) -> Pieces:
        return reply([(text.strip(), [(name, text.strip())]) for name, text in passages(prompt).items()])

    def join(claims: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
        names = {text: name for name, text in claims}
        return [(joined, [names[CHARTER[at]] for at in of])]

    model = ScriptedModel(summary=write, choice=choosing(join))
    summary = summarize(model, Length.HEADLINE, library=library)

    assert [claim.text for claim in summary.answer.claims] == [joined if holds else CHARTER[of[0]]]
    assert_proven(summary.answer, library)


@pytest.mark.parametrize(
    "choice",
    [
        "",
        [DOWN],
        '{"claims": []}',
        reply([("You are free.", [("zzzzz", "You are free.")])]),
        '{"claims": [{"claim": "Visit https://evil.example/?a=b", "quotes": ["zzzzz"]}]}',
    ],
)
def test_where_the_choice_fails_it_is_made_by_the_extractive_means(
    summarize: Summarize, harbour: Library, choice: Pieces
) -> None:
    summary = summarize(ScriptedModel(summary=telling(claim=shortly), choice=lambda _: choice), Length.HEADLINE)

    (claim,) = summary.answer.claims
    assert claim.text in [shortly(title) for title in SECTIONS]
    assert str(summary.coverage) == "Read 9 of 9 sections of version 1."
    assert_proven(summary.answer, harbour)


def test_no_choice_is_asked_for_where_all_fits(summarize: Summarize) -> None:
    model = ScriptedModel(summary=telling())

    summary = summarize(model, Length.SHORT)

    assert len(summary.answer.claims) == len(SECTIONS)
    assert not model.asked("summary_choice")


def test_a_choice_shows_no_more_claims_than_a_local_model_can_read(summarize: Summarize, library: Library) -> None:
    text = "\n\n".join(
        f"## Part {n}\n\nGroup {n} must pay {n} pounds to treasurer {chr(65 + n % 26)}nna before May {n % 28 + 1}."
        for n in range(1, 56)
    )

    def write(prompt: Prompt) -> Pieces:
        return reply([(" ".join(text.split()), [(name, text.strip())]) for name, text in passages(prompt).items()])

    model = ScriptedModel(summary=write, choice=choosing(lambda claims: [(text, [i]) for i, text in claims]))
    library.add_bytes("handbook.md", "handbook.md", f"# Groups\n\n{text}".encode())

    summary = summarize(model, Length.SHORT, library=library)

    (asked,) = model.asked("summary_choice")
    assert len(shown_claims(asked)) == 40
    assert len(summary.answer.claims) == 9
    assert summary.coverage.read == 55


def _joining(one: str, other: str, text: str) -> Callable[[Any], list[tuple[str, list[str]]]]:
    return lambda claims: [(text, [name for name, claim in claims if f" {one} " in claim or f" {other} " in claim])]
