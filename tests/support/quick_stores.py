"""Stores that cost a test less: nothing waits for the disk, and SQL is compiled once for all stores of the process.

Neither can be told by what a test does: a process that is killed loses nothing it has handed to the system, and what
SQLAlchemy makes of a statement depends on the statement and the kind of database, which is SQLite's for every store.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.util import LRUCache

from index import store


@contextmanager
def quick_stores() -> Iterator[None]:
    """Let the stores that this process opens until the block ends be quick."""
    opened, compiled = store._engine, _OfAnyStore(2000)

    def engine(path: Path, mode: str) -> Engine:
        quick = opened(path, mode)
        quick.update_execution_options(compiled_cache=compiled)
        event.listen(quick, "connect", _leave_writing_to_the_system)
        return quick

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_engine", engine)
        yield


def _leave_writing_to_the_system(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


class _OfAnyStore(LRUCache[Any, Any]):
    """Compiled statements by what they say; the first part of a key, the dialect, is the one store's own."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)
