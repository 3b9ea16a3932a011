"""The evidence app."""

from importlib import import_module

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Registers its relationships with the policy and its station with the thread."""

    name = "telemachy.evidence"

    def ready(self) -> None:
        """Tell the policy what relationships mean here, and the thread what came of a pair."""
        import_module("telemachy.evidence.relationships").register()
        import_module("telemachy.evidence.station")
