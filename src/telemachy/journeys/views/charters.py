"""The charter of a pair: read, and agreed to with one button."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from telemachy.people.middleware import TelemachyRequest, sign_in_required

from ..access import get_connection_for
from ..actions import agree_to_charter, make_charter
from ..queries import charter_of
from ..thread import MENTOR
from .frame import frame


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def charter(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show the two what they agree on, or take the agreement of one of them."""
    found = get_connection_for(request.actor, connection, "follow")
    if request.method == "POST":
        agree_to_charter(make_charter(found, by=request.actor), by=request.actor)
        response = redirect("charter", found.pk)
        response.status_code = 303
        return response
    framed = frame(request, found, here=MENTOR)
    state = charter_of(framed["pair"])
    context = {
        **framed,
        "charter": state,
        "mine": state.agreed_at(request.person),
        "theirs": state.agreed_at(framed["other"]),
    }
    return render(request, "journeys/charter.html", context)
