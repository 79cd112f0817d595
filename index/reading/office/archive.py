"""Zip-based files (Word, PowerPoint, Excel, OpenDocument, EPUB) opened without trusting what they say about themselves.

Nothing is unpacked to disk: the names within are keys and no paths, and a part that is itself an archive is not opened.
A part is unpacked up to the size it declares and no further, and the readers get parts, or an archive packed anew from
them (`repacked`), never the original, so that a second reading of its bytes cannot find something else in it.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from itertools import pairwise

from index.errors import SourceUnreadable

MOST_PARTS = 10_000
MOST_UNPACKED = 400_000_000
"""Bytes that all parts together may declare."""
MOST_IN_PART = 150_000_000
MOST_RATIO = 200
"""How many times its packed size a part may be; spreadsheets of one repeated row reach 60."""
RATIO_COUNTS_FROM = 4_000_000
"""Bytes below which a part may be as repetitive as it likes."""

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Office files of before 2007 begin, and those locked with a password since."""

_ENTRY_MARK = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_LOCAL_MARK = b"PK\x03\x04"
_LOCKED = 0x1
_AGAIN = "save it anew in the program it came from and add it again"


class Archive:
    """The parts of one file, by name. `file` names it in errors."""

    def __init__(self, file: str, data: bytes) -> None:
        """Look at the table of contents. Raises SourceUnreadable, with the reason, for one that no honest file has."""
        self.file = file
        self._data = data
        self._entries = {entry.filename: entry for entry in _entries(file, data) if not entry.is_dir()}
        self.names = tuple(self._entries)
        _check_sizes(file, self._entries)
        self._starts = _checked_starts(file, data, self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Return the part `name`, which must be there. Raises SourceUnreadable where it is not what it declares."""
        entry = self._entries[name]
        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MOST_RATIO * entry.compress_size:
            raise refused(self.file, "a part of it unpacks to hundreds of times its size, as an archive bomb does")
        start = self._starts[name]
        packed = self._data[start : start + entry.compress_size]
        part = _unpacked(self.file, entry, packed)
        if zlib.crc32(part) != entry.CRC:
            raise damaged(self.file)
        return part

    def repacked(self, names: tuple[str, ...]) -> BytesIO:
        """Return a new archive of the parts `names`, for a library that wants one."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name), self.read(name))
        packed.seek(0)
        return packed


def refused(file: str, reason: str) -> SourceUnreadable:
    """Return the error for a file that is not opened, and why."""
    return SourceUnreadable(f"{file}: {reason}; {_AGAIN}.")


def damaged(file: str) -> SourceUnreadable:
    """Return the error for a file that is not whole."""
    return refused(file, "the file is damaged or cut off")


def locked(file: str) -> SourceUnreadable:
    """Return the error for a file that nobody reads without its password."""
    return SourceUnreadable(f"{file}: the file is locked with a password; save it without one and add it again.")


def check_not_blank(file: str, data: bytes) -> None:
    """Raise SourceUnreadable for a file with nothing in it."""
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise SourceUnreadable(f"{file}: the file is empty; add one with text in it.")


def _entries(file: str, data: bytes) -> list[zipfile.ZipInfo]:
    """Return the table of contents. Its length is known before it is read: a million entries are a gigabyte."""
    check_not_blank(file, data)
    if data.count(_ENTRY_MARK) > 2 * MOST_PARTS:  # the mark may also stand in a part by chance
        raise refused(file, f"it holds more than {MOST_PARTS:,} parts")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError, EOFError):
        raise damaged(file) from None
    if len(entries) > MOST_PARTS:
        raise refused(file, f"it holds more than {MOST_PARTS:,} parts")
    if len({entry.filename for entry in entries}) < len(entries):
        raise refused(file, "two parts of it have the same name")
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise locked(file)
    return entries


def _check_sizes(file: str, entries: dict[str, zipfile.ZipInfo]) -> None:
    sizes = [entry.file_size for entry in entries.values()]
    if sum(sizes) > MOST_UNPACKED or max(sizes, default=0) > MOST_IN_PART:
        raise SourceUnreadable(f"{file}: unpacked it is larger than is read; split it into several files.")


def _checked_starts(file: str, data: bytes, entries: dict[str, zipfile.ZipInfo]) -> dict[str, int]:
    """Return where the bytes of each part begin; no two parts may share any."""
    starts: dict[str, int] = {}
    stretches = []
    for name, entry in entries.items():
        try:
            mark, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, entry.header_offset)
        except struct.error:
            raise damaged(file) from None
        starts[name] = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        stretches.append((entry.header_offset, starts[name] + entry.compress_size))
        if mark != _LOCAL_MARK or stretches[-1][1] > len(data):
            raise damaged(file)
    if any(end > start for (_, end), (start, _) in pairwise(sorted(stretches))):
        raise refused(file, "parts of it overlap, as in an archive bomb")
    return starts


def _unpacked(file: str, entry: zipfile.ZipInfo, packed: bytes) -> bytes:
    if entry.compress_type == zipfile.ZIP_STORED:
        part, whole = packed, True
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            part = unpacking.decompress(packed, entry.file_size + 1)
        except zlib.error:
            raise damaged(file) from None
        whole = unpacking.eof
    else:
        raise refused(file, "a part of it is packed in a way that is not read")
    if len(part) > entry.file_size:
        raise refused(file, "a part of it is larger than it says")
    if len(part) < entry.file_size or not whole:
        raise damaged(file)
    return part
