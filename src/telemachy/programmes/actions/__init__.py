"""The verbs of programmes, by noun."""

from .imports import import_people, start_import, undo_import, why_no_undo
from .programmes import adopt_file, create_programme

__all__ = ["adopt_file", "create_programme", "import_people", "start_import", "undo_import", "why_no_undo"]
