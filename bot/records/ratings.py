"""What members thought of answers: one word each, the last one counts."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from bot.records.tables import answers, put, ratings


def keep(connection: Connection, library: str, answer_id: str, member: int, *, helpful: bool) -> None:
    """Store what the member thinks of the answer, in place of what they thought before; nothing for no such answer."""
    known = select(answers.c.id).where(answers.c.library == library, answers.c.id == answer_id)
    if connection.scalar(known):
        row = {"library": library, "answer_id": answer_id, "member": member, "helpful": helpful}
        put(connection, ratings, row)


def count(connection: Connection, library: str) -> tuple[int, int]:
    """Return how many found an answer of the library helpful and how many did not."""
    statement = select(ratings.c.helpful, func.count().label("number")).where(ratings.c.library == library)
    counts = {row.helpful: row.number for row in connection.execute(statement.group_by(ratings.c.helpful))}
    return counts.get(True, 0), counts.get(False, 0)
