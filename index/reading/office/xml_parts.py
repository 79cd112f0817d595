"""XML from strangers: checked as bytes before a parser sees it, then parsed without entities, DTDs or outside files."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from index.reading.office.archive import Archive, damaged, refused

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DECLARED_ENCODING = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']*)[\"']")
_ENCODINGS = re.compile(r"utf-?(?:8|16)|(?:us-)?ascii|iso-?8859-\d+|latin-?1|windows-125\d", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(.?)", re.DOTALL)
_DECLARATION = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)")


def read_xml(archive: Archive, name: str, *, doctype: bool = False) -> _Element:
    """Return the root of the XML part `name`. Raises SourceUnreadable where it is damaged or declares entities."""
    from lxml import etree

    try:
        return etree.fromstring(checked_xml(archive, name, doctype=doctype), xml_parser())
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(archive.file) from None


def xml_parser() -> XMLParser:
    """Return a parser that knows no entities but the five of XML and opens nothing."""
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


def checked_xml(archive: Archive, name: str, *, doctype: bool = False) -> bytes:
    """Return the bytes of the XML part `name`, which has no DTD; `doctype` lets a plain `<!DOCTYPE html>` pass.

    The check reads the bytes the way the parser will: an encoding in which the same letters are other bytes would hide
    a declaration from it, so only the usual encodings are taken.
    """
    data = archive.read(name)
    wide = next((codec for mark, codec in _WIDE.items() if data.startswith(mark)), None)
    text = data.decode(wide or "latin-1", "replace").removeprefix("ï»¿").lstrip("\ufeff\t\r\n ")
    if text[:2] == "PK":
        raise refused(archive.file, "it holds an archive within the archive")
    if text[:1] != "<":
        raise damaged(archive.file)
    declared = _DECLARED_ENCODING.match(text)
    if declared and not _ENCODINGS.fullmatch(declared[1]):
        raise refused(archive.file, "a part of it is in an encoding that is not read")
    _check_declarations(archive.file, text, doctype=doctype)
    return data


def _check_declarations(file: str, text: str, *, doctype: bool) -> None:
    found = _DOCTYPE.search(text) if "<!DOCTYPE" in text else None
    if (found and (not doctype or found[1] != ">")) or ("<!" in text and _DECLARATION.search(text)):
        raise refused(file, "it declares entities, which can blow up or fetch other files")
