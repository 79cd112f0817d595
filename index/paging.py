"""A stretch of text, page by page, with no sentence cut: one that runs over a page's end belongs to where it begins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from index.documents import Span


def page_at(pages: Sequence[int], offset: int) -> int | None:
    """Return the number, from 1, of the page that `offset` is on; None where there are no pages."""
    return max(1, bisect_right(pages, offset)) if pages else None


def parts_by_page(
    stretch: Span, sentences: Sequence[Span], pages: Sequence[int]
) -> Iterator[tuple[Span, Sequence[Span]]]:
    """Yield the parts of a stretch, each with its sentences, that together are the stretch; all begin on one page."""
    start, first = stretch.start, 0
    for page in pages[bisect_right(pages, stretch.start) : bisect_left(pages, stretch.end)]:
        if page <= start:  # a page without text, or within a sentence that began before it
            continue
        after = bisect_left(sentences, page, lo=first, key=attrgetter("start"))
        end = max(page, sentences[after - 1].end) if after > first else page
        yield Span(start, end), sentences[first:after]
        start, first = end, after
    yield Span(start, stretch.end), sentences[first:]
