"""The tree of a web page as plain text: what a browser shows, one block after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Heading, Span
from index.reading.html.blocks import Block, blocks_of
from index.reading.html.elements import Element


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text, and its blocks with the span each stands at."""

    text: str
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, in order."""
        placed = zip(self.blocks, self.spans, strict=True)
        return tuple(Heading(span, block.level, block.text) for block, span in placed if block.level)


def page_text(tree: Element) -> Page:
    """Return the visible text below `tree`."""
    return laid_out(blocks_of(tree))


def laid_out(blocks: Sequence[Block]) -> Page:
    """Return the text of `blocks`: apart by a blank line, list items and table rows by a line end."""
    pieces: list[str] = []
    spans: list[Span] = []
    end = 0
    for number, block in enumerate(blocks):
        gap = _gap(blocks[number - 1], block) if number else ""
        pieces += (gap, block.text)
        start, end = end + len(gap), end + len(gap) + len(block.text)
        spans.append(Span(start, end))
    return Page("".join(pieces), tuple(blocks), tuple(spans))


def _gap(before: Block, after: Block) -> str:
    return "\n" if before.kind == after.kind and after.kind in {"item", "row"} else "\n\n"
