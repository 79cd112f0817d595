"""Which passages of a text stay what they were when the text is edited, so that only what was touched is made anew.

Packing from the start of a section would move every border after an edit. So the passages of the version before that
stand in the new text as they were, in the same order, stay; only what lies between them is packed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from operator import attrgetter
from typing import Final

from index.documents import Passage, Span

MOST_COMPARED: Final = 20_000
"""Sentences between the first and the last that changed. More are not compared, and their passages are made anew."""


def kept_spans(before: Sequence[Passage], text: str, sentences: Sequence[Span]) -> list[Span]:
    """Return where passages of the version before, given in order, stand in `text` unchanged: sorted and disjoint.

    `sentences` are all of the text's; none of them crosses the border of a span that is returned.
    """
    old = [(passage, sentence) for passage in before for sentence in passage.sentences]
    words = [passage.text[s.start - passage.span.start : s.end - passage.span.start] for passage, s in old]
    kept: list[Span] = []
    for mine, theirs, count in _matching(words, [sentence.of(text) for sentence in sentences]):
        for at in range(mine, mine + count):
            passage, sentence = old[at]
            if sentence is not passage.sentences[0] or at + len(passage.sentences) > mine + count:
                continue
            start = sentences[theirs + at - mine].start - (sentence.start - passage.span.start)
            span = Span(start, start + len(passage.text))
            apart = not kept or kept[-1].end <= start
            if start >= 0 and apart and span.of(text) == passage.text and not _crossed(span, sentences):
                kept.append(span)
    return kept


def within(kept: Sequence[Span], part: Span) -> Sequence[Span]:
    """Return those of the spans that lie wholly in a part."""
    first = bisect_left(kept, part.start, key=attrgetter("start"))
    last = bisect_right(kept, part.end, key=attrgetter("end"))
    return kept[first:last]


def _matching(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield runs of equal sentences: where each begins in the old and in the new ones, and how long it is; in order."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    yield 0, 0, head
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(middle), len(other)) <= MOST_COMPARED:
        for block in SequenceMatcher(None, middle, other).get_matching_blocks():
            yield head + block.a, head + block.b, block.size
    yield len(old) - tail, len(new) - tail, tail


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many are equal from the start."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _crossed(span: Span, sentences: Sequence[Span]) -> bool:
    """Return whether a sentence lies on one of the span's borders."""
    for border in (span.start, span.end):
        before = bisect_left(sentences, border, key=attrgetter("start")) - 1
        if before >= 0 and sentences[before].end > border:
            return True
    return False
