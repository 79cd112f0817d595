"""PDF by pdfium, a browser's library: fast, and the better one at spaces, fonts and broken files.

Its native code takes its process down on a few hostile files, which is why another library stands behind it.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Literal

from index.errors import SourceUnreadable
from index.reading.pdf_layout.letters import clean_lines
from index.reading.pdf_layout.pages import OutlineEntry, PdfFile, PdfLine, PdfPage, angle_of, is_bold, upright
from index.reading.pdf_layout.refusals import cannot_be_opened, locked

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage
    from pypdfium2 import PdfPage as NativePage

# pdfium writes a hyphen at a line's end as U+FFFE, and the line end after it not at all.
_LINE = re.compile("[^\r\n\ufffe]*\ufffe|[^\r\n\ufffe]+")
_MOST_BOOKMARKS = 5000
_MOST_OBJECTS = 200  # looked at to say what a page without text shows
_FEW_LINES = 4  # a running head, a foot and a page number may stand on a scanned page too
_NAME_BYTES = 128


def open_with_pdfium(file: str, data: bytes) -> PdfFile:
    """Return the pages of a PDF. Raises SourceUnreadable where it is locked or cannot be opened."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise _refusal(file, error) from None
    count = len(document)
    pages = tuple(_page(document, number) for number in range(count))
    return PdfFile(pages, count, document.get_metadata_value("Title"), tuple(_outline(document)))


def _refusal(file: str, error: Exception) -> SourceUnreadable:
    from pypdfium2 import raw

    return (locked if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD else cannot_be_opened)(file)


def _page(document: PdfDocument, number: int) -> PdfPage:
    from pypdfium2 import PdfiumError

    try:
        page = document[number]
        text = page.get_textpage()
    except PdfiumError:
        return PdfPage(damaged=True)
    lines, lost = clean_lines(_Letters(text).lines())
    shows = _shown(page) if len(lines) <= _FEW_LINES else ""
    text.close()
    page.close()
    return PdfPage(upright(lines), shows, lost)


class _Letters:
    """The letters of one page: what they say line by line, and where they stand."""

    def __init__(self, page: PdfTextPage) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = page
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix, self._box = raw.FS_MATRIX(), raw.FS_RECTF()
        self._name, self._flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()

    def lines(self) -> Iterator[PdfLine]:
        """Yield the lines in the order the file draws them."""
        whole = self._page.get_text_range()
        wide = not whole.isascii() and max(whole) > "\uffff"
        for found in _LINE.finditer(whole):
            words = found[0].strip()
            if not words:
                continue
            start = found.start() + found[0].index(words[0])
            end = start + len(words)
            if wide:  # pdfium counts in UTF-16
                start, end = (len(whole[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in (start, end))
            yield from self._straight(words.replace("\ufffe", "-"), start, end)

    def _straight(self, words: str, start: int, end: int) -> Iterator[PdfLine]:
        """Yield the words from `start` to `end` of the page's text as a line, or as two where their direction turns.

        pdfium puts a stamp that runs across the page behind the line that it crosses.
        """
        cut = self._turn(words, start) if len(words) == end - start else 0
        for piece, at in ((words[:cut], start), (words[cut:], start + cut)):
            if plain := piece.strip():
                begin = at + piece.index(plain[0])
                yield self._placed(plain, begin, begin + len(plain) if cut else end)

    def _turn(self, words: str, start: int) -> int:
        """Return where in the words the direction of their end begins, 0 where it is that of their beginning."""
        last = self._angle(start + len(words) - 1)
        if self._angle(start) == last:
            return 0
        others = (at for at in range(len(words) - 1, -1, -1) if words[at] != " " and self._angle(start + at) != last)
        return next(others, -1) + 1

    def _placed(self, words: str, start: int, end: int) -> PdfLine:
        """Return a line with what its first, its middle and its last character tell of its place and font."""
        first, middle, last = (self._number(at) for at in (start, (start + end) // 2, end - 1))
        left, y = self._origin(first)
        a, b = self._direction(middle)
        size = self._raw.FPDFText_GetFontSize(self._page, middle) * (math.hypot(a, b) or 1)
        angle = angle_of(a, b)
        if angle:
            right, top = self._origin(last)
            width = math.hypot(right - left, top - y) + size / 2
        else:  # what runs from right to left begins at its right
            self._raw.FPDFText_GetLooseCharBox(self._page, last, self._box)
            right = max(left, self._box.right)
            left = min(left, self._box.left)
            width = right - left
        bold = is_bold(self._font(middle)) and is_bold(self._font(first))
        return PdfLine(words, left, left + width, y, size, bold, angle)

    def _number(self, at: int) -> int:
        """Return the number of the character at a place of the page's text."""
        return int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._page, at))

    def _angle(self, at: int) -> int:
        return angle_of(*self._direction(self._number(at)))

    def _direction(self, number: int) -> tuple[float, float]:
        self._matrix.a, self._matrix.b = 1, 0  # what stands for a space that the file does not have
        self._raw.FPDFText_GetMatrix(self._page, number, self._matrix)
        return self._matrix.a, self._matrix.b

    def _origin(self, at: int) -> tuple[float, float]:
        self._raw.FPDFText_GetCharOrigin(self._page, at, self._x, self._y)
        return self._x.value, self._y.value

    def _font(self, at: int) -> str:
        length = self._raw.FPDFText_GetFontInfo(self._page, at, self._name, _NAME_BYTES, self._flags)
        return self._name.value.decode("utf-8", "replace") if 0 < length <= _NAME_BYTES else ""


def _shown(page: NativePage) -> Literal["", "image", "drawing"]:
    from pypdfium2 import raw

    count = min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    kinds = {raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) for at in range(count)}
    if raw.FPDF_PAGEOBJ_IMAGE in kinds:
        return "image"
    return "drawing" if kinds - {raw.FPDF_PAGEOBJ_TEXT} else ""


def _outline(document: PdfDocument) -> Iterator[OutlineEntry]:
    for bookmark in islice(document.get_toc(), _MOST_BOOKMARKS):
        target = bookmark.get_dest()
        page = target.get_index() if target else None
        if page is not None:
            yield OutlineEntry(bookmark.level + 1, page, " ".join(bookmark.get_title().split()))
