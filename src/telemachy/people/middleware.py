"""Puts the person and the actor on the request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from telemachy.tenancy.policy import Actor

from .actors import actor_for, person_of
from .models import Account, Person


class TelemachyRequest(HttpRequest):
    """A request with its organisation, its person and its actor; a type only."""

    person: Person
    actor: Actor


class ActorMiddleware:
    """Looks the person up once per request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = request.actor = None  # type: ignore[attr-defined]
        if getattr(request, "organisation_id", None) is not None:
            person = person_of(request.user) if isinstance(request.user, Account) else None
            request.person, request.actor = person, actor_for(person)  # type: ignore[attr-defined]
        return self.get_response(request)


def sign_in_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send somebody without a person to the sign-in page and back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "person", None) is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.asks_for_a_person = True  # type: ignore[attr-defined]
    return guarded
