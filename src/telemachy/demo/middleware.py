"""Lets anybody read a story of the demo on this machine before they have chosen an organisation."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from telemachy.errors import NotThere
from telemachy.stories.access import get_published
from telemachy.tenancy.context import work
from telemachy.tenancy.middleware import LOOPBACK_NAMES, host_name, is_from_this_machine, organisation_of
from telemachy.tenancy.policy import Actor

from .queries import routes

_STORY = re.compile(r"/(stories/([-\w]+)(?:\.pdf)?)")


class StoryMiddleware:
    """Finds the organisation of a story by its address, where the reader has none yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = _STORY.fullmatch(request.path) if settings.DEMO and request.method == "GET" else None
        if asked and _is_open_to(request) and organisation_of(request) is None:
            route = route_of_story(asked[2])
            if route:
                return redirect(reverse("demo-follow", args=[route, asked[1]]))
        return self.get_response(request)


def route_of_story(slug: str) -> str:
    """Return the address of the organisation that has published a story, or had; nothing where none has."""
    for route, organisation_id in routes().items():
        with work(organisation_id):
            try:
                get_published(Actor(organisation_id), slug)
            except NotThere:
                continue
            return route
    return ""


def _is_open_to(request: HttpRequest) -> bool:
    return host_name(request) in LOOPBACK_NAMES and is_from_this_machine(request)
