"""A reading as bytes: made fit to be taken outside, or refused. Runs in the reading process; `unsealed` undoes it."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from index.documents import Heading, Reading
from index.errors import SourceTooLarge
from index.reading.titles import title_from
from index.reading.wall.soundness import (
    BREAKING,
    LONGEST_LINE,
    MOST_NOTES,
    MOST_PARTS_BYTES,
    MOST_SPANS,
    is_address,
    is_day,
)

_NO_LETTER = re.compile("[\0\ud800-\udfff]")


def sealed(file: str, reading: Reading, most_characters: int) -> tuple[bytes, bytes]:
    """Return a reading as its parts (JSON) and its text (UTF-8). Raises SourceTooLarge for one beyond the limits.

    What is too long to be shown is shortened; what is no character in UTF-8 or in a store is replaced, one for one.
    """
    if len(reading.text) > most_characters:
        raise SourceTooLarge(f"{file}: the file holds over {most_characters:,} characters of text; split it.")
    for what, spans in (("headings", reading.headings), ("menus", reading.furniture), ("pages", reading.pages)):
        if len(spans) > MOST_SPANS:
            raise SourceTooLarge(f"{file}: the file has over {MOST_SPANS:,} {what}; split it.")
    headings = [replace(each, text=_line(each.text)) for each in reading.headings]
    parts = {
        "title": _line(reading.title) or title_from(file),
        "headings": [_numbers(heading) for heading in headings if heading.text],
        "furniture": [[span.start, span.end] for span in reading.furniture],
        "pages": reading.pages,
        "notes": _few(tuple(filter(None, map(_line, reading.notes)))),
        "published": reading.published if is_day(reading.published) else None,
        "canonical_url": reading.canonical_url if is_address(reading.canonical_url) else None,
    }
    encoded = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    if len(encoded) > MOST_PARTS_BYTES:
        raise SourceTooLarge(f"{file}: the headings of the file are too long together; split it.")
    return encoded, _NO_LETTER.sub("\N{REPLACEMENT CHARACTER}", reading.text).encode("utf-8")


def _numbers(heading: Heading) -> list[int | str]:
    return [heading.span.start, heading.span.end, heading.level, heading.text]


def _few(notes: tuple[str, ...]) -> tuple[str, ...]:
    if len(notes) <= MOST_NOTES:
        return notes
    return (*notes[: MOST_NOTES - 1], f"There are {len(notes) - MOST_NOTES + 1} more remarks like these.")


def _line(text: str) -> str:
    line = BREAKING.sub(" ", text).strip()
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1].rstrip()}…"
