"""Every statement on sources and on a library's options. As in index/catalogue.py, each works inside its caller's
transaction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from index.following.source import Facts, Source, SourceKind
from index.schema import library_options, sources
from index.tables import sealed

EVERY_MINUTES: Final = "every_minutes"
"""The option of a library that says how often its sources are looked at."""


def find(connection: Connection, library: str, kind: SourceKind, location: str) -> Source | None:
    """Return the source of the library at this location, or None."""
    mine = (sources.c.library == library, sources.c.kind == kind, sources.c.location == location)
    row = connection.execute(select(sources).where(*mine)).one_or_none()
    return _source(row) if row else None


def listed(connection: Connection, library: str) -> list[Source]:
    """Return the library's sources, folders first, by location."""
    mine = select(sources).where(sources.c.library == library)
    return [_source(row) for row in connection.execute(mine.order_by(sources.c.kind, sources.c.location))]


def following_libraries(connection: Connection) -> list[str]:
    """Return the names of the libraries that have sources."""
    return list(connection.scalars(select(sources.c.library).distinct().order_by(sources.c.library)))


def put(connection: Connection, source: Source) -> None:
    """Store a source, in place of what is stored of it."""
    drop(connection, source.library, source.kind, source.location)
    connection.execute(insert(sources).values(sealed(sources, _row(source))))


def drop(connection: Connection, library: str, kind: SourceKind, location: str) -> None:
    """Follow a source no more."""
    mine = (sources.c.library == library, sources.c.kind == kind, sources.c.location == location)
    connection.execute(delete(sources).where(*mine))


def default_minutes(connection: Connection, library: str) -> int | None:
    """Return how often the library has its sources looked at; None where it does not say."""
    return _options(connection, library).get(EVERY_MINUTES)


def set_default_minutes(connection: Connection, library: str, every_minutes: int | None) -> None:
    """Store how often the library has its sources looked at."""
    options = {**_options(connection, library), EVERY_MINUTES: every_minutes}
    row = {"library": library, "options": json.dumps(options)}
    connection.execute(delete(library_options).where(library_options.c.library == library))
    connection.execute(insert(library_options).values(sealed(library_options, row)))


def _options(connection: Connection, library: str) -> dict[str, Any]:
    stored = connection.scalar(select(library_options.c.options).where(library_options.c.library == library))
    return dict(json.loads(stored)) if stored else {}


def _row(source: Source) -> dict[str, Any]:
    facts = {name: value for name, value in asdict(source.facts).items() if value}
    if source.facts.asked_at:
        facts["asked_at"] = source.facts.asked_at.isoformat()
    return {
        "library": source.library,
        "kind": source.kind,
        "location": source.location,
        "every_minutes": source.every_minutes,
        "checked_at": source.checked_at.astimezone(UTC).replace(tzinfo=None) if source.checked_at else None,
        "facts": json.dumps(facts),
    }


def _source(row: Any) -> Source:
    return Source(
        library=row.library,
        kind=row.kind,
        location=row.location,
        every_minutes=row.every_minutes,
        checked_at=row.checked_at.replace(tzinfo=UTC) if row.checked_at else None,
        facts=_facts(json.loads(row.facts)),
    )


def _facts(plain: Mapping[str, Any]) -> Facts:
    asked_at = datetime.fromisoformat(plain["asked_at"]) if "asked_at" in plain else None
    return Facts(**{**plain, "asked_at": asked_at, "mounts": tuple(plain.get("mounts", ()))})
