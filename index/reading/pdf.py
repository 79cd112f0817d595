"""PDF: the words of its pages as running text, with where each page begins.

Two libraries read it: pdfium first, pypdf where that fails. What is made of the lines they find is the same for both.
"""

from __future__ import annotations

import re

from index.documents import Reading
from index.errors import SourceUnreadable
from index.reading.format import Format
from index.reading.pdf_layout.blocks import Block, blocks_of
from index.reading.pdf_layout.headings import largest, mark_headings
from index.reading.pdf_layout.notes import notes_on
from index.reading.pdf_layout.pages import PdfFile, body_size
from index.reading.pdf_layout.refusals import cannot_be_opened, scanned, undecodable, without_text
from index.reading.pdf_layout.running_heads import running_heads
from index.reading.pdf_layout.text import write_out
from index.reading.pdf_layout.with_pdfium import open_with_pdfium
from index.reading.pdf_layout.with_pypdf import open_with_pypdf
from index.reading.titles import clean_title, title_from

_BLANK = b"\xef\xbb\xbf \r\n\t\0"
# What programs write for a title when nobody gave one: their own name, the file's, or a word for "none".
_NO_TITLE = re.compile(
    r"(?:microsoft|powerpoint|word|openoffice|libreoffice)\b.*|.*\.(?:docx?|pdf|tex|dvi|indd|qxd|xlsx?|pptx?|rtf|od[tps]|"
    r"txt|html?|md|pages|key|wpd|pub)|(?:untitled|document|presentation|slide|none|null|title|unknown|scan\w*|"
    r"\(?anonymous\)?|\(?unspecified\)?|no title)[\s_#-]*\d*|\W*|[\d\W]*",
    re.IGNORECASE,
)
_WORDS_OF_ONE = frozenset("aAIoOyYeEéuUàÀizZ")  # of any language that is likely
_ENOUGH_WORDS = 50
_TORN = 0.1  # of the words are single letters
_NEARLY = 0.95


def read(file: str, data: bytes) -> Reading:
    """Return a PDF's text by pdfium. Raises SourceUnreadable for one that is locked, broken or without text."""
    found = open_with_pdfium(file, _not_empty(file, data))
    return _reading(file, _better_spaced(file, data, found) if _is_torn(found) else found)


def rescue(file: str, data: bytes) -> Reading:
    """Return the same by pypdf."""
    return _reading(file, open_with_pypdf(file, _not_empty(file, data)))


def _not_empty(file: str, data: bytes) -> bytes:
    if not data.strip(_BLANK):
        raise SourceUnreadable(f"{file}: the file is empty; add one with text in it.")
    return data


def _is_torn(found: PdfFile) -> bool:
    """Tell whether letters stand apart from their words ("Th e mil l"): pdfium does that to some recognised scans."""
    words = [word for page in found.pages for line in page.lines for word in line.text.split()]
    alone = sum(len(word) == 1 and word.isalpha() and word not in _WORDS_OF_ONE for word in words)
    return len(words) >= _ENOUGH_WORDS and alone > _TORN * len(words)


def _better_spaced(file: str, data: bytes, found: PdfFile) -> PdfFile:
    """Return what pypdf finds, if it finds the same letters and tears fewer words."""
    try:
        other = open_with_pypdf(file, data)
    except SourceUnreadable:
        return found
    ours, theirs = (_letters(each) for each in (found, other))
    return other if not _is_torn(other) and theirs >= _NEARLY * ours and len(other.pages) == len(found.pages) else found


def _letters(found: PdfFile) -> int:
    return sum(len(line.text) - line.text.count(" ") for page in found.pages for line in page.lines)


def _reading(file: str, found: PdfFile) -> Reading:
    if not any(page.lines for page in found.pages):
        raise _why_empty(file, found)
    body = body_size(found.pages)
    furniture = running_heads(found.pages, body)
    blocks = blocks_of(found, furniture, body)
    mark_headings(blocks, found.outline, body)
    written = write_out(blocks)
    return Reading(
        title=_title(found, blocks, body) or title_from(file),
        text=written.text,
        headings=tuple(written.headings),
        furniture=tuple(written.furniture),
        pages=written.pages(len(found.pages)),
        notes=notes_on(found, furniture),
    )


def _why_empty(file: str, found: PdfFile) -> SourceUnreadable:
    if all(page.damaged for page in found.pages):
        return cannot_be_opened(file)
    if any(page.lost for page in found.pages):
        return undecodable(file)
    if any(page.shows for page in found.pages):
        return scanned(file)
    return without_text(file)


def _title(found: PdfFile, blocks: list[Block], body: float) -> str:
    """Return the title the file gives if a person wrote it, else its largest or first heading, else ""."""
    declared = clean_title(found.title)
    if not _NO_TITLE.fullmatch(declared):
        return declared
    top = largest(blocks, body) or next((block for block in blocks if block.level), None)
    return clean_title(top.words) if top else ""


FORMAT = Format("PDF", (".pdf",), ("application/pdf", "application/x-pdf"), read, rescue)
