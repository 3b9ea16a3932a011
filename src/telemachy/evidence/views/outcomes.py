"""What came of a pair, as the two of it read and record it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from telemachy.errors import NotAllowed, Refused
from telemachy.journeys.access import get_connection_for
from telemachy.journeys.models import Connection
from telemachy.journeys.thread import INITIATIVE, NEED, OUTCOME, SESSIONS, page_of
from telemachy.journeys.views.frame import frame
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.programmes.queries import file_of, latest_version

from ..access import get_claim_for
from ..actions import correct_claim, record_claim, share_claim, state_contribution, withdraw_claim
from ..actions.contributions import STATE
from ..forms import ClaimForm, ContributionForm, MentorForm, initial_of
from ..models import Claim
from ..queries import known, readable_claims


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show what came of a pair, or record something."""
    found = get_connection_for(request.actor, connection, "follow")
    file = file_of(latest_version(found.programme))
    context = {**frame(request, found, here=OUTCOME), "identified": file.identified_outcomes}
    form = ClaimForm(found, file, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not context["is_mentee"]:
            raise NotAllowed()
        if made := _write(form, lambda: record_claim(found, form.facts(), by=request.actor)):
            return _to(made)
    context |= {"claims": readable_claims(found, request.actor), "form": form if context["is_mentee"] else None}
    return render(request, "evidence/outcomes.html", context, status=422 if form.errors else 200)


@sign_in_required
@require_http_methods(["GET", "HEAD"])
def claim(request: TelemachyRequest, connection: str, claim: str) -> HttpResponse:
    """Show the two one claim, with the way back along the thread."""
    return show_claim(request, *_one(request, connection, claim))


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: TelemachyRequest, connection: str, claim: str) -> HttpResponse:
    """Record a claim anew."""
    found, one = _one(request, connection, claim, "edit")
    file = file_of(latest_version(found.programme))
    form = ClaimForm(found, file, request.POST if request.method == "POST" else None, initial=initial_of(one))
    if request.method == "POST" and (made := _write(form, lambda: correct_claim(one, form.facts(), by=request.actor))):
        return _to(made)
    context = {**frame(request, found, here=OUTCOME), "known": known(one), "form": form}
    return render(request, "evidence/correct.html", context, status=422 if form.errors else 200)


@sign_in_required
@require_POST
def contribution(request: TelemachyRequest, connection: str, claim: str) -> HttpResponse:
    """Take what one of the two says mentoring had to do with it."""
    found, one = _one(request, connection, claim, STATE)
    form = ContributionForm(request.POST)
    if not form.is_valid():
        return show_claim(request, found, one, contribution=form)
    state_contribution(one, form.cleaned_data["share"], form.cleaned_data["text"], by=request.actor)
    return _to(one)


@sign_in_required
@require_POST
def share(request: TelemachyRequest, connection: str, claim: str) -> HttpResponse:
    """Let the coordinator read a claim, or no longer."""
    _found, one = _one(request, connection, claim, "edit")
    share_claim(one, request.POST.get("shared") == "yes", by=request.actor)
    return _to(one)


@sign_in_required
@require_POST
def withdraw(request: TelemachyRequest, connection: str, claim: str) -> HttpResponse:
    """Take a claim back."""
    _found, one = _one(request, connection, claim, "edit")
    withdraw_claim(one, by=request.actor)
    return redirect("outcomes", one.connection_id)


def show_claim(request: TelemachyRequest, connection: Connection, claim: Claim, **forms: Any) -> HttpResponse:
    """Show a claim to one of the two; `forms` holds one that did not pass."""
    one, context = known(claim), frame(request, connection, here=OUTCOME)
    said = one.said_by(request.person)
    context |= {
        "known": one,
        "identified": file_of(latest_version(connection.programme)).identified_outcomes,
        "mine": one.confirmed_by(request.person),
        "contribution": ContributionForm(initial={"share": said.share, "text": said.text} if said else None),
        "mentor_form": MentorForm(),
        "way_back": {key: page_of(connection, request.actor, key) for key in (INITIATIVE, SESSIONS, NEED)},
        **forms,
    }
    return render(request, "evidence/claim.html", context, status=422 if forms else 200)


def _one(request: TelemachyRequest, connection: str, claim: str, action: str = "view") -> tuple[Connection, Claim]:
    found = get_connection_for(request.actor, connection, "follow")
    return found, get_claim_for(request.actor, found, claim, action)


def _write(form: ClaimForm, act: Any) -> Claim | None:
    """Do what a form asks; a rule that says no is told on the form, so that nothing typed is lost."""
    if not form.is_valid():
        return None
    try:
        return act()  # type: ignore[no-any-return]
    except Refused as refusal:
        field = getattr(refusal, "field", None)
        form.add_error(field if field in form.fields else None, str(refusal))
        return None


def _to(claim: Claim) -> HttpResponse:
    response = redirect(reverse("claim", args=[claim.connection_id, claim.pk]))
    response.status_code = 303
    return response
