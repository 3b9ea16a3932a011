"""Chooses the organisation of a request and does its work in one transaction."""

import ipaddress
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render

from .context import work
from .models import Route

COOKIE = "demo_organisation"
COOKIE_SALT = "telemachy.tenancy.demo"
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
Handler = Callable[[HttpRequest], HttpResponse]


class TenantMiddleware:
    """Outside the session middleware, so that a session is saved in the same transaction as what it belongs to.

    Takes everything back after a defect, and where `request.undone` says so. Only here, when nothing asks the database
    any more: a page still being made, or a session still being saved, could not.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation_id = None  # type: ignore[attr-defined]
        request.undone = False  # type: ignore[attr-defined]
        if is_free(request.path):
            return self.get_response(request)
        try:
            organisation_id = organisation_of(request)
        except OperationalError:  # the first thing a request asks of the database, which does not answer
            sorry = render(request, "web/500.html", status=503)
            sorry.headers["Retry-After"] = "5"
            return sorry
        if organisation_id is None and settings.DEMO:
            return redirect("/demo")  # nobody has entered yet
        if organisation_id is None:
            return render(request, "web/no_organisation.html", status=404)
        request.organisation_id = organisation_id  # type: ignore[attr-defined]
        with work(organisation_id):
            response = self.get_response(request)
            if response.status_code >= 500 or request.undone:  # type: ignore[attr-defined]
                transaction.set_rollback(True)
            return response


def is_free(path: str) -> bool:
    """Say whether a path, or a folder above it, serves no organisation; a longer word is another path."""
    return any(
        path == free.rstrip("/") or path.startswith(f"{free.rstrip('/')}/") for free in settings.TENANCY_FREE_PATHS
    )


def organisation_of(request: HttpRequest) -> uuid.UUID | None:
    """Choose by host name; in a demo on this machine by the signed cookie; a single organisation answers anywhere."""
    host = host_name(request)
    ids = Route.objects.values_list("organisation_id", flat=True).order_by()
    named = ids.filter(name=host.split(".", 1)[0]).first() if "." in host else None
    if named is not None:
        return named
    if settings.DEMO and host in LOOPBACK_NAMES:
        chosen = _from_cookie(request) if is_from_this_machine(request) else None
        return chosen if chosen and ids.filter(organisation_id=chosen).exists() else None
    two = ids.distinct()[:2]
    return two[0] if len(two) == 1 else None


def host_name(request: HttpRequest) -> str:
    """Return the name a request was addressed to, in lower case and without its port, also where it is an IPv6 one."""
    return split_domain_port(request.get_host())[0]


def is_from_this_machine(request: HttpRequest) -> bool:
    """Say whether the client is on this machine, by its address: the name it asked for is its own choice."""
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _from_cookie(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE_SALT))
    except (signing.BadSignature, ValueError):
        return None


def sign_organisation(organisation_id: uuid.UUID) -> str:
    """Return the value of the demo's cookie for an organisation."""
    return signing.dumps(str(organisation_id), salt=COOKIE_SALT)
