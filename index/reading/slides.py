"""PowerPoint presentations: each slide is a page under its title, with its notes at its end.

Hidden slides are read too, and said. What repeats on every slide (date, footer, number, the master) is left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.documents import Reading
from index.reading.format import Format
from index.reading.html.blocks import Block
from index.reading.html.page_text import laid_out
from index.reading.office.package import OfficePackage, Related
from index.reading.office.slide_blocks import SlideBlocks, diagram_blocks, notes_text
from index.reading.office.xml_parts import read_xml
from index.reading.titles import clean_title, title_from
from index.reading.unread import numbered, unread_notes

if TYPE_CHECKING:
    from lxml.etree import _Element


def read(file: str, data: bytes) -> Reading:
    """Return the text of all slides, `pages` with one offset a slide; a table row is one line.

    Raises SourceUnreadable for a file that is locked, hostile, damaged or no presentation.
    """
    package = OfficePackage(file, data, "PowerPoint presentation", "presentation")
    blocks: list[Block] = []
    firsts: list[int] = []
    unread: Counter[str] = Counter()
    silent: list[int] = []
    hidden: list[int] = []
    title = package.title()
    for number, part in enumerate(_slides(package), start=1):
        slide = read_xml(package.archive, part)
        found = SlideBlocks(slide)
        said = _blocks(package, part, found, number)
        title = title or clean_title(found.title)
        unread += found.unread
        silent += [] if said else [number]
        hidden += [number] if slide.get("show") in {"0", "false"} else []
        firsts.append(len(blocks))
        blocks += said
    page = laid_out(blocks)
    starts = [*(span.start for span in page.spans), len(page.text)]
    return Reading(
        title=title or title_from(file),
        text=page.text,
        headings=page.headings,
        pages=tuple(starts[first] for first in firsts),
        notes=(*_slide_notes(silent, hidden), *unread_notes(unread)),
    )


def _slides(package: OfficePackage) -> list[str]:
    """Return the parts that are slides, in the order of the show."""
    relations = package.relations(package.main)
    wanted = (_relation(entry, relations) for entry in package.root.iter("{*}sldId"))
    return [each.part for each in wanted if each and each.kind == "slide" and each.part in package.archive]


def _relation(entry: _Element, relations: dict[str, Related]) -> Related | None:
    """Return where an entry of the slide list leads; it also has an `id` of its own, in no namespace."""
    identity = next((value for key, value in entry.items() if key.endswith("}id")), "")
    return relations.get(identity)


def _blocks(package: OfficePackage, part: str, found: SlideBlocks, number: int) -> list[Block]:
    """Return what a slide says. One without a title is headed by its number, or it would stand under the one before."""
    relations = package.relations(part)
    blocks = list(found.blocks)
    for identity in found.diagrams:
        diagram = relations.get(identity)
        if diagram and diagram.part in package.archive:
            blocks += diagram_blocks(read_xml(package.archive, diagram.part))
    notes = package.related(part, "notesSlide")
    spoken = [] if notes is None else notes_text(notes)
    blocks += [Block("text", f"Notes: {words}" if first == 0 else words) for first, words in enumerate(spoken)]
    if not blocks and not found.title:
        return []
    return [Block("heading", found.title or f"Slide {number}", 1), *blocks]


def _slide_notes(silent: list[int], hidden: list[int]) -> list[str]:
    notes = []
    if silent:
        notes.append(f"{numbered('Slide', silent)} {'have' if len(silent) > 1 else 'has'} no text.")
    if hidden:
        many = len(hidden) > 1
        notes.append(
            f"{numbered('Slide', hidden)} {'are' if many else 'is'} hidden in the show; "
            f"{'their' if many else 'its'} text was read too."
        )
    return notes


FORMAT = Format(
    "PowerPoint presentation",
    (".pptx", ".pptm"),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12",
    ),
    read,
)
