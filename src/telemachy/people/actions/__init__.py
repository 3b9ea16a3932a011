"""The verbs of people, by noun."""

from .organisations import assign_role, create_organisation, open_account

__all__ = ["assign_role", "create_organisation", "open_account"]
