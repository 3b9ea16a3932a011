"""How far the text of a sheet reaches, found before a reader sets memory aside for the whole rectangle."""

import io
import re
from dataclasses import dataclass

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from telemachy.errors import Refused
from telemachy.people.spreadsheets.limits import LIMITS
from telemachy.people.spreadsheets.table import LOOK_AHEAD, column_letters

TAG = re.compile(rb"<(?:[^\s<>/!?:]+:)?(?:row|c)(?=[\s/>])")
NAMED_TAG = re.compile(
    TAG.pattern
    + rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*?"""
    + rb"""\s+r\s*=\s*(?:"([A-Z]{0,3}[0-9]{1,7})"|'([A-Z]{0,3}[0-9]{1,7})')"""
)
"""The start of a row or cell that says where it is, and where."""
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\s[^<>]*?ref\s*=\s*["']([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)["']""")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"


@dataclass
class Extent:
    """The furthest row and column, from 1, that hold something."""

    where: str
    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """Note a filled cell; raises `Refused` as soon as the table is too large."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if column > LIMITS.columns:
            raise Refused(
                f"{self.where}, row {row}: text in column {column_letters(column - 1)}; at most {LIMITS.columns} "
                "columns are read. Delete what lies right of the table."
            )
        if row > LIMITS.rows + LOOK_AHEAD:
            raise Refused(
                f"{self.where}: text in row {row:,}; at most {LIMITS.rows:,} rows are read. "
                "Delete what lies below the table, or split the file."
            )


def check_xlsx_sheet(xml: bytes, where: str) -> None:
    """Refuse a sheet of an XLSX workbook that declares or fills too much.

    A look with a regular expression, which can only overestimate, settles ordinary sheets; the others are parsed.
    """
    _check_claim(xml, where)
    if _looks_small(xml):
        return
    extent = Extent(where)
    try:
        _walk_xlsx(xml, extent)
    except (ParseError, DefusedXmlException):
        raise _damaged(where) from None


def _check_claim(xml: bytes, where: str) -> None:
    claim = DIMENSION.search(xml[:10_000])
    if not claim:
        return
    width = _column_number(claim[3].decode()) - _column_number(claim[1].decode()) + 1
    height = int(claim[4][:9]) - int(claim[2][:9]) + 1
    if width * height > LIMITS.claimed_cells:
        raise Refused(
            f"{where} claims to have {height:,} rows and {width:,} columns; at most {LIMITS.rows:,} and "
            f"{LIMITS.columns} are read. Copy the table into a new workbook."
        )


def _looks_small(xml: bytes) -> bool:
    """Whether every row and cell, blank or not, says where it is, and all lie within the limits."""
    named = NAMED_TAG.findall(xml)
    if len(named) < len(TAG.findall(xml)):
        return False
    return all(_lies_within((double or single).decode()) for double, single in set(named))


def _lies_within(reference: str) -> bool:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) <= LIMITS.rows + 1 and _column_number(letters) <= LIMITS.columns


def _walk_xlsx(xml: bytes, extent: Extent) -> None:
    row = column = 0
    filled = False
    for event, element in iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True):
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, column = _row_number(element.get("r"), row + 1), 0
        elif event == "start" and tag == "c":
            row, column = _cell_position(element.get("r"), row, column + 1)
            filled = False
        elif event == "end" and tag in ("v", "t", "f"):
            filled = filled or bool(element.text)
        elif event == "end" and tag == "c" and filled:
            extent.reach(row, column)
        if event == "end" and tag in ("row", "c"):
            element.clear()


def _row_number(reference: str | None, counted: int) -> int:
    return int(reference) if reference and reference.isdecimal() and len(reference) < 10 else counted


def _cell_position(reference: str | None, row: int, counted: int) -> tuple[int, int]:
    cell = CELL.fullmatch((reference or "").replace("$", "").upper())
    return (int(cell[2]), _column_number(cell[1])) if cell else (row, counted)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def check_ods_content(xml: bytes, name: str) -> None:
    """Refuse an ODS content in which a sheet repeats rows or cells into something too large.

    Blank repeats at the end, which every spreadsheet program writes, do not count.
    """
    try:
        _walk_ods(xml, name)
    except (ParseError, DefusedXmlException):
        raise _damaged(name) from None


def _walk_ods(xml: bytes, name: str) -> None:
    extent = Extent(name)
    row = column = widest = 0
    for event, element in iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True):
        if event == "start" and element.tag == TABLE + "table":
            extent = Extent(f"{name}, sheet {element.get(TABLE + 'name', '')}")
            row = 0
        elif event == "start" and element.tag == TABLE + "table-row":
            column = widest = 0
        elif event == "end" and element.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            column += _repeats(element.get(TABLE + "number-columns-repeated"))
            if element.get(VALUE) or len(element):
                widest = column
                extent.reach(row + 1, column)
            element.clear()
        elif event == "end" and element.tag == TABLE + "table-row":
            row += _repeats(element.get(TABLE + "number-rows-repeated"))
            if widest:
                extent.reach(row, widest)
            element.clear()


def _repeats(attribute: str | None) -> int:
    return int(attribute) if attribute and attribute.isdecimal() and len(attribute) < 10 else 1


def _damaged(where: str) -> Refused:
    return Refused(f"{where} is damaged: its contents cannot be read. Open it, save it again and try once more.")
