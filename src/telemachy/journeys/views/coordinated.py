"""A connection as its coordinator reads it: dates, states and what is shared."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from telemachy.errors import NotThere
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.programmes.access import get_programme_for

from ..access import get_connection_for
from ..models import Connection
from ..queries import coordinated, pair_of, what_coordinators_see
from ..thread import mark, standing, thread_of

TOLD_ABOVE = ("outcome", "story")


@sign_in_required
@require_GET
def pair(request: TelemachyRequest, programme: str, connection: str) -> HttpResponse:
    """Show a coordinator one pair."""
    found = get_programme_for(request.actor, programme, "coordinate")
    kept = get_connection_for(request.actor, connection)
    if kept.programme_id != found.pk:
        raise NotThere()
    both = pair_of(kept)
    stations = thread_of(kept, request.actor)
    here = standing(stations)
    context = {
        "programme": found,
        "connection": kept,
        "pair": both,
        "seen": coordinated(both, request.actor),
        "kept_back": what_coordinators_see(both, request.person).never,
        "has_journey": Connection.Stage(kept.stage).has_journey(),
        "is_ended": kept.stage == Connection.Stage.CLOSED,
        "thread": mark(stations, here),
        "here": here,
        "later": [station for station in stations if station.key in TOLD_ABOVE],
    }
    return render(request, "journeys/coordinated.html", context)
