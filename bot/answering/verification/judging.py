"""Whether a claim says no more than its quotes: the layers of checks, in order, each a pure function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.answering.verification.checks.alternatives import alternative_findings
from bot.answering.verification.checks.attached import attachment_findings
from bot.answering.verification.checks.cause import cause_findings
from bot.answering.verification.checks.connected import connection_findings
from bot.answering.verification.checks.crossed import crossing_findings
from bot.answering.verification.checks.denying import denial_findings
from bot.answering.verification.checks.detail import detail_findings
from bot.answering.verification.checks.direction import direction_findings, place_findings, quality_findings
from bot.answering.verification.checks.hedging import aim_findings
from bot.answering.verification.checks.nearest import nearest_findings
from bot.answering.verification.checks.orders import order_findings
from bot.answering.verification.checks.paired import pair_findings
from bot.answering.verification.checks.quantifiers import quantifier_findings
from bot.answering.verification.checks.replaced import replacement_findings
from bot.answering.verification.checks.verbs import verb_findings
from bot.answering.verification.checks.words import unaccounted, word_findings
from bot.answering.verification.comparison import compare
from bot.answering.verification.judgement import Finding, Judgement, Verdict
from bot.answering.verification.language.tokens import cleaned
from bot.answering.verification.quantities.findings import quantity_findings, quantity_spans
from bot.answering.verification.quotes import plain, says_the_same
from bot.answering.verification.scoring import score
from index.sentences import sentence_spans

LONGEST_CLAIM: Final = 600
LONGEST_QUOTES: Final = 6_000
"""Characters of what is judged; sentences are far shorter, and time grows faster than length."""
CHECKS: Final = (
    word_findings,
    replacement_findings,
    verb_findings,
    denial_findings,
    crossing_findings,
    attachment_findings,
    pair_findings,
    connection_findings,
    quantifier_findings,
    alternative_findings,
    direction_findings,
    place_findings,
    quality_findings,
    cause_findings,
    detail_findings,
    aim_findings,
    order_findings,
)


def judge(claim: str, quotes: Sequence[str], context: str = "") -> Judgement:
    """Judge a claim by its quotes; `context` is the titles and headings they stand under."""
    if says_the_same(claim, quotes) or _is_sentence_of(claim, quotes):
        return Judgement(Verdict.SUPPORTED, 1.0)
    if len(claim) > LONGEST_CLAIM or sum(map(len, quotes)) > LONGEST_QUOTES:
        return Judgement(Verdict.UNSETTLED, 0.5, (Finding("words", "It is too long to be checked as one claim."),))
    claim, quotes = cleaned(claim), [cleaned(quote) for quote in quotes]
    comparison = compare(claim, quotes, context, quantity_spans(claim))
    findings = quantity_findings(claim, quotes) + nearest_findings(claim, quotes)
    for check in CHECKS:
        findings += check(comparison)
    return Judgement(
        _verdict(findings), score(comparison, unaccounted(comparison), findings), tuple(dict.fromkeys(findings))
    )


def _is_sentence_of(claim: str, quotes: Sequence[str]) -> bool:
    """Tell whether the claim is a whole sentence of a quote."""
    said = plain(claim)
    inside = (quote for quote in quotes if said and len(said) < len(plain(quote)) and said in plain(quote))
    return any(said == plain(span.of(quote)) for quote in inside for span in sentence_spans(quote))


def _verdict(findings: list[Finding]) -> Verdict:
    if any(finding.contradicts for finding in findings):
        return Verdict.CONTRADICTED
    return Verdict.UNSETTLED if findings else Verdict.SUPPORTED
