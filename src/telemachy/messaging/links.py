"""Links in mails that let one person do one thing without signing in.

A token of 256 bits stands in the mail and nowhere else: the database keeps its SHA-256. Mail scanners open every link,
so opening one only shows a page; the button on it acts, and pressing it twice does the same as once. Contexts that lie
above register what their links show and do:

    @handles("connection.answer", page=show_answer)
    def give_answer(request: HttpRequest, link: ActionLink) -> HttpResponse: ...
"""

import hashlib
import ipaddress
import re
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from telemachy.errors import NotThere
from telemachy.tenancy import clock
from telemachy.tenancy.context import current_organisation_id
from telemachy.tenancy.models import Route

from .models import ActionLink

LinkView = Callable[[HttpRequest, ActionLink], HttpResponse]
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Handler:
    """What a kind of link shows when opened and does when its button is pressed."""

    page: LinkView
    act: LinkView


class LinkExpired(NotThere):
    """The link was good once; a fresh one can be sent to the same person."""

    def __init__(self, link: ActionLink) -> None:
        super().__init__()
        self.link = link


_handlers: dict[str, Handler] = {}


def handles(action: str, *, page: LinkView) -> Callable[[LinkView], LinkView]:
    """Register who answers links of this action: `page` shows, the decorated function acts and may be called again."""

    def register(act: LinkView) -> LinkView:
        _handlers[action] = Handler(page=page, act=act)
        return act

    return register


def handler_of(link: ActionLink) -> Handler:
    """Return what answers this link, or raise `NotThere` where its action is no longer known."""
    if link.action not in _handlers:
        raise NotThere()
    return _handlers[link.action]


def make_link(person_id: uuid.UUID, action: str, object_id: uuid.UUID, *, days: int) -> str:
    """Make a link for one person, one action and one object, good for some days, and return its whole address."""
    token = secrets.token_urlsafe(32)
    ActionLink.objects.create(
        token_sha256=_digest(token),
        person_id=person_id,
        action=action,
        object_id=object_id,
        expires_at=clock.now() + timedelta(days=days),
    )
    return organisation_address() + reverse("action-link", args=[token])


def read_link(token: str) -> ActionLink:
    """Return the link of a token.

    Raises:
        LinkExpired: it was good once.
        NotThere: no link of the active organisation has this token.
    """
    found = ActionLink.objects.filter(token_sha256=_digest(token)).first() if _TOKEN.fullmatch(token) else None
    if found is None:
        raise NotThere()
    if found.expires_at <= clock.now():
        raise LinkExpired(found)
    return found


def revoke_links(object_id: uuid.UUID, action: str | None = None) -> int:
    """Make links to an object worthless, all or those of one action; return how many there were."""
    links = ActionLink.objects.filter(object_id=object_id, **({"action": action} if action else {}))
    return links.delete()[0]


def organisation_address() -> str:
    """Return scheme, host and port of the active organisation: its own label where several share the installation."""
    base = urlsplit(settings.BASE_URL)
    routes = list(Route.objects.values_list("name", "organisation_id")[:1000])
    mine = next((name for name, owner in routes if owner == current_organisation_id()), None)
    if mine is None or len({owner for _, owner in routes}) == 1 or _is_number(base.hostname or ""):
        return f"{base.scheme}://{base.netloc}"
    return f"{base.scheme}://{mine}.{base.netloc}"


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
