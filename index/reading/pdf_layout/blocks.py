"""The lines of a PDF as paragraphs and headings, in reading order, whole where a column or a page ends within them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal

from index.reading.pdf_layout.gaps import Gap, Gaps
from index.reading.pdf_layout.pages import PdfFile, PdfLine

_SMALLER = 0.93  # times the text's size: notes at the foot of a page


@dataclass(slots=True)
class Block:
    """Lines that belong together, each with its page (from 0) and the gap before it.

    `aside` is a note at its page's foot, which a paragraph that runs over the page passes by. `level` is that of a
    heading, else 0.
    """

    kind: Literal["text", "aside", "furniture"]
    lines: list[tuple[int, Gap, PdfLine]] = field(default_factory=list)
    level: int = 0

    @property
    def first(self) -> PdfLine:
        """The first line."""
        return self.lines[0][2]

    @property
    def last(self) -> PdfLine:
        """The last line."""
        return self.lines[-1][2]

    @property
    def pages(self) -> tuple[int, int]:
        """The pages of the first and of the last line."""
        return self.lines[0][0], self.lines[-1][0]

    @property
    def words(self) -> str:
        """All lines on one, hyphens and all."""
        return " ".join(line.text for _, _, line in self.lines)


def blocks_of(file: PdfFile, furniture: Sequence[Set[int]], body: float) -> list[Block]:
    """Return the blocks of all pages; `furniture` holds the numbers of each page's lines that are none of its text."""
    gaps = Gaps(file)
    blocks: list[Block] = []
    for number, (page, marked) in enumerate(zip(file.pages, furniture, strict=True)):
        lines = [line for at, line in enumerate(page.lines) if at not in marked]
        out = [line for at, line in enumerate(page.lines) if at in marked]
        middle = sum(line.y for line in lines) / max(len(lines), 1)
        blocks += [_alone(number, line) for line in out if line.y > middle]
        carried = _carried(blocks, lines[0], gaps) if lines else None
        gaps.turn_to(lines)
        text = list(_page_blocks(number, lines, gaps))
        if carried is not None:
            blocks[carried].lines += [(number, "space", text[0].lines[0][2]), *text[0].lines[1:]]
            blocks.append(blocks.pop(carried))
            del text[0]
        _mark_asides(text, body)
        blocks += [*text, *(_alone(number, line) for line in out if line.y <= middle)]
    return blocks


def _alone(number: int, line: PdfLine) -> Block:
    return Block("furniture", [(number, "paragraph", line)])


def _page_blocks(number: int, lines: Sequence[PdfLine], gaps: Gaps) -> Iterator[Block]:
    block = Block("text")
    for before, line in zip([None, *lines], lines, strict=False):
        gap: Gap = gaps.between(before, line, len(block.lines)) if before else "paragraph"
        if gap == "paragraph" and block.lines:
            yield block
            block = Block("text")
        block.lines.append((number, gap, line))
    if block.lines:
        yield block


def _mark_asides(blocks: Sequence[Block], body: float) -> None:
    """Mark the notes below a page's text by their smaller letters."""
    for block in reversed(blocks):
        if block.first.size >= _SMALLER * body:
            return
        block.kind = "aside"


def _carried(blocks: Sequence[Block], line: PdfLine, gaps: Gaps) -> int | None:
    """Return the number of the block that goes on in a page's first line, None where none does.

    What stands between them, notes and feet, comes before that block. It may not be the page of another: then a note
    would lose its page, and the paragraph is left in two.
    """
    for at in range(len(blocks) - 1, -1, -1):
        if blocks[at].kind == "text":
            notes = (block for block in blocks[at + 1 :] if block.kind == "aside")
            whole = all(block.pages[0] == blocks[at].pages[0] for block in notes)
            return at if whole and gaps.turns_over(blocks[at].last, line) else None
    return None
