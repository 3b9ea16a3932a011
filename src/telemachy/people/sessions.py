"""Sessions end: after 8 hours without a request, and 7 days after signing in whatever happens."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY, user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

IDLE_SECONDS = 8 * 3600
LONGEST_SECONDS = 7 * 24 * 3600
NOTED_EVERY = 300  # seconds; noting each request would write a row each time


@receiver(user_logged_in)
def begin(request: HttpRequest, **_: Any) -> None:
    """Note when somebody signed in."""
    request.session["began"] = request.session["seen"] = int(time.time())


class SessionAgeMiddleware:
    """Ends sessions that are too old, and asks the browser to forget the pages of whoever is signed out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "organisation_id", None) is None or SESSION_KEY not in request.session:
            return self.get_response(request)
        _note_or_end(request.session, int(time.time()))
        response = self.get_response(request)
        if SESSION_KEY not in request.session:
            response.headers.setdefault("Clear-Site-Data", '"cache", "storage"')  # not the cookie with the theme
        return response


def _note_or_end(session: Any, now: int) -> None:
    idle, age = now - session.get("seen", 0), now - session.get("began", 0)
    if idle > IDLE_SECONDS or age > LONGEST_SECONDS:
        session.flush()
    elif idle > NOTED_EVERY:
        session["seen"] = now
