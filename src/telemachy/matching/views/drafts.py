"""The list of drafts, and making new ones."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from telemachy.errors import Refused
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.programmes.access import get_programme_for
from telemachy.programmes.models import Programme

from ..access import get_run_for
from ..actions import cancel_run, propose_pairs, resolve
from ..forms import Look, read_look
from ..models import MatchRun
from ..queries import runs_of, waiting_publication
from ..starting import read_start
from . import shown
from .workbench import bench, to_bench


@require_safe
@sign_in_required
def drafts(request: TelemachyRequest, programme: str) -> HttpResponse:
    """Show the drafts of a programme, or what is missing before there can be one."""
    return _list(request, get_programme_for(request.actor, programme, "coordinate"))


def _list(request: TelemachyRequest, programme: Programme, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "programme": programme,
        "runs": shown.runs_shown(programme.slug, runs_of(programme)),
        "start": read_start(programme),
        "waiting": waiting_publication(programme),
        "problem": problem,
    }
    return render(request, "matching/drafts.html", context, status=status)


@require_POST
@sign_in_required
def propose(request: TelemachyRequest, programme: str) -> HttpResponse:
    """Draft pairs for everybody who has none, and open the first that needs a look."""
    found = get_programme_for(request.actor, programme, "coordinate")
    try:
        run = propose_pairs(found, by=request.actor)
    except Refused as refused:
        return _list(request, found, str(refused), 422)
    return to_bench(request, run, Look(focus="row"))


@require_POST
@sign_in_required
def solve_again(request: TelemachyRequest, programme: str, number: int) -> HttpResponse:
    """Make the next draft from this one, with the weights of the form."""
    run = get_run_for(request.actor, programme, number, "solve")
    look = read_look(request.POST)
    try:
        made = resolve(run, by=request.actor, weights=dict(look.weights) or None, keep_reviewed=not look.free)
    except Refused as refused:
        return bench(request, run, read_look(request.GET), problem=str(refused), status=422)
    return to_bench(request, made, Look(show="changed", focus="row"))


@require_POST
@sign_in_required
def cancel(request: TelemachyRequest, programme: str, number: int) -> HttpResponse:
    """Give up a draft that is still being solved."""
    run: MatchRun = get_run_for(request.actor, programme, number, "solve")
    cancel_run(run, by=request.actor)
    return HttpResponseRedirect(reverse("matching-draft", args=[programme, number]), status=303)
