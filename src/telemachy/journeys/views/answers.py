"""A mentor's answer, signed in or by the link of the mail, and the pair as the mentee's link shows it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from telemachy.messaging.links import handles
from telemachy.messaging.models import ActionLink
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.people.models import Person
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy.policy import Actor

from ..access import get_connection_for, get_linked_connection
from ..actions import accept_connection, decline_connection
from ..forms import AnswerForm
from ..mails import ANSWER, SEE, coordinator_of_programme
from ..models import Connection
from ..queries import pair_of


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show a mentor their invitation, or take the answer."""
    found = get_connection_for(request.actor, connection, "answer")
    if request.method == "POST":
        return _take_answer(request, found, request.actor)
    return _show(request, found, request.person)


def show_answer(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Show the same to whoever holds the link of the invitation."""
    connection, mentor, _actor = get_linked_connection(link, "answer")
    return _show(request, connection, mentor)


@handles(ANSWER, page=show_answer)
def give_answer(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Take the answer that comes through the link."""
    connection, _mentor, actor = get_linked_connection(link, "answer")
    return _take_answer(request, connection, actor)


def show_pair(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Show a mentee the pair that the mail is about."""
    connection, mentee, _actor = get_linked_connection(link, "view")
    context = {**_context(connection, mentee), "part_role": "mentee"}
    if connection.stage == Connection.Stage.CLOSED:
        return render(request, "journeys/ended.html", {**context, "other": context["pair"].mentor})
    return render(request, "journeys/pair.html", context)


handles(SEE, page=show_pair)(show_pair)


def _take_answer(request: HttpRequest, connection: Connection, actor: Actor) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        context = {**_context(connection, None), "form": form, "says_no": True}
        return render(request, "journeys/decline.html", context, status=422)
    if form.cleaned_data["answer"] == "yes":
        accept_connection(connection, by=actor)
    else:
        decline_connection(connection, by=actor, reason=form.cleaned_data["reason"])
    response = redirect(request.path)
    response.status_code = 303
    return response


def _show(request: HttpRequest, connection: Connection, mentor: Person) -> HttpResponse:
    context = _context(connection, mentor)
    if connection.stage == Connection.Stage.ACTIVE:
        return render(request, "journeys/accepted.html", context)
    if connection.stage == Connection.Stage.CLOSED:
        return render(request, "journeys/ended.html", {**context, "other": context["pair"].mentee})
    if connection.stage == Connection.Stage.DECLINED and request.GET.get("answer") != "yes":
        return render(request, "journeys/declined.html", context)
    if request.GET.get("answer") == "no":
        return render(request, "journeys/decline.html", {**context, "form": AnswerForm()})
    return render(request, "journeys/invitation.html", context)


def _context(connection: Connection, reader: Person | None) -> dict[str, Any]:
    programme = connection.programme
    return {
        "pair": pair_of(connection),
        "connection": connection,
        "reader": reader,
        "file": file_of(latest_version(programme)),
        "programme": programme,
        "coordinator": coordinator_of_programme(programme),
    }
