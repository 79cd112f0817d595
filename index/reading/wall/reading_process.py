"""The process that reads one file and ends: its limits first, then the file, then an answer."""

from __future__ import annotations

import json
import os
from importlib import import_module
from typing import Protocol

from index.documents import Reading
from index.errors import SourceError
from index.reading.wall.confinement import confine
from index.reading.wall.framing import framed, read_frame, write_all
from index.reading.wall.limits import Limits
from index.reading.wall.sealed import sealed

_OUT_OF_MEMORY = json.dumps({"failure": MemoryError.__name__}).encode("ascii")


class _Read(Protocol):
    def __call__(self, name: str, data: bytes, *, rescue: bool) -> Reading: ...


def read_one(channel: int, formats: str, limits: Limits, seconds: float, parent: int) -> None:
    """Read the file that comes over `channel`, answer there, and end the process. `formats` is the module that reads.

    What goes wrong on the way is told by the channel closing without an answer.
    """
    try:
        os.setpgid(0, 0)
        read: _Read = import_module(formats).read
        confine(channel, seconds, limits.memory_mb, parent)
        asked = json.loads(read_frame(channel))
        write_all(channel, framed(*_answer(channel, read, asked["name"], asked["rescue"], limits.characters)))
    finally:
        os._exit(0)


def _answer(channel: int, read: _Read, name: str, rescue: bool, most_characters: int) -> tuple[bytes, ...]:
    """Return the sealed reading in two frames, or in one frame why there is none."""
    try:
        return sealed(name, read(name, read_frame(channel), rescue=rescue), most_characters)
    except SourceError as refusal:
        told = {"refusal": type(refusal).__name__, "sentence": str(refusal)}
    except MemoryError:
        return (_OUT_OF_MEMORY,)  # made before, since there may be nothing left to make it of
    except BaseException as error:  # noqa: BLE001 - whatever a library trips over, the answer says so
        told = {"failure": type(error).__name__}
    return (json.dumps(told).encode("ascii"),)
