"""A document cut into the sections a summary speaks of: along its headings, and long stretches into parts.

Of a document with very many, long stretches are cut into fewer parts, then neighbours are put together, those under one
outer heading first, so that a full summary of a book still has a line for each and can be read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from index.documents import HEADING_SEPARATOR, Span
from index.section_reading import Outlined

SECTION_CHARS: Final = 2_000
"""From about this length on a stretch without headings is cut: a page of a book, two paragraphs of an encyclopedia."""
MOST_SECTIONS: Final = 60
GROWING: Final = 1.2
"""How much longer the parts of long stretches are made while there are too many sections."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section's place in its document, and what it is called; a document without headings has none to give."""

    span: Span
    title: str


def cut_into_sections(outline: Sequence[Outlined]) -> list[Stretch]:
    """Return the document's sections in order, MOST_SECTIONS at most; every passage begins in exactly one."""
    groups = _by_heading(outline)
    longest = max((_length(group) for group in groups), default=0)
    size: float = SECTION_CHARS
    found = _all_parts(groups, size)
    while len(found) > MOST_SECTIONS and size < longest:
        size *= GROWING
        found = _all_parts(groups, size)
    deepest = max((len(_path(each.title)) for each in found), default=0)
    for depth in range(deepest - 1, 0, -1):
        if len(found) <= MOST_SECTIONS:
            return found
        found = _joined_under(found, depth)
    return found if len(found) <= MOST_SECTIONS else _joined_evenly(found)


def _by_heading(outline: Sequence[Outlined]) -> list[list[Outlined]]:
    return [list(group) for _, group in groupby(outline, key=lambda each: each.heading)]


def _all_parts(groups: Sequence[Sequence[Outlined]], size: float) -> list[Stretch]:
    return [part for group in groups for part in _parts(group, size)]


def _parts(group: Sequence[Outlined], size: float) -> list[Stretch]:
    """Cut what stands under one heading into parts of about the same length, so many characters at most."""
    whole = _spanning(group)
    wanted = min(len(group), math.ceil(_length(group) / size))
    title = group[0].heading
    if wanted <= 1:
        return [Stretch(whole, title)]
    parts = [group[len(group) * at // wanted : len(group) * (at + 1) // wanted] for at in range(wanted)]
    return [
        Stretch(_spanning(part), f"{title} (part {number} of {wanted})" if title else f"Part {number} of {wanted}")
        for number, part in enumerate(parts, start=1)
    ]


def _joined_under(sections: Sequence[Stretch], depth: int) -> list[Stretch]:
    """Put neighbours together that stand under the same headings down to this depth."""
    groups = groupby(sections, key=lambda each: tuple(_path(each.title)[:depth]))
    return [Stretch(_spanning(list(group)), HEADING_SEPARATOR.join(path)) for path, group in groups]


def _joined_evenly(sections: Sequence[Stretch]) -> list[Stretch]:
    """Put neighbours together so that MOST_SECTIONS are left, each with as many."""
    runs = [
        sections[len(sections) * at // MOST_SECTIONS : len(sections) * (at + 1) // MOST_SECTIONS]
        for at in range(MOST_SECTIONS)
    ]
    return [Stretch(_spanning(run), _from_to(run[0].title, run[-1].title)) for run in runs]


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def _path(title: str) -> list[str]:
    return title.split(HEADING_SEPARATOR)


def _length(group: Sequence[Outlined]) -> int:
    return group[-1].span.end - group[0].span.start


def _spanning(places: Sequence[Outlined] | Sequence[Stretch]) -> Span:
    return Span(places[0].span.start, places[-1].span.end)
