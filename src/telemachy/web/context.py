"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the person, the theme chosen by cookie and whether this is a demo."""
    theme = request.COOKIES.get("theme", "system")
    return {
        "person": getattr(request, "person", None),
        "actor": getattr(request, "actor", None),
        "theme": theme if theme in ("light", "dark") else "system",
        "is_demo": settings.DEMO,
    }
