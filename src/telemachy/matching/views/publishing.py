"""The check before pairs go out, the minutes in which it can be undone, and afterwards."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from telemachy.errors import Conflict, NotThere, Refused
from telemachy.people.middleware import TelemachyRequest, sign_in_required

from .. import queries
from ..access import get_publication_for, get_run_for
from ..actions import publish, send_publication_now, undo_publication
from ..forms import read_version
from ..models import MatchRun, Publication

MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox"
)
KINDS = ("invitation", "your-mentor", "still-looking")


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
def publish_check(request: TelemachyRequest, programme: str, number: int) -> HttpResponse:
    """Show what publishing would do, or do it."""
    run = get_run_for(request.actor, programme, number, "publish")
    if request.method != "POST":
        return _page(request, run)
    try:
        publish(run, by=request.actor, version=read_version(request.POST))
    except Refused as refused:
        now = get_run_for(request.actor, programme, number)
        return _page(request, now, problem=str(refused), status=409 if isinstance(refused, Conflict) else 422)
    return _back(run)


@require_POST
@sign_in_required
def take_back(request: TelemachyRequest, programme: str, number: int) -> HttpResponse:
    """Undo a publication within its window."""
    run, publication = _standing(request, programme, number)
    try:
        undo_publication(publication, by=request.actor)
    except Refused as refused:
        return _page(request, run, problem=str(refused), status=409)
    messages.success(request, _("Taken back. Nothing was sent, and the draft can be changed again."))
    return _back(run)


@require_POST
@sign_in_required
def send_now(request: TelemachyRequest, programme: str, number: int) -> HttpResponse:
    """Close the undo window at once."""
    run, publication = _standing(request, programme, number)
    try:
        send_publication_now(publication, by=request.actor)
    except Refused as refused:
        return _page(request, run, problem=str(refused), status=409)
    return _back(run)


@require_safe
@sign_in_required
def preview_mail(request: TelemachyRequest, programme: str, number: int) -> HttpResponse:
    """Give one real person's mail as a page of its own, for a frame in which nothing can run."""
    run = get_run_for(request.actor, programme, number, "publish")
    found = queries.preview_mail(run, *_which(request))
    if found is None:
        raise NotThere()
    response = HttpResponse(found.mail.html)
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


def _standing(request: TelemachyRequest, programme: str, number: int) -> tuple[MatchRun, Publication]:
    """Return a draft with the publication that stands for it, which must be the one that the page was about."""
    run = get_run_for(request.actor, programme, number, "publish")
    found = queries.publication_of(run)
    if found is None or request.POST.get("publication", str(found.pk)) != str(found.pk):
        raise Conflict(_("This publication has been undone already. Nothing was done."))
    return run, get_publication_for(request.actor, found.pk, "undo")


def _back(run: MatchRun) -> HttpResponse:
    return HttpResponseRedirect(reverse("matching-publish", args=[run.programme.slug, run.number]), status=303)


def _which(request: TelemachyRequest) -> tuple[int, str]:
    place, kind = request.GET.get("place", "1"), request.GET.get("mail", KINDS[0])
    return (int(place) if place.isdecimal() and len(place) < 7 else 1), (kind if kind in KINDS else KINDS[0])


def _page(request: TelemachyRequest, run: MatchRun, problem: str = "", status: int = 200) -> HttpResponse:
    preview, publication = queries.preview_publication(run), queries.publication_of(run)
    place, kind = _which(request)
    mail = queries.preview_mail(run, place, kind)
    context = {
        "programme": run.programme,
        "run": run,
        "preview": preview,
        "publication": publication,
        "problem": problem,
        **_dates(preview, publication),
        "pair_count": len(publication.pairs) if publication else len(preview.pairs),
        "all_pairs": len(preview.pairs) + preview.unreviewed,
        "heading_number": preview.number - bool(publication),
        "mail": mail,
        "kind": kind,
        "as_text": request.GET.get("as") == "text",
        "still_waiting": publication is not None and publication.send_at > timezone.now(),
    }
    return render(request, "matching/publish.html", context, status=status)


def _dates(preview: queries.Preview, publication: Publication | None) -> dict[str, Any]:
    """When it went or would go out, until when people answer, and the minutes in between."""
    start = publication.created_at if publication else timezone.now()
    send_at = publication.send_at if publication else preview.send_at
    return {
        "start": start,
        "send_at": send_at,
        "answer_by": queries.answer_time(send_at, preview.answer_days),
        "undo_minutes": max(0, round((send_at - start).total_seconds() / 60)),
    }
