"""The audit app."""

from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the seal of the audit chain."""

    name = "telemachy.audit"

    def ready(self) -> None:
        """Load the chain, which hooks itself before every commit."""
        import_module("telemachy.audit.chain")
