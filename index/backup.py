"""Backups: a copy of the store as it was at one moment, in one file that says what it holds and proves it.

The file is a ZIP archive of two entries: `manifest.json` and the store itself, compacted, so that nothing of what was
deleted is in it. The manifest holds the store's SHA-256 and size.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from index import catalogue
from index.documents import now
from index.errors import BackupRefused, BackupUnusable
from index.names import shown_name
from index.store import Store, refusal_of
from index.tables import Tables

FORMAT: Final = "footnote backup 1"
MANIFEST: Final = "manifest.json"
STORE: Final = "footnote.db"
MANIFEST_BYTES: Final = 100_000
CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `size` is the store's, in bytes; `created_at` ISO 8601, in UTC."""

    format: str
    created_at: str
    sha256: str
    size: int
    libraries: int
    documents: int


def write_backup(store: Store, path: Path) -> Manifest:
    """Write a backup of the store as it is now, while others go on reading and writing it.

    A backup at `path` is replaced once the new one is whole and on the disk. Raises BackupRefused where something else
    is there or nothing can be written, and StoreError.
    """
    if path.exists():
        _check_replaceable(path)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".footnote-backup-") as folder:
            copy, archive = Path(folder, STORE), Path(folder, "backup.zip")
            store.copy_to(copy)
            manifest = _described(copy, store.others)
            _pack(copy, manifest, archive)
            archive.replace(path)
            _settle(path.parent)
    except OSError as error:
        raise BackupRefused(
            f"{shown_name(path.name)}: the backup cannot be written there; check the folder, its permissions and the "
            "room on its disk."
        ) from error
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says of itself. Raises BackupUnusable for anything that is no backup."""
    with _opened(path) as archive:
        return _manifest(archive, path)


@contextmanager
def unpacked(path: Path, folder: Path) -> Iterator[Path]:
    """Unpack the store of a backup into a file in `folder`, gone afterwards unless it was moved, and check it.

    Raises BackupUnusable where the backup is damaged or holds something else, and StoreTooNew.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".footnote-restore-") as place:
        copy = Path(place, STORE)
        with _opened(path) as archive:
            manifest = _manifest(archive, path)
            with archive.open(STORE) as packed, copy.open("wb") as file:
                digest = _copied(packed, file, manifest.size)
        if digest != manifest.sha256:
            raise _damaged(path)
        yield copy


def _described(copy: Path, others: Tables | None) -> Manifest:
    with closing(Store(copy, others)) as store:
        store.check()
        with store.reading() as connection:
            libraries = catalogue.list_libraries(connection)
            documents = sum(len(catalogue.list_documents(connection, library)) for library in libraries)
    with copy.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Manifest(FORMAT, now().isoformat(), digest, copy.stat().st_size, len(libraries), documents)


def _pack(copy: Path, manifest: Manifest, archive: Path) -> None:
    with archive.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
            packed.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
            packed.write(copy, STORE)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the folder's entry for a file that was moved into it on the disk, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_replaceable(path: Path) -> None:
    try:
        read_manifest(path)
    except BackupUnusable:
        raise BackupRefused(
            f"{shown_name(path.name)}: there is something else at this place already; choose another name."
        ) from None


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError:
        raise BackupUnusable(f"{shown_name(path.name)}: there is no such file; check the path.") from None
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError, zlib.error):
        raise _damaged(path) from None
    except OSError:
        raise BackupUnusable(f"{shown_name(path.name)}: the file cannot be read; check its permissions.") from None


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    if sorted(archive.namelist()) != sorted((MANIFEST, STORE)):
        raise _damaged(path)
    from pydantic import TypeAdapter, ValidationError

    with archive.open(MANIFEST) as file:
        try:
            manifest = TypeAdapter(Manifest).validate_json(file.read(MANIFEST_BYTES), strict=True)
        except ValidationError:
            raise _damaged(path) from None
    if manifest.format != FORMAT:
        raise _damaged(path)
    return manifest


def _copied(packed: IO[bytes], file: IO[bytes], size: int) -> str:
    """Copy at most `size` bytes and return their SHA-256; what comes after them makes it a wrong one."""
    digest, copied = hashlib.sha256(), 0
    while chunk := packed.read(CHUNK):
        copied += len(chunk)
        if copied > size:
            return ""
        digest.update(chunk)
        try:
            file.write(chunk)
        except OSError as error:
            raise refusal_of(error) from error
    return digest.hexdigest()


def _damaged(path: Path) -> BackupUnusable:
    return BackupUnusable(
        f"{shown_name(path.name)}: this is not a backup of Footnote's, or it is damaged; use another."
    )
