"""Followed folders watched, so that what changes in them is looked at at once.

It is a help and no more: where the system cannot watch a folder nothing comes from here, and the schedule still looks.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any, Final

from index.errors import StoreError
from index.following.folder_files import is_visible
from index.reading import SUPPORTED

PAUSE_MS: Final = 2000
"""How often it is looked which folders there are to watch."""

QUIET_MS: Final = 500
MOST_MS: Final = 5000
"""A change is told once nothing more has changed for a moment, or after this time at the latest."""

logger = logging.getLogger(__name__)

Folders = dict[Path, tuple[int, int]]
"""The folders that are there, by their paths, and what tells each from another folder at the same place."""


async def changed_folders(folders: Callable[[], Collection[Path]], stop: asyncio.Event) -> AsyncIterator[set[Path]]:
    """Do as `watched_folders` until `stop` is set, in a thread of its own, which `folders` is called in too."""
    over = Event()
    changes = watched_folders(folders, lambda: stop.is_set() or over.is_set())
    try:
        while changed := await asyncio.to_thread(next, changes, None):
            yield changed
    finally:
        over.set()


def watched_folders(folders: Callable[[], Collection[Path]], stopping: Callable[[], bool]) -> Iterator[set[Path]]:
    """Yield those of the folders in which something may have changed, until `stopping` says so or Ctrl-C.

    `folders` returns the resolved paths of the folders to watch, which may be others each time. Whenever it begins to
    watch other ones, and at first, all are yielded: nobody has seen what changed before.
    """
    there: Folders | None = None
    changes: Iterator[set[Path]] = iter(())
    while not stopping():
        before = there
        with suppress(StoreError):  # those of before are watched on
            there = _there(folders())
        if there is not None and there != before:
            changes = _changes(there, stopping)
            next(changes, None)  # begins to watch
            changed = {*there, *(before or {})}
        else:
            changed = next(changes, set())
        if changed:
            yield changed


def _changes(there: Folders, stopping: Callable[[], bool]) -> Iterator[set[Path]]:
    """Yield the folders something has changed in, every now and then none, beginning with none."""
    try:
        watchable = [path for path in there if _can_be_watched(path)]
        # With nothing to watch there is nothing to wait for but the end, which watchfiles is slow to notice.
        for changes in _watch(watchable, stopping, PAUSE_MS) if watchable else ():
            yield {folder for folder in there if any(_matters(Path(path), folder) for _, path in changes)}
    except (OSError, RuntimeError) as error:
        logger.warning("Folders cannot be watched (%s); they are looked at on schedule.", type(error).__name__)
    while not stopping():
        yield set()
        _wait(stopping)


def _watch(folders: Collection[Path], stopping: Callable[[], bool], pause_ms: int) -> Any:
    """Return watchfiles' changes: sets of what changed how and where, an empty one after each pause."""
    from watchfiles import watch

    return watch(
        *folders,
        watch_filter=None,
        debounce=MOST_MS,
        step=min(QUIET_MS, pause_ms),
        stop_event=_Stop(stopping),
        rust_timeout=pause_ms,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )


def _can_be_watched(folder: Path) -> bool:
    try:
        next(_watch([folder], lambda: False, 1))
    except (OSError, RuntimeError) as error:
        logger.warning("A folder cannot be watched (%s); it is looked at on schedule.", type(error).__name__)
        return False
    return True


class _Stop:
    """What watchfiles asks whether to stop."""

    def __init__(self, stopping: Callable[[], bool]) -> None:
        self.is_set = stopping


def _there(folders: Collection[Path]) -> Folders:
    there: Folders = {}
    for folder in folders:
        with suppress(OSError, ValueError):
            status = folder.stat()
            if folder.is_dir():
                there[folder] = (status.st_dev, status.st_ino)
    return there


def _matters(path: Path, folder: Path) -> bool:
    """Return whether a change at the path may be one of the folder's documents: its file, or a folder of files."""
    if not path.is_relative_to(folder) or not all(map(is_visible, path.relative_to(folder).parts)):
        return False
    return path.suffix.lower() in SUPPORTED or not path.is_file()


def _wait(stopping: Callable[[], bool]) -> None:
    until = time.monotonic() + PAUSE_MS / 1000
    while not stopping() and time.monotonic() < until:
        time.sleep(0.05)
