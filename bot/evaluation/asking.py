"""Puts each question to the library as a person would, and once more with the documents that answer it left out."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.answering.answer import Answer, Question
from bot.evaluation.observing import ObservedApp
from bot.evaluation.questions import GoldQuestion
from index.documents import Findings

LIBRARY = "evaluation"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came of it.

    `left_out` is the answer without the documents that answer the question, None where these are not known. The times
    are those of `answer`, in milliseconds.
    """

    gold: GoldQuestion
    findings: Findings
    answer: Answer
    left_out: Answer | None
    wall_ms: float
    cpu_ms: float


def ask_all(app: ObservedApp, questions: Iterable[GoldQuestion], ids: Mapping[str, str]) -> Iterator[Asked]:
    """Ask one question after the other. `ids` has each document's id by its file name."""
    for gold in questions:
        app.found.clear()
        wall, cpu = time.perf_counter(), time.process_time()
        answer = app.ask(LIBRARY, Question(gold.question))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        yield Asked(
            gold=gold,
            findings=app.found[0],
            answer=answer,
            left_out=_without_its_documents(app, gold, ids),
            wall_ms=wall * 1000,
            cpu_ms=cpu * 1000,
        )


def _without_its_documents(app: ObservedApp, gold: GoldQuestion, ids: Mapping[str, str]) -> Answer | None:
    if not gold.has_answer or not gold.files:
        return None
    return app.ask(LIBRARY, Question(gold.question, without=tuple(ids[file] for file in sorted(gold.files))))
