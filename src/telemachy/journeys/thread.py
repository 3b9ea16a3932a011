"""The thread of a connection: need – mentor – sessions – initiative – outcome – story, and where one stands on it.

Outcomes and stories lie in contexts above: they register what their station says, as the policy's relationships do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.tenancy.policy import Actor

from .models import Connection, Initiative, Session

NEED, MENTOR, SESSIONS, INITIATIVE, OUTCOME, STORY = KEYS = (
    "need",
    "mentor",
    "sessions",
    "initiative",
    "outcome",
    "story",
)


@dataclass(frozen=True, slots=True)
class Station:
    """One dot of the thread. `href` is empty where there is nothing that this reader may open.

    A teller may give a fragment such as "#need": a place on the page of the pair as this reader knows it.
    """

    key: str
    label: str
    is_done: bool
    says: str = ""
    href: str = ""
    is_here: bool = False


Teller = Callable[[Connection, Actor], Station]
_tellers: dict[str, Teller] = {}


def tells(key: str) -> Callable[[Teller], Teller]:
    """Register who tells a station for the reader: `@tells("outcome")`; to be imported by the context's `apps.py`."""

    def register(teller: Teller) -> Teller:
        _tellers[key] = teller
        return teller

    return register


def thread_of(connection: Connection, actor: Actor, *, here: str = "") -> tuple[Station, ...]:
    """Return the six stations for this reader; `here` is the key of the page being shown."""
    page = page_of(connection, actor)
    told = [_tellers[key](connection, actor) for key in KEYS if key in _tellers]
    placed = [replace(each, href=page + each.href) if each.href.startswith("#") else each for each in told]
    return mark(placed, here)


def standing(stations: Sequence[Station]) -> str:
    """Return the key of the station where a pair stands: the furthest it has reached, at its beginning the sessions."""
    reached = [station.key for station in stations if station.is_done]
    return max([SESSIONS, *reached], key=KEYS.index)


def mark(stations: Sequence[Station], here: str) -> tuple[Station, ...]:
    """Return the stations with the reader at another one."""
    return tuple(replace(station, is_here=station.key == here) for station in stations)


def page_of(connection: Connection, actor: Actor, station: str = "") -> str:
    """Return the address of the connection's page as this reader knows it, at a station of it."""
    mine = connection.members.filter(person_id=actor.person_id).exists()
    url = (
        reverse("journey", args=[connection.pk])
        if mine
        else reverse("pair", args=[connection.programme.slug, connection.pk])
    )
    return f"{url}#{station}" if station else url


@tells(NEED)
def _need(connection: Connection, actor: Actor) -> Station:
    return Station(NEED, _("Need"), True, href=f"#{NEED}")


@tells(MENTOR)
def _mentor(connection: Connection, actor: Actor) -> Station:
    return Station(MENTOR, _("Mentor"), Connection.Stage(connection.stage).has_journey(), href=f"#{MENTOR}")


@tells(SESSIONS)
def _sessions(connection: Connection, actor: Actor) -> Station:
    held = Session.objects.filter(connection=connection, state=Session.State.HELD).count()
    none = _("to come") if _goes_on(connection) else _("none were held")
    says = ngettext("%(count)d held", "%(count)d held", held) % {"count": held} if held else none
    return Station(SESSIONS, _("Sessions"), held > 0, says, f"#{SESSIONS}")


@tells(INITIATIVE)
def _initiative(connection: Connection, actor: Actor) -> Station:
    found = Initiative.objects.filter(connection=connection).aggregate(
        all=Count("pk"), measured=Count("pk", filter=Q(readings__isnull=False), distinct=True)
    )
    none = _("to come") if _goes_on(connection) else _("none was begun")
    says = "" if found["all"] else none
    return Station(INITIATIVE, _("Initiative"), found["measured"] > 0, says, f"#{INITIATIVE}")


def _goes_on(connection: Connection) -> bool:
    return connection.stage != Connection.Stage.CLOSED
