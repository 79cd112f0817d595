"""PDFs made for tests: typeset by reportlab as people's are, or put together by hand as nobody's should be."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A5
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

WIDTH, HEIGHT = A5
MARGIN = 60.0
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: its letters, its columns, and what stands above and below it on every page."""

    size: float = 11.0
    columns: int = 1
    head: str = ""
    foot: str = ""
    space_after: float = 6.0
    indent: float = 0.0
    title: str = "untitled"


def typeset(paragraphs: Sequence[str], layout: Layout = Layout()) -> bytes:
    """Return a PDF of justified paragraphs, hyphenated where they hold soft hyphens; those with "# " are headings.

    `{page}` in the head or foot becomes the page's number.
    """
    file = BytesIO()
    gap = 20.0
    width = (WIDTH - 2 * MARGIN - gap * (layout.columns - 1)) / layout.columns
    frames = [
        Frame(MARGIN + at * (width + gap), MARGIN, width, HEIGHT - 2 * MARGIN, 0, 0, 0, 0)
        for at in range(layout.columns)
    ]
    document = BaseDocTemplate(file, pagesize=A5, title=layout.title, invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=partial(_head_and_foot, layout)))
    body = ParagraphStyle(
        "body",
        fontName="Times-Roman",
        fontSize=layout.size,
        leading=layout.size * 1.25,
        alignment=TA_JUSTIFY,
        spaceAfter=layout.space_after,
        firstLineIndent=layout.indent,
        embeddedHyphenation=1,
    )
    document.build([_paragraph(text, body) for text in paragraphs])
    return file.getvalue()


def _paragraph(text: str, body: ParagraphStyle) -> Paragraph:
    marks = re.match(r"(#+) ", text)
    if not marks:
        return Paragraph(escape(text), body)
    size = body.fontSize * (2.0 - 0.3 * len(marks[1]))
    heading = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=size, leading=size * 1.2, spaceAfter=6)
    return Paragraph(escape(text[marks.end() :]), heading)


def _head_and_foot(layout: Layout, canvas: Canvas, document: Any) -> None:
    canvas.setFont("Helvetica", 8)
    for words, y in ((layout.head, HEIGHT - 30), (layout.foot, 30)):
        if words:
            canvas.drawCentredString(WIDTH / 2, y, words.format(page=document.page))


def drawn(
    *pages: Sequence[tuple[float, float, str]],
    size: float = 12.0,
    lock: StandardEncryption | None = None,
    bookmarks: Sequence[tuple[int, str]] = (),
) -> bytes:
    """Return a PDF with each text of a page drawn at its place (x, y).

    Bookmarks (their level, 2 and up, and words) lead to the first page, below one for all of it.
    """
    file = BytesIO()
    canvas = Canvas(file, pagesize=A5, invariant=1, encrypt=lock)
    for level, words in [(1, "All of it")] * bool(bookmarks) + list(bookmarks):
        canvas.bookmarkPage(words)
        canvas.addOutlineEntry(words, words, level - 1)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for x, y, words in page:
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def by_hand(contents: Sequence[bytes], *, count: int | None = None, font: bytes = FONT, filters: bytes = b"") -> bytes:
    """Return a PDF whose pages have these content streams; `count` is the number of pages it says it has."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(contents)))
    declared = len(contents) if count is None else count
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, declared),
        font,
    ]
    for at, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * at)
        )
        objects.append(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content))
    return of_objects(objects)


def of_objects(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def words_at(x: float, y: float, words: str, size: float = 12.0) -> bytes:
    """Return the instructions that show words at a place, for `by_hand`."""
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n".encode("latin-1")


def flate_bomb(size: int, times: int = 1) -> bytes:
    """Return a PDF with a page whose content is `size` zero bytes when unpacked, packed `times` over."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * (1 << 20)) for _ in range(size >> 20)) + packer.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return by_hand([packed], filters=b"/Filter [%s]" % (b"/FlateDecode " * times))
