"""One chapter of an electronic book as a tree of plain HTML elements."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from index.errors import SourceUnreadable
from index.reading.encodings.decoding import decode_page
from index.reading.html.elements import Element
from index.reading.office.archive import Archive
from index.reading.office.xml_parts import checked_xml, xml_parser

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_TYPE = "{http://www.idpf.org/2007/ops}type"
_NO_WORDS = frozenset({"noteref", "pagebreak"})
"""Types of elements that hold the number of a note or of a printed page, in the middle of a sentence."""
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def chapter_tree(archive: Archive, part: str) -> Element | None:
    """Return the tree of a chapter, None where it cannot be read. Raises SourceUnreadable where it is hostile."""
    data = checked_xml(archive, part, doctype=True)
    try:
        text = _XML_DECLARATION.sub("", decode_page(archive.file, data).text.removeprefix("\ufeff"))
    except SourceUnreadable:
        return None
    named = _ENTITY.sub(_character, text)
    tree = _as_xml(named)
    return _as_html(named) if tree is None else tree


def _character(entity: re.Match[str]) -> str:
    """Return what one of HTML's names for a character stands for; only XML's own five are known without its DTD."""
    return entity[0] if entity[1] in _XML_ENTITIES else html5.get(entity[1], entity[0])


def _as_xml(text: str) -> Element | None:
    """Parse a chapter as what it should be. An HTML parser would take `<title/>` for a title that never ends."""
    from lxml import etree

    try:
        tree: _Element = etree.fromstring(text.encode("utf-8"), xml_parser())
    except (etree.XMLSyntaxError, ValueError):
        return None
    for element in tree.iter("{*}*"):
        element.tag = str(element.tag).rpartition("}")[2]
        if _NO_WORDS & set(element.get(_TYPE, "").split()):
            element.set("hidden", "")
    found: Element = tree
    return found


def _as_html(text: str) -> Element | None:
    """Parse a chapter as browsers do, None where the parser gives up within it."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree: Element = document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return None if any(entry.level_name == "FATAL" for entry in parser.error_log) else tree
