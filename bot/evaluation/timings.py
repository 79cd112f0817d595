"""What a question costs, asked alone; a little more than a person pays, since RANKED passages are looked up for it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from bot.evaluation.figures import Figure
from bot.evaluation.outcomes import Outcome


def timing_figures(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    """Return the medians: a few questions pay for what is loaded once."""
    n = len(outcomes)
    wall = median(outcome.wall_ms for outcome in outcomes) if n else None
    cpu = median(outcome.cpu_ms for outcome in outcomes) if n else None
    return (
        Figure("median_wall_ms", "time to an answer, median", wall, n, "ms"),
        Figure("median_cpu_ms", "processor time of it, median", cpu, n, "ms"),
    )
