"""What is kept of a member for direct messages: where they have asked, the server they picked, a question put off."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection, delete, func, select

from bot.records.tables import answers, direct_servers, held_questions, put

HELD_FOR: Final = timedelta(days=1)


def asked_before(connection: Connection, member: int) -> list[str]:
    """Return the libraries the member was answered from, the last one first."""
    last = func.max(answers.c.number).desc()
    statement = select(answers.c.library).where(answers.c.asker == member).group_by(answers.c.library).order_by(last)
    return list(connection.scalars(statement))


def direct_server(connection: Connection, member: int) -> str | None:
    """Return the library the member's direct messages are answered from, once they have picked one."""
    return connection.scalar(select(direct_servers.c.library).where(direct_servers.c.member == member))


def choose_direct_server(connection: Connection, member: int, library: str) -> None:
    """Store the member's pick."""
    put(connection, direct_servers, {"member": member, "library": library})


def hold_question(connection: Connection, member: int, text: str, now: datetime) -> str:
    """Store a question until it is clear which server it is for, and return its id; drop those held too long."""
    connection.execute(delete(held_questions).where(held_questions.c.held_at <= now - HELD_FOR))
    question_id = token_hex(8)
    put(connection, held_questions, {"id": question_id, "member": member, "text": text, "held_at": now})
    return question_id


def held_question(connection: Connection, member: int, question_id: str, now: datetime) -> str | None:
    """Return the member's question; None when it is another's, or was held too long."""
    mine = (held_questions.c.id == question_id, held_questions.c.member == member)
    return connection.scalar(select(held_questions.c.text).where(*mine, held_questions.c.held_at > now - HELD_FOR))
