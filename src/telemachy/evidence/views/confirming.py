"""Confirming a claim: the mentor from what they saw, the coordinator from a record or a document."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from telemachy.errors import Conflict, Refused
from telemachy.journeys.access import get_connection_for
from telemachy.journeys.thread import OUTCOME, page_of, thread_of
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.programmes.access import get_programme_for
from telemachy.programmes.models import Programme

from ..access import get_claim_for, get_shared_claim_for
from ..actions import confirm_claim
from ..forms import ConfirmForm, MentorForm
from ..models import Claim, Confirmation
from ..queries import known
from .outcomes import show_claim

WAY_BACK = ("initiative", "sessions", "need")


@sign_in_required
@require_POST
def confirm_as_mentor(request: TelemachyRequest, connection: str, claim: str) -> HttpResponse:
    """Take what the mentor says."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_claim_for(request.actor, found, claim, "confirm as mentor")
    form = MentorForm(request.POST)
    if not form.is_valid():
        return show_claim(request, found, one, mentor_form=form)
    confirm_claim(one, Confirmation.Source.MENTOR, by=request.actor, agrees=form.cleaned_data["agrees"] == "yes")
    return _see_other(redirect("claim", found.pk, one.pk))


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def programme_claim(request: TelemachyRequest, programme: str, claim: str) -> HttpResponse:
    """Show a coordinator one claim that is shared with them, and take what they have seen of it."""
    found = get_programme_for(request.actor, programme, "coordinate")
    one = get_shared_claim_for(request.actor, found, claim)
    if request.method != "POST":
        return _show(request, found, one, ConfirmForm())
    get_shared_claim_for(request.actor, found, claim, "confirm from a record")
    form = ConfirmForm(request.POST)
    if form.is_valid() and _confirm(request, one, form):
        return _see_other(redirect("programme-claim", found.slug, one.pk))
    return _show(request, found, one, form)


def _confirm(request: TelemachyRequest, claim: Claim, form: ConfirmForm) -> bool:
    """Confirm; a rule that says no is told on the form, so that nothing typed is lost."""
    given = form.cleaned_data
    try:
        confirm_claim(
            claim, given["source"], by=request.actor, reference=given["reference"], agrees=given["agrees"] == "yes"
        )
    except Conflict:
        raise
    except Refused as refusal:
        form.add_error("reference", str(refusal))
        return False
    return True


def _show(request: TelemachyRequest, programme: Programme, claim: Claim, form: ConfirmForm) -> HttpResponse:
    context = {
        "programme": programme,
        "known": known(claim),
        "form": form,
        "thread": thread_of(claim.connection, request.actor, here=OUTCOME),
        "way_back": {key: page_of(claim.connection, request.actor, key) for key in WAY_BACK},
    }
    return render(request, "evidence/programme_claim.html", context, status=422 if form.errors else 200)


def _see_other(response: HttpResponse) -> HttpResponse:
    response.status_code = 303
    return response
