"""Electronic books (EPUB): the chapters in the order in which they are read, without the table of contents."""

from __future__ import annotations

from collections import Counter

from index.documents import Reading
from index.errors import SourceUnreadable
from index.reading.dates import day_of
from index.reading.format import Format
from index.reading.html.blocks import Block, blocks_of
from index.reading.html.page_text import laid_out
from index.reading.office.archive import Archive
from index.reading.office.epub_chapter import chapter_tree
from index.reading.office.epub_package import EpubPackage
from index.reading.titles import clean_title, title_from
from index.reading.unread import numbered, unread_notes


def read(file: str, data: bytes) -> Reading:
    """Return the text of the chapters; one without a heading of its own is headed as the table of contents calls it.

    Raises SourceUnreadable for a file that is locked by its seller, hostile, damaged or no book.
    """
    book = EpubPackage(Archive(file, data))
    blocks: list[Block] = []
    unread: Counter[str] = Counter()
    lost: list[int] = []
    for number, part in enumerate(book.chapters, start=1):
        tree = chapter_tree(book.archive, part) if part else None
        if tree is None:
            lost.append(number)
            continue
        unread["image"] += sum(1 for _ in tree.iterdescendants("img", "image"))
        chapter = blocks_of(tree)
        headed = any(block.level for block in chapter) or part not in book.contents or not chapter
        blocks += chapter if headed else [Block("heading", book.contents[part], 1), *chapter]
    if lost and len(lost) == len(book.chapters):
        raise SourceUnreadable(f"{file}: no chapter of the book can be read; save its text as .txt or .md.")
    page = laid_out(blocks)
    gone = [f"{numbered('Chapter', lost)} of {len(book.chapters)} could not be read."] if lost else []
    return Reading(
        title=clean_title(book.title) or title_from(file),
        text=page.text,
        headings=page.headings,
        notes=(*gone, *unread_notes(unread)),
        published=day_of(book.date),
    )


FORMAT = Format("electronic book", (".epub",), ("application/epub+zip",), read)
