"""How the gateway packs what it sends on one connection."""

from __future__ import annotations

import zlib
from typing import Protocol

import zstandard


class Stream(Protocol):
    """One connection's way of packing; it lives as long as the connection does."""

    def pack(self, text: str) -> str | bytes: ...


class Plain:
    """Text frames."""

    def pack(self, text: str) -> str:
        return text


class Zlib:
    """One zlib stream over the whole connection, flushed after every message."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj()

    def pack(self, text: str) -> bytes:
        return self._compressor.compress(text.encode()) + self._compressor.flush(zlib.Z_SYNC_FLUSH)


class Zstd:
    """One zstd stream over the whole connection, flushed after every message."""

    def __init__(self) -> None:
        self._compressor = zstandard.ZstdCompressor().compressobj()

    def pack(self, text: str) -> bytes:
        packed = self._compressor.compress(text.encode())
        return packed + self._compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


STREAMS: dict[str | None, type[Plain] | type[Zlib] | type[Zstd]] = {
    None: Plain,
    "zlib-stream": Zlib,
    "zstd-stream": Zstd,
}
"""By the `compress` parameter of the gateway's address."""
