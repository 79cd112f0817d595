"""Office files and books made for tests: by the libraries people's programs use, or part by part where those cannot."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import docx
import pptx
import xlsxwriter

Parts = Mapping[str, str | bytes]

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of `parts`."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return file.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word_file(write: Callable[[Any], object]) -> bytes:
    """Return a Word document that `write` has filled."""
    document, file = docx.Document(), BytesIO()
    write(document)
    document.save(file)
    return file.getvalue()


def raw_word_file(body: str, **parts: str) -> bytes:
    """Return a Word document with this XML in its body; `parts` are the insides of its styles or notes."""
    wholes = {name: f"<w:{name} {W}>{inside}</w:{name}>" for name, inside in parts.items()}
    return zipped(
        {
            "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations([(name, f"{name}.xml") for name in wholes]),
            **{f"word/{name}.xml": whole for name, whole in wholes.items()},
        }
    )


def relations(targets: Sequence[tuple[str, str]]) -> str:
    """Return a relations part that leads to `targets`, each a kind and a path."""
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def slide_file(write: Callable[[Any], object]) -> bytes:
    """Return a PowerPoint presentation that `write` has filled."""
    show, file = pptx.Presentation(), BytesIO()
    write(show)
    show.save(file)
    return file.getvalue()


def workbook_file(write: Callable[[Any], object]) -> bytes:
    """Return an Excel workbook that `write` has filled."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    write(workbook)
    workbook.close()
    return file.getvalue()


def sheet_file(rows: Sequence[Sequence[object]], name: str = "Members") -> bytes:
    """Return an Excel workbook of one sheet."""

    def write(workbook: Any) -> None:
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return workbook_file(write)


def open_document_sheet(rows: Sequence[Sequence[str]], name: str = "Members") -> bytes:
    """Return an OpenDocument spreadsheet of one sheet, all cells text."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="{name}">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        }
    )


def book_parts(
    chapters: Mapping[str, str], contents: Mapping[str, str] | None = None, title: str = "A book"
) -> dict[str, str | bytes]:
    """Return the parts of an EPUB 3 book: `chapters` by file name, each the inside of a body; `contents` names them."""
    items = "".join(
        f'<item id="i{n}" href="text/{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    links = "".join(f'<li><a href="text/{name}">{words}</a></li>' for name, words in (contents or {}).items())
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        "<dc:date>2019-05-04</dc:date></metadata>"
        "<manifest>"
        f'<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/>{items}</manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>',
        "OEBPS/nav.xhtml": xhtml(f'<nav epub:type="toc"><h1>Contents</h1><ol>{links}</ol></nav>'),
        **{f"OEBPS/text/{name}": xhtml(body) for name, body in chapters.items()},
    }


def book_file(chapters: Mapping[str, str], contents: Mapping[str, str] | None = None, title: str = "A book") -> bytes:
    """Return an EPUB 3 book; see `book_parts`."""
    return zipped(book_parts(chapters, contents, title))


def xhtml(body: str, head: str = "<title/>") -> str:
    """Return an XHTML page."""
    page = f"<!DOCTYPE html>\n<html {XHTML}><head>{head}</head><body>{body}</body></html>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n{page}'
