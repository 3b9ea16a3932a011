"""CSV, TSV and pasted text: find the encoding, find the separator, split."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from telemachy.errors import Refused
from telemachy.people.spreadsheets.formulas import unshield
from telemachy.people.spreadsheets.limits import LIMITS

SEPARATORS = ("\t", ";", ",", "|")
SAMPLE = 40
"""Records looked at to find the separator."""

Grid = list[list[str]]


def read_delimited(data: bytes, name: str) -> tuple[Grid, tuple[str, ...]]:
    """Split `data` into rows of cells (blank rows stay, so that row n is `grid[n - 1]`), with notes on how it was read.

    Raises `Refused` when it is no text, an unfinished quotation or too large.
    """
    text, notes = decode(data, name)
    hint = re.match(r"sep=([^\r\n])\r?\n", text)
    if hint:
        separator = hint[1]
        grid = _parse(text[hint.end() :], separator, name)
        grid.insert(0, [])
    else:
        separator = find_separator(text)
        grid = _parse(text, separator, name)
    return grid, notes


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text of `data`: UTF-8 with or without mark, UTF-16, else Windows-1252 with a note that says so."""
    encoding = _guess_utf16(data)
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), ()
        except UnicodeDecodeError:
            raise _not_a_table(name) from None
    if b"\0" in data:
        raise _not_a_table(name)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _decode_windows(data, name)


def _guess_utf16(data: bytes) -> str | None:
    """The byte order, from the mark or, without one, from where the zeros of Latin letters lie."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:2000]
    if len(head) < 4:
        return None
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 0.4 * len(head) / 2 and even == 0:
        return "utf-16-le"
    if even > 0.4 * len(head) / 2 and odd == 0:
        return "utf-16-be"
    return None


def _decode_windows(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    if sum(byte < 32 and byte not in b"\t\r\n\f" for byte in data[:4000]) > 3:
        raise _not_a_table(name)
    try:
        return data.decode("cp1252"), ("Not UTF-8, so read as Windows-1252: look at the accents",)
    except UnicodeDecodeError as problem:
        row = data.count(b"\n", 0, problem.start) + 1
        raise Refused(
            f"{name}, row {row}: a character that is neither UTF-8 nor Windows-1252. "
            "Save the file again as “CSV UTF-8” or as an Excel workbook (.xlsx)."
        ) from None


def _not_a_table(name: str) -> Refused:
    return Refused(f"{name} is not a table Telemachy can read. Save it as an Excel workbook (.xlsx) or as CSV.")


def find_separator(text: str) -> str:
    """The separator under which most of the first rows have equally many cells, as many as possible."""
    for strict in (True, False):
        scores = {separator: _score(text, separator, strict=strict) for separator in SEPARATORS}
        best = max(SEPARATORS, key=lambda separator: scores[separator])
        if scores[best] > (0.0, 0):
            return best
    return ","


def _score(text: str, separator: str, *, strict: bool) -> tuple[float, int]:
    """(share of the rows that have the usual width, that width); nothing if the separator is not in use."""
    try:
        widths = [len(record) for record in _sample(text, separator, strict) if any(cell.strip() for cell in record)]
    except csv.Error:
        return (0.0, 0)
    if not any(width > 1 for width in widths[:3]):
        return (0.0, 0)
    usual, times = Counter(width for width in widths if width > 1).most_common(1)[0]
    return (times / len(widths), usual)


def _sample(text: str, separator: str, strict: bool) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator, strict=strict)
    for _ in range(SAMPLE):
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            if "unexpected end" not in str(problem):
                raise
            return


def _parse(text: str, separator: str, name: str) -> Grid:
    try:
        return _records(text, separator, name, strict=True)
    except csv.Error as problem:
        if "unexpected end" in str(problem):
            raise Refused(
                f"{name}, row {_unclosed_row(text, separator)}: a quotation mark is opened and never closed. "
                "Close or delete it."
            ) from None
        return _records(text, separator, name, strict=False)


def _records(text: str, separator: str, name: str, *, strict: bool) -> Grid:
    grid: Grid = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    blank = 0
    try:
        for record in reader:
            blank = 0 if record else blank + 1
            grid.append([unshield(cell) for cell in record])
            if len(grid) > 2 * LIMITS.rows:
                raise Refused(f"{name} has more than {LIMITS.rows:,} rows. Split it into smaller files.")
    except csv.Error as problem:
        if "field larger" in str(problem):
            raise Refused(
                f"{name}, row {len(grid) + 1}: one cell holds more than {csv.field_size_limit():,} characters. "
                "Look for a quotation mark that is never closed."
            ) from None
        raise
    return grid[: len(grid) - blank]


def _unclosed_row(text: str, separator: str) -> int:
    """The row where the last, unfinished record begins."""
    rows = 1
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows += 1
    except csv.Error:
        pass
    return rows
