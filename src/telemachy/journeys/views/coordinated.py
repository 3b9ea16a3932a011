"""A connection as its coordinator reads it: dates, states and what is shared."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from telemachy.errors import NotThere
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.programmes.access import get_programme_for

from ..access import get_connection_for
from ..queries import pair_of
from ..thread import thread_of


@sign_in_required
@require_GET
def pair(request: TelemachyRequest, programme: str, connection: str) -> HttpResponse:
    """Show a coordinator one pair."""
    found = get_programme_for(request.actor, programme, "coordinate")
    kept = get_connection_for(request.actor, connection)
    if kept.programme_id != found.pk:
        raise NotThere()
    context = {
        "programme": found,
        "connection": kept,
        "pair": pair_of(kept),
        "thread": thread_of(kept, request.actor),
    }
    return render(request, "journeys/coordinated.html", context)
