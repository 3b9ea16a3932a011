"""A participant's one page, and the coordinator's list of pairs."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.programmes.access import get_programme_for, sponsored_by

from ..mails import coordinator_of_programme
from ..queries import Course, Part, Step, courses_of, list_pairs, next_steps, parts_of
from .frame import tabs_of

STAGES = ("all", "invited", "late", "active", "closed", "declined")


@sign_in_required
@require_GET
def now(request: TelemachyRequest) -> HttpResponse:
    """Show what comes next for the person who is signed in."""
    parts = parts_of(request.actor, request.person)
    if not parts and sponsored_by(request.actor):
        return redirect("start")
    steps = next_steps([pair.connection for part in parts for pair in part.pairs], request.person)
    cards = [_card(part, steps) for part in parts]
    ways = [pair.connection for part in parts for pair in (*part.pairs, *part.ended)]
    context = {"cards": cards, "tabs": tabs_of(ways[0] if ways else None, "now")}
    return render(request, "journeys/now.html", context)


def _card(part: Part, steps: Mapping[uuid.UUID, Step]) -> dict[str, Any]:
    return {
        "part": part,
        "coordinator": coordinator_of_programme(part.programme),
        "pairs": [(pair, part.other_of(pair), steps[pair.connection.pk]) for pair in part.pairs],
        "ended": [(pair, part.other_of(pair)) for pair in part.ended],
    }


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
    courses = courses_of([pair.connection.pk for pair in listed.pairs])
    context = {
        "programme": found,
        "listed": listed,
        "rows": [(pair, courses.get(pair.connection.pk, Course())) for pair in listed.pairs],
        "stage": stage,
        "search": search,
        "tabs": [(name, listed.counts.get(name, 0)) for name in STAGES],
    }
    return render(request, "journeys/pairs.html", context)
