"""Spreadsheets (Excel, OpenDocument): each sheet under its name, one line a row, each cell after its column's name.

Values are those the program last computed. Dates are written as 2026-02-17, numbers without the noise of their storage;
how a cell is formatted (percent, currency) is not known to the library that reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.documents import Reading
from index.names import shown_name
from index.reading.format import Format
from index.reading.html.blocks import Block
from index.reading.html.page_text import laid_out
from index.reading.office.workbook import open_workbook, sheet_rows
from index.reading.row_limits import RowLimits
from index.reading.table_rows import table_blocks
from index.reading.titles import title_from

if TYPE_CHECKING:
    from python_calamine import SheetMetadata

_UNCOMPUTED = "Some formulas have no result yet and were left out; open the file in a spreadsheet program and save it."


def read(file: str, data: bytes) -> Reading:
    """Return the text of all sheets, hidden ones too; `notes` say which were hidden, are no tables or were cut,
    and whether formulas had no result.

    Raises SourceUnreadable for a file that is locked, hostile, damaged or no spreadsheet.
    """
    workbook, uncomputed = open_workbook(file, data)
    blocks: list[Block] = []
    notes = [_UNCOMPUTED] if uncomputed else []
    limits = RowLimits()
    for sheet in workbook.sheets_metadata:
        name = shown_name(" ".join(sheet.name.split())) or "a sheet without a name"
        rows = list(limits.within(table_blocks(sheet_rows(file, workbook, sheet.name))))
        notes += _notes(name, sheet, filled=bool(rows))
        blocks += [Block("heading", name, 1), *rows] if rows else []
        if limits.reached:
            notes.append(
                f'Of the sheet "{name}" only the first {len(rows):,} rows were read, and of those after it none.'
            )
            break
    page = laid_out(blocks)
    return Reading(title=title_from(file), text=page.text, headings=page.headings, notes=tuple(notes))


def _notes(name: str, sheet: SheetMetadata, *, filled: bool) -> list[str]:
    kind, visible = str(sheet.typ).rpartition(".")[2], str(sheet.visible).rpartition(".")[2]
    if kind != "WorkSheet":
        return [f'The sheet "{name}" is a chart or a form, which Footnote cannot read.']
    if filled and visible != "Visible":
        return [f'The sheet "{name}" is hidden; its rows were read too.']
    return []


FORMAT = Format(
    "spreadsheet",
    (".xlsx", ".xlsm", ".xls", ".ods"),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.ms-excel",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    read,
)
