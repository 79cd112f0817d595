"""How well the sentence that answers is told from its neighbours, before any threshold."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evaluation.figures import Figure, mean
from bot.evaluation.outcomes import SENTENCES_KEPT, Outcome


def extraction_figures(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    """Return the figures over the questions whose answer is located."""
    located = [outcome for outcome in outcomes if outcome.gold.has_answer and outcome.gold.spans]
    return (
        mean(
            "first_sentence_holds_answer",
            "first sentence gives the answer",
            (_gives_answer(outcome, 1) for outcome in located),
        ),
        mean(
            f"within_{SENTENCES_KEPT}",
            f"one of the first {SENTENCES_KEPT} sentences does",
            (_gives_answer(outcome, SENTENCES_KEPT) for outcome in located),
        ),
    )


def _gives_answer(outcome: Outcome, first: int) -> bool:
    return any(outcome.gold.supported_by(sentence) for sentence in outcome.sentences[:first])
