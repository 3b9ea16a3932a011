"""Reads calendar texts as two calendar programs do that are not ours: `vobject` and `ics`."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ics
import vobject

from telemachy.messaging.calendar import Address, Meeting

ELSEWHERE = "Somewhere/Unheard"


@dataclass(frozen=True)
class Read:
    """What a program understood of a meeting; times in UTC."""

    method: str
    uid: str
    start: datetime
    end: datetime
    summary: str
    organiser: tuple[str, str]
    attendees: frozenset[tuple[str, str]]
    status: str


def a_meeting(**changes: Any) -> Meeting:
    """Return the first session of Noor and Elias, changed as the test says."""
    given = {
        "uid": "0199-session@lumen.example",
        "sequence": 0,
        "starts_at": datetime(2026, 10, 13, 9, 0, tzinfo=UTC),
        "minutes": 45,
        "time_zone": "Europe/London",
        "summary": "Mentoring session",
        "description": "Join: https://meet.lumen.example/noor-elias",
        "place": "Room 4, second floor; ring twice",
        "url": "https://meet.lumen.example/noor-elias",
        "organiser": Address("Engineers who lead, Lumen Works", "telemachy@lumen.example"),
        "attendees": (
            Address("Noor Haddad", "noor.haddad@example.org"),
            Address("Elias Berg", "elias.berg@example.org"),
        ),
        "stamped_at": datetime(2026, 10, 1, 8, 30, 15, 999, tzinfo=UTC),
        **changes,
    }
    return Meeting(**given)


def read_by_vobject(text: str) -> Read:
    """Read with vobject, which knows most zones by their names; validation included."""
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    event = calendar.vevent
    return Read(
        calendar.method.value,
        event.uid.value,
        event.dtstart.value.astimezone(UTC),
        event.dtend.value.astimezone(UTC),
        event.summary.value,
        (event.organizer.params["CN"][0], event.organizer.value),
        frozenset((line.params["CN"][0], line.value) for line in event.attendee_list),
        event.status.value,
    )


def read_by_ics(text: str) -> Read:
    """Read with ics, which knows most zones by their names."""
    calendar = ics.Calendar(text)
    [event] = calendar.events
    return Read(
        calendar.method,
        event.uid,
        event.begin.datetime.astimezone(UTC),
        event.end.datetime.astimezone(UTC),
        event.name,
        (event.organizer.common_name, f"mailto:{event.organizer.email}"),
        frozenset((person.common_name, f"mailto:{person.email}") for person in event.attendees),
        event.status,
    )


def read_by_the_text_alone(text: str) -> Read:
    """Read with vobject by the clocks that the text describes, under a name that no program knows."""
    for zone in _zones_in(text):
        clocks = vobject.readOne(text).vtimezone.tzinfo
        vobject.icalendar.registerTzid(ELSEWHERE, clocks)
        text = text.replace(f"TZID:{zone}", f"TZID:{ELSEWHERE}").replace(f"TZID={zone}", f"TZID={ELSEWHERE}")
    return read_by_vobject(text)


READERS = (read_by_vobject, read_by_ics, read_by_the_text_alone)


def _zones_in(text: str) -> list[str]:
    return [line.removeprefix("TZID:") for line in text.splitlines() if line.startswith("TZID:")]
