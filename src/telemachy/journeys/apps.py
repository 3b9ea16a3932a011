"""The journeys app."""

from importlib import import_module

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Registers its relationships with the policy."""

    name = "telemachy.journeys"

    def ready(self) -> None:
        """Tell the policy what relationships mean here."""
        import_module("telemachy.journeys.relationships").register()
