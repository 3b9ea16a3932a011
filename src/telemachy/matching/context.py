"""What every coordinator's page says about a publication that is still waiting."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from telemachy.errors import TelemachyError
from telemachy.programmes.access import get_programme_for

from .models import Publication
from .queries import waiting_publication


def waiting(request: HttpRequest) -> dict[str, Any]:
    """Return the programme's waiting publication, looked up only where a page names it."""
    found = SimpleLazyObject(lambda: _waiting(request))
    return {
        "waiting_publication": found,
        "waiting_minutes": SimpleLazyObject(lambda: _minutes(found)),
        "is_publish_page": bool(request.resolver_match and request.resolver_match.url_name == "matching-publish"),
    }


def _waiting(request: HttpRequest) -> Publication | None:
    match, actor = request.resolver_match, getattr(request, "actor", None)
    slug = match.kwargs.get("programme") if match else None
    if slug is None or actor is None:
        return None
    try:
        return waiting_publication(get_programme_for(actor, slug, "coordinate"))
    except TelemachyError:
        return None


def _minutes(publication: Any) -> int:
    return max(1, round((publication.send_at - timezone.now()).total_seconds() / 60)) if publication else 0
