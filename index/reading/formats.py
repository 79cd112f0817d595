"""Which reader takes which file. A new format is one module that ends in a `FORMAT`, and one line in `FORMATS`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from index.documents import Reading
from index.errors import SourceUnreadable, SourceUnsupported
from index.names import shown_name
from index.reading import (
    csv_table,
    epub,
    json_text,
    markdown,
    pdf,
    plain,
    slides,
    source_code,
    spreadsheet,
    toml_text,
    webpage,
    word_document,
    yaml_text,
)
from index.reading.boilerplate.furniture import find_furniture
from index.reading.encodings.decoding import has_words
from index.reading.format import Format
from index.reading.spans import covers, merged, outside

FORMATS: tuple[Format, ...] = (
    plain.FORMAT,
    markdown.FORMAT,
    webpage.FORMAT,
    pdf.FORMAT,
    word_document.FORMAT,
    slides.FORMAT,
    spreadsheet.FORMAT,
    csv_table.FORMAT,
    epub.FORMAT,
    json_text.FORMAT,
    yaml_text.FORMAT,
    toml_text.FORMAT,
    source_code.FORMAT,
)
BY_EXTENSION = {extension: each for each in FORMATS for extension in each.extensions}
BY_MEDIA_TYPE = {media_type: each for each in FORMATS for media_type in each.media_types}
SUPPORTED = tuple(BY_EXTENSION)


def format_of(name: str) -> Format:
    """Return the format of the file `name`, which may be a path, by its extension. Raises SourceUnsupported."""
    file = _base_name(name)
    found = BY_EXTENSION.get(PurePosixPath(file).suffix.lower())
    if found is None:
        raise SourceUnsupported(f"{file}: Footnote does not read this kind of file; add it as {kinds()}.")
    return found


def kinds() -> str:
    """Return the kinds of file that are read, for a sentence: "plain text (.txt), Markdown (.md) or …"."""
    known = [f"{each.name} ({each.extensions[0]})" for each in FORMATS]
    return f"{', '.join(known[:-1])} or {known[-1]}"


def main_endings() -> str:
    """Return the extension by which each kind of file is best known, for a place too small for `kinds`."""
    return ", ".join(each.extensions[0] for each in FORMATS)


def read(name: str, data: bytes, *, rescue: bool = False) -> Reading:
    """Return the text of the file `name`, its title, its headings, and what in it is only page furniture.

    `name` may be a path; only its last part is used, to pick the format by extension and to name the file in errors.
    `rescue` reads with the format's second reader (`Format.rescue`). Raises SourceUnsupported where no format has the
    extension, and SourceUnreadable where the bytes hold no text or are not what the name says.
    """
    file, kind = _base_name(name), format_of(name)
    reader = kind.rescue if rescue and kind.rescue else kind.read
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
