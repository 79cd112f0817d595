"""Spreadsheet files opened, and the values of their cells as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar
from xml.parsers.expat import ExpatError, ParserCreate

from index.reading.office.archive import OLE_MAGIC, Archive, check_not_blank, damaged, locked, refused
from index.reading.office.package import LOCKED_STREAM
from index.reading.office.xml_parts import checked_xml

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cell = int | float | str | bool | time | date | datetime | timedelta
Opened = TypeVar("Opened")

_MOST_CELLS = 6_000_000
"""Cells in the rectangle around all that is filled in one sheet, which the library holds whole."""
_CELL_PLACE = re.compile(rb"\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
# A formula that gives no text (Excel marks one that does) and has no result beside it: no program has computed it yet.
_UNCOMPUTED = re.compile(
    rb"<c(?![^<>]*\st=)\s[^<>]*>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_MANIFEST = "META-INF/manifest.xml"
_WHOLE_NUMBERS_TO = 1e15


def open_workbook(file: str, data: bytes) -> tuple[CalamineWorkbook, int]:
    """Open a spreadsheet of any kind, and count its formulas that no program has computed yet.

    Raises SourceUnreadable where it is locked, hostile, damaged or none.
    """
    from python_calamine import CalamineWorkbook

    check_not_blank(file, data)
    if data.startswith(OLE_MAGIC):
        if LOCKED_STREAM in data:
            raise locked(file)
        checked, uncomputed = BytesIO(data), 0
    else:
        checked, uncomputed = _checked(Archive(file, data))
    return _guarded(file, lambda: CalamineWorkbook.from_object(checked)), uncomputed


def sheet_rows(file: str, workbook: CalamineWorkbook, name: str) -> Iterator[list[str]]:
    """Yield the rows of a sheet as text; cells merged downwards all have the text of the first."""
    sheet = _guarded(file, lambda: workbook.get_sheet_by_name(name))
    above = _merged_down(sheet)
    said: dict[int, str] = {}
    for number, row in enumerate(sheet.iter_rows()):
        cells = [cell_text(cell) for cell in row]
        for column in above.get(number, ()):
            if column < len(cells):
                cells[column] = cells[column] or said.get(column, "")
        said = dict(enumerate(cells)) if number + 1 in above else {}
        yield cells


def cell_text(value: Cell) -> str:
    """Return a value as a person writes it: 5 for 5.0, 2026-02-17 for a day, 14:30 for a time."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return format(value, ".0f" if value.is_integer() and abs(value) < _WHOLE_NUMBERS_TO else ".15g")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else _without_seconds(value.isoformat(" "))
    if isinstance(value, time):
        return _without_seconds(value.isoformat())
    return value.isoformat() if isinstance(value, date) else str(value)


def _without_seconds(moment: str) -> str:
    return moment.partition(".")[0].removesuffix(":00") if moment.count(":") == 2 else moment


def _merged_down(sheet: CalamineSheet) -> dict[int, list[int]]:
    """Return, by row, the columns whose cells go on with the cell above them."""
    left = sheet.start[1] if sheet.start else 0
    found: dict[int, list[int]] = {}
    for (top, first), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top + 1, min(bottom, top + 1000) + 1):
            found.setdefault(row, []).append(first - left)
    return found


def _checked(archive: Archive) -> tuple[BytesIO, int]:
    """Return the parts that hold cells and what belongs to them, checked and packed anew, and as `open_workbook`."""
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise locked(archive.file)
    if not any(name in archive for name in ("content.xml", "xl/workbook.xml")):
        raise refused(archive.file, "this is no spreadsheet")
    parts = tuple(name for name in archive.names if name.endswith((".xml", ".rels")))
    uncomputed = 0
    for name in parts:
        part = checked_xml(archive, name)
        _check_whole(archive.file, part)
        _check_spread(archive.file, part)
        uncomputed += len(_UNCOMPUTED.findall(part))
    return archive.repacked((*(("mimetype",) if "mimetype" in archive else ()), *parts)), uncomputed


def _check_whole(file: str, part: bytes) -> None:
    """Refuse XML that is not well formed: in some of it the library looks for the end of an element for ever."""
    try:
        ParserCreate().Parse(part, True)
    except ExpatError:
        raise damaged(file) from None


def _check_spread(file: str, part: bytes) -> None:
    """Refuse a sheet with cells so far apart that the empty ones between them would fill the memory."""
    columns, rows = {b"A"}, 0
    for column, row in (place.groups() for place in _CELL_PLACE.finditer(part)):
        columns.add(column)
        rows = max(rows, int(row))
    widest = max(columns, key=lambda column: (len(column), column))
    width = sum((letter - 64) * 26**power for power, letter in enumerate(reversed(widest)))
    if rows * width > _MOST_CELLS:
        raise refused(file, "the cells of one of its sheets lie too far apart")


def _guarded(file: str, work: Callable[[], Opened]) -> Opened:
    """Run what the library does; it gives up with errors of its own, and with a Rust panic on some broken files."""
    from python_calamine import CalamineError, PasswordError

    try:
        return work()
    except PasswordError:
        raise locked(file) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise damaged(file) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(file) from None
