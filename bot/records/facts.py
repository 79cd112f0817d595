"""Small facts of the bot's own, each under a key; nothing of a library's."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.records.tables import facts, put


def find(connection: Connection, key: str) -> str | None:
    """Return what is stored under the key, or None."""
    return connection.scalar(select(facts.c.value).where(facts.c.key == key))


def keep(connection: Connection, key: str, value: str) -> None:
    """Store a value in place of the one the key had."""
    put(connection, facts, {"key": key, "value": value})
