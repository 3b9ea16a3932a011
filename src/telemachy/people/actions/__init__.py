"""The verbs of people, by noun."""

from .imports import choose_sheet, decide, remap, stage_import
from .organisations import add_person, assign_role, create_organisation, open_account
from .profiles import edit_profile

__all__ = [
    "add_person",
    "assign_role",
    "choose_sheet",
    "create_organisation",
    "decide",
    "edit_profile",
    "open_account",
    "remap",
    "stage_import",
]
