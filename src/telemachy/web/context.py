"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from telemachy.tenancy.models import Organisation


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the person, the organisation's name, the theme chosen by cookie and whether this is a demo."""
    theme = request.COOKIES.get("theme", "system")
    return {
        "person": getattr(request, "person", None),
        "actor": getattr(request, "actor", None),
        "organisation_name": SimpleLazyObject(lambda: _organisation_name(request)),
        "theme": theme if theme in ("light", "dark") else "system",
        "is_demo": settings.DEMO,
    }


def _organisation_name(request: HttpRequest) -> str:
    organisation_id = getattr(request, "organisation_id", None)
    found = Organisation.objects.filter(pk=organisation_id).first() if organisation_id else None
    return found.name if found else ""
