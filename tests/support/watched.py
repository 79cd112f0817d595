"""The formats that ship, with a note on everything that was imported or opened when a file was read."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import Any

from index.documents import Reading
from index.reading import formats
from index.reading.formats import format_of

__all__ = ["format_of", "read"]

_ONLY_TRIED = re.compile(r"^lxml\.xml|/lxml$")  # xml is looked for within lxml first, and never there
_late: list[str] = []


def read(name: str, data: bytes, *, rescue: bool = False) -> Reading:
    sys.addaudithook(_watch)
    reading = formats.read(name, data, rescue=rescue)
    return replace(reading, notes=(*reading.notes, *_late))


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    what = str(arguments[0]) if arguments else ""
    if event in {"import", "open", "os.listdir", "socket.__new__"} and not _ONLY_TRIED.search(what):
        _late.append(f"{event}: {arguments[0]}")
