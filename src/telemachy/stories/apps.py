"""The stories app."""

from importlib import import_module

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """Registers its relationships with the policy."""

    name = "telemachy.stories"

    def ready(self) -> None:
        """Tell the policy what relationships mean here."""
        import_module("telemachy.stories.relationships").register()
