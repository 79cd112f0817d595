"""docs/documents.md has every format as it is, every limit with its value and setting, and the sentences people see."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings
from index.errors import SourceError
from index.passages import MOST_SENTENCES
from index.reading.csv_table import _LONGEST_LINE as LONGEST_LINE
from index.reading.csv_table import read as read_table
from index.reading.format import Format
from index.reading.formats import FORMATS
from index.reading.office.archive import MOST_IN_PART, MOST_PARTS, MOST_RATIO, MOST_UNPACKED
from index.reading.office.epub_package import _MOST_CHAPTERS as MOST_CHAPTERS
from index.reading.office.workbook import _MOST_CELLS as MOST_CELLS
from index.reading.row_limits import MOST_CHARACTERS, MOST_ROWS
from index.reading.sandbox import Limits
from index.reading.source_code import _MOST_DEFINITIONS as MOST_DEFINITIONS
from index.reading.tree_text import _MOST_VALUES as MOST_VALUES
from index.reading.tree_text import MOST_NESTED, Tree, tree_reading
from index.reading.wall import refusals
from index.reading.wall.soundness import MOST_SPANS
from index.reading.yaml_text import _MOST_COPIED as MOST_COPIED
from index.sources import source_bytes
from index.web.deadline import Deadline
from index.web.fetching import FETCH_SECONDS
from index.web.lookups import Lookups
from index.web.urls import LONGEST_URL, normalised_url
from index.web.visiting import MOST_REDIRECTS

PAGE = (Path(__file__).parents[2] / "docs" / "documents.md").read_text(encoding="utf-8")
CELLS = re.compile(r"(?<!\\)\|")

SETTINGS = (
    *("max_file_mb", "max_document_chars", "reading_seconds", "reading_memory_mb", "passage_tokens", "keep_versions"),
    "allow_private_urls",
)
"""The settings that say what is taken in and kept."""

FIXED = {
    "Sentences in a document": (MOST_SENTENCES,),
    "Headings of a file; likewise menus and pages": (MOST_SPANS,),
    "Rows of a table or spreadsheet": (MOST_ROWS, MOST_CHARACTERS),
    "A line of a table": (LONGEST_LINE,),
    "A field of a table": (csv.field_size_limit(),),
    "Cells around all that is filled in a sheet": (MOST_CELLS,),
    "Nesting of JSON, YAML and TOML": (MOST_NESTED,),
    "Values in such a file": (MOST_VALUES,),
    "Values that aliases repeat (YAML)": (MOST_COPIED,),
    "Parts of an Office file or book": (MOST_PARTS,),
    "Its size unpacked": (MOST_UNPACKED // 1_000_000, MOST_IN_PART // 1_000_000),
    "How far a part unpacks beyond 4 MB": (MOST_RATIO,),
    "Chapters of a book": (MOST_CHAPTERS,),
    "Definitions that are headings (source code)": (MOST_DEFINITIONS,),
    "Fetching a page, redirects included": (int(FETCH_SECONDS),),
    "Redirects": (MOST_REDIRECTS,),
    "A web address": (LONGEST_URL,),
}
"""Limits that no setting changes, by their names on the page."""


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading, without its head."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in CELLS.split(line)[1:-1]] for line in lines[2:]]


def limit(name: str) -> list[str]:
    return next(row for row in rows("Limits") if row[0] == name)


def test_the_formats_on_the_page_are_those_that_are_read_in_their_order() -> None:
    assert [row[0].casefold() for row in rows("Formats")] == [each.name.casefold() for each in FORMATS]


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.name)
def test_a_format_has_its_own_extensions_there_and_no_cell_is_empty(kind: Format) -> None:
    row = next(row for row in rows("Formats") if row[0].casefold() == kind.name.casefold())

    assert tuple(re.findall(r"`([^`]+)`", row[1])) == kind.extensions
    assert len(row) == 5
    assert all(row)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_that_limits_documents_is_there_with_its_value(name: str) -> None:
    row = next(row for row in rows("Limits") if row[2] == f"`{name.upper()}`")
    value = Settings.model_fields[name].default

    assert ("refused" if value is False else f"{value:,}") in row[1]


@pytest.mark.parametrize(("name", "values"), FIXED.items(), ids=FIXED)
def test_every_limit_that_no_setting_changes_is_there_with_its_value(name: str, values: tuple[int, ...]) -> None:
    row = limit(name)

    assert row[2] == "fixed"
    assert tuple(int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", row[1])) == values


def test_every_other_limit_there_has_a_setting_or_is_said_to_be_fixed() -> None:
    settings = {f"`{name.upper()}`" for name in Settings.model_fields}

    assert {row[2] for row in rows("Limits")} <= {*settings, "fixed"}


def too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    source_bytes(path, 4)


def too_slow(_: Path) -> None:
    raise refusals.too_slow("a.pdf", Limits().seconds)


def too_much_memory(_: Path) -> None:
    raise refusals.refusal("a.pdf", {"failure": "MemoryError"}, Limits().memory_mb)


def too_long_a_line(_: Path) -> None:
    read_table("a.csv", b"a,b\n" + b"x" * 1_000_001)


def too_long_a_field(_: Path) -> None:
    read_table("a.csv", b'a,b\n"' + b"x\n" * 70_000)


def too_deep(_: Path) -> None:
    tree_reading("a.json", _nested(MOST_NESTED + 1))


def too_private(_: Path) -> None:
    Lookups(allow_private=False).addresses("127.0.0.1", 80, Deadline(1))


def too_long_an_address(_: Path) -> None:
    normalised_url(f"https://example.org/{'x' * 2000}")


def _nested(levels: int) -> Tree:
    tree: Tree = "deep"
    for _ in range(levels):
        tree = [tree]
    return tree


@pytest.mark.parametrize(
    ("name", "exceed"),
    [
        ("Size of a file or page", too_large),
        ("Time to read a file", too_slow),
        ("Memory to read a file (Linux)", too_much_memory),
        ("Addresses of this network", too_private),
        ("A line of a table", too_long_a_line),
        ("A field of a table", too_long_a_field),
        ("Nesting of JSON, YAML and TOML", too_deep),
        ("A web address", too_long_an_address),
    ],
)
def test_a_person_who_exceeds_a_limit_sees_the_sentence_on_the_page(
    name: str, exceed: Callable[[Path], None], tmp_path: Path
) -> None:
    with pytest.raises(SourceError) as caught:
        exceed(tmp_path)

    said = str(caught.value).partition(": ")[2].replace("4e-06 MB", "25 MB")
    assert said == limit(name)[3]
