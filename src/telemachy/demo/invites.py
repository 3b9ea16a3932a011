"""The calendar entry that comes with a mail, as the inbox shows it and gives it out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar.parser import Contentline

from telemachy.messaging.calendar import CANCEL
from telemachy.web.templatetags.telemachy import zone_name

_FOLD = re.compile(r"\r?\n[ \t]")


@dataclass(frozen=True)
class Invite:
    """One calendar entry: what it says, and the text that calendar programs read."""

    summary: str
    starts_at: datetime
    method: str
    sequence: int
    place: str
    text: str

    @property
    def kind(self) -> str:
        """What it does to a calendar."""
        if self.method == CANCEL:
            return _("Cancellation")
        return _("Update of an invitation") if self.sequence else _("Invitation")

    @property
    def starts(self) -> str:
        """The start by the clock that the entry names."""
        return f"{date_format(self.starts_at, 'l j F Y, H:i')} ({zone_name(self.starts_at)})"


def invite_of(message: EmailMessage) -> Invite | None:
    """Return the calendar entry of a mail; none where there is none that can be read."""
    part = next((each for each in message.walk() if each.get_content_type() == "text/calendar"), None)
    return _read(str(part.get_content())) if part is not None else None


def rewritten(text: str, change: Callable[[str], str]) -> str:
    """Return a calendar text after a change of its long lines, which are broken again afterwards."""
    lines = change(_FOLD.sub("", text).replace("\r\n", "\n")).split("\n")
    return "\r\n".join(str(Contentline(line).to_ical(), "utf-8") for line in lines)  # type: ignore[no-untyped-call]


def _read(text: str) -> Invite | None:
    try:
        calendar = Calendar.from_ical(text)
        event = calendar.walk("VEVENT")[0]
        starts_at = event.decoded("DTSTART")
    except (ValueError, KeyError, IndexError):
        return None
    if not isinstance(starts_at, datetime):
        return None
    said = {key: str(event.get(key, "")) for key in ("SUMMARY", "LOCATION")}
    method, sequence = str(calendar.get("METHOD", "")), int(event.get("SEQUENCE", 0))
    return Invite(said["SUMMARY"], starts_at, method, sequence, said["LOCATION"], text)
