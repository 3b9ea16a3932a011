"""One door for every kind of table."""

from telemachy.errors import Refused
from telemachy.people.spreadsheets.delimited import read_delimited
from telemachy.people.spreadsheets.limits import LIMITS
from telemachy.people.spreadsheets.table import Table, make_table
from telemachy.people.spreadsheets.workbooks import read_workbook

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_table(data: bytes, name: str, *, sheet: str | None = None, header_row: int | None = None) -> Table:
    """Read a file or pasted text into a `Table`; what it is is told from the bytes, never from the name.

    `name` is used in sentences only. `sheet` chooses a sheet of a workbook (default: the first visible one with text);
    `header_row` says which row holds the column names (default: found). Cells are text as written, spaces included:
    dates become ISO 8601, whole numbers lose their “.0”, a shielding apostrophe of our own CSV files is taken off.
    Raises `Refused` with a sentence that names the file, where possible row and column, and what to do.
    """
    if len(data) > LIMITS.file_size:
        raise Refused(f"{name} is larger than {LIMITS.file_size // 1_000_000} MB. Split it, or leave out columns.")
    if data.startswith(OLD_OFFICE):
        raise Refused(
            f"{name} is locked with a password or is an old .xls file. "
            "Save it without a password as an Excel workbook (.xlsx)."
        )
    if data.startswith(b"PK"):
        return read_workbook(data, name, sheet=sheet, header_row=header_row)
    if data.startswith(b"%PDF"):
        raise Refused(f"{name} is a PDF. Save the table as an Excel workbook (.xlsx) or as CSV.")
    if sheet:
        raise Refused(f"{name} is no workbook, so it has no sheet “{sheet}”. Leave the sheet out.")
    grid, notes = read_delimited(data, name)
    return make_table(grid, name=name, notes=notes, header_row=header_row)
