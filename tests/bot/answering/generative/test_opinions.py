"""A model's opinion decides where the rules cannot, never against them, and never about a fact that no quote holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answer import Quote
from bot.answering.generative.opinions import may_settle
from bot.answering.verification.judgement import Finding, Judgement, Verdict
from bot.answering.verification.verifying import Checked
from index.documents import Span
from tests.bot.answering.generative.test_quoting import HITS

SAID = "The Chinese ferry, built before 9/11, carries 1,250 people to Sorrel Island."


def checked(claim: str, *checks: str, verdict: Verdict = Verdict.UNSETTLED) -> Checked:
    """A claim some checks have something against, in a document on ferries."""
    quote = Quote(HITS[0].document, Span(0, len(SAID)), SAID, "Times › Summer", 1, None)
    failed = tuple(Finding(check, "The quotes do not say so.") for check in checks)
    return Checked(claim, (quote,), Judgement(verdict, 0.5, failed))


@pytest.mark.parametrize(
    ("claim", "checks"),
    [
        ("Nobody can board it before lunch.", ["words", "cause"]),
        ("It is a boat from China.", ["names", "words"]),
        ("The summer ferry is older than that.", ["names"]),
        ("It was there prior to September 11.", ["dates"]),
        ("It carries 1250 people.", ["numbers"]),
        ("It carries people in their hundreds.", ["numbers"]),
        ("Ana Brook built it.", ["words"]),
    ],
)
def test_what_the_rules_leave_open_is_a_matter_of_opinion(claim: str, checks: list[str]) -> None:
    assert may_settle(checked(claim, *checks))


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("It carries 1,251 people.", "numbers"),
        ("It carries people at 3 pounds.", "currency"),
        ("It was built in 1999.", "dates"),
        ("It sails to Norwick.", "names"),
        ("Ågot built the Chinese ferry.", "names"),
    ],
)
def test_a_number_or_a_name_that_no_quote_holds_is_none(claim: str, check: str) -> None:
    assert not may_settle(checked(claim, "words", check))


def test_what_is_plainly_added_is_none() -> None:
    added = Finding("words", "The quotes say nothing of “by night”.", final=True)

    assert not may_settle(replace(checked("It sails by night."), judgement=Judgement(Verdict.UNSETTLED, 0.5, (added,))))


@pytest.mark.parametrize("verdict", [Verdict.SUPPORTED, Verdict.CONTRADICTED])
def test_what_the_rules_decide_is_decided(verdict: Verdict) -> None:
    assert not may_settle(checked("It is old.", verdict=verdict))
