"""Every mail of a programme: what waits, what left, what did not arrive."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages as flash
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from telemachy.errors import Conflict, Refused
from telemachy.messaging import outbox
from telemachy.messaging.access import get_message_for, messages_for
from telemachy.messaging.models import OutboxMessage
from telemachy.messaging.queries import count_states, in_state
from telemachy.messaging.redaction import without_tokens
from telemachy.messaging.rendering import FRAME_POLICY
from telemachy.people.middleware import TelemachyRequest, sign_in_required

from ..access import get_programme_for
from ..models import Programme

PAGE = 50
State = OutboxMessage.State
TABS = (State.HELD, State.SCHEDULED, State.SENT, State.FAILED, State.CANCELLED)
DEEDS: dict[str, Callable[..., OutboxMessage]] = {
    "hold": outbox.hold,
    "release": outbox.release,
    "send": outbox.send_now,
    "cancel": outbox.cancel,
}


@sign_in_required
@require_GET
def index(request: TelemachyRequest, programme: str) -> HttpResponse:
    """List the mails of one state, fifty at a time."""
    found = get_programme_for(request.actor, programme, "coordinate")
    return _page(request, found)


@sign_in_required
@require_GET
def show(request: TelemachyRequest, programme: str, message: uuid.UUID) -> HttpResponse:
    """Show one mail beside the list it stands in."""
    found = get_programme_for(request.actor, programme, "coordinate")
    return _page(request, found, get_message_for(request.actor, found.pk, message))


@sign_in_required
@require_GET
def rendering(request: TelemachyRequest, programme: str, message: uuid.UUID) -> HttpResponse:
    """Give the mail as its receiver sees it, except the secrets in its links, for a frame where nothing runs."""
    found = get_programme_for(request.actor, programme, "coordinate")
    mail = get_message_for(request.actor, found.pk, message)
    return HttpResponse(without_tokens(mail.html), headers={"Content-Security-Policy": FRAME_POLICY})


@sign_in_required
@require_POST
def act(request: TelemachyRequest, programme: str, message: uuid.UUID, deed: str) -> HttpResponse:
    """Hold, release, send or take back one mail."""
    found = get_programme_for(request.actor, programme, "coordinate")
    mail = get_message_for(request.actor, found.pk, message, "edit")
    try:
        if deed == "address":
            outbox.correct_address(mail, request.POST.get("address", ""), by=request.actor, version=_version(request))
        else:
            DEEDS[deed](mail, by=request.actor, version=_version(request))
    except Refused as refused:
        again = get_message_for(request.actor, found.pk, message)
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(request, found, again, problem=str(refused), status=status)
    flash.success(request, _done(deed, 1))
    return redirect("outbox-mail", programme, message)


@sign_in_required
@require_POST
def act_on_many(request: TelemachyRequest, programme: str, deed: str) -> HttpResponse:
    """Hold, release or send the chosen mails together, or none of them."""
    found = get_programme_for(request.actor, programme, "coordinate")
    tab = _tab(request.POST.get("state", ""), {})
    try:
        count = outbox.act_on_all(DEEDS[deed], _chosen(request, found, tab), by=request.actor)
    except Refused as refused:
        return _page(request, found, problem=str(refused), status=409, tab=tab)
    if count == 0:
        return _page(request, found, problem=_("Nothing was chosen, so nothing was done."), status=422, tab=tab)
    flash.success(request, _done(deed, count))
    return redirect("outbox", programme)


def _chosen(request: TelemachyRequest, programme: Programme, tab: str) -> list[tuple[OutboxMessage, int | None]]:
    """Return the ticked mails with the versions the page showed, or, for "all", every mail of the tab."""
    waiting = messages_for(request.actor, programme.pk, "edit")
    if "all" in request.POST:
        return [(message, None) for message in in_state(waiting, tab)]
    ticked = dict(value.partition(":")[::2] for value in request.POST.getlist("mail"))
    ids = [uuid.UUID(key) for key in ticked if _is_id(key)]
    return [(message, _number(ticked[str(message.pk)])) for message in waiting.filter(pk__in=ids)]


def _page(
    request: TelemachyRequest,
    programme: Programme,
    mail: OutboxMessage | None = None,
    *,
    problem: str = "",
    status: int = 200,
    tab: str = "",
) -> HttpResponse:
    every = messages_for(request.actor, programme.pk)
    counts = count_states(every)
    tab = tab or (str(mail.state) if mail else _tab(request.GET.get("state", ""), counts))
    search = request.GET.get("q", "").strip()[:100]
    page = Paginator(in_state(every, tab, search), PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "tabs": [(state.value, state.label, counts[state.value]) for state in TABS if _is_shown(state, counts, tab)],
        "tab": tab,
        "q": search,
        "page": page,
        "rows": page.object_list,
        "counts": counts,
        "mail": mail,
        "mail_text": without_tokens(mail.text) if mail else "",
        "deeds": deeds_for(tab),
        "problem": problem,
    }
    return render(request, "programmes/outbox.html", context, status=status)


def _is_shown(state: State, counts: dict[str, int], tab: str) -> bool:
    return state is not State.CANCELLED or counts[state.value] > 0 or tab == state.value


def _tab(wanted: str, counts: dict[str, int]) -> str:
    """Return the tab asked for, else the first that has something to do in it."""
    if wanted in State.values:
        return wanted
    order = (State.FAILED, State.HELD, State.SCHEDULED, State.SENT)
    return next((state.value for state in order if counts.get(state.value)), State.SCHEDULED.value)


def deeds_for(state: str) -> list[tuple[str, str]]:
    """Return what can be done with many mails of a state at once; taking back, which is for good, goes one by one."""
    every = {
        State.HELD.value: [("release", _("Release")), ("send", _("Send now"))],
        State.SCHEDULED.value: [("hold", _("Hold")), ("send", _("Send now"))],
        State.FAILED.value: [("send", _("Try again"))],
    }
    return every.get(state, [])


def _done(deed: str, count: int) -> str:
    sentences: dict[str, Any] = {
        "hold": ngettext("Held. It does not leave until you release it.", "%d mails are held.", count),
        "release": ngettext("Released. It leaves at its time.", "%d mails are released.", count),
        "send": ngettext("It leaves now.", "%d mails leave now.", count),
        "cancel": _("Taken back. It will never be sent."),
        "address": _("It leaves now, to the new address."),
    }
    return str(sentences[deed] % count if "%d" in sentences[deed] else sentences[deed])


def _version(request: TelemachyRequest) -> int | None:
    return _number(request.POST.get("version", ""))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
