"""Files made to hang, fill or break what reads them, each made when it is asked for.

`SMALL` cost little to make and to refuse; `LARGE` take seconds each and are for the long tests.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable

from tests.support.office_files import book_file, sheet_file, slide_file, unzipped, word_file, zipped
from tests.support.pdfs import by_hand, flate_bomb, of_objects, words_at

Bomb = Callable[[], bytes]
MEGABYTE = 1_000_000

_LAUGHS = '<!DOCTYPE l [<!ENTITY a0 "ha">{}]>'.format(
    "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
)
_OUTSIDE = '<!DOCTYPE l [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'
_REMOTE = '<!DOCTYPE l SYSTEM "http://127.0.0.1:9/l.dtd" [<!ENTITY a9 SYSTEM "http://127.0.0.1:9/">]>'
_LONG_ENTITY = f'<!DOCTYPE l [<!ENTITY a9 "{"x" * 50_000}">]>'


def _document() -> bytes:
    return word_file(lambda document: document.add_paragraph("Words."))


def _slides() -> bytes:
    return slide_file(lambda show: show.slides.add_slide(show.slide_layouts[5]))


def _with_entity(package: Bomb, part: str, doctype: str) -> bytes:
    """Return a package in which a part declares an entity, and uses it where its first text or tag ends."""
    parts = unzipped(package())
    name = next(name for name in parts if name.endswith(part))
    xml = parts[name].decode("utf-8").replace("<!DOCTYPE html>", "")
    head, end, body = xml.partition("?>") if xml.startswith("<?xml") else ("", "", xml)
    before, close, after = body.rpartition("</")
    parts[name] = f"{head}{end}{doctype}{before}{'&a9;' * 100}{close}{after}".encode()
    return zipped(parts)


def _inflated(package: Bomb, part: str, size: int, filler: bytes = b" ") -> bytes:
    """Return a package with a part that is `size` bytes of filler when unpacked."""
    parts = unzipped(package())
    name = next(name for name in parts if name.endswith(part))
    head, close, tail = parts[name].rpartition(b"</")
    parts[name] = head + filler * (size // len(filler)) + close + tail
    return zipped(parts)


def _with_many_entries(count: int) -> bytes:
    return zipped({**unzipped(_document()), **{f"word/{n}.xml": b"" for n in range(count)}})


def _nested(depth: int, package: Bomb) -> bytes:
    data = package()
    for _ in range(depth):
        data = zipped({"word/document.xml": data, "inner.docx": data, "inner.epub": data})
    return data


def _overlapping(package: Bomb, part: str, count: int = 200) -> bytes:
    """Return an archive whose central directory names the bytes of one entry over and over (a "quine of sizes")."""
    parts = unzipped(package())
    name = next(name for name in parts if name.endswith(part))
    parts[name] += b" " * MEGABYTE
    data = zipped(parts)
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    directory = data[start:end]
    entry = next(each for each in _entries(directory) if name.encode() in each)
    copies = b"".join(_renamed(entry, name.encode(), n) for n in range(count))
    total = len(_entries(directory)) + count
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, total, total, len(directory) + len(copies), start, 0)
    return data[:start] + directory + copies + tail


def _entries(directory: bytes) -> list[bytes]:
    return [b"PK\x01\x02" + each for each in directory.split(b"PK\x01\x02")[1:]]


def _renamed(entry: bytes, name: bytes, number: int) -> bytes:
    return entry.replace(name, (b"%d" % number).rjust(len(name), b"x"))


def _lying(package: Bomb, part: str, declared: int, size: int) -> bytes:
    """Return an archive that says of a part of `size` bytes that it has `declared`."""
    data = bytearray(_inflated(package, part, size))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = next(info for info in archive.infolist() if info.filename.endswith(part))
    at = data.index(b"PK\x01\x02")
    while entry.filename.encode() not in data[at + 46 : at + 46 + len(entry.filename)]:
        at = data.index(b"PK\x01\x02", at + 4)
    for place in (entry.header_offset + 22, at + 24):
        data[place : place + 4] = struct.pack("<L", declared)
    return bytes(data)


def _encrypted(package: Bomb) -> bytes:
    """Return an archive whose entries say that they are encrypted."""
    data = bytearray(package())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def _linked_book() -> bytes:
    return book_file({"one.xhtml": '<p>Words.</p><img src="file:///etc/passwd"/><a href="../../x">y</a>'})


def _book() -> bytes:
    return book_file({"one.xhtml": "<p>Words of a chapter.</p>"})


def _sheet() -> bytes:
    return sheet_file([["Name", "Since"], ["Ann", "2019"]])


def _pdf_loop() -> bytes:
    """Return a PDF whose pages are their own children, whose content is itself, and whose length is its own."""
    return of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >>",
            b"<< /Type /Page /Parent 2 0 R /Contents [4 0 R 5 0 R] /Resources 3 0 R >>",
            b"<< /Length 4 0 R >>\nstream\nBT (x) Tj ET /X Do\nendstream",
            b"5 0 R",
            b"<< /First 6 0 R /Next 6 0 R /Last 6 0 R /Title (x) /Parent 6 0 R >>",
        ]
    )


def _pdf_forms(depth: int, fan: int) -> bytes:
    """Return a PDF whose page shows a form that shows the next one `fan` times, `depth` deep."""
    forms = [
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >> /Length %d >>\n"
        b"stream\n%s\nendstream" % (6 + n, 6 * fan, b"/X Do " * fan)
        for n in range(depth)
    ]
    return of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
            b"<< /Length 5 >>\nstream\n/X Do\nendstream",
            *forms,
        ]
    )


def _pdf_nesting(depth: int) -> bytes:
    deep = b"[" * depth + b"]" * depth
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Deep %s >>" % deep
    return of_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", pages, b"<< /Type /Page /Parent 2 0 R /Annots %s >>" % deep]
    )


def _pdf_pages(count: int) -> bytes:
    return by_hand([words_at(20, 500, f"Page {n} has words.") for n in range(count)])


def _pdf_of_one_page_many_times(count: int) -> bytes:
    return by_hand([words_at(20, 500, "One page.")]).replace(b"/Count 1", b"/Count 1 /Kids [%s]" % (b"5 0 R " * count))


def _yaml_laughs() -> bytes:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


def _html(piece: str, times: int, end: str = "") -> bytes:
    return f"<html><body><p>Words.</p>{piece * times}{end}</body></html>".encode()


def _attributes() -> bytes:
    return f"<html><body><p {' '.join(f'a{n}=1' for n in range(300_000))}>Words.</p></body></html>".encode()


def _page(doctype: str, body: str) -> bytes:
    return f"{doctype}{body}".encode()


SMALL: dict[str, Bomb] = {
    "loop.pdf": _pdf_loop,
    "deep arrays.pdf": lambda: _pdf_nesting(20_000),
    "laughs.docx": lambda: _with_entity(_document, "document.xml", _LAUGHS),
    "laughs.pptx": lambda: _with_entity(_slides, "slide1.xml", _LAUGHS),
    "laughs.xlsx": lambda: _with_entity(_sheet, "sheet1.xml", _LAUGHS),
    "laughs.epub": lambda: _with_entity(_book, ".opf", _LAUGHS),
    "laughs in a chapter.epub": lambda: _with_entity(_book, "one.xhtml", _LAUGHS),
    "laughs.html": lambda: _page(_LAUGHS, "<html><body><p>&a9;</p></body></html>"),
    "laughs.svg": lambda: _page(_LAUGHS, "<svg><text>&a9;</text></svg>"),
    "long entity.docx": lambda: _with_entity(_document, "document.xml", _LONG_ENTITY),
    "outside.docx": lambda: _with_entity(_document, "document.xml", _OUTSIDE),
    "outside.pptx": lambda: _with_entity(_slides, "slide1.xml", _OUTSIDE),
    "outside.xlsx": lambda: _with_entity(_sheet, "sheet1.xml", _OUTSIDE),
    "outside.epub": lambda: _with_entity(_book, "one.xhtml", _OUTSIDE),
    "outside.html": lambda: _page(_OUTSIDE, "<html><body><p>Words. &a9;</p></body></html>"),
    "outside.svg": lambda: _page(_OUTSIDE, "<svg><text>&a9;</text></svg>"),
    "remote.docx": lambda: _with_entity(_document, "document.xml", _REMOTE),
    "remote.epub": lambda: _with_entity(_book, "one.xhtml", _REMOTE),
    "links outside.epub": _linked_book,
    "encrypted.docx": lambda: _encrypted(_document),
    "encrypted.xlsx": lambda: _encrypted(_sheet),
    "encrypted.epub": lambda: _encrypted(_book),
    "nested.docx": lambda: _nested(3, _document),
    "nested.epub": lambda: _nested(3, _book),
    "overlapping.docx": lambda: _overlapping(_document, "document.xml"),
    "overlapping.epub": lambda: _overlapping(_book, "one.xhtml"),
    "lying.docx": lambda: _lying(_document, "document.xml", 1000, 20 * MEGABYTE),
    "lying.xlsx": lambda: _lying(_sheet, "sheet1.xml", 1000, 20 * MEGABYTE),
    "lying.epub": lambda: _lying(_book, "one.xhtml", 1000, 20 * MEGABYTE),
    "20,000 tags.html": lambda: _html("<div>", 20_000),
    "open tags.html": lambda: _html("<a ", 6_000),
    "deep.json": lambda: b"[" * 100_000 + b"]" * 100_000,
    "deep objects.json": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "long number.json": lambda: b'{"a": ' + b"9" * 100_000 + b"}",
    "laughs.yaml": _yaml_laughs,
    "deep.yaml": lambda: b"[" * 20_000 + b"]" * 20_000,
    "object.yaml": lambda: b"!!python/object/apply:os.system ['touch hacked']",
    "merge.yaml": lambda: b"a: &a\n  <<: *a\n  b: 1\n",
    "deep.md": lambda: b"> " * 20_000 + b"words",
    "deep lists.md": lambda: b"\n".join(b" " * 2 * n + b"- a" for n in range(400)),
    "brackets.md": lambda: b"[" * 50_000,
    "deep.toml": lambda: b"a = " + b"[" * 50_000 + b"]" * 50_000,
    "deep.py": lambda: b"x = " + b"(" * 100_000,
    "quotes.csv": lambda: b'"' * 200_001,
}
"""Name to maker."""

LARGE: dict[str, Bomb] = {
    "forms that hold each other.pdf": lambda: _pdf_forms(2, 2).replace(b"/X 7 0 R", b"/X 5 0 R"),
    "flate 30 MB.pdf": lambda: flate_bomb(30_000_000),
    "forms 3 to the 8th.pdf": lambda: _pdf_forms(8, 3),
    "flate 400 MB.pdf": lambda: flate_bomb(400_000_000),
    "flate 2 GB twice over.pdf": lambda: flate_bomb(2_000_000_000, 2),
    "forms 4 to the 40th.pdf": lambda: _pdf_forms(40, 4),
    "1,000,000 deep arrays.pdf": lambda: _pdf_nesting(1_000_000),
    "20,000 pages.pdf": lambda: _pdf_pages(20_000),
    "one page 1,000,000 times.pdf": lambda: _pdf_of_one_page_many_times(1_000_000),
    "1 GB.docx": lambda: _inflated(_document, "document.xml", 1000 * MEGABYTE),
    "300 MB of tags.docx": lambda: _inflated(_document, "document.xml", 300 * MEGABYTE, b"<a/>"),
    "500 MB.pptx": lambda: _inflated(_slides, "slide1.xml", 500 * MEGABYTE),
    "500 MB of rows.xlsx": lambda: _inflated(_sheet, "sheet1.xml", 500 * MEGABYTE, b"<row><c><v>1</v></c></row>"),
    "500 MB.epub": lambda: _inflated(_book, "one.xhtml", 500 * MEGABYTE, b"<p>x</p>"),
    "100,000 entries.docx": lambda: _with_many_entries(100_000),
    "lying 500 MB.docx": lambda: _lying(_document, "document.xml", 1000, 500 * MEGABYTE),
    "overlapping 2,000 times.epub": lambda: _overlapping(_book, "one.xhtml", 2_000),
    "300,000 attributes.html": _attributes,
    "200,000 tags.html": lambda: _html("<div>", 200_000),
    "200,000 closed tags.html": lambda: _html("<b>", 200_000, "x" + "</b>" * 200_000),
    "60,000 open tags.html": lambda: _html("<a ", 60_000),
    "60,000 open comments.html": lambda: _html("<!--", 60_000),
    "1,000,000 cells.html": lambda: _html("<td>x", 1_000_000),
    "20 MB of one word.html": lambda: _html("x", 20 * MEGABYTE),
    "deep 10 MB.json": lambda: b"[" * 10 * MEGABYTE,
    "5,000,000 numbers.json": lambda: json.dumps([0] * 5_000_000).encode(),
    "one string of 20 MB.json": lambda: b'"' + b"x" * 20 * MEGABYTE + b'"',
    "20 MB of keys.yaml": lambda: b"a: 1\n" * 4_000_000,
    "20 MB of a line.csv": lambda: b"a,b\n" + b"x," * 10 * MEGABYTE,
    "20 MB of an open quote.csv": lambda: b'a,b\n"' + b"x\n" * 10 * MEGABYTE,
    "20 MB of one word.txt": lambda: b"x" * 20 * MEGABYTE,
    "20 MB of short sentences.txt": lambda: b"A. " * (20 * MEGABYTE // 3),
    "20 MB of line ends.txt": lambda: b"\n" * (20 * MEGABYTE - 1) + b"x",
    "9 MB of one word.txt": lambda: b"x" * 9 * MEGABYTE,
    "9 MB of short sentences.txt": lambda: b"A. " * (9 * MEGABYTE // 3),
    "9 MB of menus.txt": lambda: b"Home | About | Contact\n" * (9 * MEGABYTE // 23) + b"words",
    "9 MB of headings.md": lambda: b"# a\n" * (9 * MEGABYTE // 4),
    "9 MB of list items.md": lambda: b"- [Home](/)\n" * (9 * MEGABYTE // 12) + b"words",
    "9 MB of brackets.md": lambda: b"[" * 9 * MEGABYTE,
    "9 MB of stars.md": lambda: b"*a _b " * (9 * MEGABYTE // 6),
    "9 MB of quotes.md": lambda: b"> " * (9 * MEGABYTE // 2),
    "9 MB of definitions.py": lambda: b"def a(): pass\n" * (9 * MEGABYTE // 14),
    "9 MB of brackets.c": lambda: b"{" * 9 * MEGABYTE,
    "9 MB of one line.js": lambda: b"function a(){" * (9 * MEGABYTE // 13),
}
