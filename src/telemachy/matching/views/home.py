"""Where people land, and the first page of a programme."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.programmes.access import get_programme_for, programmes_for, sponsored_by

from ..queries.home import NAMES, home_of


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Send people where their work is: coordinators to their programme, sponsors to its evidence, others to Now."""
    if getattr(request, "person", None) is None:
        return redirect("demo") if settings.DEMO else redirect_to_login("/")
    coordinated = programmes_for(request.actor, "coordinate")  # type: ignore[attr-defined]
    if coordinated:
        return redirect("home", coordinated[0].slug)
    sponsored = sponsored_by(request.actor)  # type: ignore[attr-defined]
    return redirect("evidence", sponsored[0].slug) if sponsored else redirect("now")


@require_safe
@sign_in_required
def home(request: TelemachyRequest, programme: str) -> HttpResponse:
    """Show what needs the coordinator."""
    found = get_programme_for(request.actor, programme, "coordinate")
    context = {"programme": found, "home": home_of(found), "most_names": NAMES}
    return render(request, "matching/home.html", context)
