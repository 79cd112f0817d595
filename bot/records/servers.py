"""What each server's admins have chosen."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.records.nouns import ServerSettings
from bot.records.plain_form import from_bytes, to_bytes
from bot.records.tables import put, servers


def every(connection: Connection) -> dict[str, ServerSettings]:
    """Return the settings of every server that has any, by library."""
    rows = connection.execute(select(servers.c.library, servers.c.settings))
    return {row.library: from_bytes(ServerSettings, row.settings) for row in rows}


def find(connection: Connection, library: str) -> ServerSettings:
    """Return the server's settings; where nothing was chosen, those a server begins with."""
    stored = connection.scalar(select(servers.c.settings).where(servers.c.library == library))
    return from_bytes(ServerSettings, stored) if stored else ServerSettings()


def keep(connection: Connection, library: str, settings: ServerSettings) -> None:
    """Store the server's settings."""
    put(connection, servers, {"library": library, "settings": to_bytes(settings)})
