"""The sessions of a pair, for the two of it when they have signed in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from telemachy.errors import Conflict, Refused
from telemachy.people.middleware import TelemachyRequest, sign_in_required

from ..access import get_connection_for, get_session_for
from ..actions import book_session, cancel_session, move_session, offer_times, prepare_session, say_whether_met
from ..actions.preparations import open_preparations, open_session_notes
from ..forms.sessions import BookForm, MoveForm, OfferForm, PrepareForm, SayForm
from ..mails import sender_of
from ..meetings import invitation_of
from ..models import Connection, Session
from ..queries.closing import purpose_of
from ..queries.sessions import Sessions, sessions_of
from ..queries.times import suggest_times
from ..thread import SESSIONS
from ..wall_clock import zone_of
from .frame import frame

Found = tuple[Connection, Session]


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show every session of a pair and a form that offers times, or offer them."""
    found = get_connection_for(request.actor, connection, "follow")
    zone = zone_of(request.person)
    if request.method != "POST":
        return _show_sessions(request, found)
    form = OfferForm(request.POST, zone=zone)
    status = 422
    if form.is_valid():
        try:
            made = offer_times(
                found, form.times, by=request.actor, place=form.cleaned_data["place"], purpose=purpose_of(found)
            )
            return _see_other("session", found.pk, made.pk)
        except Refused as refused:
            status = refuse_in(form, refused)
    return _show_sessions(request, found, form, status)


def _show_sessions(
    request: TelemachyRequest, connection: Connection, form: OfferForm | None = None, status: int = 200
) -> HttpResponse:
    shown = sessions_of(connection, request.person)
    offer = form or offer_form(request, connection, shown)
    context = {**frame(request, connection, here=SESSIONS), "sessions": shown, "offer": offer}
    return render(request, "journeys/sessions.html", context, status=status)


def offer_form(request: TelemachyRequest, connection: Connection, sessions: Sessions) -> OfferForm | None:
    """Return the form that offers times, with those at which both can meet; None while a session is to come."""
    if sessions.next or sessions.offered or not sessions.can_write:
        return None
    return OfferForm(zone=zone_of(request.person), suggested=suggest_times(connection))


@sign_in_required
@require_GET
def session(request: TelemachyRequest, connection: str, session: str) -> HttpResponse:
    """Show a session: when, where, who says what, and what was prepared."""
    return _show(request, _find(request, connection, session))


@sign_in_required
@require_POST
def book(request: TelemachyRequest, connection: str, session: str) -> HttpResponse:
    """Choose one of the offered times."""
    found = _find(request, connection, session, "edit")
    form = BookForm(request.POST, times=sessions_of(found[0], request.person).find(found[1]).times)
    if not form.is_valid():
        return _show(request, found, {"book": form}, 422)
    if form.chosen is None:
        return _see_other("session-move", *_ids(found))
    try:
        book_session(found[1], form.chosen, by=request.actor)
    except Refused as refused:
        return _show(request, found, {"book": form}, refuse_in(form, refused))
    return _see_other("session", *_ids(found))


@sign_in_required
@require_POST
def attendance(request: TelemachyRequest, connection: str, session: str) -> HttpResponse:
    """Say whether the two met."""
    found = _find(request, connection, session, "edit")
    form = SayForm(request.POST)
    if not form.is_valid():
        return _show(request, found, {"say": form}, 422)
    said = form.cleaned_data
    if said["answer"] == "moved":
        return _see_other("session-move", *_ids(found))
    try:
        say_whether_met(found[1], said["answer"] == "yes", by=request.actor, useful=said["useful"])
    except Refused as refused:
        return _show(request, found, {"say": form}, refuse_in(form, refused))
    return _see_other("session", *_ids(found))


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: TelemachyRequest, connection: str, session: str) -> HttpResponse:
    """Offer other times for a session."""
    found = _find(request, connection, session, "edit")
    zone, status = zone_of(request.person), 200
    form = MoveForm(zone=zone, suggested=suggest_times(found[0], minutes=found[1].minutes))
    if request.method == "POST":
        form, status = MoveForm(request.POST, zone=zone), 422
        if form.is_valid():
            try:
                move_session(found[1], form.times, by=request.actor)
                return _see_other("session", *_ids(found))
            except Refused as refused:
                status = refuse_in(form, refused)
    return render(request, "journeys/session_move.html", {**_context(request, found), "form": form}, status=status)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: TelemachyRequest, connection: str, session: str) -> HttpResponse:
    """Ask whether a session is to be cancelled, or cancel it."""
    found = _find(request, connection, session, "edit")
    if request.method == "POST":
        cancel_session(found[1], by=request.actor)
        return _see_other("session", *_ids(found))
    return render(request, "journeys/session_cancel.html", _context(request, found))


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: TelemachyRequest, connection: str, session: str) -> HttpResponse:
    """Write down what both may read before a session."""
    found = _find(request, connection, session, "edit")
    if request.method != "POST":
        return redirect("session", *_ids(found))
    form = PrepareForm(request.POST, other=_context(request, found)["other"].short_name)
    if not form.is_valid():
        return _show(request, found, {"prepare": form}, 422)
    try:
        prepare_session(found[1], form.answers, by=request.actor)
    except Refused as refused:
        return _show(request, found, {"prepare": form}, refuse_in(form, refused))
    return _see_other("session", *_ids(found))


@sign_in_required
@require_GET
def calendar(request: TelemachyRequest, connection: str, session: str) -> HttpResponse:
    """Hand out a booked session as a file for calendars."""
    found = _find(request, connection, session)
    if not sessions_of(found[0], request.person).find(found[1]).has_time:
        raise Refused(_("This session has no time that a calendar could show."))
    text = invitation_of(found[1], sender_of(found[0].programme))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="session-{found[1].number}.ics"'
    return response


def refuse_in(form: Any, refused: Refused) -> int:
    """Say on the form why a rule says no, with everything typed still there; return the answer's status."""
    form.add_error(None, str(refused))
    return 409 if isinstance(refused, Conflict) else 422


def _find(request: TelemachyRequest, connection: str, session: str, action: str = "view") -> Found:
    found = get_connection_for(request.actor, connection, "follow")
    return found, get_session_for(request.actor, found, session, action)


def _ids(found: Found) -> tuple[Any, Any]:
    return found[0].pk, found[1].pk


def _context(request: TelemachyRequest, found: Found) -> dict[str, Any]:
    connection, session = found
    shown = sessions_of(connection, request.person).find(session)
    return {**frame(request, connection, here=SESSIONS), "shown": shown, "session": session}


def _show(
    request: TelemachyRequest, found: Found, forms: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = _context(request, found)
    prepared = open_preparations(found[1], request.person, by=request.actor)
    mine = next((each.answers for each in prepared if each.is_mine), None)
    chosen = request.POST.get("time") or request.POST.get("answer") or request.GET.get("answer", "")
    given: dict[str, Any] = {
        "book": BookForm(times=context["shown"].open_times),
        "say": SayForm(),
        "chosen": chosen,
        "asks": context["shown"].asks(chosen),
        "prepare": PrepareForm(other=context["other"].short_name, written=mine),
        "prepared": prepared,
        "notes": open_session_notes(found[1], request.person, by=request.actor),
        **(forms or {}),
    }
    return render(request, "journeys/session.html", {**context, **given}, status=status)


def _see_other(name: str, *ids: Any) -> HttpResponse:
    response = redirect(name, *ids)
    response.status_code = 303
    return response
