"""Pieces into passages, in a way that an edit disturbs only around itself.

Packing a text from its start would move every later border with each word added. Here the borders between pieces are
closed one after another, the weakest parting first and among equals in an order that only the words after each decide;
one is closed if what it joins still fits. So whether a border stays depends on the text near it alone, the same text
always gives the same passages, and no two neighbours would fit into one.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator

import numpy as np

from index.documents import Span
from index.units import Unit

PARTING_SHIFT = 32
"""Bits of the number that orders borders which part alike."""


def packed(text: str, units: Iterable[Unit], most: int) -> Iterator[Span]:
    """Yield the spans that adjoining pieces make up, in order, each of at most `most` tokens if its pieces are."""
    starts, sizes, order = array("q"), array("q"), array("Q")  # a long text has millions of pieces
    end = 0
    for unit in units:
        starts.append(unit.span.start)
        sizes.append(unit.tokens)
        order.append(unit.parting << PARTING_SHIFT | _number(unit.span.of(text)))
        end = unit.span.end
    closed = _closed(sizes, order, most)
    start = None
    for at, border in enumerate(starts):
        if closed[at]:
            continue
        if start is not None:
            yield Span(start, border)
        start = border
    if start is not None:
        yield Span(start, end)


def _closed(sizes: array[int], order: array[int], most: int) -> bytearray:
    """Return, for the border before each piece, 1 if it is closed. `sizes` is used up."""
    closed = bytearray(len(sizes))
    other_end = array("q", range(len(sizes)))  # of the run of pieces that begins or ends here
    for border in np.argsort(np.frombuffer(order, dtype=np.uint64), kind="stable").tolist() if sizes else ():
        if border == 0 or sizes[other_end[border - 1]] + sizes[border] > most:
            continue
        first, last = other_end[border - 1], other_end[border]
        sizes[first] += sizes[border]
        other_end[first], other_end[last] = last, first
        closed[border] = 1
    return closed


def _number(piece: str) -> int:
    """Return a number made of the piece's words, the same on every machine."""
    return zlib.crc32(piece.strip().encode("utf-8", "surrogatepass"))
