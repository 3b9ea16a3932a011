"""The rows that stayed out, to take away, mend and bring back."""

from telemachy.people.importing.columns import REASONS_TITLE, ROW_TITLE
from telemachy.people.importing.fields import fold
from telemachy.people.importing.result import Check
from telemachy.people.spreadsheets import Table, write_xlsx


def bad_rows(check: Check, table: Table) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Header and rows of what `check` set aside: the cells as in the file, the row's number and what to fix.

    `guess_mapping` leaves the two added columns out again.
    """
    ours = {fold(REASONS_TITLE), fold(ROW_TITLE)}
    positions = [at for at, title in enumerate(table.header) if fold(title) not in ours]
    header = (*(table.header[at] for at in positions), ROW_TITLE, REASONS_TITLE)
    rows = [
        (*(row.cells[at] for at in positions), str(row.number), "; ".join(check.set_aside[row.number]))
        for row in table.rows
        if row.number in check.set_aside
    ]
    return header, rows


def write_bad_rows(check: Check, table: Table) -> bytes:
    """`bad_rows` as an XLSX workbook."""
    header, rows = bad_rows(check, table)
    return write_xlsx(header, rows, sheet="To fix")
