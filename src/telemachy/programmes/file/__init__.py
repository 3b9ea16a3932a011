"""Programme files: TOML in, a frozen `ProgrammeFile` out, or every mistake with its line and key."""

from telemachy.programmes.file.parts import (
    Capacity,
    Column,
    CriterionChoice,
    Outcome,
    ProgrammeFile,
    Question,
    Role,
    RuleChoice,
    Span,
    Stage,
    Text,
    Thresholds,
    WishCount,
    Words,
)
from telemachy.programmes.file.reader import ProgrammeFileError, programme_schema, read_programme, schema_text
from telemachy.programmes.file.shape import Problem

__all__ = [
    "Capacity",
    "Column",
    "CriterionChoice",
    "Outcome",
    "Problem",
    "ProgrammeFile",
    "ProgrammeFileError",
    "Question",
    "Role",
    "RuleChoice",
    "Span",
    "Stage",
    "Text",
    "Thresholds",
    "WishCount",
    "Words",
    "programme_schema",
    "read_programme",
    "schema_text",
]
