"""Puts each question to the library as a person would, and some again with the documents that answer them left out."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.answer import Answer, Question
from bot.evaluation.observing import ObservedApp
from bot.evaluation.questions import GoldQuestion
from index.documents import Findings

LIBRARY = "evaluation"

MOST_ASKED_AGAIN = 1_000
"""Questions asked again without their documents, evenly spaced over the set: a share of so many is known to 0.03, and
asking about what is not there costs more than asking about what is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came of it.

    `left_out` is the answer without the documents that answer the question, None where it was not asked again. The
    times are those of `answer`, in milliseconds.
    """

    gold: GoldQuestion
    findings: Findings
    answer: Answer
    left_out: Answer | None
    wall_ms: float
    cpu_ms: float


def ask_all(app: ObservedApp, questions: Sequence[GoldQuestion], ids: Mapping[str, str]) -> Iterator[Asked]:
    """Ask one question after the other. `ids` has each document's id by its file name."""
    again = set(evenly_spaced([gold.id for gold in questions if gold.has_answer and gold.files], MOST_ASKED_AGAIN))
    for gold in questions:
        app.found.clear()
        wall, cpu = time.perf_counter(), time.process_time()
        answer = app.ask(LIBRARY, Question(gold.question))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        yield Asked(
            gold=gold,
            findings=app.found[0],
            answer=answer,
            left_out=_without_its_documents(app, gold, ids) if gold.id in again else None,
            wall_ms=wall * 1000,
            cpu_ms=cpu * 1000,
        )


def evenly_spaced(items: Sequence[str], most: int) -> Sequence[str]:
    """Return every item, or every second, or every third … so that there are at most so many."""
    return items[:: max(1, -(-len(items) // most))]


def _without_its_documents(app: ObservedApp, gold: GoldQuestion, ids: Mapping[str, str]) -> Answer:
    return app.ask(LIBRARY, Question(gold.question, without=tuple(ids[file] for file in sorted(gold.files))))
