"""A walk over a web page that gathers its blocks: paragraphs, list items, table rows, code, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.reading.html.elements import BLOCKS, CELLS, HEADINGS, ITEMS, Element, is_data_row, is_unseen

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# Characters without a glyph of their own; left in, they would split a word in two for every search.
_INVISIBLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xAD, 0x200B, 0x2060, 0xFEFF])

Kind = Literal["text", "item", "row", "code", "heading"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page, in reading order. `level` is 0 but for headings."""

    kind: Kind
    text: str
    level: int = 0


def blocks_of(tree: Element) -> list[Block]:
    """Return what a browser shows of `tree`, in order. The walk does not recurse: depth costs nothing."""
    from lxml import etree

    walk = _Walk()
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        if event == "end":
            walk.leave(element)
            walk.say(None if element is tree else element.tail)
        elif not walk.enter(element):
            events.skip_subtree()
    walk.flush()
    return walk.blocks


class _Walk:
    """Gathers blocks while a tree is walked in document order.

    Within a heading or a table row (`_whole`) nothing ends a block but its own end; elsewhere every block element does.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._cells: list[str] = []
        self._items = 0
        self._bullet = ""
        self._whole: Element | None = None
        self._skipped: Element | None = None

    def enter(self, element: Element) -> bool:
        """Begin an element; False where its inside is not to be walked."""
        if is_unseen(element):
            self._skipped = element
        elif self._whole is not None:
            self._words.append(" " if element.tag in BLOCKS or element.tag == "br" else "")
        elif element.tag == "pre":
            self.flush()
            self._add("code", _verbatim(element))
            self._skipped = element
        else:
            self._open(element)
        if self._skipped is not None:
            return False
        self.say(element.text)
        return True

    def _open(self, element: Element) -> None:
        if element.tag == "br":
            self._words.append("\n")
        elif element.tag in HEADINGS or is_data_row(element):
            self.flush()
            self._whole = element
        elif element.tag in BLOCKS:
            self.flush()
            self._items += element.tag in ITEMS
            self._bullet = "- " if element.tag == "li" else self._bullet

    def leave(self, element: Element) -> None:
        """End an element: whatever block it held is complete."""
        if element is self._skipped:
            self._skipped = None
        elif element is self._whole:
            self._close(element)
        elif self._whole is not None and self._whole.tag == "tr" and element.tag in CELLS:
            self._cells.append(self._line())
        elif self._whole is not None:
            self._words.append(" " if element.tag in BLOCKS else "")
        elif element.tag in BLOCKS:
            self.flush()
            self._items -= element.tag in ITEMS

    def _close(self, element: Element) -> None:
        self._whole = None
        if element.tag in HEADINGS:
            self._add("heading", self._line(), HEADINGS[element.tag])
        else:
            cells, self._cells = [*self._cells, *filter(None, [self._line()])], []
            self._add("row", " | ".join(cells) if any(cells) else "")

    def say(self, words: str | None) -> None:
        """Add running text."""
        if words:
            self._words.append(_SPACE.sub(" ", words))

    def flush(self) -> None:
        """End the block of running text, if there is one."""
        if self._items:
            item = self._line()
            self._add("item", self._bullet + item if item else "")
            self._bullet = "" if item else self._bullet
            return
        lines = [_tidy(line) for line in "".join(self._words).split("\n")]
        self._words.clear()
        for paragraph in re.split(r"\n{2,}", "\n".join(lines)):
            self._add("text", paragraph.strip("\n"))

    def _line(self) -> str:
        """Take the running text as one line."""
        line = _tidy("".join(self._words))
        self._words.clear()
        return line

    def _add(self, kind: Kind, text: str, level: int = 0) -> None:
        if text.strip():
            self.blocks.append(Block(kind, text, level))


def _tidy(words: str) -> str:
    return " ".join(words.translate(_INVISIBLE).split())


def _verbatim(pre: Element) -> str:
    """Return preformatted text as it stands."""
    from lxml import etree

    pieces: list[str] = []
    for event, element in etree.iterwalk(pre, events=("start", "end")):
        if event == "start":
            pieces += ("\n" if element.tag == "br" else "", element.text or "")
        elif element is not pre:
            pieces.append(element.tail or "")
    lines = re.split(r"\r\n?|\n", "".join(pieces).translate(_INVISIBLE))
    return "\n".join(line.rstrip() for line in lines).strip("\n")
