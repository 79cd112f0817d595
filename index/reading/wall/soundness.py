"""What a reading must be to be taken from behind the wall: within its limits, and as Reading promises in every part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from index.documents import Heading, Reading, Span

MOST_PARTS_BYTES = 8 * 1024 * 1024
"""Most bytes that all of a reading but its text may take."""

MOST_SPANS = 50_000
"""Most headings, pages, and stretches of furniture, of each."""

MOST_NOTES = 50
LONGEST_LINE = 300
"""Most characters of a title, a heading's words or a note; the first two are repeated with every passage under them."""

BREAKING = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
"""What may not stand in a line that is shown: it ends the line, steers a terminal, or is no character."""

_LONGEST_ADDRESS = 2000
_ADDRESS = re.compile(r"https?://[^\s\0-\x1f\x7f-\x9f\ud800-\udfff\"'<>\\]+")


def is_sound(reading: Reading, most_characters: int) -> bool:
    """Whether every part of a reading, of whatever types it was made, is as Reading promises and within the limits."""
    length = len(reading.text)
    lines = (reading.title, *reading.notes, *(heading.text for heading in reading.headings))
    return (
        length <= most_characters
        and max(map(len, (reading.headings, reading.furniture, reading.pages))) <= MOST_SPANS
        and len(reading.notes) <= MOST_NOTES
        and "\0" not in reading.text
        and all(map(_is_line, lines))
        and _are_headings(reading.headings, length)
        and _are_apart(reading.furniture, length)
        and _ascend(reading.pages, length)
        and (reading.published is None or is_day(reading.published))
        and (reading.canonical_url is None or is_address(reading.canonical_url))
    )


def is_day(text: Any) -> bool:
    """Whether `text` is a day as `2026-02-17`."""
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_address(text: Any) -> bool:
    """Whether `text` is an address of the web, of a length people give."""
    return isinstance(text, str) and len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def _is_line(text: Any) -> bool:
    return (
        isinstance(text, str) and 0 < len(text) <= LONGEST_LINE and not text.isspace() and BREAKING.search(text) is None
    )


def _are_headings(headings: Sequence[Heading], length: int) -> bool:
    starts = [heading.span.start for heading in headings]
    return (
        all(_is_within(heading.span, length) for heading in headings)
        and all(before < after for before, after in pairwise(starts))
        and all(type(heading.level) is int and 1 <= heading.level <= 6 for heading in headings)
    )


def _are_apart(spans: Sequence[Span], length: int) -> bool:
    return all(_is_within(span, length) for span in spans) and all(
        before.end <= after.start for before, after in pairwise(spans)
    )


def _is_within(span: Span, length: int) -> bool:
    return type(span.start) is int and type(span.end) is int and 0 <= span.start < span.end <= length


def _ascend(offsets: Sequence[Any], length: int) -> bool:
    return all(type(each) is int and 0 <= each <= length for each in offsets) and all(
        before <= after for before, after in pairwise(offsets)
    )
