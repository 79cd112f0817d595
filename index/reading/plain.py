"""Plain text: the file as it is."""

from __future__ import annotations

from index.documents import Reading
from index.reading.decoding import decode_text
from index.reading.format import Format
from index.reading.titles import title_from


def read(file: str, data: bytes) -> Reading:
    """Return the file decoded as UTF-8, untouched; plain text has no headings, and its title is its name."""
    return Reading(title=title_from(file), text=decode_text(file, data))


FORMAT = Format("plain text", (".txt",), ("text/plain",), read)
