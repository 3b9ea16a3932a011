"""The messaging app."""

from importlib import import_module

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Registers its relationships with the policy."""

    name = "telemachy.messaging"

    def ready(self) -> None:
        """Tell the policy what relationships mean here."""
        import_module("telemachy.messaging.relationships").register()
