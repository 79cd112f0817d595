"""Whether a claim says no more than its quotes: the layers of checks, in order, each a pure function."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.verification.judgement import Finding, Judgement, Verdict
from bot.answering.verification.quotes import says_the_same


def judge(claim: str, quotes: Sequence[str], context: str = "") -> Judgement:  # noqa: ARG001 - until the checks are here
    """Judge a claim by its quotes; `context` is the titles and headings they stand under."""
    if says_the_same(claim, quotes):
        return Judgement(Verdict.SUPPORTED, 1.0)
    return Judgement(Verdict.UNSETTLED, 0.5, (Finding("words", "It is not in the words of its quotes."),))
