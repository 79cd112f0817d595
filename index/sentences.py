"""Text to sentences, as spans.

The English Punkt model (Kiss and Strunk 2006, https://aclanthology.org/J06-4003/) that LlamaIndex ships decides where
prose ends a sentence; the rules here add what it cannot see: blank lines, list items, and abbreviations it takes for an
end. LlamaIndex's own splitter does not load that model: it runs Punkt untrained, which ends a sentence at every "Dr.".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from index.documents import Span

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktTokenizer

PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+|\r\n[^\S\n]*(?:\r\n[^\S\n]*)+")
LIST_MARKER = re.compile(r"\s*(?:[-*+•‣–]|\(?\d{1,3}[.)]|[a-z]\)|\||>|#)\s")
FINISHED = re.compile(r"[.!?:;…。！？][\"'”’)\]*_]*\s*$")
CELLS = " | "
"""Parts the cells of a table's row."""
SHORT_LINE = 0.7
"""A line shorter than this share of its paragraph's longest one was ended by its writer, not by wrapping."""

ABBREVIATION = re.compile(r"(?<![^\W_])(?:Capt|Cmdr|Gov|Hon|Mlle|Mme|Mt|Rev|Sgt|approx|cf|e\.g|i\.e)\.$")
"""Ends no sentence, though the model does not know it."""
ABBREVIATION_OF_NUMBER = re.compile(
    r"(?<![^\W_])(?:[Aa]rt|[Cc]h|[Ff]igs?|[Nn]os?|pp?|[Ss]ec|[Vv]ol|Mar|Apr|Jun|Jul)\.$"
)
"""Ends no sentence where a number follows."""
LONGEST_ABBREVIATION = 8


@cache
def _punkt() -> PunktTokenizer:
    import llama_index.core
    import nltk.data  # a second or two to import, and needed only when a document comes in
    from nltk.tokenize.punkt import PunktTokenizer

    nltk.data.path.insert(0, str(Path(llama_index.core.__file__).parent / "_static" / "nltk_cache"))
    return PunktTokenizer("english")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the white space around them; each has a letter or digit.

    List items, table rows and lines ended early count as sentences of their own, whatever their punctuation.
    """
    return tuple(span for block in _blocks(text) for span in _sentences(text, block))


def sentence_pieces(text: str) -> list[str]:
    """Cut `text` where its sentences start: the pieces joined are the text again (what LlamaIndex's splitter needs)."""
    starts = [span.start for span in sentence_spans(text)][1:]
    return [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]


def _blocks(text: str) -> Iterator[Span]:
    """Yield the stretches no sentence crosses: paragraphs, cut further at the line ends their writer meant."""
    start = 0
    for gap in PARAGRAPH_BREAK.finditer(text):
        yield from _line_groups(text, Span(start, gap.start()))
        start = gap.end()
    yield from _line_groups(text, Span(start, len(text)))


def _line_groups(text: str, paragraph: Span) -> Iterator[Span]:
    lines = paragraph.of(text).splitlines(keepends=True)
    longest = max((len(line) for line in lines), default=0)
    start = end = paragraph.start
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        end += len(line)
        if not following or _ends_block(line, following, longest):
            yield Span(start, end)
            start = end


def _ends_block(line: str, following: str, longest: int) -> bool:
    if LIST_MARKER.match(following) or FINISHED.search(line) or (CELLS in line and CELLS in following):
        return True
    return len(line) < SHORT_LINE * longest and not following.lstrip()[:1].islower()


def _sentences(text: str, block: Span) -> Iterator[Span]:
    pending: Span | None = None
    for start, end in _punkt().span_tokenize(block.of(text)):
        span = _trimmed(text, Span(block.start + start, block.start + end))
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
