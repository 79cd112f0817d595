"""The way of a question: understand, search, weigh, write, verify."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.answering import extractive
from bot.answering.answer import Answer, Question
from bot.answering.caching import KeptAnswers
from bot.answering.checking.opinion import Opinion
from bot.answering.follow_ups import standalone
from bot.answering.generative.answering import ModelAnswering, ModelWay
from bot.answering.generative.limits import Limits
from bot.answering.ground import Ground, survey
from bot.answering.listening import Listener, Nobody
from bot.answering.models import ChatModel
from bot.answering.verification.verifying import verify
from bot.errors import ModelUnavailable, QuestionError
from index.library import Library

PASSAGES_SEARCHED = 10
WORTH_A_MODEL: Final = 0.5
"""From this share of the threshold on a model is asked, which reads more than single sentences."""
NOBODY: Final = Nobody()


class Answering:
    """Answers questions over one library at a time; holds only how to."""

    def __init__(
        self,
        *,
        min_confidence: float,
        max_question_chars: int,
        limits: Limits | None = None,
        prompts: Path | None = None,
        kept: KeptAnswers | None = None,
        server: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Answer when the documents hold the answer with at least this chance, and take questions up to this length.

        `limits` are those of the generative writer, `prompts` a folder with prompts in place of Footnote's own, `kept`
        is where a model's answers are kept, `server` the address of the server it is asked at ("": OpenAI's), `clock`
        tells the seconds a person waits. Raises SettingsError.
        """
        self._min_confidence = min_confidence
        self._max_question_chars = max_question_chars
        self._models = ModelAnswering(prompts, limits or Limits(), kept, server, clock)

    def ask(
        self, library: Library, question: Question, model: ChatModel | None = None, listener: Listener = NOBODY
    ) -> Answer:
        """Answer a question from the library, every sentence proven, or say that the documents do not hold the answer.

        The model writes, if there is one; the extractive writer does at once where it fails. `listener` is shown what
        is verified as it comes. Raises QuestionError for a question that cannot be asked, Stopped when the listener
        stops it before there is a sentence, and StoreError when the library cannot be read: a failure is never a
        `not_found`.
        """
        self.check(question.text)
        timings: dict[str, float] = {}
        with _timed(timings, "total"):
            way = self._models.begin(library, question, model, listener) if model else None
            with _timed(timings, "understand"):
                alone = way.standalone() if way else standalone(question)
            with _timed(timings, "search"):
                findings = library.search(alone, PASSAGES_SEARCHED, only=question.only, without=question.without)
            with _timed(timings, "weigh"):
                ground = survey(library, question, alone, findings, self._min_confidence)
            answer = self._written(way, library, ground, timings) if way else self._extracted(library, ground, timings)
        return replace(answer, timings_ms=timings)

    def _written(self, way: ModelWay, library: Library, ground: Ground, timings: dict[str, float]) -> Answer:
        """Let the model answer, where there is something to answer from, and the extractive writer where it fails."""
        note = None
        if ground.evidence and ground.chance >= self._min_confidence * WORTH_A_MODEL:
            try:
                with _timed(timings, "write"):
                    return way.answer(ground)
            except ModelUnavailable as error:
                note = str(error)
        return self._extracted(library, ground, timings, note)

    def _extracted(
        self, library: Library, ground: Ground, timings: dict[str, float], note: str | None = None
    ) -> Answer:
        """Answer in the documents' own sentences."""
        with _timed(timings, "write"):
            enough = ground.chance >= self._min_confidence
            proposals = extractive.write(ground.evidence) if enough else []
        with _timed(timings, "verify"):
            verified = verify(proposals, library)
            closest = () if verified.claims else ground.closest(library)
        return ground.answer(verified, extractive.NAME, closest=closest, note=note)

    def opinion(self, model: ChatModel) -> Opinion:
        """Return what settles, by asking this model, claims of a text that is checked (checking/)."""
        return Opinion(model, self._models.prompts.entailment, self._models.limits)

    def check(self, text: str) -> None:
        """Raise QuestionError for a question that cannot be asked."""
        length = len(text)
        if not text.strip():
            raise QuestionError("The question is empty: ask something.")
        if length > self._max_question_chars:
            raise QuestionError(
                f"The question has {length:,} characters; the limit is {self._max_question_chars:,}. Ask a shorter one."
            )


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    """Add the milliseconds that this takes to those of the step."""
    started = time.perf_counter()
    try:
        yield
    finally:
        timings[step] = timings.get(step, 0.0) + (time.perf_counter() - started) * 1000
