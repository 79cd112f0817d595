"""What stands between two lines of a PDF that follow each other: a space, a line end, or the gap of a new paragraph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from index.reading.pdf_layout.pages import PdfFile, PdfLine, PdfPage

Gap = Literal["space", "line", "paragraph"]

_ENDED = re.compile(r"[.!?:;…。！？\uff1a\uff1b][\"'”’»)\]]*\d{0,2}$")
_HYPHENS = ("-", "\u2010", "\xad")
_LISTED = re.compile(r"[•‣▪●○◦–∙·*-]\s+\S|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\s+\S")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\s")
_SAME_SIZE = 0.08
_SAME_ROW = 0.4
_WIDER = 1.25  # times the usual distance between lines
_FAR = 2.2
_INDENT = (0.7, 5.0)  # font sizes
_COLUMN = 30  # points within which lines begin that share a column
_FULL = 0.9
_MANY = 10
_FEW = 3  # lines of a page that show no right margin yet: a slide, a form
_USUAL = 0.3


class Gaps:
    """Tells lines apart by the distances that are usual in one file."""

    def __init__(self, file: PdfFile) -> None:
        self._measured = file.measured
        self._pitches = _usual_pitches(file.pages)
        self._margins: dict[int, float] = {}
        self._few = True

    def turn_to(self, lines: Sequence[PdfLine]) -> None:
        """Take the right margins of the page with these lines for what follows."""
        self._margins = _margins(lines)
        self._few = len(lines) <= _FEW

    def between(self, before: PdfLine, after: PdfLine, block: int) -> Gap:
        """Return the gap between two lines of one page; `block` is how many lines `before` ends a paragraph of."""
        if before.angle or after.angle or not _same_size(before, after):
            return "paragraph"
        down = before.y - after.y
        if abs(down) < _SAME_ROW * after.size and after.left >= before.right:
            return "space"
        if down <= 0:
            return "space" if self.runs_on(before, after) else "paragraph"
        usual = self._pitches.get(_rounded(after.size), 1.3 * after.size)
        if down > _WIDER * usual:
            return "space" if down < _FAR * usual and self._continues(before, after) else "paragraph"
        return self._within(before, after, block)

    def runs_on(self, before: PdfLine, after: PdfLine) -> bool:
        """Tell whether a paragraph goes on in `after`, the first line of another column or page."""
        if before.angle or after.angle or not _same_size(before, after):
            return False
        if before.text.endswith(_HYPHENS) or _starts_small(after):
            return True
        return not _ENDED.search(before.text) and not _LISTED.match(after.text) and not self._had_room(before, after)

    def turns_over(self, before: PdfLine, after: PdfLine) -> bool:
        """Tell whether a paragraph goes on in `after`, the first line of the next page."""
        divided = before.text.endswith(_HYPHENS) or _starts_small(after)
        return self.runs_on(before, after) and (divided or not self._few)

    def _continues(self, before: PdfLine, after: PdfLine) -> bool:
        return _starts_small(after) and not _ENDED.search(before.text) and not self._had_room(before, after)

    def _within(self, before: PdfLine, after: PdfLine, block: int) -> Gap:
        if before.text.endswith(_HYPHENS) and not before.text[-2:-1].isspace():
            return "space"
        ended = bool(_ENDED.search(before.text))
        room = self._had_room(before, after)
        if _LISTED.match(after.text) and (ended or room or not _NUMBERED.match(after.text)):
            return "line"
        if before.bold and not after.bold and room:
            return "paragraph"
        indent = (after.left - before.left) / after.size
        if ended and (_INDENT[0] < indent < _INDENT[1] or (block > 1 and -_INDENT[1] < indent < -_INDENT[0])):
            return "paragraph"
        if not room or (_starts_small(after) and not ended):
            return "space"
        return "paragraph" if ended else "line"

    def _had_room(self, before: PdfLine, after: PdfLine) -> bool:
        """Tell whether the next line's first word would have fitted on the line, so that its end was meant."""
        margin = self._margins.get(int(before.left // _COLUMN), before.right)
        word = len(after.text.split(maxsplit=1)[0]) + 1
        needed = (after.right - after.left) * word / max(len(after.text), 1)
        spare = 0.3 * before.size if self._measured else 0.15 * max(margin - before.left, 0)
        return before.right + needed + spare < margin


def _starts_small(line: PdfLine) -> bool:
    return line.text.lstrip("(“‘\"'")[:1].islower() and not _LISTED.match(line.text)


def _same_size(a: PdfLine, b: PdfLine) -> bool:
    return abs(a.size - b.size) <= _SAME_SIZE * max(a.size, b.size)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _usual_pitches(pages: Iterable[PdfPage]) -> dict[float, float]:
    """Return for each font size the smallest distance between baselines that is common."""
    found: defaultdict[float, Counter[float]] = defaultdict(Counter)
    for page in pages:
        for before, after in pairwise(page.lines):
            down = before.y - after.y
            if _same_size(before, after) and 0.8 * after.size < down < 3 * after.size:
                found[_rounded(after.size)][_rounded(down)] += 1
    return {
        size: min(pitch for pitch, times in pitches.items() if times >= _USUAL * max(pitches.values()))
        for size, pitches in found.items()
    }


def _margins(lines: Sequence[PdfLine]) -> dict[int, float]:
    """Return where lines end that begin about where a line does, by `left // _COLUMN`."""
    ends: defaultdict[int, list[float]] = defaultdict(list)
    for line in lines:
        for near in (-1, 0, 1):
            ends[int(line.left // _COLUMN) + near].append(line.right)
    # In a column of many lines the longest ones may be headings that run over the next column too.
    return {at: sorted(each)[int(_FULL * (len(each) - 1)) if len(each) > _MANY else -1] for at, each in ends.items()}
