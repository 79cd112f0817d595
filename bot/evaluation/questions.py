"""The questions of a set, as `questions.jsonl` states them: one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import EvaluationError
from bot.evaluation.places import Place, holds, share_covered

FILE = "questions.jsonl"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class GoldQuestion(BaseModel):
    """A question with what is known of its answer; every field but the first two may be left out.

    `documents` names the files that answer it and `spans` the places in them, in characters of the file decoded as
    UTF-8. Where there are `answers`, each span is an occurrence of one of them, and any will do; where there are none,
    the spans support the answer together.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    question: str
    answerable: bool | None = None
    documents: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    spans: tuple[Place, ...] = ()

    @property
    def has_answer(self) -> bool | None:
        """Whether the documents answer it; None when the set does not say."""
        if self.answerable is None and (self.spans or self.answers):
            return True
        return self.answerable

    @property
    def files(self) -> frozenset[str]:
        """The files that answer it."""
        return frozenset(self.documents) | {span.file for span in self.spans}

    def supported_by(self, place: Place) -> bool:
        """Tell whether a sentence or quote gives the answer.

        It does when it holds an occurrence of one of the answers; in a set without answers, when more than half of it
        is supporting text.
        """
        if self.answers:
            return any(holds(place, span) for span in self.spans)
        return share_covered([place], self.spans) > 0.5


def load_questions(folder: Path, characters: Mapping[str, int], max_question_chars: int) -> list[GoldQuestion]:
    """Read the questions of a folder. `characters` has the length of each document's text by its file name.

    Raises EvaluationError, naming the line, when one is malformed or names what is not there.
    """
    questions: dict[str, GoldQuestion] = {}
    for number, line in _lines(folder / FILE):
        question = _parsed(number, line)
        repeated = "its id was used before" if question.id in questions else None
        fault = repeated or _fault(question, characters, max_question_chars)
        if fault:
            raise EvaluationError(f"{FILE}, line {number}: {fault}.")
        questions[question.id] = question
    if not questions:
        raise EvaluationError(f"{FILE} holds no question.")
    return list(questions.values())


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank with their numbers from 1; only a line feed ends a line of JSON."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise EvaluationError(f"The folder holds no {FILE}.") from None
    except OSError as error:
        raise EvaluationError(f"{FILE} cannot be read: {error.strerror}.") from error
    for number, line in enumerate(data.removeprefix(BYTE_ORDER_MARK).split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _parsed(number: int, line: bytes) -> GoldQuestion:
    try:
        return GoldQuestion.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        broken = first["type"] == "json_invalid"
        reason = "this is not JSON" if broken else f"{where or 'the line'}: {first['msg'].lower()}"
        raise EvaluationError(f"{FILE}, line {number}: {reason}.") from None


def _fault(question: GoldQuestion, characters: Mapping[str, int], max_question_chars: int) -> str | None:
    """Return what is wrong with a question, or None."""
    if not question.question.strip():
        return "the question is empty"
    if len(question.question) > max_question_chars:
        return f"the question is over the limit of {max_question_chars:,} characters"
    unknown = sorted(question.files - characters.keys())
    if unknown:
        return f"documents/ holds no file called “{unknown[0]}”"
    for file, start, end in question.spans:
        if not 0 <= start < end <= characters[file]:
            return f"the span {start}–{end} is not in {file}, which has {characters[file]:,} characters"
    return None
