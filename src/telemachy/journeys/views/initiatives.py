"""Initiatives of a pair: begun, shown with chart and decisions, changed."""

import csv
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from telemachy.errors import NotAllowed
from telemachy.people.middleware import TelemachyRequest, sign_in_required

from ..access import get_connection_for, get_initiative_for
from ..actions import begin_initiative, change_initiative, share_initiative, start_change, unshare_initiative
from ..days import today_of
from ..forms import ChangeForm, DecisionForm, InitiativeForm, PasteForm, ReadingForm
from ..models import Connection, Goal, Initiative
from ..numbers import show_plain
from ..queries import goals_of, initiative_shown, initiatives_of
from .attempts import attempt, see_other
from .frame import frame

READ_WRITE = ["GET", "HEAD", "POST"]


@sign_in_required
@require_http_methods(READ_WRITE)
def begin(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show the form of a new initiative, or begin it."""
    found = get_connection_for(request.actor, connection, "follow")
    framed = frame(request, found, here="initiative")
    if not framed["is_mentee"]:
        raise NotAllowed(_("The initiative is the mentee’s own, so only the mentee begins one."))
    form = InitiativeForm(request.POST or None, goals=_goals(found), initial={"better": "lower"})
    status = attempt(form, lambda: _begin(request, found, form)) if request.method == "POST" else 0
    if request.method == "POST" and not status:
        newest = initiatives_of(found)[-1].initiative
        return see_other(request, _("Begun. Its first readings come next."), page_of(newest))
    context = {**framed, "form": form, "initiative": None}
    return render(request, "journeys/initiative_form.html", context, status=status or 200)


def _begin(request: TelemachyRequest, connection: Connection, form: InitiativeForm) -> Initiative:
    return begin_initiative(connection, form.facts, by=request.actor, goal=form.chosen_goal)


@sign_in_required
@require_GET
def initiative(request: TelemachyRequest, connection: str, initiative: str) -> HttpResponse:
    """Show an initiative with its chart, its readings and its decisions."""
    found = get_connection_for(request.actor, connection, "follow")
    return show(request, found, get_initiative_for(request.actor, found, initiative))


@sign_in_required
@require_http_methods(READ_WRITE)
def change(request: TelemachyRequest, connection: str, initiative: str) -> HttpResponse:
    """Show an initiative to be changed, or change it."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_initiative_for(request.actor, found, initiative, "edit")
    fixed = initiative_shown(one).is_fixed
    data = request.POST if request.method == "POST" else None
    form = InitiativeForm.of(one, data, goals=_goals(found, one), fixed=fixed)
    status = attempt(form, lambda: _change(request, one, form)) if data is not None else 0
    if data is not None and not status:
        return see_other(request, _("Changed."), page_of(one))
    context = {**frame(request, found, here="initiative"), "form": form, "initiative": one, "is_fixed": fixed}
    return render(request, "journeys/initiative_form.html", context, status=status or 200)


def _change(request: TelemachyRequest, one: Initiative, form: InitiativeForm) -> Initiative:
    version = form.cleaned_data["version"] or 0
    return change_initiative(one, form.facts, by=request.actor, version=version, goal=form.chosen_goal)


@sign_in_required
@require_POST
def start(request: TelemachyRequest, connection: str, initiative: str) -> HttpResponse:
    """Take the day on which something was changed."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_initiative_for(request.actor, found, initiative, "edit")
    form = ChangeForm(request.POST, prefix="change")
    status = attempt(
        form, lambda: start_change(one, form.cleaned_data["on"], form.cleaned_data["label"], by=request.actor)
    )
    if status:
        return show(request, found, one, status=status, change_form=form)
    return see_other(request, _("The chart now has a before and an after."), page_of(one))


@sign_in_required
@require_POST
def share(request: TelemachyRequest, connection: str, initiative: str) -> HttpResponse:
    """Let the coordinator read an initiative, or keep it between the two where the form says so."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_initiative_for(request.actor, found, initiative, "edit")
    if request.POST.get("keep"):
        unshare_initiative(one, by=request.actor)
        return see_other(request, _("Only the two of you read it now."), page_of(one))
    share_initiative(one, by=request.actor)
    return see_other(request, _("The coordinator reads this initiative now."), page_of(one))


@sign_in_required
@require_GET
def readings_file(request: TelemachyRequest, connection: str, initiative: str) -> HttpResponse:
    """Return the readings as a file for a spreadsheet: day and value, no words."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_initiative_for(request.actor, found, initiative)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="readings.csv"'
    rows = csv.writer(response)
    rows.writerow(["day", "value"])
    rows.writerows([each.on.isoformat(), show_plain(each.value)] for each in initiative_shown(one).readings)
    return response


def show(
    request: TelemachyRequest, connection: Connection, one: Initiative, *, status: int = 200, **filled: forms.Form
) -> HttpResponse:
    """Show an initiative; `filled` are forms that could not be taken, to be shown again."""
    today = {"on": today_of(one.owner)}
    started = {"on": one.changed_on, "label": one.change} if one.changed_on else today
    context: dict[str, Any] = {
        **frame(request, connection, here="initiative"),
        "shown": initiative_shown(one),
        "reading_form": ReadingForm(initial=today, prefix="reading"),
        "paste_form": PasteForm(prefix="paste"),
        "decision_form": DecisionForm(initial=today, prefix="decision"),
        "change_form": ChangeForm(initial=started, prefix="change"),
        "form": next(iter(filled.values()), None),
        **filled,
    }
    return render(request, "journeys/initiative.html", context, status=status)


def page_of(one: Initiative) -> str:
    """Return the address of an initiative's page."""
    return reverse("initiative", args=[one.connection_id, one.pk])


def _goals(connection: Connection, one: Initiative | None = None) -> list[Goal]:
    """The open goals, and the one that is served already even if it was dropped."""
    listed = [shown.goal for shown in goals_of(connection)]
    served = one.goal if one is not None else None
    return listed if served is None or served in listed else [*listed, served]
