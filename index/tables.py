"""What the store's tables have in common: rows sealed with a checksum, layouts that have one too, the checks of both.

The store's file is also where others keep what belongs with a library. Their tables' names begin with `bot_`; they have
a layout of their own, with its own number, so that either side can change without the other.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BLOB, Connection, Dialect, Integer, MetaData, Table, Text, TypeDecorator, insert, select, update

from index.errors import StoreCorrupted, StoreTooNew

OF_OTHERS: Final = "substr(tbl_name, 1, 4) = 'bot_'"
UNCHECKED: Final = frozenset({"checksum", "live"})
"""A passage's `live` flag changes on its own when its version is replaced."""


class Id(TypeDecorator[str]):
    """An id of ours. What SQLite's text cannot hold becomes NULL: it is looked up in vain, and refused to be stored."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base's
        return value if value is not None and value.isascii() else None


class Number(TypeDecorator[int]):
    """The number of a version or of a character. One too large for SQLite becomes NULL, as with an Id."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - the base's
        return value if value is not None and abs(value) < 1 << 63 else None


class AnyText(TypeDecorator[str]):
    """Text of people, as bytes: a name or a message may hold half a surrogate pair, which SQLite's text cannot."""

    impl = BLOB
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - the base's
        return None if value is None else value.encode("utf-8", "surrogatepass")

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base's
        return None if value is None else bytes(value).decode("utf-8", "surrogatepass")  # no bytes: TypeError, damage


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of others: all of `metadata`, whose names begin with `bot_`.

    `layouts` is the one of them that holds the layout's `number` and a `checksum` of all of them as they are laid out;
    `number` is that of the layout described here. `convert` turns tables of an earlier layout, whose number it is
    given, into these.
    """

    metadata: MetaData
    layouts: Table
    number: int
    convert: Callable[[Connection, int], None]

    def create(self, connection: Connection) -> None:
        """Lay the tables out, empty."""
        self.metadata.create_all(connection, checkfirst=False)
        checksum = checksum_of([self.number, *_laid_out(connection, OF_OTHERS)])
        connection.execute(insert(self.layouts).values(number=self.number, checksum=checksum))

    def upgrade(self, connection: Connection) -> None:
        """Lay out what is not there yet, and convert what is there in an earlier layout."""
        if not self.exist(connection):
            self.create(connection)
        elif (number := self._stored_number(connection)) < self.number:
            self.convert(connection, number)
            checksum = checksum_of([self.number, *_laid_out(connection, OF_OTHERS)])
            connection.execute(update(self.layouts).values(number=self.number, checksum=checksum))

    def are_older(self, connection: Connection) -> bool:
        """Return whether `upgrade` has anything to do."""
        return not self.exist(connection) or self._stored_number(connection) < self.number

    def exist(self, connection: Connection) -> bool:
        """Return whether any of them is there."""
        return connection.exec_driver_sql(f"SELECT 1 FROM sqlite_master WHERE {OF_OTHERS}").first() is not None  # noqa: S608 - a constant

    def check_layout(self, connection: Connection) -> None:
        """Raise StoreCorrupted where they are laid out otherwise than they say, StoreTooNew for a later layout.

        The checksum of a later layout must be made in the same way, or it will be taken for damage.
        """
        stored = connection.exec_driver_sql(f"SELECT number, checksum FROM {self.layouts.name}").all()  # noqa: S608 - a constant
        if len(stored) != 1:
            raise StoreCorrupted
        number, checksum = stored[0]
        if checksum != checksum_of([number, *_laid_out(connection, OF_OTHERS)]) or number < 1:
            raise StoreCorrupted
        if number > self.number:
            raise StoreTooNew

    def check_rows(self, connection: Connection) -> None:
        """Raise StoreCorrupted when a row disagrees with its checksum; a table of a later layout is not there yet."""
        there = set(connection.exec_driver_sql(f"SELECT name FROM sqlite_master WHERE {OF_OTHERS}").scalars())  # noqa: S608 - a constant
        tables = [table for table in self.metadata.sorted_tables if table is not self.layouts and table.name in there]
        # Most of these are empty for who uses Footnote in a terminal alone, and asking each takes as long as all else.
        full = " UNION ALL ".join(
            f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM {table.name})"  # noqa: S608 - constants
            for table in tables
        )
        names = set(connection.exec_driver_sql(full).scalars())
        check_rows_of(connection, (table for table in tables if table.name in names))

    def _stored_number(self, connection: Connection) -> int:
        return int(connection.exec_driver_sql(f"SELECT number FROM {self.layouts.name}").scalar_one())  # noqa: S608 - a constant


def own_layout(connection: Connection) -> int:
    """Return the checksum of every table and index in the file but those of others."""
    return checksum_of(_laid_out(connection, f"NOT {OF_OTHERS}"))


def sealed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row with its checksum, as it is to be stored."""
    return {**row, "checksum": checksum_of(row.get(column) for column in _checked_columns(table))}


def check_rows_of(connection: Connection, tables: Iterable[Table]) -> None:
    """Raise StoreCorrupted when a row of these tables, whose rows are sealed, disagrees with its checksum."""
    for table in tables:
        columns = _checked_columns(table)
        for row in connection.execute(select(*(table.c[name] for name in columns), table.c.checksum)):
            if row[-1] != checksum_of(row[:-1]):
                raise StoreCorrupted


def checksum_of(values: Iterable[Any]) -> int:
    """CRC-32 of the values in turn: finds every single flipped bit, and any burst of up to 32."""
    total = 0
    for value in values:
        total = zlib.crc32(value if isinstance(value, bytes) else repr(value).encode(errors="replace"), total)
    return total


def _laid_out(connection: Connection, which: str) -> Iterable[Any]:
    statement = f"SELECT type, name, tbl_name, sql FROM sqlite_master WHERE {which} ORDER BY type, name"  # noqa: S608 - constants
    return (value for row in connection.exec_driver_sql(statement) for value in row)


def _checked_columns(table: Table) -> list[str]:
    given = table.autoincrement_column  # a number the database gives out
    return [column.name for column in table.columns if column.name not in UNCHECKED and column is not given]
