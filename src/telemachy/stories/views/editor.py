"""Where the author asks, writes, sends and publishes. One form: every button saves the text before it does its own."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from telemachy.errors import Conflict, NotThere, Refused
from telemachy.journeys.access import get_connection_for
from telemachy.people.middleware import TelemachyRequest, sign_in_required
from telemachy.programmes.access import get_programme_for
from telemachy.programmes.models import Programme

from ..access import get_story_for
from ..actions import add_fact, add_quotation, ask_to_tell, edit_story, publish_story, send_for_approval
from ..models import CaseStudy
from ..queries import ended_pairs, stories_of_programme
from ..queries.desk import desk_of
from .asking import version_in
from .sheet import Sheet, sheet_in

State = CaseStudy.State


@sign_in_required
@require_GET
def index(request: TelemachyRequest, programme: str) -> HttpResponse:
    """List the stories of a programme and the ended pairs that nobody has asked."""
    found = get_programme_for(request.actor, programme, "coordinate")
    context = {"programme": found, "asked": stories_of_programme(found, request.actor), "ended": ended_pairs(found)}
    return render(request, "stories/index.html", context)


@sign_in_required
@require_http_methods(["POST"])
def ask(request: TelemachyRequest, programme: str, connection: str) -> HttpResponse:
    """Ask both of an ended pair whether their story may be told."""
    found = get_programme_for(request.actor, programme, "coordinate")
    kept = get_connection_for(request.actor, connection)
    if kept.programme_id != found.pk:
        raise NotThere()
    story = ask_to_tell(kept, by=request.actor)
    messages.success(request, _("Both were asked by mail. You will find it here when both have agreed."))
    return _see(found, story)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_study(request: TelemachyRequest, programme: str, story: str) -> HttpResponse:
    """Show the author the text, its facts and the consents, or do what a button says."""
    found = get_programme_for(request.actor, programme, "coordinate")
    kept = get_story_for(request.actor, found, story, "edit")
    if request.method != "POST":
        return _show(request, found, kept)
    sheet = sheet_in(request.POST)
    try:
        with transaction.atomic():  # a button that is refused leaves the text as it was, too
            said = _do(request, kept, sheet)
    except Conflict as conflict:
        return _show_other(request, found, kept, sheet, conflict)
    except Refused as refused:
        return _show(request, found, kept, sheet, refused)
    if said:
        messages.success(request, said)
    return _see(found, kept, sheet.anchor)


def _do(request: TelemachyRequest, story: CaseStudy, sheet: Sheet) -> str:
    by, version = request.actor, version_in(request.POST.get("version"))
    if sheet.deed == "publish":
        publish_story(story, by=by, version=version)
        return _("The story is published. Both were told, with the link that takes it back.")
    story = edit_story(story, sheet.title, sheet.standfirst, sheet.edits, by=by, version=version)
    if sheet.deed == "add":
        add_fact(story, sheet.argument, by=by)
    elif sheet.deed == "quote":
        person = next((each for each in _pair(story) if str(each.pk) == request.POST.get("quote-person")), None)
        if person is None:
            raise Refused(_("Say whose words these are. Nothing was added."))
        add_quotation(story, person, request.POST.get("quote-text", ""), by=by)
    elif sheet.deed == "send":
        send_for_approval(story, by=by)
        return _("Both were asked by mail to read the text.")
    return _("Saved.") if sheet.deed == "save" else ""


def _pair(story: CaseStudy) -> list[Any]:
    return [each.person for each in story.connection.members.select_related("person")]


def _show(
    request: HttpRequest,
    programme: Programme,
    story: CaseStudy,
    sheet: Sheet | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    desk = desk_of(story, sheet)
    context = {"programme": programme, "story": story, "desk": desk, "refused": refused}
    template = "stories/desk.html" if desk.has_text else "stories/shell.html"
    return render(request, template, context, status=422 if refused else 200)


def _show_other(
    request: TelemachyRequest, programme: Programme, story: CaseStudy, sheet: Sheet, conflict: Conflict
) -> HttpResponse:
    """Show what was typed beside what somebody else saved meanwhile; without a text to write there is nothing to."""
    story = get_story_for(request.actor, programme, story.pk, "edit")
    desk = desk_of(story, sheet, compares=True)
    if not desk.has_text:
        raise conflict
    context = {"programme": programme, "story": story, "desk": desk, "conflict": conflict}
    return render(request, "stories/desk.html", context, status=409)


def _see(programme: Programme, story: CaseStudy, anchor: str = "") -> HttpResponse:
    response = redirect("case-study", programme.slug, story.pk)
    response.status_code = 303
    response["Location"] += anchor
    return response
