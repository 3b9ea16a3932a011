"""The links in mails about sessions: choosing a time, saying whether the two met, preparing. None needs signing in."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from telemachy.errors import Refused
from telemachy.messaging.links import handles
from telemachy.messaging.models import ActionLink
from telemachy.people.models import Person
from telemachy.tenancy.policy import Actor

from ..access import get_linked_session
from ..actions import book_session, move_session, prepare_session, say_whether_met
from ..forms.sessions import NONE, BookForm, MoveForm, PrepareForm, SayForm
from ..mails import coordinator_of_programme
from ..mails.sessions import BOOK, LOG, PREPARE
from ..models import Session
from ..queries import pair_of
from ..queries.sessions import sessions_of
from ..queries.times import suggest_times
from ..wall_clock import zone_of
from .sessions import refuse_in

Linked = tuple[Session, Person, Actor]


def show_book(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Show the offered times with one of them chosen already, or how things stand."""
    linked = get_linked_session(link, "view")
    if NONE in (request.GET.get("time"), request.GET.get("do")) or request.GET.get("do") == "move":
        return _show_move(request, linked)
    return _show_book(request, linked)


@handles(BOOK, page=show_book)
def take_book(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Book the chosen time, or offer others."""
    linked = get_linked_session(link, "edit")
    if request.POST.get("do") == "move":
        return _take_move(request, linked)
    session, _person, actor = linked
    form = BookForm(request.POST, times=_shown(linked).times)
    if not form.is_valid():
        return _show_book(request, linked, form, 422)
    if form.chosen is None:
        return _see_other(f"{request.path}?do=move")
    try:
        book_session(session, form.chosen, by=actor)
    except Refused as refused:
        return _show_book(request, get_linked_session(link, "view"), form, refuse_in(form, refused))
    return _see_other(request.path)


def _show_book(request: HttpRequest, linked: Linked, form: BookForm | None = None, status: int = 200) -> HttpResponse:
    context = _context(linked)
    chosen = form["time"].value() if form else request.GET.get("time", "")
    form = form or BookForm(times=context["shown"].open_times)
    return render(request, "journeys/link_book.html", {**context, "book": form, "chosen": chosen}, status=status)


def show_log(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Ask whether the two met, with the answer of the mail chosen already, or show what was said."""
    linked = get_linked_session(link, "view")
    if request.GET.get("answer") == "moved" and _shown(linked).can_move:
        return _show_move(request, linked)
    return _show_log(request, linked)


@handles(LOG, page=show_log)
def take_log(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Record what one of the two says, then how useful it was."""
    linked = get_linked_session(link, "edit")
    if request.POST.get("do") == "move":
        return _take_move(request, linked)
    form = SayForm(request.POST)
    if not form.is_valid():
        return _show_log(request, linked, form, 422)
    session, _person, actor = linked
    said = form.cleaned_data
    if said["answer"] == "moved":
        return _see_other(f"{request.path}?answer=moved")
    try:
        say_whether_met(session, said["answer"] == "yes", by=actor, useful=said["useful"])
    except Refused as refused:
        return _show_log(request, linked, form, refuse_in(form, refused))
    return _see_other(request.path)


def _show_log(request: HttpRequest, linked: Linked, form: SayForm | None = None, status: int = 200) -> HttpResponse:
    chosen = form["answer"].value() if form else request.GET.get("answer", "")
    context = _context(linked)
    given = {"say": form or SayForm(), "chosen": chosen, "asks": context["shown"].asks(chosen)}
    return render(request, "journeys/link_log.html", {**context, **given}, status=status)


def show_prepare(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Ask the three questions; what was written before is shown to nobody who has not signed in."""
    return _show_prepare(request, get_linked_session(link, "view"))


@handles(PREPARE, page=show_prepare)
def take_prepare(request: HttpRequest, link: ActionLink) -> HttpResponse:
    """Seal what was written and tell the other that there is something."""
    linked = get_linked_session(link, "edit")
    session, _person, actor = linked
    form = PrepareForm(request.POST, other=_context(linked)["other"].short_name)
    if not form.is_valid():
        return _show_prepare(request, linked, form, 422)
    try:
        prepare_session(session, form.answers, by=actor)
    except Refused as refused:
        return _show_prepare(request, linked, form, refuse_in(form, refused))
    return _see_other(f"{request.path}?done=1")


def _show_prepare(
    request: HttpRequest, linked: Linked, form: PrepareForm | None = None, status: int = 200
) -> HttpResponse:
    context = _context(linked)
    form = form or PrepareForm(other=context["other"].short_name)
    done = status == 200 and request.GET.get("done") == "1" and context["shown"].is_prepared_by_reader
    return render(request, "journeys/link_prepare.html", {**context, "prepare": form, "done": done}, status=status)


def _show_move(request: HttpRequest, linked: Linked, form: MoveForm | None = None, status: int = 200) -> HttpResponse:
    session, person, _actor = linked
    suggested = suggest_times(session.connection, minutes=session.minutes)
    form = form or MoveForm(zone=zone_of(person), suggested=suggested)
    return render(request, "journeys/link_move.html", {**_context(linked), "form": form}, status=status)


def _take_move(request: HttpRequest, linked: Linked) -> HttpResponse:
    session, person, actor = linked
    form = MoveForm(request.POST, zone=zone_of(person))
    if not form.is_valid():
        return _show_move(request, linked, form, 422)
    try:
        move_session(session, form.times, by=actor)
    except Refused as refused:
        return _show_move(request, linked, form, refuse_in(form, refused))
    return _see_other(request.path)


def _shown(linked: Linked) -> Any:
    session, person, _actor = linked
    return sessions_of(session.connection, person).find(session)


def _context(linked: Linked) -> Mapping[str, Any]:
    session, person, _actor = linked
    connection = session.connection
    pair = pair_of(connection)
    return {
        "session": session,
        "shown": _shown(linked),
        "connection": connection,
        "programme": connection.programme,
        "coordinator": coordinator_of_programme(connection.programme),
        "pair": pair,
        "reader": person,
        "other": pair.mentor if pair.mentee.pk == person.pk else pair.mentee,
    }


def _see_other(url: str) -> HttpResponse:
    response = redirect(url)
    response.status_code = 303
    return response
