"""Answers a model wrote, given again while nothing they rest on has changed.

An answer is kept under everything it depends on beside the library's documents: the question as it stands alone, the
documents it was kept to, the model and its server, the prompts and the settings. The library's revision stands for its
documents.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Protocol

from bot.answering.answer import Answer, Question
from index.errors import StoreError
from index.library import Library

logger = logging.getLogger(__name__)


class KeptAnswers(Protocol):
    """Where answers are kept."""

    def written_answer(self, library: str, revision: int, key: str) -> Answer | None:
        """Return the answer kept under the key, if the library is still at this revision."""
        ...

    def keep_written_answer(self, library: str, revision: int, key: str, answer: Answer) -> None:
        """Keep an answer while the library is at this revision. Raises StoreError."""
        ...


class AnswerCache:
    """The kept answers of one library, as it was when a question was searched for."""

    def __init__(self, kept: KeptAnswers | None, library: Library) -> None:
        """Look into `kept`; None keeps nothing. To be made before the search: nothing older is then kept as newer."""
        self._kept = kept
        self._library = library
        self._revision = library.revision() if kept else 0

    def find(self, key: str, question: Question) -> Answer | None:
        """Return the answer kept under the key, as one to this question."""
        answer = self._kept.written_answer(self._library.name, self._revision, key) if self._kept else None
        return answer and replace(answer, question=question.text)

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer, unless the library has changed since; where it cannot be kept, it is made anew next time."""
        if self._kept is None:
            return
        try:
            # One of a state that is gone would never be found, and might hold what was removed meanwhile.
            if self._library.revision() == self._revision:
                self._kept.keep_written_answer(self._library.name, self._revision, key, answer)
        except StoreError as error:
            logger.info("an answer was not kept: %s", error)


def key(asked: str, question: Question, model: tuple[str, str], versions: Sequence[str]) -> str:
    """Return what an answer is kept under.

    `model` is its server's address, since another server may have another model of the same name, and its name;
    `versions` are of the prompts and the settings.
    """
    facts = [" ".join(asked.split()), sorted(question.only), sorted(question.without), model, list(versions)]
    return sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()
