"""A walk over the shapes of one slide that gathers its title and its blocks, in the order in which they lie there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.reading.html.blocks import Block
from index.reading.office.package import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})
_LISTS = frozenset({"body", "obj"})
"""Placeholders whose paragraphs have bullets unless they say otherwise; one that names no type is such an object."""
_UNREAD = {"pic": "image", "chart": "chart", "oleObj": "embedded file", "videoFile": "video", "audioFile": "recording"}
_LONGEST_HEADING = 300


class SlideBlocks:
    """What one slide says. `title` is "" where it has none; `unread` counts what has no text that could be read."""

    def __init__(self, slide: _Element) -> None:
        self.title = ""
        self.blocks: list[Block] = []
        self.diagrams: list[str] = []
        """The relation ids of the diagrams (SmartArt), whose words stand in parts of their own."""
        self.unread: Counter[str] = Counter()
        for tree in slide.iter("{*}spTree"):
            self._shapes(tree)

    def _shapes(self, group: _Element) -> None:
        for shape in group:
            name = local_name(shape)
            self.unread.update([_UNREAD[name]] if name in _UNREAD else [])
            if name == "sp":
                self._shape(shape)
            elif name == "tbl":
                self.blocks += _rows(shape)
            elif name == "relIds":
                self.diagrams.append(attribute(shape, "dm") or "")
            elif name not in {"Fallback", "txBody"}:
                self._shapes(shape)

    def _shape(self, shape: _Element) -> None:
        place = next((found.get("type", "obj") for found in shape.iter("{*}ph")), "")
        paragraphs = [paragraph for body in shape if local_name(body) == "txBody" for paragraph in body]
        if place in _TITLES and not self.title:
            title = " ".join(words for paragraph in paragraphs for words in spoken(paragraph).split())
            if len(title) <= _LONGEST_HEADING:
                self.title = title
                return
        if place not in _FURNITURE:
            self.blocks += _text_blocks(paragraphs, listed=place in _LISTS)


def notes_text(notes: _Element) -> list[str]:
    """Return the paragraphs of a notes page that the speaker wrote."""
    return [
        words
        for shape in notes.iter("{*}sp")
        if any(place.get("type") == "body" for place in shape.iter("{*}ph"))
        for paragraph in shape.iter("{*}p")
        if (words := " ".join(spoken(paragraph).split()))
    ]


def diagram_blocks(diagram: _Element) -> list[Block]:
    """Return the words of a diagram, an item for each of its points."""
    points = (spoken(paragraph) for point in diagram.iter("{*}pt") for paragraph in point.iter("{*}p"))
    return [Block("item", "- " + " ".join(words.split())) for words in points if words.strip()]


def spoken(paragraph: _Element) -> str:
    """Return the words of a paragraph; a line break within it is a line end."""
    pieces: list[str] = []
    for element in paragraph.iter():
        name = local_name(element)
        pieces.append("\n" if name == "br" else (element.text or "") if name == "t" else "")
    return "".join(pieces)


def _text_blocks(paragraphs: list[_Element], *, listed: bool) -> Iterator[Block]:
    """Yield a block for each paragraph; a paragraph that is alone in its shape is no list, whatever its place."""
    lines = [(paragraph, _lines(spoken(paragraph))) for paragraph in paragraphs]
    filled = [(paragraph, text) for paragraph, text in lines if text]
    for paragraph, text in filled:
        marks = {local_name(mark) for properties in paragraph if local_name(properties) == "pPr" for mark in properties}
        bullet = bool(marks & {"buChar", "buAutoNum", "buBlip"})
        if bullet or (listed and len(filled) > 1 and "buNone" not in marks):
            yield Block("item", f"- {text}")
        else:
            yield Block("text", text)


def _rows(table: _Element) -> Iterator[Block]:
    for row in table.iter("{*}tr"):
        cells = [" ".join(" ".join(map(spoken, cell.iter("{*}p"))).split()) for cell in row.iter("{*}tc")]
        if any(cells):
            yield Block("row", " | ".join(cells).rstrip(" |"))


def _lines(words: str) -> str:
    return "\n".join(" ".join(line.split()) for line in words.split("\n")).strip("\n")
