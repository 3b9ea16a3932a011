"""A table as read: a header, and rows that remember their number in the file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from telemachy.errors import Refused
from telemachy.people.spreadsheets.limits import LIMITS

LOOK_AHEAD = 20
"""Rows looked at to tell a title from a header."""

Span = tuple[int, int, int]
"""A merged stretch of one row: row number from 1, first and last column from 0."""


@dataclass(frozen=True)
class Row:
    """One row of the table; `number` is what the spreadsheet program shows at its edge."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A sheet as text. Every row has exactly as many cells as the header; rows without any text are left out."""

    name: str
    sheet: str
    sheets: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    skipped: tuple[str, ...] = ()
    header_number: int = 1

    @property
    def where(self) -> str:
        """The file and, for a workbook, the sheet: how sentences begin."""
        return f"{self.name}, sheet {self.sheet}" if self.sheet else self.name

    def pack(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def unpack(cls, packed: Mapping[str, Any]) -> "Table":
        """The inverse of `pack`, also after a journey through JSON."""
        rows = tuple(Row(row["number"], tuple(row["cells"])) for row in packed["rows"])
        lists = {key: tuple(packed[key]) for key in ("sheets", "header", "skipped")}
        return cls(**{**packed, **lists, "rows": rows})

    def column(self, name: str) -> int:
        """The position of the column called `name`; capitals and spaces at the ends do not matter."""
        wanted = name.strip().casefold()
        for position, title in enumerate(self.header):
            if title.strip().casefold() == wanted:
                return position
        raise Refused(f"{self.where}: there is no column “{name}”. Its columns are: {', '.join(self.header)}.")


def column_letters(position: int) -> str:
    """What the spreadsheet program calls the column: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def make_table(
    grid: Iterable[Sequence[str]],
    *,
    name: str,
    sheet: str = "",
    sheets: tuple[str, ...] = (),
    merged: Iterable[Span] = (),
    notes: tuple[str, ...] = (),
    header_row: int | None = None,
) -> Table:
    """Find the header of `grid` and put its rows in order.

    `grid` holds every row of the sheet from row 1, blank ones included. Rows above `header_row` are skipped; without
    it, single cells and merged titles above a wider table are. Raises `Refused` for no rows, too many rows or columns.
    """
    where = f"{name}, sheet {sheet}" if sheet else name
    filled = _filled_rows(grid, where)
    if not filled:
        raise Refused(f"{where} is empty. It needs a row of column names and, below it, one row per person.")
    at = _find_header(filled, {row: (first, last) for row, first, last in merged}, header_row, where)
    header = filled[at]
    body = filled[at + 1 :]
    if len(body) > LIMITS.rows:
        raise Refused(f"{where} has more than {LIMITS.rows:,} rows. Split it into smaller files.")
    width = max(_width(row.cells) for row in filled[at:])
    titles, renamed = _name_columns(header, width)
    skipped = tuple(_describe_title(row, merged) for row in filled[:at])
    rows = tuple(Row(row.number, _pad(row.cells, width)) for row in body)
    return Table(name, sheet, sheets, titles, rows, notes + skipped + renamed, header.number)


def _filled_rows(grid: Iterable[Sequence[str]], where: str) -> list[Row]:
    filled = []
    for number, raw in enumerate(grid, start=1):
        cells = [cell.replace("\0", "") for cell in raw]  # no database column holds a zero character
        width = _width(cells)
        if width > LIMITS.columns:
            raise Refused(
                f"{where}, row {number}: text in column {column_letters(width - 1)}; at most {LIMITS.columns} columns "
                "are read. Delete what lies right of the table."
            )
        if width:
            filled.append(Row(number, tuple(cells[: LIMITS.columns])))
        if len(filled) > LIMITS.rows + LOOK_AHEAD:
            raise Refused(f"{where} has more than {LIMITS.rows:,} rows. Split it into smaller files.")
    return filled


def _width(cells: Sequence[str]) -> int:
    """Columns up to the last one with text."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width


def _find_header(rows: list[Row], merged: dict[int, tuple[int, int]], wanted: int | None, where: str) -> int:
    if wanted is not None:
        for at, row in enumerate(rows):
            if row.number == wanted:
                return at
        raise Refused(f"{where}, row {wanted} is blank, so it cannot hold the column names.")
    wide = any(_count(row) > 1 for row in rows[:LOOK_AHEAD])
    for at, row in enumerate(rows[: LOOK_AHEAD + 1]):
        if not (wide and _count(row) == 1) and not (at + 1 < len(rows) and _is_merged_title(row, merged)):
            return at
    return 0


def _count(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _is_merged_title(row: Row, merged: dict[int, tuple[int, int]]) -> bool:
    """Whether a merged stretch begins at the first text of the row: a title, or groups above the column names."""
    if row.number not in merged:
        return False
    first = next(at for at, cell in enumerate(row.cells) if cell.strip())
    return merged[row.number][0] == first


def _describe_title(row: Row, merged: Iterable[Span]) -> str:
    if any(number == row.number for number, _, _ in merged):
        return f"Row {row.number} is a merged title, skipped"
    return f"Row {row.number} is a title, skipped"


def _name_columns(header: Row, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give every column one name: blank ones their letter, repeated ones a number."""
    titles: list[str] = []
    notes: list[str] = []
    seen: dict[str, int] = {}
    for position, cell in enumerate(_pad(header.cells, width)):
        title = " ".join(cell.split()) or f"Column {column_letters(position)}"
        seen[title.casefold()] = seen.get(title.casefold(), 0) + 1
        if seen[title.casefold()] > 1:
            numbered = f"{title} ({seen[title.casefold()]})"
            notes.append(f"Two columns are called “{title}”; the one at {column_letters(position)} reads “{numbered}”")
            title = numbered
        titles.append(title)
    return tuple(titles), tuple(notes)


def _pad(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(cells[:width]) + ("",) * (width - len(cells))
