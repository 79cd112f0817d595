"""The way of a question: understand, search, weigh, write, verify."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.answering import extractive
from bot.answering.answer import Answer, Proposal, Question, Status
from bot.answering.confidence import confidence
from bot.answering.evidence import Evidence, look_closer, weigh
from bot.answering.follow_ups import standalone
from bot.answering.listening import Listener
from bot.answering.models import ChatModel
from bot.answering.verification.verifying import verify
from bot.errors import QuestionError
from index.documents import Passage
from index.library import Library

PASSAGES_SEARCHED = 10
CLOSEST_SHOWN = 3
WORTH_A_CLOSER_LOOK = 10
"""What lies below the threshold by more than this factor is not looked at again: hardly any of it would pass."""


class Answering:
    """Answers questions over one library at a time; holds only how to."""

    def __init__(self, *, min_confidence: float, max_question_chars: int) -> None:
        """Answer when the documents hold the answer with at least this chance, and take questions up to this length."""
        self._min_confidence = min_confidence
        self._max_question_chars = max_question_chars

    def ask(
        self, library: Library, question: Question, model: ChatModel | None = None, listener: Listener | None = None
    ) -> Answer:
        """Answer a question from the library, every sentence proven, or say that the documents do not hold the answer.

        Raises QuestionError for a question that cannot be asked and StoreError when the library cannot be read: a
        failure is never a `not_found`.
        """
        self.check(question.text)
        timings: dict[str, float] = {}
        with _timed(timings, "total"):
            with _timed(timings, "understand"):
                asked = standalone(question)
            with _timed(timings, "search"):
                findings = library.search(asked, PASSAGES_SEARCHED, only=question.only, without=question.without)
            with _timed(timings, "weigh"):
                evidence = weigh(asked, findings)
                chance = confidence(asked, evidence)
                if self._min_confidence / WORTH_A_CLOSER_LOOK <= chance < self._min_confidence:
                    evidence = look_closer(evidence, lambda texts: library.similarities(asked, texts))
                    chance = confidence(asked, evidence)
            with _timed(timings, "write"):
                proposals = extractive.write(evidence) if chance >= self._min_confidence else []
            with _timed(timings, "verify"):
                verified = verify(proposals, library)
                closest = () if verified.claims else verify(_closest(evidence), library).citations
        return Answer(
            question=question.text,
            standalone=asked,
            status=Status.ANSWERED if verified.claims else Status.NOT_FOUND,
            claims=verified.claims,
            citations=verified.citations,
            closest=closest,
            confidence=chance,
            writer=extractive.NAME,
            timings_ms=timings,
        )

    def check(self, text: str) -> None:
        """Raise QuestionError for a question that cannot be asked."""
        length = len(text)
        if not text.strip():
            raise QuestionError("The question is empty: ask something.")
        if length > self._max_question_chars:
            raise QuestionError(
                f"The question has {length:,} characters; the limit is {self._max_question_chars:,}. Ask a shorter one."
            )


def _closest(evidence: Sequence[Evidence]) -> Iterator[Proposal]:
    """Propose the best sentence of each of the best passages: near the question, and labelled as no more than that."""
    seen: set[Passage] = set()
    for each in evidence:
        if each.hit.passage not in seen and len(seen) < CLOSEST_SHOWN:
            seen.add(each.hit.passage)
            yield Proposal(each.text, (each.quote(),))


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timings[step] = (time.perf_counter() - started) * 1000
