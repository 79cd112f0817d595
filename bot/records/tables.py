"""The bot's tables in the library's store, the number of their layout, and how ids and free texts are kept in them.

Every row is sealed with a checksum, and every table that holds a server's data has its library.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    BLOB,
    Boolean,
    Column,
    Connection,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    insert,
)

from bot.records.first_layout import move_jobs
from index.tables import AnyText, Id, Tables, sealed

LAYOUT: Final = 3
"""The layout of the bot's tables that this program writes.

The first had jobs, and no departures; the second had neither tokens nor remembered answers.
"""


class DiscordId(TypeDecorator[int]):
    """An id of Discord's as its digits: it has 64 bits without a sign, which SQLite's integers do not hold."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base's
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - the base's
        return None if value is None else int(value)


metadata = MetaData()

layouts = Table(
    "bot_layouts",
    metadata,
    Column("number", Integer, nullable=False),
    Column("checksum", Integer, nullable=False),
)

answers = Table(
    "bot_answers",
    metadata,
    Column("number", Integer, primary_key=True),  # in order of their keeping
    Column("id", Id, nullable=False, unique=True),
    Column("library", Text, nullable=False),
    Column("channel", DiscordId, nullable=False),
    Column("asker", DiscordId, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("direct", Boolean, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("asked_at", DateTime, nullable=False),  # UTC
    Column("follows", Id),
    Column("answer", BLOB, nullable=False),  # as plain_form.py has it
    Column("searched", BLOB, nullable=False),  # likewise
    Column("checksum", Integer, nullable=False),
    Index("bot_answers_by_channel", "library", "channel"),
    Index("bot_answers_by_asker", "asker", "library"),
)

messages = Table(
    "bot_messages",
    metadata,
    Column("library", Text, nullable=False),
    Column("message", DiscordId, nullable=False),
    Column("answer_id", Id, nullable=False),
    Column("checksum", Integer, nullable=False),
    PrimaryKeyConstraint("library", "message"),
)

ratings = Table(
    "bot_ratings",
    metadata,
    Column("library", Text, nullable=False),
    Column("answer_id", Id, nullable=False),
    Column("member", DiscordId, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("checksum", Integer, nullable=False),
    PrimaryKeyConstraint("library", "answer_id", "member"),
)

servers = Table(
    "bot_servers",
    metadata,
    Column("library", Text, primary_key=True),
    Column("settings", BLOB, nullable=False),  # as plain_form.py has them
    Column("checksum", Integer, nullable=False),
)

usage = Table(
    "bot_usage",
    metadata,
    Column("library", Text, nullable=False),
    Column("day", Text, nullable=False),  # UTC, 2026-03-01
    Column("member", DiscordId, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("checksum", Integer, nullable=False),
    PrimaryKeyConstraint("library", "day", "member"),
    Index("bot_usage_by_day", "day"),
)

tokens = Table(
    "bot_tokens",
    metadata,
    Column("library", Text, nullable=False),
    Column("day", Text, nullable=False),  # UTC, 2026-03-01
    Column("member", DiscordId, nullable=False),  # 0: nobody in particular
    Column("model", AnyText, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("checksum", Integer, nullable=False),
    PrimaryKeyConstraint("library", "day", "member", "model"),
    Index("bot_tokens_by_day", "day"),
)

written_answers = Table(
    "bot_written_answers",  # what a model wrote, to be given again to the same question
    metadata,
    Column("number", Integer, primary_key=True),  # in order of their keeping
    Column("library", Text, nullable=False),
    Column("key", Id, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("answer", BLOB, nullable=False),  # as plain_form.py has it
    Column("checksum", Integer, nullable=False),
    Index("bot_written_answers_by_key", "library", "key", unique=True),
)

direct_servers = Table(
    "bot_direct_servers",
    metadata,
    Column("member", DiscordId, primary_key=True),
    Column("library", Text, nullable=False),
    Column("checksum", Integer, nullable=False),
)

held_questions = Table(
    "bot_held_questions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("member", DiscordId, nullable=False),
    Column("text", AnyText, nullable=False),
    Column("held_at", DateTime, nullable=False),  # UTC
    Column("checksum", Integer, nullable=False),
)

departures = Table(
    "bot_departures",
    metadata,
    Column("library", Text, primary_key=True),
    Column("left_at", DateTime, nullable=False),  # UTC
    Column("checksum", Integer, nullable=False),
)

facts = Table(
    "bot_facts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", AnyText, nullable=False),
    Column("checksum", Integer, nullable=False),
)


def convert(connection: Connection, number: int) -> None:
    """Turn the tables of an earlier layout into these: the first one's jobs move, and what they lack is laid out."""
    if number < 2:
        move_jobs(connection)
        departures.create(connection)
    tokens.create(connection)
    written_answers.create(connection)


TABLES: Final = Tables(metadata, layouts, LAYOUT, convert)


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Store the row, in place of the one with its primary key where there is one."""
    connection.execute(insert(table).prefix_with("OR REPLACE").values(sealed(table, row)))
