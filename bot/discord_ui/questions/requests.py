"""A question on its way, and the answer to it: the synchronous part of asking, for a thread."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from bot.answering.answer import Exchange, Question
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
    (`direct`) what was asked there before belongs to the conversation.
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
    history = app.records.exchanges(request.library, before.id, EXCHANGES) if before else ()
    answer = app.ask(request.library, _question(request, history, only), waiting)
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


def _question(request: Request, history: tuple[Exchange, ...], only: Document | None) -> Question:
    return Question(request.text, history=history, only=(only.id,) if only else (), asker=request.asker)


def _answer_before(app: App, request: Request) -> GivenAnswer | None:
    """Return the answer this question follows: the one it replies to, or the last one in its thread."""
    records = app.records
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
