"""Small arithmetic on spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from index.documents import Span


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same stretches sorted, with those that overlap or touch made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def covers(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of `spans`, sorted and disjoint, holds all of `span`."""
    before = bisect_right(spans, span.start, key=lambda other: other.start) - 1
    return before >= 0 and span.end <= spans[before].end


def outside(text: str, spans: Iterable[Span]) -> Iterator[str]:
    """Yield the stretches of `text` that no span covers, in order; `spans` must be sorted and disjoint."""
    position = 0
    for span in spans:
        yield text[position : span.start]
        position = span.end
    yield text[position:]
