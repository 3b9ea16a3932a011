"""The stories app."""

from importlib import import_module

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """Registers its relationships with the policy, its station of the thread, and where records are told."""

    name = "telemachy.stories"

    def ready(self) -> None:
        """Tell the policy what relationships mean here, and the journeys what is told of them."""
        import_module("telemachy.stories.relationships").register()
        import_module("telemachy.stories.thread")
        import_module("telemachy.stories.queries")
