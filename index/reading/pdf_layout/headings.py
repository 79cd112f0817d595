"""Which blocks of a PDF are headings: those its outline names, or else those in larger or bolder letters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from index.reading.pdf_layout.blocks import Block
from index.reading.pdf_layout.pages import OutlineEntry

_LARGER = 1.12
_MOST_OF_TEXT = 0.2
_LONG_TEXT = 1500
_LONGEST = 200
_LONGEST_BOLD = 120
_MOST_LINES = 4
_DEEPEST = 6
_ENDED = re.compile(r"[.;,:]$")
_NUMBERING = re.compile(r"^(?:(?:chapter|section|part)\s+)?[\dIVXivx]{1,5}(?:\.\d{1,3})*[.:)]?\s+", re.IGNORECASE)
_MOSTLY = 0.5


def mark_headings(blocks: Sequence[Block], outline: Sequence[OutlineEntry], body: float) -> None:
    """Give the headings among the blocks their level; `body` is the font size of the text."""
    text = [block for block in blocks if block.kind == "text"]
    by_outline = _by_outline(text, outline)
    by_letters = _by_letters(text, body)
    trusted = len(by_outline) >= _MOSTLY * max(len(outline), len(by_letters), 1)
    for at, level in (by_outline if trusted else by_letters).items():
        text[at].level = min(level, _DEEPEST)


def _by_outline(blocks: Sequence[Block], outline: Sequence[OutlineEntry]) -> dict[int, int]:
    """Return the levels of the blocks that say the same as a bookmark that leads to their page."""
    bookmarks: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for entry in outline:
        bookmarks[entry.page].setdefault(_bare(entry.text), entry.level)
    found: dict[int, int] = {}
    for at, block in enumerate(blocks):
        level = _short(block) and bookmarks.get(block.pages[0], {}).get(_bare(block.words))
        if level:
            found[at] = level
    return found


def _bare(words: str) -> str:
    """Return a heading's words for comparison, without its number."""
    plain = "".join(words.casefold().split())
    return "".join(_NUMBERING.sub("", words.casefold()).split()) or plain


def _by_letters(blocks: Sequence[Block], body: float) -> dict[int, int]:
    large = {at: round(block.first.size * 2) for at, block in enumerate(blocks) if _is_large(block, body)}
    length = sum(len(block.words) for block in blocks)
    if length > _LONG_TEXT and sum(len(blocks[at].words) for at in large) > _MOST_OF_TEXT * length:
        large = {}  # letters of all sizes, as text recognition leaves them
    sizes = sorted(set(large.values()), reverse=True)
    levels = {at: sizes.index(size) + 1 for at, size in large.items()}
    bold = {at: len(sizes) + 1 for at in range(len(blocks)) if at not in large and _is_bold(blocks, at, body)}
    return dict(sorted((levels | bold).items()))


def _short(block: Block) -> bool:
    return len(block.lines) <= _MOST_LINES and sum(len(line.text) for _, _, line in block.lines) <= _LONGEST


def _is_large(block: Block, body: float) -> bool:
    return (
        _short(block)
        and min(line.size for _, _, line in block.lines) >= _LARGER * body
        and not block.first.angle
        and not _ENDED.search(block.last.text)
        and sum(map(str.isalpha, block.words)) > 1
    )


def _is_bold(blocks: Sequence[Block], at: int, body: float) -> bool:
    """Tell whether a block is a short bold line before a text that is not bold."""
    block, after = blocks[at], blocks[at + 1 : at + 2]
    return (
        len(block.lines) <= 2
        and all(line.bold for _, _, line in block.lines)
        and block.first.size >= body
        and len(block.words) <= _LONGEST_BOLD
        and not _ENDED.search(block.last.text)
        and any(map(str.isalpha, block.words))
        and any(not each.first.bold for each in after)
    )


def largest(blocks: Iterable[Block], body: float) -> Block | None:
    """Return the block in the largest letters on the first page with text, None where none is larger than the text."""
    text = [block for block in blocks if block.kind == "text"]
    first = [block for block in text if block.pages[0] == text[0].pages[0] and _is_large(block, body)]
    return max(first, key=lambda block: block.first.size, default=None)
