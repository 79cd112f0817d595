"""A backup put in the store's place: in one transaction where there is a store that works, else by one rename."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import func, select, update

from index.backup import read_manifest, unpacked, write_backup
from index.errors import BackupUnusable, StoreCorrupted, StoreReadOnly
from index.names import shown_name
from index.schema import libraries
from index.store import Store, refusal_of
from index.tables import Tables

LAST_JOB: Final = "SELECT seq FROM sqlite_sequence WHERE name = 'jobs'"
FORGET_LAST_JOB: Final = "DELETE FROM sqlite_sequence WHERE name = 'jobs'"
SET_LAST_JOB: Final = "INSERT INTO sqlite_sequence (name, seq) VALUES ('jobs', ?)"
"""The highest number a job has had, as SQLite keeps it."""

BEFORE: Final = "before-restore.zip"
DAMAGED: Final = "damaged"
LOGS: Final = ("-wal", "-shm")
UNFINISHED: Final = (".footnote-backup-", ".footnote-restore-", ".new-store-")
"""How the folders begin in which something is made; a process that dies leaves one behind."""


def restore_backup(path: Path, store_path: Path, others: Tables | None = None) -> Path | None:
    """Make the store at `store_path` what the backup holds; another process that has it open sees it from then on.

    What the store held before is first written to a backup beside it, `before-restore.zip`; a store that is damaged is
    kept under another name. Returns where that is, None where there was no store. `others` are the tables beside the
    library's, as for Store. Raises BackupUnusable, StoreError and BackupRefused, and has then changed nothing.
    """
    read_manifest(path)  # what is no backup is refused before a folder is made
    try:
        store_path.parent.mkdir(parents=True, exist_ok=True)
        with unpacked(path, store_path.parent) as copy:
            _check(copy, path, others)
            return _take_over(copy, store_path, others)
    except OSError as error:
        raise refusal_of(error) from error


def forget_copies(store_path: Path) -> None:
    """Delete what restoring has kept, the store as it was before or a damaged one, and what broke off."""
    for name in (BEFORE, *(f"{store_path.name}.{DAMAGED}{suffix}" for suffix in ("", *LOGS))):
        store_path.with_name(name).unlink(missing_ok=True)
    for folder in (each for prefix in UNFINISHED for each in store_path.parent.glob(f"{prefix}*")):
        shutil.rmtree(folder, ignore_errors=True)


def _take_over(copy: Path, store_path: Path, others: Tables | None) -> Path | None:
    """Put the copy in the store's place; return where what was there is kept."""
    try:
        current = Store(store_path, others) if store_path.exists() else None
    except StoreCorrupted:
        current = None
    if current is None:
        kept = _keep_aside(store_path)
        _put_in_place(copy, store_path)
        return kept
    before = store_path.with_name(BEFORE)
    with closing(current):
        if current.read_only:
            raise StoreReadOnly
        write_backup(current, before)
        _count_on(copy, current)
        current.replace_with(copy)
    return before


def _check(copy: Path, path: Path, others: Tables | None) -> None:
    """Raise BackupUnusable where what was unpacked is no sound store, StoreTooNew for one of a later version.

    A store of an earlier version becomes one of this.
    """
    try:
        with closing(Store(copy, others)) as store:
            store.check()
    except StoreCorrupted:
        raise BackupUnusable(f"{shown_name(path.name)}: the store in this backup is damaged; use another.") from None


def _count_on(copy: Path, current: Store) -> None:
    """Let revisions and job numbers in the copy go on from those given out: processes hold them in memory."""
    with current.reading() as connection:
        seen = connection.scalar(select(func.max(libraries.c.revision))) or 0
        given = connection.exec_driver_sql(LAST_JOB).scalar() or 0
    with closing(Store(copy)) as store, store.writing() as connection:
        connection.execute(update(libraries).values(revision=libraries.c.revision + seen + 1))
        last = max(given, connection.exec_driver_sql(LAST_JOB).scalar() or 0)
        connection.exec_driver_sql(FORGET_LAST_JOB)
        connection.exec_driver_sql(SET_LAST_JOB, (last,))


def _put_in_place(copy: Path, store_path: Path) -> None:
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    copy.replace(store_path)


def _keep_aside(store_path: Path) -> Path | None:
    """Keep a damaged store under another name too; its logs move, since the new store would read them as its own.

    So do logs that were left where a store has been moved away. Returns the copy, None where there was no store.
    """
    for suffix in LOGS:
        log = store_path.with_name(f"{store_path.name}{suffix}")
        if log.exists():
            log.replace(store_path.with_name(f"{store_path.name}.{DAMAGED}{suffix}"))
    if not store_path.exists():
        return None
    kept = store_path.with_name(f"{store_path.name}.{DAMAGED}")
    shutil.copy2(store_path, kept)
    return kept
