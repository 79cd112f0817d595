"""The parts of a Word or PowerPoint file (Open Packaging, ECMA-376 part 2) and how they refer to each other."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reading.office.archive import OLE_MAGIC, Archive, check_not_blank, locked, refused
from index.reading.office.xml_parts import read_xml
from index.reading.titles import clean_title

if TYPE_CHECKING:
    from lxml.etree import _Element

LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
"""Stands in the table of contents of an Office file that is locked with a password."""
_MAIN = "officeDocument"
# What programs and templates fill in where nobody named the document.
_NO_TITLES = frozenset({"powerpoint presentation", "word document", "untitled", "untitled document", "presentation"})


@dataclass(frozen=True, slots=True)
class Related:
    """Where a relation leads: its `kind`, as in "slide" or "footnotes", and the name of the other part."""

    kind: str
    part: str


class OfficePackage:
    """An opened file. `main` is the part that holds the document itself."""

    def __init__(self, file: str, data: bytes, kind: str, root: str) -> None:
        """Open a file that should be a `kind` ("Word document"), whose main part has the root element `root`.

        Raises SourceUnreadable where it is locked, hostile, damaged or something else.
        """
        check_not_blank(file, data)
        if data.startswith(OLE_MAGIC):
            old = refused(file, f"this is no {kind} of today's format")
            raise locked(file) if LOCKED_STREAM in data else old
        self.archive = Archive(file, data)
        self.main = next((each.part for each in self.relations("").values() if each.kind == _MAIN), "")
        if self.main not in self.archive:
            raise refused(file, f"this is no {kind}")
        self.root = read_xml(self.archive, self.main)
        if local_name(self.root) != root:
            raise refused(file, f"this is no {kind}")

    def relations(self, part: str) -> dict[str, Related]:
        """Return where the part leads within the file, by relation id; the package itself is the part ""."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self.archive:
            return {}
        return {
            relation.get("Id", ""): Related(relation.get("Type", "").rpartition("/")[2], _resolved(folder, relation))
            for relation in read_xml(self.archive, listing)
            if relation.get("TargetMode") != "External"
        }

    def related(self, part: str, kind: str) -> _Element | None:
        """Return the root of the first part of this `kind` that `part` leads to, None where there is none."""
        found = (each.part for each in self.relations(part).values() if each.kind == kind)
        name = next((name for name in found if name in self.archive), None)
        return None if name is None else read_xml(self.archive, name)

    def title(self) -> str:
        """Return the title in the file's properties; "" where there is none or a program's own."""
        properties = self.related("", "core-properties")
        if properties is None:
            return ""
        title = next((each.text or "" for each in properties if local_name(each) == "title"), "")
        generic = title.strip().casefold() in _NO_TITLES or title.startswith("Microsoft ")
        return "" if generic else clean_title(title)


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace; the strict form of ISO 29500 has other ones than Office."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: _Element, name: str) -> str | None:
    """Return the attribute of this name in whatever namespace."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def _resolved(folder: str, relation: _Element) -> str:
    """Return the part a relation names, as the archive names it. The archive's names are keys: none leaves it."""
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
