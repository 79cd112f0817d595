"""Answers and summaries a model wrote, kept to be given again to the same question while the library is as it was."""

from __future__ import annotations

from typing import Final, TypeVar

from sqlalchemy import Connection, delete, func, select

from bot.answering.answer import Answer
from bot.answering.summaries.summary import Summary
from bot.records.plain_form import from_bytes, to_bytes
from bot.records.tables import put, written_answers

MOST_KEPT: Final = 500
"""Answers and summaries of one library; those kept longest ago go first."""

Kept = TypeVar("Kept", Answer, Summary)


def find(connection: Connection, kind: type[Kept], library: str, revision: int, key: str) -> Kept | None:
    """Return what was kept under the key at this revision of the library, or None."""
    stored = connection.scalar(
        select(written_answers.c.answer).where(
            written_answers.c.library == library,
            written_answers.c.key == key,
            written_answers.c.revision == revision,
        )
    )
    return None if stored is None else from_bytes(kind, stored)


def keep(connection: Connection, library: str, revision: int, key: str, answer: Answer | Summary) -> None:
    """Keep an answer or a summary, and let go of those of other revisions and of the oldest beyond MOST_KEPT."""
    mine = written_answers.c.library == library
    connection.execute(delete(written_answers).where(mine, written_answers.c.revision != revision))
    connection.execute(delete(written_answers).where(mine, written_answers.c.key == key))
    put(connection, written_answers, {"library": library, "key": key, "revision": revision, "answer": to_bytes(answer)})
    newest = connection.scalar(select(func.max(written_answers.c.number)).where(mine)) or 0
    count = connection.scalar(select(func.count()).select_from(written_answers).where(mine)) or 0
    if count > MOST_KEPT:
        oldest = (
            select(written_answers.c.number).where(mine).order_by(written_answers.c.number).limit(count - MOST_KEPT)
        )
        gone = written_answers.c.number.in_(oldest.scalar_subquery())
        connection.execute(delete(written_answers).where(mine, gone, written_answers.c.number < newest))


def forget(connection: Connection, library: str) -> None:
    """Let go of all of the library's: something of what they rest on was removed."""
    connection.execute(delete(written_answers).where(written_answers.c.library == library))
