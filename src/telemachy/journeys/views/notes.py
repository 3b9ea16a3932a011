"""Notes: two boxes that never mix. Each store has addresses of its own, so that no slip of a field shares anything."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from telemachy.errors import Conflict, Refused
from telemachy.people.middleware import TelemachyRequest, sign_in_required

from ..access import get_connection_for, get_private_note_for, get_shared_note_for
from ..actions import (
    change_private_note,
    delete_private_note,
    open_note,
    open_page_of_notes,
    remove_shared_note,
    share_copy_of,
    share_note,
    write_private_note,
)
from ..forms import NoteForm
from ..models import Connection, PrivateNote, SharedNote
from .frame import frame

READ_WRITE = ["GET", "HEAD", "POST"]
PRIVATE, SHARED = "private", "shared"  # the boxes; each address reads its own and stores no other


@sign_in_required
@require_GET
def notes(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Show all notes of one store, a page at a time; `?of=me` shows the private ones."""
    found = get_connection_for(request.actor, connection, "follow")
    return _show_all(request, found, private=request.GET.get("of") == "me")


@sign_in_required
@require_POST
def write_private(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Keep a note for its author alone."""
    found = get_connection_for(request.actor, connection, "follow")
    form = _written(request, PRIVATE)
    status = _try(form, lambda text: write_private_note(found, text, by=request.actor))
    if status:
        return _show_all(request, found, private=True, form=form, status=status)
    return _kept(request, found, _("Saved. Only you read it."), private=True)


@sign_in_required
@require_POST
def write_shared(request: TelemachyRequest, connection: str) -> HttpResponse:
    """Keep a note for both."""
    found = get_connection_for(request.actor, connection, "follow")
    form = _written(request, SHARED)
    status = _try(form, lambda text: share_note(found, text, by=request.actor))
    if status:
        return _show_all(request, found, private=False, form=form, status=status)
    return _kept(request, found, _("Shared. The two of you read it."), private=False)


@sign_in_required
@require_http_methods(READ_WRITE)
def change(request: TelemachyRequest, connection: str, note: str) -> HttpResponse:
    """Show a private note to be changed, or change it."""
    found = get_connection_for(request.actor, connection, "follow")
    _refuse_ended(found)
    mine = get_private_note_for(request.actor, found, note, "edit")
    if request.method != "POST":
        return _show_one(request, found, mine, "journeys/note_change.html")
    form = NoteForm(request.POST)
    status = _try(
        form, lambda text: change_private_note(mine, text, by=request.actor, version=form.cleaned_data["version"])
    )
    if status:
        return _show_one(request, found, mine, "journeys/note_change.html", form, status)
    return _back(request, found, _("Changed. Only you read it."), private=True)


@sign_in_required
@require_http_methods(READ_WRITE)
def share_copy(request: TelemachyRequest, connection: str, note: str) -> HttpResponse:
    """Show what the other would read, or share that."""
    found = get_connection_for(request.actor, connection, "follow")
    _refuse_ended(found)
    mine = get_private_note_for(request.actor, found, note, "edit")
    if request.method != "POST":
        return _show_one(request, found, mine, "journeys/note_share.html")
    form = NoteForm(request.POST)
    status = _try(form, lambda text: share_copy_of(mine, by=request.actor, text=text))
    if status:
        return _show_one(request, found, mine, "journeys/note_share.html", form, status)
    return _back(request, found, _("Shared as a copy. Your own note stays as it is."), private=False)


@sign_in_required
@require_http_methods(READ_WRITE)
def delete(request: TelemachyRequest, connection: str, note: str) -> HttpResponse:
    """Ask before a private note is deleted, or delete it."""
    found = get_connection_for(request.actor, connection, "follow")
    mine = get_private_note_for(request.actor, found, note, "edit")
    if request.method != "POST":
        return _show_one(request, found, mine, "journeys/note_delete.html")
    delete_private_note(mine, by=request.actor)
    return _back(request, found, _("Deleted."), private=True)


@sign_in_required
@require_http_methods(READ_WRITE)
def remove(request: TelemachyRequest, connection: str, note: str) -> HttpResponse:
    """Ask before the text of a shared note is removed, or remove it."""
    found = get_connection_for(request.actor, connection, "follow")
    mine = get_shared_note_for(request.actor, found, note, "remove")
    if request.method != "POST":
        return _show_one(request, found, mine, "journeys/note_remove.html")
    remove_shared_note(mine, by=request.actor)
    return _back(request, found, _("Removed. Neither of you can read it any more."), private=False)


def _refuse_ended(connection: Connection) -> None:
    """Open nothing that can only be looked at to be changed."""
    if not Connection.Stage(connection.stage).can_book():
        raise Refused(_("This pair has ended, so its notes stay as they are. You can still read and delete yours."))


def _try(form: NoteForm, act: Callable[[str], object]) -> int:
    """Act on what was written; return 0, or the status with which the form goes back, the text still in it."""
    if not form.is_valid():
        return 422
    try:
        act(form.cleaned_data["text"])
    except Refused as problem:
        form.add_error("text", str(problem))
        return 409 if isinstance(problem, Conflict) else 422
    return 0


def _written(request: TelemachyRequest, box: str) -> NoteForm:
    """Return what stands in the box of this address."""
    return NoteForm({"text": request.POST.get(box, "")})


def _spare(request: TelemachyRequest, *, private: bool) -> NoteForm | None:
    """Return what stands in the other box, to be shown again and never stored; None where that is empty."""
    text = request.POST.get(SHARED if private else PRIVATE, "") if request.method == "POST" else ""
    return NoteForm(initial={"text": text}) if text.strip() else None


def _kept(request: TelemachyRequest, connection: Connection, sentence: str, *, private: bool) -> HttpResponse:
    """Lead to the notes; where the other box holds something, show it again instead of losing it."""
    if _spare(request, private=private) is None:
        return _back(request, connection, sentence, private=private)
    messages.success(request, sentence)
    return _show_all(request, connection, private=private)


def _back(request: TelemachyRequest, connection: Connection, sentence: str, *, private: bool) -> HttpResponse:
    messages.success(request, sentence)
    address = reverse("notes", args=[connection.pk])
    response = redirect(f"{address}?of=me" if private else address)
    response.status_code = 303
    return response


def _show_all(
    request: TelemachyRequest,
    connection: Connection,
    *,
    private: bool,
    form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page, listed = open_page_of_notes(
        connection, request.person, private=private, number=request.GET.get("page", "1"), by=request.actor
    )
    context: dict[str, Any] = {"page": page, "listed": listed, "private": private, "form": form}
    context["spare"] = _spare(request, private=private)
    context |= frame(request, connection, here="sessions")
    return render(request, "journeys/notes.html", context, status=status)


def _show_one(
    request: TelemachyRequest,
    connection: Connection,
    note: PrivateNote | SharedNote,
    template: str,
    form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = open_note(note, request.person, by=request.actor)
    blank = NoteForm(initial={"text": shown.text})
    context = {"note": shown, "form": form or blank, "is_stale": status == 409}
    return render(request, template, {**context, **frame(request, connection, here="sessions")}, status=status)
