"""A walk over the body of a Word document that gathers its blocks, as someone sees it who has accepted every change.

Deleted and hidden text, comments and field codes are left out; text boxes and footnotes follow the paragraph they
belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.reading.html.blocks import Block
from index.reading.office.package import attribute, local_name
from index.reading.office.word_styles import WordStyles

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPOKEN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNREAD = {
    "blip": "image",
    "imagedata": "image",
    "chart": "chart",
    "relIds": "diagram",
    "OLEObject": "embedded file",
    "altChunk": "embedded file",
}
_LEFT_OUT = frozenset(
    {"pPr", "tblPr", "tblGrid", "sectPr", "del", "moveFrom", "Fallback", "rt", "instrText", "delText"}
)
_NOTE_MARKS = frozenset({"footnoteReference", "endnoteReference"})
_LONGEST_HEADING = 300
_LONGEST_ROW = 1000


class WordBlocks:
    """Gathers the blocks of a document. `notes` has the footnotes and endnotes by kind of reference and id."""

    def __init__(self, styles: WordStyles, notes: dict[tuple[str, str], _Element]) -> None:
        self.blocks: list[Block] = []
        self.contents: set[int] = set()
        """The numbers of the blocks that are lines of the table of contents."""
        self.title = ""
        self.unread: Counter[str] = Counter()
        self._styles = styles
        self._notes = notes
        self._boxes: list[_Element] = []
        self._referred: list[_Element] = []
        self._unended = ""

    def walk(self, container: _Element) -> None:
        """Gather what the paragraphs and tables within `container` say, in order."""
        for child in container:
            name = local_name(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in _UNREAD:
                self.unread[_UNREAD[name]] += 1
            elif name not in _LEFT_OUT:
                self.walk(child)

    def _paragraph(self, paragraph: _Element) -> None:
        words = self._unended + self._words(paragraph)
        self._unended = words if _end_deleted(paragraph) else ""
        if self._unended:
            return
        text = "\n".join(" ".join(line.split()) for line in words.split("\n")).strip("\n")
        if text:
            self.blocks.append(self._block(paragraph, text))
        self._attached()

    def _block(self, paragraph: _Element, text: str) -> Block:
        level = self._styles.level(paragraph)
        line = text.replace("\n", " ")
        if self._styles.is_contents(paragraph):
            self.contents.add(len(self.blocks))
        elif level and len(line) <= _LONGEST_HEADING:
            if not self.title and self._styles.is_title(paragraph):
                self.title = line
            return Block("heading", line, level)
        elif self._styles.is_item(paragraph):
            return Block("item", f"- {text}")
        return Block("text", text)

    def _attached(self) -> None:
        """Add the text boxes and footnotes of what has just been added."""
        boxes, self._boxes = self._boxes, []
        referred, self._referred = self._referred, []
        for box in boxes:
            self.walk(box)
        for note in referred:
            inner = self._inner(note)
            words = " ".join(block.text for block in inner.blocks)
            if words:
                self.blocks.append(Block("text", f"Note: {words}"))

    def _words(self, paragraph: _Element) -> str:
        """Return the running text of a paragraph; what is attached to it is put aside."""
        from lxml import etree

        pieces: list[str] = []
        events = etree.iterwalk(paragraph, events=("start",))
        for _, element in events:
            name = local_name(element)
            if name in _LEFT_OUT or (name == "r" and _is_hidden(element)):
                events.skip_subtree()
            elif name == "txbxContent":
                self._boxes.append(element)
                events.skip_subtree()
            elif name in _NOTE_MARKS:
                self._refer(name, element)
            elif name in _UNREAD:
                self.unread[_UNREAD[name]] += 1
            else:
                pieces.append((element.text or "") if name == "t" else _SPOKEN.get(name, ""))
        return "".join(pieces)

    def _refer(self, kind: str, mark: _Element) -> None:
        note = self._notes.pop((kind, attribute(mark, "id") or ""), None)
        if note is not None:
            self._referred.append(note)

    def _table(self, table: _Element) -> None:
        for child in table:
            name = local_name(child)
            if name == "tr":
                self._row(child)
            elif name not in _LEFT_OUT:
                self._table(child)

    def _row(self, row: _Element) -> None:
        """Add a row as one line; one that lays the page out (headings, tables, long text) as the blocks within."""
        if any(local_name(mark) == "del" for mark in _properties(row, "trPr")):
            return
        cells = [self._inner(cell) for cell in _cells(row)]
        lines = [" ".join(block.text for block in cell.blocks).replace("\n", " ") for cell in cells]
        plain = all(block.kind in {"text", "item"} for cell in cells for block in cell.blocks)
        if len(cells) > 1 and plain and sum(map(len, lines)) <= _LONGEST_ROW:
            if any(lines):
                self.blocks.append(Block("row", " | ".join(lines).rstrip(" |")))
        else:
            for cell in cells:
                self.contents.update(number + len(self.blocks) for number in cell.contents)
                self.blocks += cell.blocks

    def _inner(self, container: _Element) -> WordBlocks:
        """Return the blocks within a cell or a note, gathered apart."""
        inner = WordBlocks(self._styles, self._notes)
        inner.walk(container)
        self.unread += inner.unread
        self.title = self.title or inner.title
        return inner


def _cells(row: _Element) -> list[_Element]:
    cells: list[_Element] = []
    for child in row:
        name = local_name(child)
        if name == "tc":
            cells.append(child)
        elif name not in _LEFT_OUT and name != "trPr":
            cells += _cells(child)
    return cells


def _is_hidden(run: _Element) -> bool:
    marks = (mark for mark in _properties(run, "rPr") if local_name(mark) == "vanish")
    return any(attribute(mark, "val") not in {"0", "false"} for mark in marks)


def _end_deleted(paragraph: _Element) -> bool:
    """Whether the end of the paragraph was deleted, so that the next one goes on in it."""
    own = (mark for mark in _properties(paragraph, "pPr") if local_name(mark) == "rPr")
    return any(local_name(change) == "del" for mark in own for change in mark)


def _properties(element: _Element, name: str) -> Iterator[_Element]:
    return (mark for child in element if local_name(child) == name for mark in child)
