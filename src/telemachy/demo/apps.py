"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Three organisations to try everything in."""

    name = "telemachy.demo"
