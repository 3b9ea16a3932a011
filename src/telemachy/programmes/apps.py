"""The programmes app."""

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Registers its relationships with the policy."""

    name = "telemachy.programmes"

    def ready(self) -> None:
        """Tell the policy what relationships mean here."""
        import_module("telemachy.programmes.relationships").register()
