"""Pieces into passages, in a way that an edit disturbs only around itself.

Packing a text from its start would move every later border with each word added. Here the borders between pieces are
closed one after another, the weakest parting first and among equals in an order that only the words after each decide;
one is closed if what it joins still fits. So whether a border stays depends on the text near it alone, the same text
always gives the same passages, and no two neighbours would fit into one.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from index.documents import Span
from index.units import Unit

PARTING_SHIFT = 32
"""Bits of the number that orders borders which part alike."""


REGROUPED = (3,)
"""Neighbours that are made one less where they fit. More of them fill passages better, and spread an edit further."""
REMOVED = -1


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The order in which the border before each piece is closed, the tokens before each and before the end."""

    order: array[int]
    before: array[int]
    most: int


def packed(text: str, units: Iterable[Unit], most: int) -> Iterator[Span]:
    """Yield the spans that adjoining pieces make up, in order, each of at most `most` tokens if its pieces are."""
    starts, sizes, order = array("q"), array("q"), array("Q")  # a long text has millions of pieces
    end = 0
    for unit in units:
        starts.append(unit.span.start)
        sizes.append(unit.tokens)
        order.append(unit.parting << PARTING_SHIFT | _number(unit.span.of(text)))
        end = unit.span.end
    borders = _open_borders(sizes, order, most)
    pieces = _Pieces(order, array("q", accumulate(sizes, initial=0)), most)
    for runs in REGROUPED:
        borders = _regrouped(pieces, borders, runs)
    for start, border in pairwise([*borders, len(starts)]):
        yield Span(starts[start], starts[border] if border < len(starts) else end)


def _open_borders(sizes: array[int], order: array[int], most: int) -> list[int]:
    """Close border after border, and return the pieces before which one is left open; the first piece is one."""
    closed = bytearray(len(sizes))
    totals = array("q", sizes)  # of the run of pieces that begins here
    other_end = array("q", range(len(sizes)))  # of the run of pieces that begins or ends here
    for border in np.argsort(np.frombuffer(order, dtype=np.uint64), kind="stable").tolist() if sizes else ():
        if border == 0 or totals[other_end[border - 1]] + totals[border] > most:
            continue
        first, last = other_end[border - 1], other_end[border]
        totals[first] += totals[border]
        other_end[first], other_end[last] = last, first
        closed[border] = 1
    return [border for border, shut in enumerate(closed) if not shut]


def _regrouped(pieces: _Pieces, borders: list[int], runs: int) -> list[int]:
    """Make one run less of `runs` neighbours wherever their pieces fit."""
    ends = [*borders, len(pieces.order)]
    taken = bytearray(len(ends))
    for at in sorted(range(len(borders) - runs + 1), key=lambda at: pieces.order[ends[at + 1]]):
        if any(taken[at : at + runs]):
            continue
        weakest = min(pieces.order[border] for border in ends[at + 1 : at + runs]) >> PARTING_SHIFT << PARTING_SHIFT
        parted = _parted(pieces, ends[at], ends[at + runs], runs - 1, weakest)
        if parted is not None:
            taken[at : at + runs] = b"\1" * runs
            ends[at + 1 : at + runs] = [*parted, REMOVED]
    return [border for border in ends[:-1] if border != REMOVED]


def _parted(pieces: _Pieces, first: int, end: int, parts: int, weakest: int) -> list[int] | None:
    """Return the borders that make so many parts, each fitting, of some pieces; the strongest that do. None: none do."""
    before, most = pieces.before, pieces.most
    if parts == 1:
        return [] if before[end] - before[first] <= most else None
    lowest = bisect_left(before, before[end] - (parts - 1) * most, first + 1, end)
    highest = bisect_right(before, before[first] + most, lowest, end)
    strong = (border for border in range(lowest, highest) if pieces.order[border] >= weakest)
    for border in sorted(strong, key=pieces.order.__getitem__, reverse=True):
        others = _parted(pieces, border, end, parts - 1, weakest)
        if others is not None:
            return [border, *others]
    return None


def _number(piece: str) -> int:
    """Return a number made of the piece's words, the same on every machine."""
    return zlib.crc32(piece.strip().encode("utf-8", "surrogatepass"))
