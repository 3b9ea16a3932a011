"""Rows out: workbooks whose cells are text and nothing else, CSV that no spreadsheet program runs."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from telemachy.errors import Refused
from telemachy.people.spreadsheets.formulas import shield
from telemachy.people.spreadsheets.limits import LIMITS
from telemachy.people.spreadsheets.table import column_letters

TEXT = "s"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")
ALREADY_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
SURROGATE = re.compile("[\ud800-\udfff]")
NOT_IN_SHEET_NAMES = re.compile(r"[\\/*?:\[\]]")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with mark, commas, every cell quoted, so that the separator cannot be mistaken.

    A cell that could run as a formula gets an apostrophe, which `read_table` takes off again.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for cells in (header, *rows):
        writer.writerow([shield(_writable(cell)) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[str]], *, sheet: str = "People") -> bytes:
    """A workbook of one sheet, every cell of the type text, the header kept in view.

    Raises `Refused` for a cell longer than a workbook can hold.
    """
    texts = [_cell_texts(cells, number) for number, cells in enumerate((header, *rows), start=1)]
    book = Workbook(write_only=True)
    page = book.create_sheet(NOT_IN_SHEET_NAMES.sub(" ", sheet)[:31] or "People")
    page.freeze_panes = "A2"
    for cells in texts:
        page.append([_text_cell(page, text) for text in cells])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _cell_texts(cells: Sequence[str], row: int) -> list[str]:
    texts = [_escape(_writable(cell)) for cell in cells]
    for column, text in enumerate(texts):
        if len(text) > LIMITS.cell_length:
            raise Refused(
                f"Row {row}, column {column_letters(column)}: {len(text):,} characters; a cell of a workbook holds "
                f"{LIMITS.cell_length:,}. Save as CSV instead."
            )
    return texts


def _text_cell(page: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = TEXT  # openpyxl otherwise takes “=1+1” for a formula and “#N/A” for an error
    return cell


def _escape(text: str) -> str:
    """Write what XML cannot hold the way Excel does, `_x000D_`, and what looks like that so that it stays itself."""
    text = ALREADY_ESCAPED.sub("_x005F_", text)
    if text and not text.strip():  # openpyxl does not say that space alone is to be kept
        text = f"_x{ord(text[0]):04X}_{text[1:]}"
    return NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _writable(text: str) -> str:
    """Half a surrogate pair is no character in any file, and the zero character in no database."""
    return SURROGATE.sub("\ufffd", text).replace("\0", "")
