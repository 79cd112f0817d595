"""Word documents: paragraphs, headings, lists, tables, text boxes and footnotes.

There are no pages in them: Word makes those when it prints. Page headers and footers are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.documents import Reading
from index.reading.format import Format
from index.reading.html.page_text import laid_out
from index.reading.office.package import OfficePackage, attribute, local_name
from index.reading.office.word_blocks import WordBlocks
from index.reading.office.word_styles import WordStyles
from index.reading.titles import clean_title, title_from
from index.reading.unread import unread_notes

if TYPE_CHECKING:
    from lxml.etree import _Element


def read(file: str, data: bytes) -> Reading:
    """Return the document's text with every change accepted; a table row is one line, its cells parted by " | ".

    Raises SourceUnreadable for a file that is locked, hostile, damaged or no Word document.
    """
    package = OfficePackage(file, data, "Word document", "document")
    found = WordBlocks(WordStyles(package.related(package.main, "styles")), _notes(package))
    found.walk(package.root)
    page = laid_out(found.blocks)
    first = next((heading.text for heading in page.headings), "")
    return Reading(
        title=package.title() or clean_title(found.title) or clean_title(first) or title_from(file),
        text=page.text,
        headings=page.headings,
        furniture=tuple(page.spans[number] for number in sorted(found.contents)),
        notes=unread_notes(found.unread),
    )


def _notes(package: OfficePackage) -> dict[tuple[str, str], _Element]:
    """Return the footnotes and endnotes by the name of the mark that refers to them and their id."""
    return {
        (f"{kind}Reference", attribute(note, "id") or ""): note
        for kind in ("footnote", "endnote")
        for part in [package.related(package.main, f"{kind}s")]
        for note in ([] if part is None else part)
        if local_name(note) == kind
    }


FORMAT = Format(
    "Word document",
    (".docx", ".docm"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-word.document.macroenabled.12",
    ),
    read,
)
