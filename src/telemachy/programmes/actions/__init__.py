"""The verbs of programmes, by noun."""

from .imports import import_people, start_import, undo_import, why_no_undo
from .programmes import adopt_file, create_programme, found_organisation

__all__ = [
    "adopt_file",
    "create_programme",
    "found_organisation",
    "import_people",
    "start_import",
    "undo_import",
    "why_no_undo",
]
