"""Which reader takes which file. A new format is one module with a `read` and one line in `READERS`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from index.documents import Reading
from index.errors import SourceUnreadable, SourceUnsupported
from index.names import shown_name
from index.reading import markdown, plain, webpage
from index.reading.boilerplate import find_furniture
from index.reading.decoding import has_words
from index.reading.spans import covers, merged, outside

READERS: dict[str, Callable[[str, bytes], Reading]] = {
    ".txt": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": webpage.read,
    ".htm": webpage.read,
}
SUPPORTED = tuple(READERS)


def read(name: str, data: bytes) -> Reading:
    """Return the text of the file `name`, its title, its headings, and what in it is only page furniture.

    `name` may be a path; only its last part is used, to pick the reader by extension and to name the file in errors.
    Raises SourceUnsupported where no reader takes the extension, and SourceUnreadable where the bytes hold no text or
    are not what the name says.
    """
    file = _base_name(name)
    reader = READERS.get(PurePosixPath(file).suffix.lower())
    if reader is None:
        known = f"{', '.join(SUPPORTED[:-1])} or {SUPPORTED[-1]}"
        raise SourceUnsupported(f"{file}: Footnote does not read this kind of file; add it as {known}.")
    reading = reader(file, data)
    if not has_words(outside(reading.text, reading.furniture)):
        raise SourceUnreadable(f"{file}: the file holds no text to answer from; add one with text in it.")
    return _without_furniture(reading)


def _base_name(name: str) -> str:
    """Return the last part of a path of any system, fit to be shown."""
    return shown_name(" ".join(re.split(r"[/\\]", name)[-1].split())) or "the file"


def _without_furniture(reading: Reading) -> Reading:
    """Add the furniture that shows in the text itself to what the reader already knew from the format."""
    furniture = merged((*reading.furniture, *find_furniture(reading.text, reading.headings)))
    if not has_words(outside(reading.text, furniture)):
        furniture = reading.furniture
    headings = tuple(heading for heading in reading.headings if not covers(furniture, heading.span))
    return replace(reading, headings=headings, furniture=furniture)
