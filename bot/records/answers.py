"""The answers given, and the messages that show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.answering.answer import Answer, Exchange
from bot.records.nouns import GivenAnswer, Searched
from bot.records.plain_form import from_bytes, to_bytes
from bot.records.tables import answers, messages, put
from index.tables import sealed


def keep(connection: Connection, given: GivenAnswer) -> None:
    """Store an answer."""
    connection.execute(insert(answers).values(_row(given)))


def find(connection: Connection, library: str, answer_id: str) -> GivenAnswer | None:
    """Return the library's answer with this id, or None."""
    statement = select(answers).where(answers.c.library == library, answers.c.id == answer_id)
    row = connection.execute(statement).one_or_none()
    return _given(row) if row else None


def place(connection: Connection, library: str, answer_id: str, message: int) -> None:
    """Store that a message shows the answer, and no other one from now on."""
    put(connection, messages, {"library": library, "message": message, "answer_id": answer_id})


def find_at(connection: Connection, library: str, message: int) -> GivenAnswer | None:
    """Return what the message shows, or None."""
    statement = select(messages.c.answer_id).where(messages.c.library == library, messages.c.message == message)
    answer_id = connection.scalar(statement)
    return find(connection, library, answer_id) if answer_id else None


def latest_in(connection: Connection, library: str, channel: int, limit: int) -> list[GivenAnswer]:
    """Return the last answers that everyone in the channel has seen, the newest last."""
    rows = connection.execute(
        select(answers)
        .where(answers.c.library == library, answers.c.channel == channel, answers.c.private.is_(False))
        .order_by(answers.c.number.desc())
        .limit(limit)
    )
    return [_given(row) for row in rows][::-1]


def exchanges(connection: Connection, library: str, answer_id: str, limit: int) -> tuple[Exchange, ...]:
    """Return the answer and those it follows as exchanges, the oldest first.

    They end at an answer that was for other eyes than this one: a private one before a public one, or another person's.
    """
    chain = list(_chain(connection, find(connection, library, answer_id), limit))
    return tuple(Exchange(given.answer.question, _told(given.answer)) for given in reversed(chain))


def claim_share(connection: Connection, library: str, answer_id: str) -> bool:
    """Mark the answer as shared; return whether it was not before. To be called in a writing transaction."""
    given = find(connection, library, answer_id)
    if given is None or given.shared:
        return False
    rewrite(connection, replace(given, shared=True))
    return True


def rewrite(connection: Connection, given: GivenAnswer) -> None:
    """Store an answer in place of the one with its id."""
    mine = (answers.c.library == given.library, answers.c.id == given.id)
    connection.execute(update(answers).where(*mine).values(_row(given)))


def _chain(connection: Connection, newest: GivenAnswer | None, limit: int) -> Iterator[GivenAnswer]:
    given = newest
    for _ in range(limit):
        if given is None or newest is None or not (_is_open(given) or _is_of_same_eyes(given, newest)):
            return
        yield given
        given = find(connection, given.library, given.follows) if given.follows else None


def _is_open(given: GivenAnswer) -> bool:
    return given.shared or not (given.private or given.direct)


def _is_of_same_eyes(given: GivenAnswer, newest: GivenAnswer) -> bool:
    return given.asker == newest.asker and not _is_open(newest)


def _told(answer: Answer) -> str:
    return replace(answer, claims=tuple(claim for claim in answer.claims if claim.text)).text


def _row(given: GivenAnswer) -> dict[str, Any]:
    row = {
        "id": given.id,
        "library": given.library,
        "channel": given.channel,
        "asker": given.asker,
        "private": given.private,
        "direct": given.direct,
        "shared": given.shared,
        "asked_at": given.asked_at.astimezone(UTC).replace(tzinfo=None),
        "follows": given.follows,
        "answer": to_bytes(given.answer),
        "searched": to_bytes(given.searched),
    }
    return sealed(answers, row)


def _given(row: Any) -> GivenAnswer:
    return GivenAnswer(
        id=row.id,
        library=row.library,
        channel=row.channel,
        asker=row.asker,
        private=row.private,
        direct=row.direct,
        asked_at=row.asked_at.replace(tzinfo=UTC),
        answer=from_bytes(Answer, row.answer),
        searched=from_bytes(Searched, row.searched),
        follows=row.follows,
        shared=row.shared,
    )
