"""Reading files in processes of their own that can do nothing but compute, and are ended when they cost too much.

What such a process answers is checked before it is believed. That it hangs, crashes or eats memory costs the one file.
How the processes are made and held stands in `index/reading/wall/`.
"""

from __future__ import annotations

import os
import re
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from index.documents import Reading
from index.errors import SourceError, SourceUnreadable
from index.names import shown_name
from index.reading.format import Format, Reader
from index.reading.wall.conversation import BrokenOffError, Conversation
from index.reading.wall.limits import Limits
from index.reading.wall.refusals import ReaderFailed, broken_off, no_process, refusal, too_slow
from index.reading.wall.unsealed import UnsoundError, unsealed

if TYPE_CHECKING:
    from index.reading.wall.fork_server import ForkServer

__all__ = ["Limits", "Sandbox"]

_FIRST_SHARE = 0.6  # of the time, for the first reader of a format that has two
_GRACE_SECONDS = 2.0  # by then a process that is over its time has been ended; else what should end it hangs


class Sandbox:
    """Reads files behind a wall, from any thread and several at a time. Nothing is started before the first file."""

    def __init__(self, limits: Limits | None = None, formats: str = "index.reading.formats") -> None:
        """Hold every file to `limits`; `formats` names the module with `format_of` and `read`."""
        self._limits = limits or Limits()
        self._formats = formats
        self._server = _fork_server(formats, self._limits)

    def read(self, name: str, data: bytes) -> Reading:
        """Return what index.reading.formats.read makes of the file, or of a second reader where the first one fails.

        Raises SourceError in one plain sentence that names the file.
        """
        file = _shown(name)
        formats: Any = import_module(self._formats)
        kind: Format = formats.format_of(file)
        self._load(file, kind)
        ends = time.monotonic() + self._limits.seconds
        if kind.rescue is None:
            return self._attempt(file, data, kind.read, ends)
        try:
            return self._attempt(file, data, kind.read, ends - self._limits.seconds * (1 - _FIRST_SHARE))
        except SourceUnreadable as error:
            first = error
        try:
            return self._attempt(file, data, kind.rescue, ends, rescue=True)
        except SourceError as second:
            raise (
                second if isinstance(first, ReaderFailed) and not isinstance(second, ReaderFailed) else first
            ) from None

    def close(self) -> None:
        """End every process, for good: what is being read, or would be later, is refused."""
        if self._server:
            self._server.close()

    def _load(self, file: str, kind: Format) -> None:
        """Start what processes are forked from, and load there what the format needs; that is not the file's time."""
        if self._server is None:
            raise SourceError(f"{file}: files are read on Linux and macOS only, where reading can be walled in.")
        try:
            for reader in filter(None, (kind.read, kind.rescue)):
                self._server.load(reader.__module__)
        except OSError:
            raise no_process(file) from None

    def _attempt(self, file: str, data: bytes, reader: Reader, ends: float, *, rescue: bool = False) -> Reading:
        """Read with one reader. Raises SourceError."""
        try:
            said, text = self._answer(file, data, reader, ends, rescue)
            if "title" in said:
                return unsealed(said, text, self._limits.characters)
        except UnsoundError:
            raise broken_off(file) from None
        raise refusal(file, said, self._limits.memory_mb)

    def _answer(
        self, file: str, data: bytes, reader: Reader, ends: float, rescue: bool
    ) -> tuple[dict[str, Any], bytes | bytearray]:
        """Ask a process; a second one where the first went together with the process that it was forked from."""
        server = cast("ForkServer", self._server)
        for last in (False, True):
            try:
                with server.fork(reader.__module__, max(0.0, ends - time.monotonic())) as channel:
                    conversation = Conversation(channel, ends + _GRACE_SECONDS)
                    conversation.ask(file, data, rescue=rescue)
                    return conversation.answer(self._limits.characters)
            except BrokenOffError:
                if time.monotonic() >= ends:
                    break
                if last or server.is_alive(reader.__module__):
                    raise broken_off(file) from None
            except TimeoutError:
                server.kill()
                break
            except OSError:
                raise no_process(file) from None
        raise too_slow(file, self._limits.seconds)


def _fork_server(formats: str, limits: Limits) -> ForkServer | None:
    """Return what gives processes, None on a system where none can be forked."""
    if not hasattr(os, "fork"):
        return None
    from index.reading.wall.fork_server import ForkServer

    return ForkServer(formats, limits)


def _shown(name: str) -> str:
    """Return the last part of a path of any system, fit to be shown."""
    return shown_name(" ".join(re.split(r"[/\\]", name)[-1].split())) or "the file"
