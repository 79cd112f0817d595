from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from index.errors import SourceError, SourceUnreadable
from index.reading import read
from index.reading.office.archive import Archive
from index.reading.office.xml_parts import read_xml
from tests.support.office_files import (
    book_file,
    open_document_sheet,
    raw_word_file,
    sheet_file,
    slide_file,
    unzipped,
    zipped,
)
from tests.support.readings import assert_sound

PARAGRAPH = "<w:p><w:r><w:t>Members meet on Tuesdays.</w:t></w:r></w:p>"
WORD = raw_word_file(PARAGRAPH)
HONEST: dict[str, Callable[[], bytes]] = {
    "x.docx": lambda: WORD,
    "x.pptx": lambda: slide_file(lambda show: setattr(_slide(show).shapes.title, "text", "Members meet on Tuesdays.")),
    "x.xlsx": lambda: sheet_file([["Name", "Role"], ["Ada", "chair"]]),
    "x.ods": lambda: open_document_sheet([["Name", "Role"], ["Ada", "chair"]]),
    "x.epub": lambda: book_file({"a.xhtml": "<h1>Fees</h1><p>The fee is 20 euros.</p>"}),
}
MAIN_PARTS = {
    "x.docx": "word/document.xml",
    "x.pptx": "ppt/slides/slide1.xml",
    "x.xlsx": "xl/worksheets/sheet1.xml",
    "x.ods": "content.xml",
    "x.epub": "OEBPS/text/a.xhtml",
}
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _slide(show: Any) -> Any:
    return show.slides.add_slide(show.slide_layouts[5])


def refusal(data: bytes, name: str = "x.docx") -> str:
    with pytest.raises(SourceUnreadable) as refused:
        read(name, data)
    message = str(refused.value)
    assert message.startswith(f"{name}: ")
    assert len(message.splitlines()) == 1
    return message


