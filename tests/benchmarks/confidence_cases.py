"""Questions put to libraries that do and that do not answer them, and the signs each time."""

from __future__ import annotations

import random
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from bot.answering.confidence import confidence, read_signs
from bot.answering.evidence import weigh
from bot.answering.pipeline import PASSAGES_SEARCHED
from bot.app import App
from bot.evaluation.documents import Added, add_documents, measure_documents
from bot.evaluation.questions import GoldQuestion, load_questions
from index.library import Library

WHOLE, SINGLE = "whole set", "one document"
ANSWERABLE, UNANSWERABLE, ELSEWHERE = "answerable", "unanswerable", "its document not there"
UNANSWERABLE_WEIGHT = 0.2
"""What an unanswerable question counts for. Those of SQuAD 2.0 were written to look answerable, a few words away from
what the text says; few questions that people ask are like them."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question put to a library of `kind` (WHOLE or SINGLE); `asked` says why it has an answer there, or has none.

    `file` is the document the question is about, which the halves are told by.
    """

    file: str
    kind: str
    asked: str
    signs: tuple[float, ...]
    confidence: float
    weight: float

    @property
    def label(self) -> float:
        """1 where the library holds the answer, else 0."""
        return float(self.asked == ANSWERABLE)


def collect(app: App, folder: Path, every: int) -> Iterator[Case]:
    """Yield the cases of one question in `every`, over all documents and over single ones."""
    limit = app.settings.max_file_bytes
    characters = measure_documents(folder, limit)
    questions = load_questions(folder, characters, app.settings.max_question_chars)[::every]
    added = add_documents(app.library(WHOLE), folder, characters, limit, _untold)
    for name, length in characters.items():
        add_documents(app.library(name), folder, {name: length}, limit, _untold)
    for question in questions:
        yield from _cases(app, question, added, sorted(characters))


def _cases(app: App, question: GoldQuestion, added: Added, files: Sequence[str]) -> Iterator[Case]:
    """Ask where the answer is and where it is not: with its document left out, and with only another one there."""
    (own,) = question.files
    asked = ANSWERABLE if question.has_answer else UNANSWERABLE
    yield from _case(app.library(WHOLE), WHOLE, asked, question, own)
    yield from _case(app.library(own), SINGLE, asked, question, own)
    if question.has_answer:
        other = random.Random(zlib.crc32(question.id.encode())).choice([file for file in files if file != own])
        yield from _case(app.library(WHOLE), WHOLE, ELSEWHERE, question, own, without=[added.ids[own]])
        yield from _case(app.library(other), SINGLE, ELSEWHERE, question, own)


def _case(
    library: Library, kind: str, asked: str, question: GoldQuestion, own: str, without: Collection[str] = ()
) -> Iterator[Case]:
    """Yield the case, unless the confidence is 0 by a rule that comes before the regression."""
    evidence = weigh(question.question, library.search(question.question, PASSAGES_SEARCHED, without=without))
    chance = confidence(question.question, evidence)
    if chance > 0:
        signs = astuple(read_signs(question.question, evidence))
        weight = UNANSWERABLE_WEIGHT if asked == UNANSWERABLE else 1.0
        yield Case(own, kind, asked, signs, chance, weight)


def _untold(_done: int, _total: int) -> None:
    """Say nothing of the progress."""
