"""A question on its way, and the answer to it: the synchronous part of asking, for a thread."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from bot.answering.answer import Answer, Exchange, Question, Status
from bot.answering.generative.writing import STOPPED
from bot.answering.listening import Listener
from bot.app import App
from bot.discord_ui.documents.finding import find_document
from bot.errors import Stopped
from bot.records.nouns import GivenAnswer, Searched
from index.documents import Document
from index.errors import StoreError

EXCHANGES = 3
"""Earlier questions of a conversation that are kept in mind."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """A question put in Discord. `channel`, `asker` and `replies_to` (a message) are Discord's ids.

    `document` is what the person named the one document to look in. In a thread (`in_thread`) and in direct messages
    (`direct`) what was asked there before belongs to the conversation. `follows` is the id of the answer it is about.
    """

    library: str
    text: str
    asker: int
    channel: int
    document: str | None = None
    private: bool = False
    direct: bool = False
    in_thread: bool = False
    replies_to: int | None = None
    follows: str | None = None


class Waiting(Listener, Protocol):
    """Waits for an answer, which may become unwanted."""

    @property
    def unwanted(self) -> bool:
        """Whether nothing of the answer is to be shown or kept."""
        ...

    @property
    def why(self) -> str | None:
        """Why the answer was stopped, where it was not the asker who did."""
        ...


def answer_now(app: App, request: Request, waiting: Waiting) -> GivenAnswer:
    """Answer the question and keep the answer for its buttons. Raises FootnoteError, Stopped when it is unwanted."""
    library = app.library(request.library)
    only = find_document(library, request.document) if request.document else None
    before = _answer_before(app, request)
    answer = _asked(app, request, _ways_to_ask(app, request, before, only), waiting)
    if waiting.unwanted:
        raise Stopped("The question was taken back, so its answer was not kept.")
    if answer.note == STOPPED and waiting.why:
        answer = replace(answer, note=waiting.why)
    given = GivenAnswer(
        id=app.records.new_answer_id(),
        library=request.library,
        channel=request.channel,
        asker=request.asker,
        private=request.private,
        direct=request.direct,
        asked_at=datetime.now(UTC),
        answer=answer,
        searched=searched(library.documents(), only),
        follows=before.id if before else None,
    )
    keep(app, given)
    return given


def keep(app: App, given: GivenAnswer) -> None:
    """Keep an answer for its buttons, if that can be."""
    try:
        app.records.keep_answer(given)
    except StoreError as error:  # a full disk costs the buttons, not the answer
        logger.warning("an answer could not be kept: %s", error)


def _asked(app: App, request: Request, ways: Iterable[Question], waiting: Listener) -> Answer:
    """Return the first answer that is one, or else what came of the last of the ways to ask."""
    *others, last = ways
    for question in others:
        answer = app.ask(request.library, question, waiting)
        if answer.status is Status.ANSWERED:
            return answer
    return app.ask(request.library, last, waiting)


def _ways_to_ask(app: App, request: Request, before: GivenAnswer | None, only: Document | None) -> Iterator[Question]:
    """Yield the question with what was said before it, in the ways it is tried until it is answered, at least one.

    What follows a summary of one document is asked of that first. A model is given the summary to read; the rules that
    complete a question can use of it only the topic it is on, for its many names lead elsewhere.
    """
    question = Question(request.text, only=(only.id,) if only else (), asker=request.asker)
    summary = before.searched.summary if before else None
    if before and (summary is None or app.settings.has_model):
        question = replace(question, history=app.records.exchanges(request.library, before.id, EXCHANGES))
    elif summary and summary.request.topic:
        question = replace(question, history=(Exchange(summary.request.topic, ""),))
    about = {citation.quote.document.id for citation in before.answer.citations} if before and summary else set()
    if len(about) == 1 and not only:
        yield replace(question, only=tuple(about))
    yield question


def _answer_before(app: App, request: Request) -> GivenAnswer | None:
    """Return the answer this question follows: the one it is about or replies to, or the last one in its thread."""
    records = app.records
    if request.follows is not None:
        about = records.answer(request.library, request.follows)
        return about if about and _may_follow(about, request) else None
    if request.replies_to is not None:
        replied = records.answer_at(request.library, request.replies_to)
        if replied and _may_follow(replied, request):
            return replied
    if not (request.in_thread or request.direct):
        return None
    earlier = [each for each in records.answers_in(request.library, request.channel) if _may_follow(each, request)]
    if earlier:
        return earlier[-1]
    # A thread that was started from a message has that message's id.
    return records.answer_at(request.library, request.channel) if request.in_thread else None


def _may_follow(given: GivenAnswer, request: Request) -> bool:
    """Tell whether the answer may be known to this person: another's private exchange never is."""
    seen_by_all = given.shared or not (given.private or given.direct)
    return seen_by_all or given.asker == request.asker


def searched(documents: list[Document], only: Document | None) -> Searched:
    """Return what an answer was looked for in: all documents, or `only` one."""
    if only:
        return Searched(1, only.passages, only.title)
    return Searched(len(documents), sum(document.passages for document in documents))
