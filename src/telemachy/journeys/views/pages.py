"""A participant's one page, and the coordinator's list of pairs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.programmes.access import get_programme_for

from ..mails import coordinator_of_programme
from ..queries import list_pairs, parts_of

STAGES = ("all", "invited", "late", "active", "declined")


@sign_in_required
@require_GET
def now(request: TelemachyRequest) -> HttpResponse:
    """Show what comes next for the person who is signed in."""
    parts = parts_of(request.actor, request.person)
    coordinators = {part.programme.pk: coordinator_of_programme(part.programme) for part in parts}
    cards = [{"part": part, "coordinator": coordinators[part.programme.pk]} for part in parts]
    return render(request, "journeys/now.html", {"cards": cards})


@sign_in_required
@require_GET
def pairs(request: TelemachyRequest, programme: str) -> HttpResponse:
    """List a programme's pairs: who has answered, who has not."""
    found = get_programme_for(request.actor, programme, "coordinate")
    stage, search = request.GET.get("stage", "all"), request.GET.get("q", "")
    page = request.GET.get("page", "1")
    listed = list_pairs(
        found,
        stage=stage if stage in STAGES else "all",
        search=search[:100],
        page=int(page) if page.isascii() and page.isdigit() and len(page) < len("1000000") else 1,
    )
    tabs = [(name, listed.counts.get(name, 0)) for name in STAGES]
    context = {"programme": found, "listed": listed, "stage": stage, "search": search, "tabs": tabs}
    return render(request, "journeys/pairs.html", context)
