"""All figures of a set, as data and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.abstention import abstention_figures
from bot.evaluation.answers import answer_figures
from bot.evaluation.extraction import extraction_figures
from bot.evaluation.figures import Figure
from bot.evaluation.outcomes import Outcome
from bot.evaluation.retrieval import retrieval_figures
from bot.evaluation.timings import timing_figures


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured. `model` names the embedding model, None where the library was searched by keywords alone."""

    documents: int
    passages: int
    questions: int
    model: str | None
    sections: Mapping[str, tuple[Figure, ...]]

    def as_json(self) -> dict[str, Any]:
        """Return the report as the object `footnote eval --json` prints."""
        sections = {name: {each.name: each.as_json() for each in figures} for name, figures in self.sections.items()}
        return {
            "documents": self.documents,
            "passages": self.passages,
            "questions": self.questions,
            "model": self.model,
            **sections,
        }

    def lines(self) -> list[str]:
        """Return the report as a table, one line each."""
        searched = f"keywords and {self.model}" if self.model else "keywords alone"
        lines = [
            f"{self.documents:,} documents, {self.passages:,} passages, {self.questions:,} questions; "
            f"searched by {searched}"
        ]
        for name, figures in self.sections.items():
            lines += [name, *(figure.line() for figure in figures)]
        return lines


def measure(outcomes: Sequence[Outcome]) -> dict[str, tuple[Figure, ...]]:
    """Return every figure, in sections."""
    answerable = [(outcome.gold, outcome.passages) for outcome in outcomes if outcome.gold.has_answer]
    return {
        "retrieval": retrieval_figures(answerable),
        "extraction": extraction_figures(outcomes),
        "answers": answer_figures(outcomes),
        "abstention": abstention_figures(outcomes),
        "timings": timing_figures(outcomes),
    }
