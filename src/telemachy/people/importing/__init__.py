"""From a table to people: guess what the columns are, read the cells, say what an import would do.

Needs neither Django nor a database, and writes nothing.
"""

from telemachy.people.importing.badrows import bad_rows, write_bad_rows
from telemachy.people.importing.checking import as_existing, check_rows
from telemachy.people.importing.columns import Column, ColumnMapping, guess_mapping
from telemachy.people.importing.dates import DAY_FIRST, MONTH_FIRST
from telemachy.people.importing.decisions import ALL, Decisions
from telemachy.people.importing.fields import EXTRA, FIELD, FIELDS, Field, Kind
from telemachy.people.importing.result import (
    NEW,
    SAME,
    UPDATED,
    Change,
    Check,
    Counts,
    ExistingPerson,
    Option,
    PersonRow,
    Problem,
    ProblemGroup,
)
from telemachy.people.importing.values import Skill, Value, Vocabulary

__all__ = [
    "ALL",
    "DAY_FIRST",
    "EXTRA",
    "FIELD",
    "FIELDS",
    "MONTH_FIRST",
    "NEW",
    "SAME",
    "UPDATED",
    "Change",
    "Check",
    "Column",
    "ColumnMapping",
    "Counts",
    "Decisions",
    "ExistingPerson",
    "Field",
    "Kind",
    "Option",
    "PersonRow",
    "Problem",
    "ProblemGroup",
    "Skill",
    "Value",
    "Vocabulary",
    "as_existing",
    "bad_rows",
    "check_rows",
    "guess_mapping",
    "write_bad_rows",
]
