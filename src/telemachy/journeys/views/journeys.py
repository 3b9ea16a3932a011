"""A connection as the two of it read it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from telemachy.people.middleware import TelemachyRequest, sign_in_required

from ..access import get_connection_for
from .frame import frame


@sign_in_required
@require_GET
def journey(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show the two their way, from the need to the story."""
    found = get_connection_for(request.actor, connection, "follow")
    return render(request, "journeys/journey.html", frame(request, found))
