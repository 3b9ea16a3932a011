"""The people app."""

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers its relationships with the policy."""

    name = "telemachy.people"

    def ready(self) -> None:
        """Tell the policy what relationships mean here."""
        import_module("telemachy.people.relationships").register()
