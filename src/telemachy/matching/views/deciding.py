"""Decisions about a draft: every button of the workbench posts here."""

import uuid
from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from telemachy.errors import Conflict, NotThere, Refused
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.tenancy.policy import Actor

from .. import actions
from ..access import get_run_for
from ..forms import Look, RuleOutForm, Wanted, pair_text, read_look, read_wanted
from ..models import Decision, MatchRun
from ..queries import pair_panel
from .workbench import bench, to_bench

Act = Callable[[MatchRun, Wanted, Actor], Decision]

ABOUT_A_PAIR: dict[str, Act] = {
    "lock": lambda run, it, by: actions.lock(run, *_pair(it), by=by, version=it.version),
    "unlock": lambda run, it, by: actions.unlock(run, *_pair(it), by=by, version=it.version),
    "choose": lambda run, it, by: actions.choose(run, *_pair(it), by=by, version=it.version),
    "allow-once": lambda run, it, by: actions.choose(run, *_pair(it), by=by, version=it.version, allow_once=True),
    "review": lambda run, it, by: actions.mark_reviewed(run, [_pair(it)], by=by, version=it.version),
    "rule-out": lambda run, it, by: actions.rule_out(
        run, *_pair(it), reason=it.reason, always=it.always, by=by, version=it.version
    ),
}
ABOUT_A_MENTEE: dict[str, Act] = {
    "hold": lambda run, it, by: actions.hold(run, _mentee(it), by=by, version=it.version),
    "release": lambda run, it, by: actions.release(run, _mentee(it), by=by, version=it.version),
}
ABOUT_THE_DRAFT: dict[str, Act] = {
    "review-rest": lambda run, it, by: actions.mark_rest_reviewed(run, by=by, version=it.version),
    "undo": lambda run, it, by: actions.undo(run, by=by, version=it.version),
    "redo": lambda run, it, by: actions.redo(run, by=by, version=it.version),
}
DOES = ABOUT_A_PAIR | ABOUT_A_MENTEE | ABOUT_THE_DRAFT


@require_POST
@sign_in_required
def decide(request: TelemachyRequest, programme: str, number: int) -> HttpResponse:
    """Do what a button says, and show the draft as it is then; refused, show it with the sentence that says why."""
    run = get_run_for(request.actor, programme, number, "edit")
    look = read_look(request.GET)
    try:
        wanted = read_wanted(request.POST)
        if wanted.verb == "rule-out":
            form = RuleOutForm(request.POST)
            if not form.is_valid():
                return bench(request, run, look.to(ask="rule-out"), rule_out=form, status=422)
        following = _following(run, look, wanted)
        DOES[wanted.verb](run, wanted, request.actor)
    except NotThere:
        return _refused(request, run, look, _("Somebody of this pair is not in this draft. Nothing was changed."), 422)
    except Refused as refused:
        return _refused(request, run, look, str(refused), 409 if isinstance(refused, Conflict) else 422)
    return to_bench(request, run, following)


def _refused(request: TelemachyRequest, run: MatchRun, look: Look, sentence: str, status: int) -> HttpResponse:
    """Show the draft as it is now, read anew, under the sentence that says why nothing was done."""
    now = get_run_for(request.actor, run.programme.slug, run.number)
    return bench(request, now, look, problem=sentence, status=status)


def _following(run: MatchRun, look: Look, wanted: Wanted) -> Look:
    """Where the page goes on: after a review to the next row, otherwise to where the mentee stands then."""
    plain = look.to(mentor="", find="", ask="", focus="row", weights=(), free=False)
    if wanted.mentee is None:
        return plain
    if wanted.verb != "review":
        return plain.to(pair=str(wanted.mentee))
    try:
        panel = pair_panel(run, wanted.mentee, wanted.mentor, show=look.show, sort=look.sort)
    except NotThere:
        return plain
    following = panel.after or panel.before
    return plain.to(pair=str(following) if following else pair_text(*_pair(wanted)))


def _pair(it: Wanted) -> tuple[uuid.UUID, uuid.UUID]:
    if it.mentor is None:
        raise Refused(_("The page asked for something unknown. Nothing was changed. Read the page again."))
    return _mentee(it), it.mentor


def _mentee(it: Wanted) -> uuid.UUID:
    if it.mentee is None:
        raise Refused(_("The page asked for something unknown. Nothing was changed. Read the page again."))
    return it.mentee
