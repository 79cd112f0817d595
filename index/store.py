"""The database file: opening it, checking it, transactions on it, and saying plainly what is wrong with it.

One SQLite file in WAL mode holds everything, the tables of others (tables.py) too. A write is acknowledged when its
transaction is on the disk (`synchronous=FULL`); readers see one state for as long as their transaction lasts. Where the
folder cannot be written or the disk is full the store opens read-only, so that questions are still answered.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from index import schema
from index.errors import StoreBusy, StoreCorrupted, StoreError, StoreFull, StoreReadOnly
from index.tables import Tables

FILE_HEADER: Final = b"SQLite format 3\x00"
FILE_FORMATS: Final = (b"\x01\x01", b"\x02\x02")
"""Bytes 18 and 19 of the file: whoever may read it may write it, with a rollback journal (a copy) or a log (ours)."""
BUSY_TIMEOUT_SECONDS: Final = 30
FULL_CHECK_BYTES: Final = 32 * 1024 * 1024
"""Stores up to this size are checked whole each time they are opened (about 15 ms a megabyte); larger ones by their
structure alone, and whole by `footnote doctor`."""

FAULTS: Final[dict[int, type[StoreError]]] = {
    5: StoreBusy,
    6: StoreBusy,
    8: StoreReadOnly,
    10: StoreFull,
    11: StoreCorrupted,
    13: StoreFull,
    14: StoreReadOnly,
    15: StoreBusy,
    26: StoreCorrupted,
}
"""What SQLite's primary result codes (https://sqlite.org/rescode.html) mean here. 10, an input/output error, is what a
full disk gives where the log's index cannot grow."""


