"""What is written down while an initiative goes on: readings, one or many, and decisions."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from telemachy.errors import NotThere
from telemachy.people.middleware import TelemachyRequest, sign_in_required

from ..access import get_connection_for, get_initiative_for
from ..actions import log_decision, read_measures, remove_reading
from ..actions.initiatives import refuse_day
from ..forms import DecisionForm, PasteForm, ReadingForm, RemovalForm
from ..models import Connection, Initiative
from ..queries import initiative_shown
from .attempts import attempt, see_other
from .frame import frame
from .initiatives import page_of, show


@sign_in_required
@require_POST
def readings(request: TelemachyRequest, connection: str, initiative: str) -> HttpResponse:
    """Take one reading, or the lines that were pasted."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_initiative_for(request.actor, found, initiative, "edit")
    if "paste-lines" in request.POST:
        pasted = PasteForm(request.POST, prefix="paste", check=lambda day: refuse_day(one, day))
        status = attempt(pasted, lambda: read_measures(one, pasted.readings, by=request.actor))
        if status:
            return show(request, found, one, status=status, paste_form=pasted)
        return _kept(request, one, len(pasted.readings))
    form = ReadingForm(request.POST, prefix="reading")
    status = attempt(form, lambda: read_measures(one, form.readings, by=request.actor))
    return show(request, found, one, status=status, reading_form=form) if status else _kept(request, one, 1)


def _kept(request: TelemachyRequest, one: Initiative, count: int) -> HttpResponse:
    said = ngettext("%(n)d reading is kept.", "%(n)d readings are kept.", count) % {"n": count}
    return see_other(request, said, f"{page_of(one)}#chart")


@sign_in_required
@require_POST
def remove(request: TelemachyRequest, connection: str, initiative: str) -> HttpResponse:
    """Take the reading of a day away, and offer to bring it back."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_initiative_for(request.actor, found, initiative, "edit")
    form = RemovalForm(request.POST)
    if not form.is_valid():
        raise NotThere()
    reading = next((each for each in initiative_shown(one).readings if each.on == form.cleaned_data["on"]), None)
    if reading is None:
        return see_other(request, _("That reading has gone already."), page_of(one))
    remove_reading(reading, by=request.actor)
    back = ReadingForm(
        initial={"on": reading.on, "value": f"{reading.value.normalize():f}", "note": reading.note}, prefix="reading"
    )
    return _removed(request, found, one, back)


def _removed(request: TelemachyRequest, connection: Connection, one: Initiative, back: forms.Form) -> HttpResponse:
    context = {**frame(request, connection, here="initiative"), "initiative": one, "back": back}
    return render(request, "journeys/reading_removed.html", context)


@sign_in_required
@require_POST
def decisions(request: TelemachyRequest, connection: str, initiative: str) -> HttpResponse:
    """Write a decision down."""
    found = get_connection_for(request.actor, connection, "follow")
    one = get_initiative_for(request.actor, found, initiative, "edit")
    form = DecisionForm(request.POST, prefix="decision")
    status = attempt(
        form, lambda: log_decision(one, form.cleaned_data["on"], form.cleaned_data["text"], by=request.actor)
    )
    if status:
        return show(request, found, one, status=status, decision_form=form)
    return see_other(request, _("Written down."), f"{page_of(one)}#decisions")
