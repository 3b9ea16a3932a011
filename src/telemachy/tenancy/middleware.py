"""Chooses the organisation of a request and does its work in one transaction."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from .context import work
from .models import Route

COOKIE = "demo_organisation"
COOKIE_SALT = "telemachy.tenancy.demo"
Handler = Callable[[HttpRequest], HttpResponse]


class TenantMiddleware:
    """Outside the session middleware, so that a session is saved in the same transaction as what it belongs to."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation_id = None  # type: ignore[attr-defined]
        if request.path.startswith(settings.TENANCY_FREE_PATHS):
            return self.get_response(request)
        organisation_id = organisation_of(request)
        if organisation_id is None and settings.DEMO:
            return redirect("/demo")  # nobody has entered yet
        if organisation_id is None:
            return render(request, "web/no_organisation.html", status=404)
        request.organisation_id = organisation_id  # type: ignore[attr-defined]
        with work(organisation_id):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response


def organisation_of(request: HttpRequest) -> uuid.UUID | None:
    """Choose by host name; in a demo on loopback by the signed cookie; a single organisation answers anywhere."""
    host = request.get_host().rsplit(":", 1)[0].lower()
    routes = {route.name: route.organisation_id for route in Route.objects.all()[:1000]}
    named = routes.get(host.split(".", 1)[0]) if "." in host else None
    if named is not None:
        return named
    if settings.DEMO and host in ("localhost", "127.0.0.1", "[::1]"):
        chosen = _from_cookie(request)
        return chosen if chosen in routes.values() else None
    return next(iter(routes.values())) if len(set(routes.values())) == 1 else None


def _from_cookie(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE_SALT))
    except (signing.BadSignature, ValueError):
        return None


def sign_organisation(organisation_id: uuid.UUID) -> str:
    """Return the value of the demo's cookie for an organisation."""
    return signing.dumps(str(organisation_id), salt=COOKIE_SALT)