class Store:
    """An open store. Safe to share between threads; several processes may have the same file open."""

    def __init__(self, path: Path, others: Tables | None = None) -> None:
        """Open the store at `path`, making it when there is none. Raises StoreError in one plain sentence.

        `others` are tables to hold beside the library's. A store of an earlier layout, or one that lacks them, gets
        what it lacks; where it can only be read it is opened as it is.
        """
        self.path = path
        self.others = others
        leftovers = _leftovers(path)  # looked for first: what comes later belongs to a store another process is making
        if not path.exists():
            _create(path, leftovers, others)
        _check_header(path)
        with _damage():
            self._engine, self._refusal = _connect(path)
        try:
            self.check(whole=path.stat().st_size <= FULL_CHECK_BYTES)
            self._upgrade()
        except BaseException:
            self.close()
            raise

    @property
    def read_only(self) -> bool:
        """Whether the store could be opened for reading alone."""
        return self._refusal is not None

    def holds(self, others: Tables) -> bool:
        """Return whether these tables are in the store; only one that cannot be written may be without them."""
        with self.reading() as connection:
            return others.exist(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store, whatever is written meanwhile."""
        with _plain_errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, wait: bool = True) -> Iterator[Connection]:
        """A transaction that alone may write; on any error, and on Ctrl-C, nothing of it remains.

        Waits for another writer to finish, up to BUSY_TIMEOUT_SECONDS, unless told not to; then raises StoreBusy.
        """
        if self._refusal:
            raise self._refusal
        with _plain_errors(), self._engine.connect() as connection:
            connection.execution_options(footnote_begin="BEGIN IMMEDIATE", footnote_wait=wait)
            with connection.begin():
                yield connection

    def check(self, *, whole: bool = True) -> None:
        """Raise StoreCorrupted when the file's structure or, with `whole`, anything that is stored in it is damaged.

        Raises StoreTooNew for a store of a later layout.
        """
        with _damage(), self.reading() as connection:
            schema.check_layout(connection, self.others)
            if not whole:
                schema.check_structure(connection)
                return
            schema.check_rows(connection, self.others)
            if self.read_only:
                schema.check_copy_of_terms(connection)
                return
        # SQLite wants the write lock to check a full-text index; while another process has it, this is left out.
        with _damage(), suppress(StoreBusy), self.writing(wait=False) as connection:
            schema.check_terms(connection)

    def copy_to(self, path: Path) -> None:
        """Write the store as it is now, without what was deleted from it, to a new file at `path`."""
        with _plain_errors(), self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("VACUUM INTO ?", (str(path),))

    def replace_with(self, path: Path) -> None:
        """Take over, in one transaction, all that the store at `path` holds, which is of the same layout."""
        if self._refusal:
            raise self._refusal
        with _plain_errors(), self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("ATTACH ? AS replacement", (str(path),))
            try:
                connection.execution_options(footnote_begin="BEGIN IMMEDIATE")
                with connection.begin():
                    schema.replace_rows(connection)
            finally:
                driver.execute("DETACH replacement")
        self.forget_deleted()

    def forget_deleted(self) -> None:
        """Let nothing of what was deleted be in the files any more. What is in use just now goes at the next call.

        SQLite overwrites what is deleted (`secure_delete`), but the full-text index keeps the terms of deleted rows
        until it is merged, and the log keeps pages until it is folded in.
        """
        with suppress(StoreError):  # what was asked for is done; a full disk does not undo it
            with self.writing() as connection:
                connection.exec_driver_sql("INSERT INTO passage_terms(passage_terms) VALUES ('optimize')")
            with _plain_errors(), self._engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                driver.execute("PRAGMA busy_timeout=1000")
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Give back every connection; the last one out folds the write-ahead log into the file."""
        self._engine.dispose()

    def _upgrade(self) -> None:
        with self.reading() as connection:
            older = schema.is_older(connection, self.others)
        if not older or self.read_only:
            return
        try:
            with self.writing() as connection:
                schema.upgrade(connection, self.others)
        except (StoreFull, StoreReadOnly) as refusal:
            self.close()
            self._engine, self._refusal = _read_only(self.path), type(refusal)


def refusal_of(error: OSError) -> StoreError:
    """Return what it means that a file beside the store could not be written."""
    return StoreFull() if error.errno in {errno.ENOSPC, errno.EDQUOT} else StoreReadOnly()


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        fault = _fault(error.orig if isinstance(error, DBAPIError) else error)
        if fault is None:
            raise
        raise fault from error


def _fault(error: BaseException | None) -> type[StoreError] | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return FAULTS.get(code & 0xFF)  # the low byte is the primary code
    # What has no code was noticed by Python: a text that is not UTF-8.
    return StoreCorrupted if isinstance(error, sqlite3.OperationalError) else None


@contextmanager
def _damage() -> Iterator[None]:
    """Take what goes wrong for no better reason as damage: the statements that check a store are known to be right."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, ValueError, TypeError) as error:
        raise StoreCorrupted from error


def _leftovers(path: Path) -> dict[Path, int]:
    """Return the log files beside `path` and their inodes."""
    logs = ((log, _inode(log)) for log in (_beside(path, "-wal"), _beside(path, "-shm")))
    return {log: inode for log, inode in logs if inode is not None}


def _inode(path: Path) -> int | None:
    """Return the file's inode, None where there is none: the last process to leave a store takes its log away."""
    try:
        return path.stat().st_ino
    except (FileNotFoundError, NotADirectoryError):
        return None


def _create(path: Path, leftovers: dict[Path, int], others: Tables | None) -> None:
    """Make an empty store beside `path` and move it there whole, so that a crash leaves no half-made file behind."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The log of a store that was moved away would be read into the new one.
        for log, inode in leftovers.items():
            if _inode(log) == inode:
                log.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".new-store-") as folder:
            fresh = Path(folder, path.name)
            engine = _engine(fresh, "rwc")
            try:
                with _plain_errors(), engine.begin() as connection:
                    schema.create(connection, others)
            finally:
                engine.dispose()
            _put_in_place(fresh, path)
    except FileExistsError:
        return  # another process made it first
    except OSError as error:
        raise refusal_of(error) from error


def _put_in_place(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        fresh.rename(path)


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except OSError as error:
        raise StoreReadOnly("The store cannot be read; check the data folder's permissions.") from error
    ours = header[68:] == schema.APPLICATION_ID.to_bytes(4)  # looked at before SQLite may write to the file
    if not ours or header[:16] != FILE_HEADER or header[18:20] not in FILE_FORMATS:
        raise StoreCorrupted


def _connect(path: Path) -> tuple[Engine, type[StoreError] | None]:
    """Return an engine and, where it can only read, why it refuses to write."""
    refusal: type[StoreError] = StoreReadOnly
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        try:
            return _probed(path, "rw"), None
        except (StoreFull, StoreReadOnly) as error:
            refusal = type(error)
    return _read_only(path), refusal


def _read_only(path: Path) -> Engine:
    log = _beside(path, "-wal")
    # `immutable` reads the file alone, so it may be used only where no acknowledged write waits in the log.
    immutable = not (log.exists() and log.stat().st_size)
    return _probed(path, "ro&immutable=1" if immutable else "ro")


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.name}{suffix}")


def _probed(path: Path, mode: str) -> Engine:
    engine = _engine(path, mode)
    try:
        with _plain_errors(), engine.begin() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(path: Path, mode: str) -> Engine:
    quoted = str(path.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    engine = create_engine(f"sqlite:///file:{quoted}?mode={mode}&uri=true", hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are explicit (`begin` below), not sqlite3's own
        if mode.startswith("ro"):
            connection.execute("PRAGMA temp_store=MEMORY")
            schema.stand_in(connection)
        else:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        patience = BUSY_TIMEOUT_SECONDS * 1000 if options.get("footnote_wait", True) else 0
        connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
        connection.exec_driver_sql(options.get("footnote_begin", "BEGIN"))

    return engine
