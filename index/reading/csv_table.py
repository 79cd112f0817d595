"""Tables as text (CSV, TSV): one line a row, each cell after its column's name."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice

from index.documents import Reading
from index.errors import SourceUnreadable
from index.reading.chats.discord_export import discord_rows
from index.reading.encodings.decoding import decoded
from index.reading.format import Format
from index.reading.html.page_text import laid_out
from index.reading.row_limits import RowLimits
from index.reading.table_rows import table_blocks
from index.reading.titles import title_from

_DELIMITERS = "\t;|,"
"""The rarest within a cell first: where two fit equally well, the rarer one parts the cells."""
_SAMPLE_ROWS = 200
_LONGEST_LINE = 1_000_000
_TOLD = "sep="
"""How Excel says in the first line what parts the cells."""


def read(file: str, data: bytes) -> Reading:
    """Return the rows as lines. A first row without numbers names the columns; a table without one is read as it is.

    A Discord chat that was exported as a table is written out message by message. Raises SourceUnreadable for what is
    no text, and for a line or a field too long to be one.
    """
    found = decoded(file, data)
    rows = rows_of(file, found.text)
    header = next(rows, [])
    chat = discord_rows(file, header, rows, found.notes)
    if chat is not None:
        return chat
    limits = RowLimits()
    blocks = list(limits.within(table_blocks(chain([header], rows))))
    cut = f"The table is too long to be read whole: only its first {len(blocks):,} rows were read."
    notes = (*found.notes, *([cut] if limits.reached else []))
    return Reading(title=title_from(file), text=laid_out(blocks).text, notes=notes)


def rows_of(file: str, text: str) -> Iterator[list[str]]:
    """Yield the rows of a table in text, whatever parts its cells; empty lines are empty rows.

    Raises SourceUnreadable, on the way, for a line or a field that is too long.
    """
    text = text.removeprefix("\ufeff")
    if any(len(line) > _LONGEST_LINE for line in StringIO(text)):
        raise _too_long(file, f"a line of it is longer than {_LONGEST_LINE:,} characters")
    delimiter = _delimiter(text)
    if text[: len(_TOLD)].lower() == _TOLD:
        text = text.partition("\n")[2]
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        limit = f"a field of it is longer than {csv.field_size_limit():,} characters"
        raise _too_long(file, f"{limit}, as where a quotation mark is left open") from None


def _delimiter(text: str) -> str:
    """Return what parts the cells: what Excel wrote, or what cuts most rows into the same number of cells."""
    if text[: len(_TOLD)].lower() == _TOLD and text[len(_TOLD) : len(_TOLD) + 1] in _DELIMITERS:
        return text[len(_TOLD)]
    return max(_DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> float:
    """Return the share of the first rows that have the most frequent number of cells, 0 where that is one."""
    widths: Counter[int] = Counter()
    try:
        for row in islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), _SAMPLE_ROWS):
            widths.update([len(row)] if any(row) else [])
    except csv.Error:
        return 0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return rows / widths.total() if width > 1 else 0


def _too_long(file: str, reason: str) -> SourceUnreadable:
    return SourceUnreadable(f"{file}: {reason}; mend the table and add it again.")


FORMAT = Format("table", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values"), read)
