"""The way of a question through a model: from what is kept, or written and checked as it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from functools import cache
from pathlib import Path

from bot.answering import caching
from bot.answering.answer import Answer, Question
from bot.answering.caching import AnswerCache, KeptAnswers
from bot.answering.generative.audience import Audience
from bot.answering.generative.limits import Limits, Patience
from bot.answering.generative.prompting import prompts_in
from bot.answering.generative.rewriting import understood
from bot.answering.generative.writing import NAME, Writing
from bot.answering.ground import Ground
from bot.answering.listening import Listener
from bot.answering.models import ChatModel
from bot.answering.verification.judging import judge
from index.library import Library


class ModelAnswering:
    """Has models understand and answer questions; holds only how to."""

    def __init__(
        self,
        prompts: Path | None,
        limits: Limits,
        kept: KeptAnswers | None,
        server: str,
        clock: Callable[[], float],
    ) -> None:
        """Read the prompts, with those of the folder in place of Footnote's own. Raises SettingsError."""
        self.prompts = prompts_in(prompts)
        self.limits = limits
        self.kept = kept
        self.server = server
        self.clock = clock

    def begin(self, library: Library, question: Question, model: ChatModel, listener: Listener) -> ModelWay:
        """Begin to answer a question, and to wait; the library is asked no earlier than this. Raises StoreError."""
        _open_tables()
        return ModelWay(self, library, question, model, listener)


class ModelWay:
    """The way of one question through one model."""

    def __init__(
        self, how: ModelAnswering, library: Library, question: Question, model: ChatModel, listener: Listener
    ) -> None:
        """Begin to wait, and note how the library stands. Raises StoreError."""
        self._how = how
        self._library = library
        self._question = question
        self._model = model
        self._listener = listener
        self._patience = Patience(how.limits, how.clock)
        self._cache = AnswerCache(how.kept, library)

    def standalone(self) -> str:
        """Return the question so that it can be searched for alone."""
        prompt = self._how.prompts.follow_up
        return understood(self._question, prompt, self._model, self._patience, lambda: self._listener.stopped)

    def answer(self, ground: Ground) -> Answer:
        """Answer on this ground, as kept or written anew. Raises ModelUnavailable, Stopped and StoreError."""
        return self._cache.find(self._key(ground), self._question) or self._written(ground)

    def _key(self, ground: Ground) -> str:
        """Return what the answer is kept under; a server may tell the model's name only with its first reply."""
        versions = [self._how.prompts.version, *map(str, astuple(self._how.limits))]
        model = (self._how.server, self._model.name)
        return caching.key(ground.standalone, self._question, model, versions)

    def _written(self, ground: Ground) -> Answer:
        audience = Audience(self._listener, self._patience, ground, self._model)
        writing = Writing(self._how.prompts, self._how.limits, judge, self._model, self._library, audience)
        written = writing.write(ground.standalone, ground.findings)
        closest = () if written.verified.claims else ground.closest(self._library)
        name = self._model.name
        answer = ground.answer(written.verified, NAME, closest=closest, model=name, note=written.note)
        if written.whole:
            self._cache.keep(self._key(ground), answer)
        return answer


@cache
def _open_tables() -> None:
    """Have the judge make its tables, a third of a second once, before a sentence is waited for."""
    judge("It opened on May 3.", ["On May 3 it was opened."])
