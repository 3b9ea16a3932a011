"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, components and static sources."""

    name = "telemachy.web"
