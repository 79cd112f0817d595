"""Bytes over a channel between processes, each frame after its length."""

from __future__ import annotations

import os
import struct

_LENGTH = struct.Struct("!Q")


def framed(*frames: bytes) -> list[bytes]:
    """Return what to send so that the frames arrive as they are."""
    return [piece for frame in frames for piece in (_LENGTH.pack(len(frame)), frame)]


def length_of(head: bytes | bytearray) -> int:
    """Return how long the frame after `head` is."""
    return int(_LENGTH.unpack(head)[0])


HEAD = _LENGTH.size


def read_frame(descriptor: int) -> bytes:
    """Return the next frame. Raises EOFError where the other side has gone."""
    return _read(descriptor, length_of(_read(descriptor, HEAD)))


def write_all(descriptor: int, pieces: list[bytes]) -> None:
    """Write the pieces, however many calls it takes. Raises OSError where the other side has gone."""
    for piece in pieces:
        view = memoryview(piece)
        while view:
            view = view[os.write(descriptor, view) :]


def _read(descriptor: int, length: int) -> bytes:
    pieces = []
    while length:
        piece = os.read(descriptor, min(length, 1024 * 1024))
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
