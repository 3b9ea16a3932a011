"""XLSX and ODS: bounded by `archive` and `extent`, then read by calamine, then turned into text."""

import datetime as dt
import io
from collections.abc import Callable

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from telemachy.errors import Refused
from telemachy.people.spreadsheets.archive import Parts, unpack
from telemachy.people.spreadsheets.extent import check_ods_content, check_xlsx_sheet
from telemachy.people.spreadsheets.table import Span, Table, make_table

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
Grid = list[list[str]]

SIGNIFICANT_DIGITS = 15
"""What spreadsheet programs keep and show of a number."""


def read_workbook(data: bytes, name: str, *, sheet: str | None, header_row: int | None = None) -> Table:
    """Read one sheet of an XLSX or ODS workbook; see `read_table`."""
    parts = unpack(data, name)
    _check_parts(parts, name)
    try:
        return _read(parts.repack(), name, sheet, header_row)
    except PasswordError:
        raise Refused(f"{name} is locked with a password. Save it without one.") from None
    except (CalamineError, XmlError, ZipError):
        raise Refused(f"{name} is damaged: its sheets cannot be read. Open it, save it again and try again.") from None


def _check_parts(parts: Parts, name: str) -> None:
    members = parts.members
    if b"opendocument.spreadsheet" in members.get("mimetype", b"") and "content.xml" in members:
        check_ods_content(members["content.xml"], name)
    elif "xl/workbook.xml" in members or "[Content_Types].xml" in members:
        # By content, not by folder: the relations may call any part a sheet.
        for member, content in members.items():
            if b"sheetData" in content:
                check_xlsx_sheet(content, f"{name} ({member.rpartition('/')[2]})")
    else:
        raise Refused(f"{name} is not a workbook Telemachy can read. Save it as an Excel workbook (.xlsx) or as CSV.")


def _read(packed: bytes, name: str, wanted: str | None, header_row: int | None) -> Table:
    with CalamineWorkbook.from_filelike(io.BytesIO(packed)) as book:
        visible = tuple(
            meta.name
            for meta in book.sheets_metadata
            if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
        )
        if wanted is not None and wanted not in visible:
            raise Refused(f"{name} has no sheet “{wanted}”. Its sheets are: {', '.join(visible)}.")
        chosen, grid, merged = _choose(book, visible, wanted, name)
    return make_table(grid, name=name, sheet=chosen, sheets=visible, merged=merged, header_row=header_row)


def _choose(
    book: CalamineWorkbook, visible: tuple[str, ...], wanted: str | None, name: str
) -> tuple[str, Grid, list[Span]]:
    """The sheet asked for, else the first with text."""
    for title in visible if wanted is None else (wanted,):
        sheet = book.get_sheet_by_name(title)
        grid = [[to_text(value) for value in row] for row in _values(sheet)]
        if wanted is not None or any(cell.strip() for row in grid for cell in row):
            return title, grid, _merged(sheet)
    raise Refused(f"{name} is empty. It needs a row of column names and, below it, one row per person.")


def _values(sheet: CalamineSheet) -> list[list[Value]]:
    return sheet.to_python(skip_empty_area=False) if sheet.end is not None else []


def _merged(sheet: CalamineSheet) -> list[Span]:
    """Stretches merged across columns, the first of each row."""
    spans: dict[int, Span] = {}
    for (top, left), (_, right) in sorted(sheet.merged_cell_ranges or []):
        if right > left:
            spans.setdefault(top + 1, (top + 1, left, right))
    return list(spans.values())


def to_text(value: Value) -> str:
    """A cell as text: ISO 8601 for dates and times, at most 15 digits for numbers, no “.0”."""
    for kind, write in WRITERS:
        if isinstance(value, kind):
            return write(value)
    return str(value)


def _write_number(value: float) -> str:
    whole = value == value // 1 and abs(value) < 10**SIGNIFICANT_DIGITS
    return str(int(value)) if whole else f"{value:.{SIGNIFICANT_DIGITS}g}"


def _write_moment(value: dt.datetime) -> str:
    midnight = value.time() == dt.time()
    return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec=_precision(value.second))


def _write_time(value: dt.time) -> str:
    return value.isoformat(timespec=_precision(value.second))


def _precision(second: int) -> str:
    return "seconds" if second else "minutes"


def _write_duration(value: dt.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def _write_truth(value: bool) -> str:
    return "TRUE" if value else "FALSE"


WRITERS: tuple[tuple[type, Callable[..., str]], ...] = (
    (str, str),
    (bool, _write_truth),
    (float, _write_number),
    (int, str),
    (dt.datetime, _write_moment),
    (dt.date, dt.date.isoformat),
    (dt.time, _write_time),
    (dt.timedelta, _write_duration),
)
