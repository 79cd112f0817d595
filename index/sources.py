"""Paths to sources: which files a path stands for, and the bytes of one."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from index import reading
from index.errors import SourceMissing, SourceTooLarge, SourceUnreadable, SourceUnsupported
from index.names import shown_name


def resolved(path: Path) -> Path:
    """Return the path made absolute, or as it is where it cannot be one (a loop of links, a NUL)."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path


def check_names(*names: str) -> None:
    """Refuse names with bytes that are no letters: some file systems hold such, the store cannot."""
    try:
        "".join(names).encode()
    except UnicodeEncodeError:
        raise SourceUnreadable(f"{shown_name(names[-1])}: the name is not valid UTF-8; rename the file.") from None


def files_of(path: Path) -> list[Path]:
    """Return the files a path stands for: itself, or every readable file of a folder and its sub-folders, sorted.

    Hidden files and folders are left out. Raises SourceMissing for a path that does not exist and SourceUnsupported for
    a folder with nothing in it that can be read.
    """
    kind = _kind(path)
    if kind == stat.S_IFDIR:
        found = sorted(_visible(path))
        if not found:
            name = shown_name(path.name)
            raise SourceUnsupported(f"{name}: the folder holds no file Footnote reads: {reading.kinds()}.")
        return found
    if kind is None:
        raise SourceMissing(f"{shown_name(str(path))}: there is no such file or folder; check the path.")
    return [path]


def source_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a file of at most `limit` bytes. Raises SourceError in one plain sentence."""
    name = shown_name(path.name)
    kind = _kind(path)
    if kind is None:
        raise SourceMissing(f"{name}: there is no such file; check the path.")
    if kind != stat.S_IFREG:
        raise SourceUnreadable(f"{name}: this is not a regular file.")
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)  # a size the file system states may be out of date, or a lie
    except OSError as error:
        raise SourceUnreadable(f"{name}: the file cannot be read; check its permissions.") from error
    if len(data) > limit:
        raise SourceTooLarge(
            f"{name}: the file is over the limit of {limit / 1_000_000:g} MB; split it or raise MAX_FILE_MB."
        )
    return data


def _visible(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in reading.SUPPORTED and _kind(path) == stat.S_IFREG:
            yield path


def _kind(path: Path) -> int | None:
    """Return what is at the path (a file type of `stat`), None for nothing, whatever may be wrong with the name."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except PermissionError as error:
        raise SourceUnreadable(f"{shown_name(path.name)}: the file cannot be read; check its permissions.") from error
    except (OSError, ValueError):
        return None
