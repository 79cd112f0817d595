"""How an electronic book is put together (EPUB 2 and 3): its chapters, its table of contents, its title and day."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from index.errors import SourceUnreadable
from index.reading.office.archive import Archive, refused
from index.reading.office.xml_parts import read_xml
from index.reading.titles import clean_title

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways of garbling that are made for fonts, and used by books that are open."""
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_MOST_CHAPTERS = 5000


class EpubPackage:
    """An opened book. `chapters` are the parts in reading order, "" for one that is missing or is no text.

    `contents` has what the table of contents calls each part, `title` and `date` are as the book declares them or "".
    """

    def __init__(self, archive: Archive) -> None:
        """Read what holds the book together. Raises SourceUnreadable where it is locked, hostile, damaged or none."""
        self.archive = archive
        main = self._main()
        _check_open(archive)
        self._folder = posixpath.dirname(main)
        package = read_xml(archive, main, doctype=True)
        self._items = {item.get("id", ""): item for item in package.iter("{*}item")}
        self.title = _first(package, "title")
        self.date = _first(package, "date")
        self.chapters = list(self._chapters(package))
        if not self.chapters:
            raise refused(archive.file, "the book has no chapters")
        self.contents = dict(self._contents())

    def _main(self) -> str:
        if _CONTAINER not in self.archive:
            raise refused(self.archive.file, "this is no electronic book")
        roots = [root.get("full-path", "") for root in read_xml(self.archive, _CONTAINER).iter("{*}rootfile")]
        main: str = next((root for root in roots if root in self.archive), "")
        if not main:
            raise refused(self.archive.file, "this is no electronic book")
        return main

    def _chapters(self, package: _Element) -> Iterator[str]:
        seen: set[str] = set()
        for entry in package.iter("{*}itemref"):
            item = self._items.get(entry.get("idref", ""))
            part = "" if item is None else self._part(self._folder, item.get("href", ""))
            if len(seen) > _MOST_CHAPTERS:
                raise refused(self.archive.file, f"the book has more than {_MOST_CHAPTERS:,} chapters")
            if (part and part in seen) or (item is not None and "nav" in item.get("properties", "").split()):
                continue
            seen.add(part or f"missing {len(seen)}")
            readable = item is not None and item.get("media-type") in _PAGES and part in self.archive
            yield part if readable else ""

    def _contents(self) -> Iterator[tuple[str, str]]:
        """Yield the parts and what the table of contents calls them, the last entry first: the first one is to stay."""
        listings = [item for item in self._items.values() if "nav" in item.get("properties", "").split()]
        listings += [item for item in self._items.values() if item.get("media-type") == "application/x-dtbncx+xml"]
        for item in listings[:1]:
            part = self._part(self._folder, item.get("href", ""))
            root = _listing(self.archive, part)
            for target, name in reversed(list(_entries(root))) if root is not None else ():
                title = clean_title(name)
                if title:
                    yield self._part(posixpath.dirname(part), target), title

    def _part(self, folder: str, address: str) -> str:
        """Return the part an address leads to, as the archive names it; names are keys there, and none leaves it."""
        path = unquote(address.partition("#")[0])
        return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") if path else ""


def _listing(archive: Archive, part: str) -> _Element | None:
    """Return the table of contents, None where it is broken: the chapters can be read without it."""
    if part not in archive:
        return None
    try:
        return read_xml(archive, part, doctype=True)
    except SourceUnreadable:
        return None


def _entries(listing: _Element) -> Iterator[tuple[str, str]]:
    """Yield address and name of each entry: links in EPUB 3, points in EPUB 2."""
    for link in listing.iter("{*}a"):
        yield link.get("href", ""), "".join(link.itertext())
    for point in listing.iter("{*}navPoint"):
        label = next((text.text or "" for text in point.iterfind("{*}navLabel/{*}text")), "")
        yield next((content.get("src", "") for content in point.iterfind("{*}content")), ""), label


def _first(package: _Element, name: str) -> str:
    found = package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")
    return next((words for element in found if (words := " ".join("".join(element.itertext()).split()))), "")


def _check_open(archive: Archive) -> None:
    """Refuse a book whose text is encrypted, as sellers do; garbled fonts do not matter."""
    if _ENCRYPTION not in archive:
        return
    methods = {each.get("Algorithm", "") for each in read_xml(archive, _ENCRYPTION).iter("{*}EncryptionMethod")}
    if methods - _FONTS_ONLY:
        raise SourceUnreadable(f"{archive.file}: the book is locked by its seller; add a copy without that lock.")
