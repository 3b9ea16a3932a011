"""The people app."""

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers its relationships with the policy, and hears when somebody signs in."""

    name = "telemachy.people"

    def ready(self) -> None:
        """Tell the policy what relationships mean here, and note from the first sign-in on when sessions began."""
        import_module("telemachy.people.relationships").register()
        import_module("telemachy.people.sessions")
