"""The matching app."""

from importlib import import_module

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Registers its relationships with the policy."""

    name = "telemachy.matching"

    def ready(self) -> None:
        """Tell the policy what relationships mean here."""
        import_module("telemachy.matching.relationships").register()
