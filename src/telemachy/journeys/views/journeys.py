"""A connection as the two of it read it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from telemachy.people.middleware import TelemachyRequest, sign_in_required

from ..access import get_connection_for
from ..actions import open_notes
from ..queries import charter_of, closing_of, goals_of, initiatives_of, need_of, who_sees
from ..queries.sessions import sessions_of
from ..thread import mark, standing
from .frame import frame
from .sessions import offer_form

TOLD_ABOVE = ("outcome", "story")


@sign_in_required
@require_GET
def journey(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show the two their way, from the need to the story."""
    found = get_connection_for(request.actor, connection, "follow")
    framed = frame(request, found)
    pair, stations = framed["pair"], framed["thread"]
    here = standing(stations)
    charter = charter_of(pair)
    sessions = sessions_of(found, request.person)
    context = {
        **framed,
        "thread": mark(stations, here),
        "here": here,
        "done": {station.key for station in stations if station.is_done},
        "later": [station for station in stations if station.key in TOLD_ABOVE],
        "need": need_of(pair.mentee, found.programme),
        "charter": charter,
        "agreed": charter.agreed_at(request.person),
        "sessions": sessions,
        "offer": offer_form(request, found, sessions),
        "notes": open_notes(found, request.person, by=request.actor),
        "goals": goals_of(found),
        "initiatives": initiatives_of(found),
        "closing": closing_of(found, request.person),
        "audiences": who_sees(pair, request.person, framed["coordinator"]),
    }
    return render(request, "journeys/journey.html", context)
