"""Since when the bot is no longer in servers that it has documents or answers of."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from bot.records.tables import departures, put


def note(connection: Connection, library: str, left_at: datetime) -> None:
    """Store when the bot was removed from the library's server, unless that is known."""
    if connection.scalar(select(departures.c.library).where(departures.c.library == library)) is None:
        put(connection, departures, {"library": library, "left_at": left_at})


def drop(connection: Connection, library: str) -> None:
    """Store that the bot is in the library's server."""
    connection.execute(delete(departures).where(departures.c.library == library))


def every(connection: Connection) -> dict[str, datetime]:
    """Return when the bot was removed from servers, by library."""
    rows = connection.execute(select(departures.c.library, departures.c.left_at))
    return {row.library: row.left_at.replace(tzinfo=UTC) for row in rows}