def with_entry(data: bytes, offset: int, layout: str, value: int, *, local: int | None = None) -> bytes:
    """Change one number in every entry of the table of contents, and in the part's own header at `local`."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x01\x02", offset), (b"PK\x03\x04", local)):
        at = changed.find(mark)
        while place is not None and at >= 0:
            struct.pack_into(layout, changed, at + place, value)
            at = changed.find(mark, at + 1)
    return bytes(changed)


def test_parts_are_read_by_their_names() -> None:
    archive = Archive("x.docx", zipped({"a": "one", "b/": "", "../../c": "three"}))
    assert archive.names == ("a", "../../c")
    assert archive.read("../../c") == b"three"
    assert "b/" not in archive
    with zipfile.ZipFile(archive.repacked(("a",))) as again:
        assert again.namelist() == ["a"]


def test_an_encrypted_entry_is_refused() -> None:
    assert "locked with a password" in refusal(with_entry(WORD, 8, "<H", 1, local=6))


def test_a_part_that_unpacks_to_hundreds_of_times_its_size_is_refused_without_unpacking_it() -> None:
    parts = {**unzipped(WORD), "word/document.xml": b"<a>" + b" " * 20_000_000}
    assert "as an archive bomb does" in refusal(zipped(parts))


def test_a_part_that_is_larger_than_it_says_is_refused() -> None:
    assert "larger than it says" in refusal(with_entry(WORD, 24, "<L", 10))


def test_a_part_that_says_to_be_larger_than_it_is_is_refused() -> None:
    assert "damaged or cut off" in refusal(with_entry(WORD, 24, "<L", 100_000))


def test_declared_sizes_that_nothing_could_hold_are_refused() -> None:
    assert "larger than is read" in refusal(with_entry(WORD, 24, "<L", 4_000_000_000))


def test_overlapping_parts_are_refused() -> None:
    assert "parts of it overlap" in refusal(with_entry(WORD, 42, "<L", 0))


def test_more_parts_than_any_document_has_are_refused() -> None:
    few = zipped({f"{number}": "" for number in range(10_001)}, zipfile.ZIP_STORED)
    assert "more than 10,000 parts" in refusal(few)
    assert "more than 10,000 parts" in refusal(b"PK\x01\x02" * 20_001)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    file = BytesIO(WORD)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/document.xml", "<other/>")
    assert "have the same name" in refusal(file.getvalue())


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_in_an_unusual_way_is_refused(method: int) -> None:
    assert "packed in a way that is not read" in refusal(zipped(unzipped(WORD), method))


def test_a_part_that_does_not_have_its_checksum_is_refused() -> None:
    assert "damaged or cut off" in refusal(with_entry(WORD, 16, "<L", 12345, local=14))


@pytest.mark.parametrize("name", HONEST)
def test_an_archive_within_the_archive_is_refused_where_it_would_be_opened(name: str) -> None:
    parts = {**unzipped(HONEST[name]()), MAIN_PARTS[name]: WORD}
    assert "an archive within the archive" in refusal(zipped(parts), name)


def test_an_archive_that_only_lies_in_a_document_is_not_opened() -> None:
    assert read("x.docx", zipped({**unzipped(WORD), "word/embeddings/x.xlsx": b"PK\x03\x04 broken"})).text


@pytest.mark.parametrize("name", HONEST)
@pytest.mark.parametrize("hostile", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_entities_are_refused_in_every_encoding_the_parsers_know(name: str, hostile: bytes, encoding: str) -> None:
    parts = unzipped(HONEST[name]())
    part = parts[MAIN_PARTS[name]].split(b"?>", 1)[-1].strip()
    parts[MAIN_PARTS[name]] = (hostile + part).decode().encode(encoding)
    assert "declares entities" in refusal(zipped(parts), name)


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "utf-32"])
def test_xml_in_an_encoding_that_could_hide_entities_is_refused(encoding: str) -> None:
    page = f'<?xml version="1.0" encoding="{encoding}"?><document/>'
    data = page.encode(encoding) if encoding != "utf-7" else page.encode()
    with pytest.raises(SourceUnreadable, match=r"not read|damaged"):
        read_xml(Archive("x.docx", zipped({"a.xml": data})), "a.xml")


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_of_each_kind_is_read(name: str) -> None:
    reading = read(name, HONEST[name]())
    assert_sound(reading)
    assert any(words in reading.text for words in ("Tuesdays", "chair", "20 euros"))


@pytest.mark.parametrize("name", HONEST)
def test_a_file_cut_off_anywhere_is_refused(name: str) -> None:
    data = HONEST[name]()
    for length in random.Random(1).sample(range(1, len(data) - 22), 20):
        refusal(data[:length], name)


@pytest.mark.parametrize("name", HONEST)
def test_a_file_with_flipped_bits_is_refused_or_read(name: str) -> None:
    flip_bits(name, random.Random(2), rounds=20)


@pytest.mark.soak
@pytest.mark.parametrize("name", HONEST)
def test_files_with_flipped_bits_are_refused_or_read(name: str) -> None:
    flip_bits(name, random.Random(), rounds=3000)


@pytest.mark.soak
@pytest.mark.parametrize("name", HONEST)
def test_files_with_flipped_bits_beneath_the_packing_are_refused_or_read(name: str) -> None:
    flip_bits(name, random.Random(), rounds=3000, within=True)


@pytest.mark.parametrize("name", HONEST)
def test_a_file_with_flipped_bits_beneath_the_packing_is_refused_or_read(name: str) -> None:
    flip_bits(name, random.Random(3), rounds=20, within=True)


def flip_bits(name: str, chance: random.Random, rounds: int, *, within: bool = False) -> None:
    """Read a file with bits of it flipped; `within` flips those of its main part and packs it well again."""
    whole = HONEST[name]()
    parts = unzipped(whole)
    for _ in range(rounds):
        data = bytearray(parts[MAIN_PARTS[name]] if within else whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            reading = read(name, zipped({**parts, MAIN_PARTS[name]: bytes(data)}) if within else bytes(data))
        except SourceError:
            continue
        assert_sound(reading)
