"""The door to the three organisations, the ways in, the inbox and the way back to the start."""

import re
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from telemachy.errors import NotThere
from telemachy.tenancy.context import work
from telemachy.tenancy.middleware import COOKIE, sign_organisation

from .beginnings import first_page, page_at
from .build import build_again, person_of
from .content import OWN, SECTORS, Leading, Place, Sector, make_content
from .guard import demo_only
from .invites import rewritten
from .mailbox import MAIL_FOLDER, Kept, Opened, kept_mails, open_mail
from .queries import read_cards, routes
from .seats import seats_of
from .spreadsheets import clean_workbook, faulty_workbook

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation"
)
MAILS_A_PAGE = 50
FAULTS_SEED = 203
SAMPLES = ("clean", "with-faults")
PAGES = ("stories/", "j/", "p/")
"""Where a link of the door or of a mail may lead beside `/a/`."""
_MAIL_LINK = re.compile(
    r"https?://(?:(?P<route>[a-z0-9-]+)\.)?(?:localhost|127\.0\.0\.1)(?::\d+)?/(?:a/|(?=(?:j|p|stories)/))"
)


@demo_only
@require_GET
def door(request: HttpRequest) -> HttpResponse:
    """Show the three organisations and everybody one can be."""
    cards = read_cards()
    stopped = [(card, thread) for card in cards for thread in card.stopped]
    start = next((card for card in cards if card.told), None)
    return render(request, "demo/door.html", {"cards": cards, "start": start, "stopped": stopped, "own": OWN})


@demo_only
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Become somebody: choose their organisation by cookie and sign their account in.

    `to` names a station of their thread, whose page opens; without one somebody begins where their seat begins, and a
    coordinator at the pair that `about` names by the seat of its mentee.
    """
    chosen = _place(request.POST.get("organisation", ""))
    seat = request.POST.get("as", "mentee")
    leading, station = _leading(chosen, seat), request.POST.get("to", "")
    organisation_id = routes().get(chosen.route)
    if organisation_id is None:
        raise NotThere()
    with work(organisation_id):
        person = person_of(leading)
        goal = page_at(chosen, seat, station) if station else first_page(chosen, seat, request.POST.get("about", ""))
        login(request, person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = redirect(goal)
    response.set_cookie(COOKIE, sign_organisation(organisation_id), httponly=True, samesite="Lax")
    return response


@demo_only
@require_GET
def follow(request: HttpRequest, route: str, rest: str) -> HttpResponse:
    """Follow a link of a mail or of the door: its organisation becomes the one this browser looks at.

    Nobody is signed in by it. The links of mails that act by themselves leave out their `a/`.
    """
    organisation_id = routes().get(route)
    if organisation_id is None:
        raise NotThere()
    query = request.GET.urlencode()
    goal = f"/{rest}" if rest.startswith(PAGES) else f"/a/{rest}"
    response = redirect(f"{goal}?{query}" if query else goal)
    response.set_cookie(COOKIE, sign_organisation(organisation_id), httponly=True, samesite="Lax")
    return response


# --- inbox ----------------------------------------------------------------------------------------------------------


@demo_only
@require_GET
def inbox(request: HttpRequest, id: str = "") -> HttpResponse:
    """List the mails that have left, newest first, and show one of them."""
    to, organisation = request.GET.get("to", ""), request.GET.get("organisation", "")
    mails = list(kept_mails(_folder()))
    shown = [mail for mail in mails if _is_wanted(mail, to, organisation)]
    page = Paginator(shown, MAILS_A_PAGE).get_page(request.GET.get("page"))
    opened = _open(id) if id else None
    context = {
        "page": page,
        "opened": opened,
        "text": _in_demo(request, opened, opened.text) if opened else "",
        "as_text": request.GET.get("as") == "text",
        "query": urlencode({key: value for key, value in (("to", to), ("organisation", organisation)) if value}),
        "to": to,
        "organisation": organisation,
        "organisations": [each for each in (*SECTORS, OWN) if any(mail.domain == each.domain for mail in mails)],
        "people": _people(mails, organisation),
        "nothing_yet": not mails,
    }
    return render(request, "demo/inbox.html", context)


@demo_only
@require_GET
def mail_page(request: HttpRequest, id: str) -> HttpResponse:
    """Show the HTML of one mail for the frame: its own inline styles, no scripts, and links that open outside."""
    opened = _open(id)
    html = re.sub(r"(<head[^>]*>)", r'\1<base target="_top">', opened.html, count=1, flags=re.IGNORECASE)
    html = _in_demo(request, opened, html)
    response = HttpResponse(html)  # as it was sent: shown in a sandbox under a policy of its own
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


@demo_only
@require_GET
def invite(request: HttpRequest, id: str) -> HttpResponse:
    """Give out the calendar entry of a mail, with links that open here."""
    opened = _open(id)
    if opened.invite is None:
        raise NotThere()
    text = rewritten(opened.invite.text, lambda lines: _in_demo(request, opened, lines))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="invite.ics"'
    return response


def _folder() -> Path:
    return Path(settings.HOME) / MAIL_FOLDER


def _open(id: str) -> Opened:
    opened = open_mail(_folder(), id)
    if opened is None:
        raise NotThere()
    return opened


def _is_wanted(mail: Kept, to: str, organisation: str) -> bool:
    chosen = next((each for each in (*SECTORS, OWN) if each.key == organisation), None)
    return (not to or mail.to_address == to) and (chosen is None or mail.domain == chosen.domain)


def _people(mails: list[Kept], organisation: str) -> list[Kept]:
    """Return one mail for each person who has got some, by name."""
    firsts = {mail.to_address: mail for mail in mails if _is_wanted(mail, "", organisation)}
    return sorted(firsts.values(), key=lambda mail: mail.to_name or mail.to_address)


def _in_demo(request: HttpRequest, opened: Opened, text: str) -> str:
    """Let the links of a mail open its reader's organisation at this address.

    They name the organisation by its own host, which not every program finds under .localhost, or by nothing where it
    was the only one when the mail was written.
    """
    here = request.build_absolute_uri(reverse("demo"))
    reader = next((each.route for each in SECTORS if each.domain == opened.kept.domain), OWN.route)
    return _MAIL_LINK.sub(lambda found: f"{here}/at/{found['route'] or reader}/", text)


# --- spreadsheets and starting again ----------------------------------------------------------------------------------


@demo_only
@require_GET
def sample(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Give out an organisation's people as a workbook, clean or with faults."""
    chosen = _place(key)
    if not isinstance(chosen, Sector) or kind not in SAMPLES:
        raise NotThere()
    content = make_content(chosen.key)
    data = faulty_workbook(content, FAULTS_SEED) if kind == "with-faults" else clean_workbook(content)
    response = HttpResponse(data, content_type=WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="{content.sector.route}-{kind}.xlsx"'
    return response


@demo_only
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Put everything back as it was at the start, after asking."""
    if request.method == "GET":
        return render(request, "demo/reset.html")
    build_again(_folder())
    request.session.flush()
    response = redirect("demo")
    response.delete_cookie(COOKIE)
    return response


def _place(key: str) -> Place:
    for place in (*SECTORS, OWN):
        if place.key == key:
            return place
    raise NotThere()


def _leading(chosen: Place, seat: str) -> Leading:
    if seat not in seats_of(chosen):
        raise NotThere()
    return seats_of(chosen)[seat]
