"""What the bar above every page says about who one is."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .seats import words_by_email


def role(request: HttpRequest) -> dict[str, Any]:
    """Return the seat of somebody whom the door lets one be, and nothing for everybody else."""
    person = getattr(request, "person", None)
    if not settings.DEMO or person is None:
        return {}
    return {"demo_role": words_by_email().get(person.email, "")}
