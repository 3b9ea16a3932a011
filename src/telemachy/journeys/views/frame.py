"""What every page of a connection is told: who the two are, who reads, and the thread."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from telemachy.people.middleware import TelemachyRequest

from ..mails import coordinator_of_programme
from ..models import Connection
from ..queries import pair_of
from ..thread import thread_of


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the participant's places."""

    word: str
    icon: str
    url: str
    is_here: bool = False


def frame(request: TelemachyRequest, connection: Connection, *, here: str = "", tab: str = "journey") -> dict[str, Any]:
    """Return what `journeys/journey_base.html` shows around a page of a connection.

    Args:
        here: the station of the thread to which the page belongs.
        tab: the participant's tab to mark.
    """
    pair = pair_of(connection)
    is_mentee = pair.mentee.pk == request.person.pk
    return {
        "pair": pair,
        "connection": connection,
        "programme": connection.programme,
        "reader": request.person,
        "other": pair.mentor if is_mentee else pair.mentee,
        "is_mentee": is_mentee,
        "can_write": Connection.Stage(connection.stage).can_book(),
        "thread": thread_of(connection, request.actor, here=here),
        "coordinator": coordinator_of_programme(connection.programme),
        "tabs": tabs_of(connection, tab),
    }


def tabs_of(connection: Connection | None, here: str) -> tuple[Tab, ...]:
    """Return the places of a participant; those of a connection only where there is one."""
    places = [("now", _("Now"), "sun", reverse("now"))]
    if connection is not None:
        places += [
            ("journey", _("Journey"), "route", reverse("journey", args=[connection.pk])),
            ("goals", _("Goals"), "target", reverse("goals", args=[connection.pk])),
        ]
    return tuple(Tab(word, icon, url, key == here) for key, word, icon, url in places)
