"""How a pair ends: announced, three questions, the end, and what next; signed in or by the link of a mail."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from telemachy.errors import NotThere
from telemachy.messaging.links import handles
from telemachy.messaging.models import ActionLink
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.people.models import Person

from ..access import get_connection_for, get_linked_connection
from ..actions import announce_closing, answer_closing, close_connection, end_now, rate_goal
from ..forms import ClosingForm, ClosingPageForm
from ..mails import CLOSE_WELL, coordinator_of_programme
from ..models import Closure, Connection
from ..queries import closing_of, goals_of, initiatives_of, pair_of
from .attempts import attempt, see_other
from .frame import frame

READ_WRITE = ["GET", "HEAD", "POST"]


@sign_in_required
@require_http_methods(READ_WRITE)
def closing(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show where the closing stands, or take what one of the two answers."""
    found = get_connection_for(request.actor, connection, "follow")
    if request.method != "POST":
        return _show(request, found)
    known = _announced(found, request.person)
    form = _form(found, request.person, request.POST)
    status = attempt(form, lambda: _answer(request, known, form))
    if status:
        return _show(request, found, form, status)
    return see_other(request, _("Kept. Thank you."), reverse("closing", args=[found.pk]))


@transaction.atomic
def _answer(request: TelemachyRequest, closure: Closure, form: ClosingPageForm) -> None:
    for goal, level in form.ratings:
        rate_goal(goal, level, by=request.actor, at_closing=True)
    _answer_questions(request, closure, form, request.actor)


def _answer_questions(request: HttpRequest, closure: Closure, form: ClosingForm, actor: Any) -> None:
    given = form.cleaned_data
    answer_closing(closure, given["next_step"], by=actor, helped=given["helped"], did_not_work=given["did_not_work"])


@sign_in_required
@require_POST
def announce(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Announce the closing; the other gets a mail."""
    found = get_connection_for(request.actor, connection, "follow")
    announce_closing(found, by=request.actor)
    other = frame(request, found)["other"]
    return see_other(
        request,
        _("%(name)s has a mail with three questions.") % {"name": other.short_name},
        reverse("closing", args=[found.pk]),
    )


@sign_in_required
@require_http_methods(READ_WRITE)
def end(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show what ending means, or end the pair."""
    found = get_connection_for(request.actor, connection, "follow")
    if request.method != "POST":
        known = closing_of(found, request.person)
        return render(request, "journeys/closing_end.html", {**frame(request, found), "closing": known})
    known = closing_of(found, request.person)
    if known is None:
        end_now(found, by=request.actor)
    else:
        close_connection(known.closure, by=request.actor)
    return see_other(request, _("Your pair has ended."), reverse("closing", args=[found.pk]))


def show_close_well(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Show the three questions to whoever holds the link of the mail; nothing that anybody wrote stands there."""
    found, person, _actor = get_linked_connection(link, "follow")
    return _show_linked(request, found, person, ClosingForm())


@handles(CLOSE_WELL, page=show_close_well)
def close_well(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Take the answers that come through the link."""
    found, person, actor = get_linked_connection(link, "follow")
    closure, form = _announced(found, person), ClosingForm(request.POST)
    status = attempt(form, lambda: _answer_questions(request, closure, form, actor))
    if status:
        return _show_linked(request, found, person, form, status)
    response = redirect(request.path)
    response.status_code = 303
    return response


def _announced(connection: Connection, person: Person) -> Closure:
    known = closing_of(connection, person)
    if known is None:
        raise NotThere()
    return known.closure


def _form(connection: Connection, person: Person, data: Any = None) -> ClosingPageForm:
    known = closing_of(connection, person)
    mine = known.mine if known else None
    initial = {name: getattr(mine, name) for name in ("next_step", "helped", "did_not_work")} if mine else {}
    goals = goals_of(connection) if Connection.Stage(connection.stage).can_book() else ()
    return ClosingPageForm(data, initial=initial, goals=goals, reader=person.pk)


def _show(
    request: TelemachyRequest, connection: Connection, form: ClosingPageForm | None = None, status: int = 200
) -> HttpResponse:
    known = closing_of(connection, request.person)
    can_answer = known is not None and (not known.is_closed or known.mine is None)
    context = {
        **frame(request, connection, here="story" if known and known.is_closed else "sessions"),
        "closing": known,
        "form": (form or _form(connection, request.person)) if can_answer else None,
        "is_filling": form is not None or known is None or known.mine is None or bool(request.GET.get("change")),
        "goals": goals_of(connection),
        "initiatives": initiatives_of(connection),
    }
    return render(request, "journeys/closing.html", context, status=status)


def _show_linked(
    request: HttpRequest, connection: Connection, person: Person, form: ClosingForm, status: int = 200
) -> HttpResponse:
    pair = pair_of(connection)
    context = {
        "connection": connection,
        "programme": connection.programme,
        "coordinator": coordinator_of_programme(connection.programme),
        "reader": person,
        "other": pair.mentor if pair.mentee.pk == person.pk else pair.mentee,
        "closing": closing_of(connection, person),
        "form": form,
    }
    return render(request, "journeys/close_well.html", context, status=status)
