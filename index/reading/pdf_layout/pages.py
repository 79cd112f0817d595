"""The nouns between a PDF library and a reading: lines of a page with their places, and what is known of a page.

Two libraries fill them (pdf_with_pdfium.py, pdf_with_pypdf.py), so that all that comes after is the same for both.
Lengths are in points (1/72 inch); x grows to the right, y grows upwards, both turned so that most of a page's text runs
from left to right.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

_BOLD = re.compile(r"bold|black|heavy|CMBX", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of text as it stands on its page, in the order its file draws it; `y` is that of its baseline.

    `size` is the font's, `bold` says whether the line begins in a bold one, `angle` is 0, 90, 180 or 270 degrees.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    angle: int = 0


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page. `shows` is what stands on it besides text; `lost` says whether it has letters nobody can decode.

    A page that could not be read has `damaged` set and no lines.
    """

    lines: tuple[PdfLine, ...] = ()
    shows: Literal["", "image", "drawing"] = ""
    lost: bool = False
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: its level (1 is the outermost), the number of its page, from 0, and its words."""

    level: int
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class PdfFile:
    """What a library found in a file. `declared` is the number of pages the file says it has.

    `measured` says whether the right ends of lines were measured; else they are estimates.
    """

    pages: tuple[PdfPage, ...]
    declared: int
    title: str = ""
    outline: tuple[OutlineEntry, ...] = ()
    measured: bool = True


def angle_of(a: float, b: float) -> int:
    """Return the direction in which a text matrix with the first row (a, b) runs, to the nearest quarter turn."""
    return round(math.degrees(math.atan2(b, a)) / 90) % 4 * 90


def upright(lines: Sequence[PdfLine]) -> tuple[PdfLine, ...]:
    """Turn a page so that most of its text runs from left to right: a landscape page is often stored on its side."""
    main = most_common((line.angle, len(line.text)) for line in lines)
    return tuple(_turned(line, int(main)) for line in lines) if main else tuple(lines)


def _turned(line: PdfLine, angle: int) -> PdfLine:
    width = line.right - line.left
    left, y = {90: (line.y, -line.left), 180: (-line.left, -line.y), 270: (-line.y, line.left)}[angle]
    return replace(line, left=left, right=left + width, y=y, angle=(line.angle - angle) % 360)


def most_common(weighted: Iterable[tuple[float, int]]) -> float:
    """Return the value with the most weight, 0 where there is none."""
    weights: Counter[float] = Counter()
    for value, weight in weighted:
        weights[value] += weight
    return max(weights, key=weights.__getitem__, default=0)


def body_size(pages: Iterable[PdfPage]) -> float:
    """Return the font size most of the text is set in, to half a point."""
    return most_common((round(line.size * 2) / 2, len(line.text)) for page in pages for line in page.lines)


def is_bold(font: str) -> bool:
    """Tell by its name whether a font is a bold one."""
    return bool(_BOLD.search(font))
