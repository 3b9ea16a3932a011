"""The evidence app."""

from importlib import import_module

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Registers its relationships with the policy."""

    name = "telemachy.evidence"

    def ready(self) -> None:
        """Tell the policy what relationships mean here."""
        import_module("telemachy.evidence.relationships").register()
