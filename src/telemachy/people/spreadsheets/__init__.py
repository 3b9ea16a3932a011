"""Tables in and out: pasted text, CSV, TSV, XLSX and ODS become a :class:`Table`; rows become CSV or XLSX.

Needs neither Django nor a database. Whatever cannot be read is a :class:`telemachy.errors.Refused` whose sentence
names the file, where possible row and column, and what to do.
"""

from telemachy.people.spreadsheets.child import read_table_safely
from telemachy.people.spreadsheets.limits import LIMITS, Limits
from telemachy.people.spreadsheets.reading import read_table
from telemachy.people.spreadsheets.table import Row, Table, column_letters
from telemachy.people.spreadsheets.writing import write_csv, write_xlsx

__all__ = [
    "LIMITS",
    "Limits",
    "Row",
    "Table",
    "column_letters",
    "read_table",
    "read_table_safely",
    "write_csv",
    "write_xlsx",
]
