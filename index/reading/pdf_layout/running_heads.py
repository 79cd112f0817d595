"""Which lines of a PDF stand on its pages rather than in its text: running heads and feet, page numbers, stamps.

A line is one of them when it stands at the edge of its page, with none of the text further out, and comes again at the
same height on other pages, be it with the page's number in it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from index.reading.pdf_layout.pages import PdfLine, PdfPage

_DEPTH = 3  # rows that a head or foot may have
_SAME_ROW = 2.0  # points between baselines in one row
_HEIGHT = 4  # points within which lines of different pages stand at the same height
_LONGEST = 150
_LARGER = 1.15  # times the text's size: a number in larger letters counts chapters, not pages
_APART = 1.6  # times a line's size: a line nearer than that to the text's next one is the text's own
_MOSTLY = 0.8
_MOST_PAGES = 0.6
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[-–—\s]*([ivxl]{1,7})[-–—\s]*", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_PAGE_OF = re.compile(
    r"[-–—|\s]*(?:page|p\.|seite|página)\s*\d{1,5}(?:\s*(?:of|/|von|de)\s*\d{1,5})?[-–—|\s]*|[-–—]\s*\d{1,5}\s*[-–—]",
    re.I,
)
# "Chapter 3" at the top of the third page looks like a page number and is a heading.
_COUNTED = re.compile(
    r"(?:chapter|section|part|question|article|lesson|week|day|step|appendix|annex|exhibit|unit|module|rule|act|scene)"
    r"\s+(?:no\.?\s*)?#\W*",
    re.IGNORECASE,
)

_Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the top or bottom edge of its page: that page's number, the line's own, and what it is known by."""

    page: int
    number: int
    line: PdfLine
    key: _Key

    @property
    def band(self) -> tuple[str, int, float]:
        """The place of a head or foot whose words change from page to page."""
        return (*self.key[:2], round(self.line.size, 1))


_Side = list[list[_Edge]]
"""The rows at one edge of a page, the outermost first."""


def running_heads(pages: Sequence[PdfPage], body: float) -> list[set[int]]:
    """Return for each page the numbers of its lines that are heads, feet, page numbers or stamps.

    `body` is the font size of the text. Nothing is returned where it would be every line of the file.
    """
    sides = [side for number, page in enumerate(pages) for side in _sides(number, page)]
    known = _recurring([edge for side in sides for row in side for edge in row], len(pages), body)
    found = _stamps(pages)
    for side in sides:
        for edge in _outermost(side, known):
            found[edge.page].add(edge.number)
    _add_changing(sides, found, len(pages))
    if all(len(marked) == len(page.lines) for marked, page in zip(found, pages, strict=True)):
        return [set() for _ in pages]
    return found


def _sides(number: int, page: PdfPage) -> Iterator[_Side]:
    lines = [(at, line) for at, line in enumerate(page.lines) if not line.angle]
    for name, sign in (("top", -1), ("bottom", 1)):
        ordered = sorted(lines, key=lambda each: each[1].y * sign)
        side: _Side = []
        for at, line in ordered:
            if not side or abs(side[-1][0].line.y - line.y) > _SAME_ROW:
                if len(side) > _DEPTH:
                    break
                side.append([])
            side[-1].append(_Edge(number, at, line, (name, round(line.y / _HEIGHT), _masked(line.text))))
        yield side


def _masked(text: str) -> str:
    """Return a line's words with `#` for every number in them, which may change from page to page."""
    return "#" if _ROMAN.fullmatch(text) else _NUMBER.sub("#", text[:_LONGEST]).casefold()


def _recurring(edges: Sequence[_Edge], pages: int, body: float) -> set[_Key]:
    """Return what comes again on enough pages, or says of itself that it is a page's number."""
    groups: defaultdict[_Key, list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.key].append(edge)
    return {
        key
        for key, group in groups.items()
        if _PAGE_OF.fullmatch(group[0].line.text) or _same_words(group, pages) or _counts_pages(key[2], group, body)
    }


def _same_words(group: Sequence[_Edge], pages: int) -> bool:
    on = {edge.page for edge in group}
    texts = Counter(edge.line.text for edge in group)
    return len(on) >= min(3, max(2, pages // 2 + 1)) and max(texts.values()) >= _MOSTLY * len(group)


def _counts_pages(words: str, group: Sequence[_Edge], body: float) -> bool:
    """Tell whether a number in the line goes up with the page it stands on."""
    if len({edge.page for edge in group}) < 2 or "#" not in words or _COUNTED.fullmatch(words):
        return False
    if min(edge.line.size for edge in group) > _LARGER * body:
        return False
    columns = zip(*(_numbers(edge) for edge in group), strict=False)
    return any(max(Counter(column).values()) >= _MOSTLY * len(group) for column in columns)


def _numbers(edge: _Edge) -> list[int]:
    """Return how far each number in a line is ahead of its page's."""
    roman = _ROMAN.fullmatch(edge.line.text)
    if roman:
        return [_roman(roman[1].lower()) - edge.page]
    return [int(found[-9:]) - edge.page for found in _NUMBER.findall(edge.line.text[:_LONGEST])]


def _roman(letters: str) -> int:
    values = [_VALUES[letter] for letter in letters]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _outermost(side: _Side, known: Set[_Key]) -> Iterator[_Edge]:
    """Yield the lines of a side that are known, from the edge inwards as far as nothing else stands before them."""
    rows = 0
    while rows < min(len(side), _DEPTH) and all(edge.key in known for edge in side[rows]):
        rows += 1
    while 0 < rows < len(side) and _belongs_inside(side[rows - 1], side[rows][0].line):
        rows -= 1
    yield from (edge for row in side[:rows] for edge in row)
    if rows < min(len(side), _DEPTH):
        yield from (
            edge for edge in side[rows] if edge.key in known and not _belongs_inside([edge], side[rows][0].line)
        )


def _belongs_inside(row: Sequence[_Edge], inner: PdfLine) -> bool:
    """Tell whether a row without a number stands as close to the next one inwards as the lines of a text do."""
    return all("#" not in edge.key[2] and abs(edge.line.y - inner.y) < _APART * edge.line.size for edge in row)


def _add_changing(sides: Sequence[_Side], found: list[set[int]], pages: int) -> None:
    """Add heads with words of their own (a chapter's name on its only page) where most pages have one at that place."""
    rows = [row for side in sides for row in side[:1]]
    bands = Counter(edge.band for row in rows for edge in row if edge.number in found[edge.page])
    usual = {band for band, times in bands.items() if times >= max(3, _MOST_PAGES * pages)}
    for edge in (edge for row in rows for edge in row):
        if edge.band in usual:
            found[edge.page].add(edge.number)


def _stamps(pages: Sequence[PdfPage]) -> list[set[int]]:
    """Return the lines that run another way than the text and come again on most pages, as "DRAFT" across each."""
    turned = Counter(text for page in pages for text in {line.text for line in page.lines if line.angle})
    usual = {text for text, times in turned.items() if times >= max(2, _MOST_PAGES * len(pages))}
    return [{at for at, line in enumerate(page.lines) if line.angle and line.text in usual} for page in pages]
