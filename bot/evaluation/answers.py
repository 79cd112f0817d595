"""What a person gets at the threshold of the settings: answers, refusals, and whether every quote is true."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evaluation.figures import Figure, mean
from bot.evaluation.outcomes import Outcome


def answer_figures(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    """Return the figures over all questions; the last two must be 0 whatever the set."""
    answerable = [outcome for outcome in outcomes if outcome.gold.has_answer]
    quotes = sum(outcome.quotes for outcome in outcomes)
    claims = sum(outcome.claims for outcome in outcomes)
    return (
        mean("answerable_answered", "answerable questions answered", (outcome.answered for outcome in answerable)),
        mean(
            "citations_hold_answer",
            "of these, with a citation that answers",
            (_cites_answer(outcome) for outcome in answerable if outcome.answered and outcome.gold.spans),
        ),
        mean(
            "unanswerable_not_found",
            "unanswerable questions refused",
            (not outcome.answered for outcome in outcomes if outcome.gold.has_answer is False),
        ),
        mean(
            "left_out_not_found",
            "refused with their documents left out",
            (not outcome.left_out.answered for outcome in outcomes if outcome.left_out),
        ),
        Figure(
            "quotes_not_verbatim",
            "quotes that differ from the stored text",
            quotes - sum(outcome.quotes_true for outcome in outcomes),
            quotes,
            "quotes",
        ),
        Figure(
            "claims_without_citation",
            "sentences without a citation",
            claims - sum(outcome.claims_cited for outcome in outcomes),
            claims,
            "sentences",
        ),
    )


def _cites_answer(outcome: Outcome) -> bool:
    return any(outcome.gold.supported_by(citation) for citation in outcome.citations)
