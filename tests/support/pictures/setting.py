"""Setting type: lines of spans broken to a width and drawn, as a paragraph that says how high it came out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from tests.support.pictures.drawing import Paper
from tests.support.pictures.lettering import Look, width
from tests.support.pictures.markdown import Line, Names, Span, lines

LEADING: Final = 1.4
"""From one line to the next, in sizes of the font."""
ASCENT: Final = 1.03
"""From the top of a line to its baseline, likewise."""
QUOTE_INDENT: Final = 14
QUOTE_BAR: Final = 4
PADDING: Final = 4
"""On either side of code and of a mention, within their box."""
WORDS: Final = re.compile(r" +|[^ ]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is set: spans that fit side by side."""

    spans: tuple[Span, ...]
    indent: float
    quoted: bool
    size: float

    @property
    def height(self) -> float:
        return round(self.size * LEADING)


def write(paper: Paper, x: float, top: float, room: float, markdown: str, look: Look, names: Names = str) -> float:
    """Draw markdown in a column `room` wide; return where it ends."""
    for quoted, group in groupby(rows(lines(markdown, look, names), room), key=lambda row: row.quoted):
        start = top
        for row in group:
            _draw(paper, x, top, row)
            top += row.height
        if quoted:
            paper.box(x, start, QUOTE_BAR, top - start, "bar", QUOTE_BAR / 2)
    return top


def rows(found: Iterable[Line], room: float) -> Iterator[Row]:
    """Break lines so that each fits in `room`."""
    for line in found:
        size = line.spans[0].look.size if line.spans else 14
        if line.spans and line.spans[0].kind == "code":
            size += 1
        indent = QUOTE_INDENT if line.quoted else 0
        hang = width(line.hang, line.spans[0].look) if line.hang else 0
        broken = list(_broken(line.spans, room - indent, hang)) or [()]
        for place, spans in enumerate(broken):
            yield Row(spans, indent + (hang if place else 0), line.quoted, size)


def _broken(spans: Iterable[Span], room: float, hang: float) -> Iterator[tuple[Span, ...]]:
    row: list[Span] = []
    used = 0.0
    for chunk in _chunks(spans):
        wide = sum(map(_width, chunk))
        if row and used + wide > room and chunk[0].text.strip():
            yield tuple(_merged(row))
            row, used = [], hang
        if not row and not chunk[0].text.strip():
            continue
        row += chunk
        used += wide
    if row:
        yield tuple(_merged(row))


def _chunks(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """What may not be parted: words with all that stands next to them without a space; and each space."""
    chunk: list[Span] = []
    for span in spans:
        pieces = [span.text] if span.kind == "mention" else WORDS.findall(span.text)
        for piece in pieces:
            if piece.isspace():
                if chunk:
                    yield chunk
                yield [replace(span, text=piece)]
                chunk = []
            else:
                chunk.append(replace(span, text=piece))
    if chunk:
        yield chunk


def _merged(row: list[Span]) -> Iterator[Span]:
    """Spans side by side that look the same, as one."""
    while row and row[-1].text.isspace():
        row.pop()
    last: Span | None = None
    for span in row:
        if last and (last.look, last.kind) == (span.look, span.kind):
            last = replace(last, text=last.text + span.text)
        else:
            if last:
                yield last
            last = span
    if last:
        yield last


def _width(span: Span) -> float:
    return width(span.text, span.look) + (2 * PADDING if span.kind != "words" and span.text.strip() else 0)


def _draw(paper: Paper, x: float, top: float, row: Row) -> None:
    at, baseline = x + row.indent, top + row.size * ASCENT
    for span in row.spans:
        if span.kind == "words":
            at = paper.text(at, baseline, span.text, span.look)
        else:
            paper.box(at, top + 1, _width(span), row.height - 2, "field" if span.kind == "code" else "pill", 4)
            at = paper.text(at + PADDING, baseline, span.text, span.look) + PADDING


def line_height(look: Look) -> float:
    """How high a line is."""
    return round(look.size * LEADING)
