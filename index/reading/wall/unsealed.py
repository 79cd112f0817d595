"""Bytes from behind the wall as a reading. They were made beside hostile data: checked in every part, not trusted."""

from __future__ import annotations

import json
from typing import Any

from index.documents import Heading, Reading, Span
from index.reading.wall.soundness import is_sound


class UnsoundError(Exception):
    """An answer that no reader of ours gives."""


def told(answer: bytes | bytearray) -> dict[str, Any]:
    """Return the object an answer begins with, its values unchecked. Raises UnsoundError where it is none."""
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise UnsoundError from error
    if not isinstance(found, dict):
        raise UnsoundError
    return found


def unsealed(parts: dict[str, Any], text: bytes | bytearray, most_characters: int) -> Reading:
    """Return the reading that `sealed` made into these. Raises UnsoundError where it is not sound."""
    try:
        reading = Reading(
            title=parts["title"],
            text=text.decode("utf-8"),
            headings=tuple(Heading(Span(start, end), level, words) for start, end, level, words in parts["headings"]),
            furniture=tuple(Span(start, end) for start, end in parts["furniture"]),
            pages=tuple(parts["pages"]),
            notes=tuple(parts["notes"]),
            published=parts["published"],
            canonical_url=parts["canonical_url"],
        )
        sound = is_sound(reading, most_characters)
    except (ValueError, TypeError, KeyError) as error:
        raise UnsoundError from error
    if not sound:
        raise UnsoundError
    return reading
