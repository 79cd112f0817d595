"""Pieces into passages: whole paragraphs while they fit, and the sentences of one that is too long for a passage.

LlamaIndex's sentence splitter packs in the same way. This one takes pieces that are measured already, in one pass, so
that a megabyte of the shortest sentences is no worse than any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.documents import Span
from index.units import Parting, Unit


def packed(units: Iterable[Unit], most: int) -> Iterator[Span]:
    """Yield the spans that adjoining pieces make up, in order, each of at most `most` tokens if its pieces are."""
    start = end = tokens = 0
    for piece in _fitting(units, most):
        if tokens and tokens + piece.tokens > most:
            yield Span(start, end)
            tokens = 0
        start = start if tokens else piece.span.start
        end = piece.span.end
        tokens += max(1, piece.tokens)
    if tokens:
        yield Span(start, end)


def _fitting(units: Iterable[Unit], most: int) -> Iterator[Unit]:
    """Yield each paragraph that fits into a passage as one piece, and the pieces of every other one."""
    paragraph: list[Unit] = []  # as long as it may fit
    tokens = 0
    for unit in units:
        if unit.parting is Parting.PARAGRAPH:
            yield from _joined(paragraph, tokens)
            paragraph, tokens = [], 0
        tokens += unit.tokens
        paragraph.append(unit)
        if tokens > most:
            yield from paragraph
            paragraph.clear()
    yield from _joined(paragraph, tokens) if tokens <= most else paragraph


def _joined(paragraph: list[Unit], tokens: int) -> Iterator[Unit]:
    if paragraph:
        yield Unit(Span(paragraph[0].span.start, paragraph[-1].span.end), tokens, Parting.PARAGRAPH)
