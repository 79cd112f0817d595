"""What lies in a followed folder, looked at without trusting it: others may put there what they like.

Nothing outside the folder is taken for its content: a link that leads out of it is left out, and said.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index import reading
from index.errors import SourceMissing, SourceUnreadable, SourceUnsupported
from index.names import shown_name


@dataclass(slots=True)
class Listing:
    """A folder's readable files, sorted, and a sentence for each thing in it that could not be looked at.

    Hidden files and folders are left out, and the marks that office programs leave beside an open file. `inode` tells
    one folder from another at the same place, `mounts` are the folders in it that are other disks, by path from it with
    slashes, and `bare` is whether nothing at all is in it.
    """

    inode: int
    bare: bool = True
    files: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    mounts: list[str] = field(default_factory=list)


def list_folder(folder: Path) -> Listing:
    """List a folder, given by its resolved path. Raises SourceError where it is none or cannot be looked at."""
    status = _status(folder)
    listing = Listing(status.st_ino)
    devices = {str(folder): status.st_dev}
    refused: list[OSError] = []
    for at, folders, names in os.walk(folder, onerror=refused.append):
        listing.bare &= not (folders or names)
        folders[:] = sorted(filter(is_visible, folders))
        for name in folders:
            _look_at_folder(Path(at, name), folder, devices, listing)
        listing.files += _files(Path(at), sorted(filter(is_visible, names)), folder, listing.problems)
    if any(error.filename == str(folder) for error in refused):
        raise _closed(folder)
    listing.problems += [str(_closed(Path(error.filename))) for error in refused]
    listing.files = sorted(set(listing.files))
    return listing


def is_gone(path: Path) -> bool:
    """Return whether there is certainly nothing at the path any more; not being let near it is no certainty."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _status(folder: Path) -> os.stat_result:
    name = shown_name(folder.name or str(folder))
    try:
        status = folder.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise SourceMissing(f"{name}: there is no such folder; check the path.") from None
    except OSError as error:
        raise _closed(folder) from error
    if not stat.S_ISDIR(status.st_mode):
        raise SourceUnsupported(f"{name}: only a folder can be followed; add the file itself.")
    return status


def _closed(folder: Path) -> SourceUnreadable:
    return SourceUnreadable(
        f"{shown_name(folder.name or str(folder))}: the folder cannot be read; check its permissions."
    )


def is_visible(name: str) -> bool:
    """Return whether what goes by this name in a folder is looked at."""
    return not name.startswith((".", "~$"))


def _look_at_folder(path: Path, root: Path, devices: dict[str, int], listing: Listing) -> None:
    """Note a link that is not followed, or another disk."""
    try:
        status = path.lstat()
    except OSError:
        return  # gone meanwhile; if it is there, walking into it says what is wrong
    if stat.S_ISLNK(status.st_mode):
        if not _target(path, root):
            listing.problems.append(_leads_out(path))
        return
    devices[str(path)] = status.st_dev
    if status.st_dev != devices.get(str(path.parent), status.st_dev):
        listing.mounts.append(path.relative_to(root).as_posix())


def _files(at: Path, names: list[str], root: Path, problems: list[str]) -> Iterator[Path]:
    for name in names:
        path = at / name
        if path.suffix.lower() not in reading.SUPPORTED:
            continue
        try:
            status = path.lstat()
        except OSError:
            yield path  # reading it says what is wrong
            continue
        if stat.S_ISREG(status.st_mode):
            yield path
        elif stat.S_ISLNK(status.st_mode):
            target = _target(path, root)
            if target is None:
                problems.append(_leads_out(path))
            elif target.is_file() and target.suffix.lower() in reading.SUPPORTED:
                yield target


def _target(link: Path, root: Path) -> Path | None:
    """Return what a link leads to, None where that is not in the folder, or is hidden in it."""
    try:
        target = link.resolve()
        visible = all(map(is_visible, target.relative_to(root).parts))
    except (OSError, RuntimeError, ValueError):
        return None
    return target if visible and not target.is_symlink() else None  # a circle of links ends at one of them


def _leads_out(path: Path) -> str:
    return f"{shown_name(path.name)}: a link that leads out of the folder is not followed; add what it leads to itself."
