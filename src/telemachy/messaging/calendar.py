"""Writes invitations and cancellations that calendar programs put into a person's calendar by themselves (iCalendar).

A meeting keeps its `uid` for good; every change of it raises `sequence`, by which programs tell new from old.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from icalendar import Calendar, Event, vCalAddress
from icalendar.parser import Contentline

from .placeholders import for_target
from .redaction import without_tokens
from .zone_rules import describe_zone

REQUEST, CANCEL = "REQUEST", "CANCEL"

_FOLD = re.compile(r"\r?\n[ \t]")
_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)
_NO_ADDRESS = re.compile(r"[\s\x00-\x20\x7f-\xa0\"<>\\^`{|}]")
_IN_ADDRESSES = "@!$&'*+/=?^_`{|}~.-"  # what stands in an e-mail address as it is


@dataclass(frozen=True)
class Address:
    """Somebody in a calendar: a name to be shown and an e-mail address."""

    name: str
    email: str


@dataclass(frozen=True)
class Meeting:
    """What a calendar is told of a meeting, in words that may be seen by whoever sees the calendar.

    Args:
        uid: names the meeting for good, such as "<id>@<domain>".
        sequence: 0 at first, one more with every change and with the cancellation.
        starts_at: an aware time; calendars show it by the clocks of `time_zone`, an IANA name.
        url: where to meet; https or http, or empty.
        organiser: who answers go to.
        attendees: whoever has no valid address is left out, for one typing mistake must not stop the others' mail.
        stamped_at: when this was said, an aware time.

    Raises:
        ValueError: a time without its zone, an unknown zone, a length below a minute, a `url` that is no web address,
            or an organiser without an e-mail address.
    """

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    time_zone: str
    summary: str
    description: str
    place: str
    url: str
    organiser: Address
    attendees: tuple[Address, ...]
    stamped_at: datetime

    def __post_init__(self) -> None:
        """Refuse what no calendar could show."""
        if self.starts_at.utcoffset() is None or self.stamped_at.utcoffset() is None:
            raise ValueError("A meeting needs times with their zone.")
        if self.minutes < 1 or self.sequence < 0:
            raise ValueError("A meeting lasts a minute at least, and its sequence counts from 0.")
        if self.url and not is_web_address(self.url):
            raise ValueError("The address to meet at is no web address.")
        if not _is_email(self.organiser.email):
            raise ValueError("The organiser of a meeting needs an e-mail address.")
        _read_zone(self.time_zone)


def invitation(meeting: Meeting) -> str:
    """Return the calendar text that asks people to a meeting, or tells them that it has changed."""
    return _written(meeting, REQUEST)


def cancellation(meeting: Meeting) -> str:
    """Return the calendar text that takes a meeting out of people's calendars; its sequence has to be a new one."""
    return _written(meeting, CANCEL)


def is_web_address(url: str) -> bool:
    """Say whether this is an address that a browser opens, and nothing that runs, reads files or breaks a line."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not _NO_ADDRESS.search(url)
    except ValueError:
        return False


def method_of(text: str) -> str:
    """Return what a calendar text wants done, REQUEST or CANCEL; its mail has to say the same.

    Raises:
        ValueError: it says nothing, something else, or two things.
    """
    said = _METHOD.findall(text)
    if len(said) != 1 or said[0] not in (REQUEST, CANCEL) or not text.startswith("BEGIN:VCALENDAR"):
        raise ValueError("A calendar text has exactly one method, REQUEST or CANCEL.")
    return str(said[0])


def without_secrets(text: str) -> str:
    """Return a calendar text whose links have lost their secret, also where a long line was broken in the middle."""
    lines = without_tokens(_FOLD.sub("", text)).replace("\r\n", "\n").split("\n")
    return "\r\n".join(str(Contentline(line).to_ical(), "utf-8") for line in lines)  # type: ignore[no-untyped-call]


def _written(meeting: Meeting, method: str) -> str:
    calendar = Calendar()
    for name, value in (("VERSION", "2.0"), ("PRODID", "-//Telemachy//Telemachy//EN"), ("CALSCALE", "GREGORIAN")):
        calendar.add(name, value)
    calendar.add("METHOD", method)
    start = meeting.starts_at.astimezone(UTC).replace(microsecond=0)
    times = (start, start + timedelta(minutes=meeting.minutes))
    zone = _read_zone(meeting.time_zone)
    clocks = describe_zone(zone, start) if zone.key != "UTC" and _are_plain(times, zone) else None
    if clocks is not None:
        calendar.add_component(clocks)
        times = (times[0].astimezone(zone), times[1].astimezone(zone))
    calendar.add_component(_event(meeting, method, *times))
    return str(calendar.to_ical(), "utf-8")


def _are_plain(times: Sequence[datetime], zone: ZoneInfo) -> bool:
    """Say whether the clocks of a zone tell these times without doubt.

    They do not while they are changed: programs do not agree on which of two hours with the same name is meant. Such
    times are written in UTC, and so are those of a zone whose clocks follow no yearly rules.
    """
    local = [moment.astimezone(zone) for moment in times]
    offsets = {moment.replace(fold=fold).utcoffset() for moment in local for fold in (0, 1)}
    return len(offsets) == 1


def _read_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"{name} is no time zone.") from error


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _event(meeting: Meeting, method: str, start: datetime, end: datetime) -> Event:
    event = Event()
    event.add("UID", for_target(meeting.uid, "header"))
    event.add("SEQUENCE", meeting.sequence)
    event.add("STATUS", "CANCELLED" if method == CANCEL else "CONFIRMED")
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        event.add(name, meeting.stamped_at.astimezone(UTC).replace(microsecond=0))
    event.add("DTSTART", start)
    event.add("DTEND", end)
    event.add("SUMMARY", for_target(meeting.summary, "header"))
    _add_words(event, meeting)
    event.add("ORGANIZER", _person(meeting.organiser))
    for attendee in meeting.attendees:
        if _is_email(attendee.email):
            event.add("ATTENDEE", _attendee(attendee, method))
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "OPAQUE")
    return event


def _add_words(event: Event, meeting: Meeting) -> None:
    """Add what may be missing; many programs show no URL, so that it stands for a missing place too."""
    place = for_target(meeting.place, "header").strip() or meeting.url
    description = for_target(meeting.description, "text").strip()
    for name, value in (("DESCRIPTION", description), ("LOCATION", place), ("URL", meeting.url)):
        if value:
            event.add(name, value)


def _person(address: Address) -> vCalAddress:
    """Return somebody with a name in quotation marks, which therefore holds none."""
    person = vCalAddress(f"mailto:{quote(address.email, safe=_IN_ADDRESSES)}")
    name = " ".join(for_target(address.name, "header").replace('"', "'").split())
    if name:
        person.params["CN"] = name
    return person


def _attendee(address: Address, method: str) -> vCalAddress:
    person = _person(address)
    person.params["CUTYPE"] = "INDIVIDUAL"
    person.params["ROLE"] = "REQ-PARTICIPANT"
    person.params["PARTSTAT"] = "NEEDS-ACTION"
    if method == REQUEST:
        person.params["RSVP"] = "TRUE"
    return person
