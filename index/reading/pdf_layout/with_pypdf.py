"""PDF by pypdf: in plain Python, slower than pdfium, and never taken down by a file.

It does not say how wide a line is, so that widths are estimated here from the letters.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from index.errors import SourceUnreadable
from index.reading.pdf_layout.letters import clean_lines
from index.reading.pdf_layout.pages import OutlineEntry, PdfFile, PdfLine, PdfPage, angle_of, is_bold, upright
from index.reading.pdf_layout.refusals import cannot_be_opened, locked

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MOST_BOOKMARKS = 5000
_FEW_LINES = 4  # a running head, a foot and a page number may stand on a scanned page too
_PAINT = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do"})
_LOOKED_AT = 100_000
_NARROW, _WIDE = frozenset("ijltfrI.,;:!|'()[]-’ "), frozenset("mwMW—…")

_log = logging.getLogger(__name__)


class _Piece(NamedTuple):
    """Text as pypdf hands it out: with the matrices of the page and of the text, and the font's name and size."""

    text: str
    page: Sequence[float]
    place: Sequence[float]
    font: str
    size: float


def open_with_pypdf(file: str, data: bytes) -> PdfFile:
    """Return the pages of a PDF. Raises SourceUnreadable where it is locked or cannot be opened."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would warn of every oddity, quoting the file
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked(file)
        found = list(reader.pages)
    except SourceUnreadable:
        raise
    except (FileNotDecryptedError, WrongPasswordError, DependencyError):  # the last for locks it has no key tools for
        raise locked(file) from None
    except Exception as error:  # noqa: BLE001 - whatever a broken file makes the parser trip on, it cannot be opened
        _log.info("pypdf cannot open a file (%s)", type(error).__name__)
        raise cannot_be_opened(file) from None
    pages = tuple(map(_page, found))
    return PdfFile(pages, _declared(reader, len(pages)), _title(reader), tuple(_outline(reader)), measured=False)


def _page(page: PageObject) -> PdfPage:
    pieces: list[_Piece] = []

    def take(text: str, cm: Sequence[float], tm: Sequence[float], font: dict[str, Any] | None, size: float) -> None:
        if text:
            pieces.append(_Piece(text, cm, tm, str((font or {}).get("/BaseFont", "")), size))

    try:
        page.extract_text(visitor_text=take)
        lines, lost = clean_lines(_lines(pieces))
        return PdfPage(upright(lines), _shown(page) if len(lines) <= _FEW_LINES else "", lost)
    except Exception as error:  # noqa: BLE001 - whatever a broken page makes the parser trip on, the others stand
        _log.info("pypdf cannot read a page (%s)", type(error).__name__)
        return PdfPage(damaged=True)


def _lines(pieces: Sequence[_Piece]) -> Iterator[PdfLine]:
    """Put the pieces of text together to lines, each with the place and font of the piece with its most letters."""
    line: list[_Piece] = []
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                yield from _placed(line)
                line = []
            if part.strip() or line:
                line.append(piece._replace(text=part))
    yield from _placed(line)


def _placed(pieces: Sequence[_Piece]) -> Iterator[PdfLine]:
    words = "".join(piece.text for piece in pieces)
    if not words.strip():
        return
    cm, tm = pieces[0].page, pieces[0].place
    left, y = (tm[4] * cm[at] + tm[5] * cm[at + 2] + cm[at + 4] for at in (0, 1))
    main = max(pieces, key=lambda piece: len(piece.text))
    a, b = (main.place[0] * main.page[at] + main.place[1] * main.page[at + 2] for at in (0, 1))
    size = main.size * (math.hypot(a, b) or 1)
    bold = all(is_bold(piece.font) for piece in pieces if piece.text.strip())
    yield PdfLine(words, left, left + _width(words.strip()) * size, y, size, bold, angle_of(a, b))


def _width(words: str) -> float:
    """Estimate how wide a line is, in font sizes."""
    narrow, wide = (sum(ch in letters for ch in words) for letters in (_NARROW, _WIDE))
    return 0.52 * (len(words) - narrow - wide) + 0.28 * narrow + 0.83 * wide


def _shown(page: PageObject) -> Literal["", "image", "drawing"]:
    try:
        if any(page.images.keys()):
            return "image"
        contents = page.get_contents()
        return _painted(contents.get_data()) if contents is not None else ""
    except Exception:  # noqa: BLE001 - it only decides how a page without text is described
        return "drawing"


def _painted(content: bytes) -> Literal["", "image", "drawing"]:
    """Tell what a page's instructions paint themselves: a picture among them, or lines and areas."""
    words = set(content[:_LOOKED_AT].split())
    return "image" if b"BI" in words else "drawing" if words & _PAINT else ""


def _declared(reader: PdfReader, found: int) -> int:
    try:
        root: Any = reader.root_object
        declared = int(root["/Pages"]["/Count"])
    except Exception:  # noqa: BLE001 - a file that does not say how many pages it has
        return found
    return max(declared, found)


def _title(reader: PdfReader) -> str:
    try:
        return str(reader.metadata.title or "") if reader.metadata else ""
    except Exception:  # noqa: BLE001 - damaged metadata is no metadata
        return ""


def _outline(reader: PdfReader) -> Iterator[OutlineEntry]:
    try:
        yield from _entries(reader, reader.outline, 1)
    except Exception:  # noqa: BLE001 - a damaged outline ends where it is damaged
        return


def _entries(reader: PdfReader, entries: Sequence[Any], level: int) -> Iterator[OutlineEntry]:
    for entry in entries[:_MOST_BOOKMARKS]:
        if isinstance(entry, list):
            yield from _entries(reader, entry, level + 1)
            continue
        page = reader.get_destination_page_number(entry)
        if page is not None:
            yield OutlineEntry(level, page, " ".join(str(entry.title or "").split()))
