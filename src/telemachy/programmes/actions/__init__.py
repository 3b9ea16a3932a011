"""The verbs of programmes, by noun."""

from .imports import import_people, undo_import
from .programmes import adopt_file, create_programme

__all__ = ["adopt_file", "create_programme", "import_people", "undo_import"]
