"""A writer that a test leads sentence by sentence, in the place of the whole way of a question."""

from __future__ import annotations

from queue import Empty, Queue

from bot.answering.answer import Answer, Citation, Claim, Question, Status
from bot.answering.listening import Listener
from bot.errors import Stopped
from index.documents import Span
from tests.support.apps import AppWith
from tests.support.given_answers import answered, quote

MODEL = "scripted-7b"
POLLED = 0.005
"""Seconds between two looks whether the answer is still wanted."""
PATIENCE = 2000
"""Looks after which no test still needs the thread."""


class SlowWriting:
    """Takes the place of `App.ask`: each question shows the sentences said until `finish`, or until it is stopped.

    `asked` are the questions that have come, `ended` how many are worked on no more.
    """

    def __init__(self, app: AppWith, text: str, document: str) -> None:
        """Quote from a document with this `text`, known by its name, of the library that is asked."""
        self.asked: list[Question] = []
        self.ended = 0
        self._app, self._text, self._document = app, text, document
        self._said: Queue[str | None] = Queue()

    def say(self, *sentences: str) -> None:
        """Write so many more sentences of the document."""
        for sentence in sentences:
            self._said.put(sentence)

    def finish(self) -> None:
        self._said.put(None)

    def ask(self, library: str, question: Question, listener: Listener) -> Answer:
        """Answer as `App.ask` does."""
        self.asked.append(question)
        try:
            return self._written(library, question, listener)
        finally:
            self.ended += 1

    def _written(self, library: str, question: Question, listener: Listener) -> Answer:
        sentences: list[str] = []
        for _ in range(PATIENCE):
            if listener.stopped and not sentences:
                raise Stopped("Stopped.")
            if listener.stopped:
                return self._answer(library, question, sentences, note="Stopped.")
            try:
                said = self._said.get(timeout=POLLED)
            except Empty:
                continue
            if said is None:
                return self._answer(library, question, sentences)
            sentences.append(said)
            listener.show(self._answer(library, question, sentences))
        raise AssertionError("nobody finished this answer")

    def _answer(self, library: str, question: Question, sentences: list[str], note: str | None = None) -> Answer:
        document = self._app.library(library).find(self._document)
        quotes = [quote(each, document=document, span=self._span(each), heading="", line=3) for each in sentences]
        return answered(
            question=question.text,
            standalone=question.text,
            status=Status.ANSWERED if sentences else Status.NOT_FOUND,
            claims=tuple(Claim(f"{each} So it is.", (number,), True) for number, each in enumerate(sentences, 1)),
            citations=tuple(Citation(number, each) for number, each in enumerate(quotes, 1)),
            writer="generative",
            model=MODEL,
            note=note,
        )

    def _span(self, sentence: str) -> Span:
        at = self._text.index(sentence)
        return Span(at, at + len(sentence))
