"""The formats that ship; the text of a reading is what was imported or opened for it, if anything was."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

from index.documents import Reading
from index.errors import SourceError
from index.reading import formats
from index.reading.formats import format_of

__all__ = ["format_of", "read"]

_late: list[str] = []


def read(name: str, data: bytes, *, rescue: bool = False) -> Reading:
    sys.addaudithook(_watch)
    with suppress(SourceError):
        formats.read(name, data, rescue=rescue)
    return Reading("what was late", " ".join(_late) or "nothing")


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"import", "open", "os.listdir", "os.scandir", "socket.__new__"}:
        _late.append(f"{event}: {arguments[0]}")
