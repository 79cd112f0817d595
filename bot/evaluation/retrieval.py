"""How well the passages that answer a question are ranked. Measured on the questions that have an answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evaluation.figures import Figure, mean
from bot.evaluation.places import Place, holds, share_covered
from bot.evaluation.questions import GoldQuestion

Ranking = tuple[GoldQuestion, Sequence[Place]]
"""A question and the passages found for it, the best first."""

TOP = 5


def retrieval_figures(rankings: Sequence[Ranking]) -> tuple[Figure, ...]:
    """Return the figures of any search, ours or another's, over questions that have an answer."""
    located = [(gold, passages) for gold, passages in rankings if gold.spans]
    return (
        mean(
            f"span_in_top_{TOP}",
            f"gold span whole in the top {TOP} passages",
            (_span_in(gold, passages[:TOP]) for gold, passages in located),
        ),
        mean(
            "span_in_top_1",
            "gold span whole in the first passage",
            (_span_in(gold, passages[:1]) for gold, passages in located),
        ),
        mean(
            f"span_characters_recalled_in_top_{TOP}",
            f"gold characters held by the top {TOP} passages",
            (share_covered(gold.spans, passages[:TOP]) for gold, passages in located),
        ),
        mean(
            "right_document_in_top_1",
            "first passage from a right document",
            (bool(passages) and passages[0].file in gold.files for gold, passages in rankings if gold.files),
        ),
        mean(
            f"characters_in_top_{TOP}",
            f"length of the top {TOP} passages",
            (sum(place.end - place.start for place in passages[:TOP]) for _, passages in rankings),
            unit="characters",
        ),
    )


def _span_in(gold: GoldQuestion, passages: Sequence[Place]) -> bool:
    return any(holds(passage, span) for span in gold.spans for passage in passages)
