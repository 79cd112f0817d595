"""The blocks of a PDF written out as one text, with the places of its pages, headings and furniture in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from index.documents import Heading, Span
from index.reading.pdf_layout.blocks import Block
from index.reading.pdf_layout.line_ends import LineEnds
from index.reading.titles import clean_title

_WORD_END = re.compile(r"\S*\s?")


@dataclass(slots=True)
class PdfText:
    """A text as it grows. By page: where its text starts and ends, and where the head above that stands."""

    pieces: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)
    length: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces)

    def pages(self, count: int) -> tuple[int, ...]:
        """Return where each of `count` pages begins; one without text of its own begins where the next one does."""
        ended = 0
        starts: list[int] = []
        for page in range(count):
            start = self.starts.get(page, self.length)
            head = self.heads.get(page, start)
            starts.append(head if ended <= head < start else start)
            ended = max(ended, self.ends.get(page, 0))
        return (0, *reversed(list(accumulate(reversed(starts[1:]), min))))


def write_out(blocks: Sequence[Block]) -> PdfText:
    """Return the text of the blocks, paragraphs apart by a blank line."""
    ends = LineEnds(line.text for block in blocks for _, _, line in block.lines)
    result = PdfText()
    for block in blocks:
        if result.pieces:
            result.pieces.append("\n\n")
            result.length += 2
        _write(result, block, ends)
    return result


def _write(result: PdfText, block: Block, ends: LineEnds) -> None:
    start = result.length
    pieces: list[str] = []
    for page, gap, line in block.lines:
        if pieces:
            before = pieces.pop()
            joined = before + "\n" if gap == "line" and not block.level else ends.joined(before, line.text)
            pieces.append(joined)
            result.length += len(joined) - len(before)
        begins = result.heads if block.kind == "furniture" else result.starts
        begins.setdefault(page, result.length + _rest_of_word(pieces, line.text))
        pieces.append(line.text)
        result.length += len(line.text)
        if block.kind != "furniture":
            result.ends[page] = result.length
    if pieces and pieces[-1].endswith("\xad"):
        pieces[-1] = pieces[-1][:-1]
        result.length -= 1
    result.pieces += pieces
    span = Span(start, result.length)
    if block.kind == "furniture":
        result.furniture.append(span)
    elif block.level and (words := clean_title("".join(pieces))):
        result.headings.append(Heading(span, block.level, words))


def _rest_of_word(pieces: Sequence[str], text: str) -> int:
    """Return how much of a page's first line ends a word of the page before."""
    if not pieces or pieces[-1][-1:].isspace():
        return 0
    found = _WORD_END.match(text)
    return found.end() if found else 0
