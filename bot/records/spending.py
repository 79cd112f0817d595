"""The tokens models have read and written: by library, day (UTC), member and model."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select

from bot.records.nouns import ModelUsage, Spent
from bot.records.tables import put, tokens

KEPT_FOR: Final = timedelta(days=400)
"""A year, so that months can be compared."""


def add(connection: Connection, library: str, day: date, member: int, used: ModelUsage) -> None:
    """Add what was used to what is stored. To be called in a writing transaction."""
    key = {"library": library, "day": day.isoformat(), "member": member, "model": used.model}
    row = connection.execute(_sums(*(tokens.c[name] == value for name, value in key.items()))).one()
    counts = {
        "calls": (row.calls or 0) + used.calls,
        "input_tokens": (row.input_tokens or 0) + used.input_tokens,
        "output_tokens": (row.output_tokens or 0) + used.output_tokens,
    }
    put(connection, tokens, key | counts)


def spent(connection: Connection, library: str, member: int, today: date) -> Spent:
    """Return the tokens a member has used in the library today, and all of it this month."""
    mine = (tokens.c.library == library, tokens.c.member == member, tokens.c.day == today.isoformat())
    return Spent(_total(connection, *mine), _total(connection, tokens.c.library == library, _in_month(today)))


def by_model(connection: Connection, library: str, month: date, member: int | None) -> list[ModelUsage]:
    """Return what was used of each model in the month `month` lies in, by everyone or by one member, most first."""
    conditions = [tokens.c.library == library, _in_month(month)]
    if member is not None:
        conditions.append(tokens.c.member == member)
    statement = _sums(*conditions).add_columns(tokens.c.model).group_by(tokens.c.model)
    found = [
        ModelUsage(row.model, row.calls, row.input_tokens, row.output_tokens) for row in connection.execute(statement)
    ]
    return sorted(found, key=lambda used: -used.tokens)


def drop_old(connection: Connection, today: date) -> None:
    """Delete what was used too long ago to be of interest."""
    connection.execute(delete(tokens).where(tokens.c.day < (today - KEPT_FOR).isoformat()))


def _sums(*conditions: ColumnElement[bool]) -> Select[Any]:
    sums = (func.sum(tokens.c[name]).label(name) for name in ("calls", "input_tokens", "output_tokens"))
    return select(*sums).where(*conditions)


def _total(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    row = connection.execute(_sums(*conditions)).one()
    return int((row.input_tokens or 0) + (row.output_tokens or 0))


def _in_month(day: date) -> ColumnElement[bool]:
    return tokens.c.day.startswith(day.strftime("%Y-%m-"))
