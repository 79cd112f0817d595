"""The near side of a channel to a reading process: the file out, the answer in, within a time and a size."""

from __future__ import annotations

import json
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from index.reading.wall.framing import HEAD, framed, length_of
from index.reading.wall.soundness import MOST_PARTS_BYTES
from index.reading.wall.unsealed import UnsoundError, told

_LARGEST_LETTER = 4  # bytes of UTF-8
_WITHOUT_TEXT = ("refusal", "failure")


class BrokenOffError(Exception):
    """The process ended without an answer."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One file, one answer over `channel`. Once the monotonic clock is past `ends` it raises TimeoutError."""

    channel: socket.socket
    ends: float

    def ask(self, name: str, data: bytes, *, rescue: bool) -> None:
        """Send a file. A process that ends meanwhile may have said why: that is for `answer` to find."""
        asked = json.dumps({"name": name, "rescue": rescue}).encode("ascii")
        with suppress(ConnectionError):
            for piece in framed(asked, data):
                self._wait()
                self.channel.sendall(piece)

    def answer(self, most_characters: int) -> tuple[dict[str, Any], bytes | bytearray]:
        """Return what the process says, unchecked, and the text that goes with a reading, else b"".

        Raises BrokenOffError, and UnsoundError for an answer beyond all limits, of which no more is taken in.
        """
        said = told(self._frame(MOST_PARTS_BYTES))
        if any(key in said for key in _WITHOUT_TEXT):
            return said, b""
        return said, self._frame(most_characters * _LARGEST_LETTER)

    def _frame(self, most: int) -> bytearray:
        length = length_of(self._bytes(HEAD))
        if length > most:
            raise UnsoundError
        return self._bytes(length)

    def _bytes(self, length: int) -> bytearray:
        received = bytearray(length)
        view = memoryview(received)
        while view:
            self._wait()
            try:
                count = self.channel.recv_into(view)
            except ConnectionError as error:
                raise BrokenOffError from error
            if not count:
                raise BrokenOffError
            view = view[count:]
        return received

    def _wait(self) -> None:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.channel.settimeout(left)
