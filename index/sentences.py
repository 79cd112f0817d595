"""Text to sentences, as spans.

`sentence_ends` decides where prose ends a sentence; the rules here add what it cannot see: blank lines, list items,
rows, lines of code, and abbreviations it takes for an end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from index.documents import Span
from index.lines import LIST_MARKER, is_row, neighbouring_lines, stands_alone
from index.sentence_ends import prose_sentences

PARAGRAPH_BREAK = re.compile(r"\r?\n[^\S\n]*+\n\s*+")

ABBREVIATION = re.compile(r"(?<![^\W_])(?:Capt|Cmdr|Gov|Hon|Mlle|Mme|Mt|Rev|Sgt|approx|cf|e\.g|i\.e)\.$")
"""Ends no sentence, though the model does not know it."""
ABBREVIATION_OF_NUMBER = re.compile(
    r"(?<![^\W_])(?:[Aa]rt|[Cc]h|[Ff]igs?|[Nn]os?|pp?|[Ss]ec|[Vv]ol|Mar|Apr|Jun|Jul)\.$"
)
"""Ends no sentence where a number follows."""
LONGEST_ABBREVIATION = 8


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return all sentences of `text`, as `sentences_of` finds them."""
    return tuple(sentences_of(text, Span(0, len(text))))


def sentences_of(text: str, within: Span) -> Iterator[Span]:
    """Yield the sentences of a stretch of `text` in order, without the white space around them.

    Each has a letter or digit. List items, rows, lines of code and lines ended early count as sentences of their own,
    whatever their punctuation. Nothing outside the stretch matters.
    """
    for block in _blocks(text, within):
        yield from _sentences(text, block)


def sentences_in(text: str, span: Span, sentences: Sequence[Span]) -> Iterator[Span]:
    """Yield what a span holds of the `sentences` of `text`: whole ones, and at its ends a part of one."""
    first = bisect_right(sentences, span.start, key=attrgetter("end"))
    for at in range(first, len(sentences)):
        sentence = sentences[at]
        if sentence.start >= span.end:
            break
        part = _trimmed(text, Span(max(span.start, sentence.start), min(span.end, sentence.end)))
        if _has_words(part.of(text)):
            yield part


def _blocks(text: str, within: Span) -> Iterator[Span]:
    """Yield the stretches no sentence crosses: paragraphs, cut further at the line ends their writer meant."""
    start = within.start
    for gap in PARAGRAPH_BREAK.finditer(text, within.start, within.end):
        yield from _line_groups(text, Span(start, gap.start()))
        start = gap.end()
    yield from _line_groups(text, Span(start, within.end))


def _line_groups(text: str, paragraph: Span) -> Iterator[Span]:
    start = end = paragraph.start
    for line, following, longest in neighbouring_lines(text, paragraph):
        end += len(line)
        if not following or stands_alone(line, following, longest):
            yield Span(start, end)
            start = end


def _sentences(text: str, block: Span) -> Iterator[Span]:
    found = [block] if is_row(text, block) else prose_sentences(text, block)
    pending: Span | None = None
    for each in found:
        span = _trimmed(text, each)
        if pending and _goes_on(text, pending, span):
            pending = Span(pending.start, max(pending.end, span.end))
            continue
        if pending and _has_words(pending.of(text)):
            yield pending
        pending = span
    if pending and _has_words(pending.of(text)):
        yield pending


def _goes_on(text: str, before: Span, after: Span) -> bool:
    """Tell whether what Punkt took for a sentence's end is none: "to the U.S. or its allies", "No. 5", "1. Open"."""
    opening = text[after.start : after.start + 1]
    ending = text[max(before.start, before.end - LONGEST_ABBREVIATION) : before.end]
    return (
        opening.islower()
        or after.start == after.end
        or bool(ABBREVIATION.search(ending))
        or (opening.isdigit() and bool(ABBREVIATION_OF_NUMBER.search(ending)))
        or bool(LIST_MARKER.fullmatch(text, before.start, before.end + 1))
    )


def _trimmed(text: str, span: Span) -> Span:
    piece = span.of(text)
    left = len(piece) - len(piece.lstrip().lstrip("\ufeff"))
    return Span(span.start + min(left, len(piece)), span.start + max(len(piece.rstrip()), left))


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))
