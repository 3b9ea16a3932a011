"""What people of a pair are told by mail, in the words of the programme's file."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from telemachy.messaging.links import make_link
from telemachy.messaging.models import OutboxMessage
from telemachy.messaging.outbox import enqueue
from telemachy.messaging.placeholders import fill, placeholders_in
from telemachy.people.models import Person, RoleAssignment
from telemachy.programmes.file import ProgrammeFile, Text
from telemachy.programmes.models import Programme
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy.context import current_organisation_id
from telemachy.tenancy.models import Organisation

from ..models import Connection, Member

LINK_DAYS = 60
MOST_REASONS = 4
ANSWER, SEE = "connection.answer", "connection.see"


@dataclass(frozen=True)
class Sender:
    """A programme as its mails name it."""

    programme: Programme
    file: ProgrammeFile
    organisation: str
    coordinator: str

    @property
    def name(self) -> str:
        """What stands before the address: "Engineers who lead, Lumen Works"."""
        return f"{self.programme.name}, {self.organisation}"

    @property
    def why(self) -> str:
        """Why somebody gets a mail of this programme."""
        return _("You get this because you take part in %(programme)s.") % {"programme": self.programme.name}


@dataclass(frozen=True)
class Letter:
    """One mail before it is written to the outbox."""

    kind: str
    to: Person
    subject: str
    body: str


def sender_of(programme: Programme) -> Sender:
    """Read once what every mail of a programme names."""
    coordinator = coordinator_of_programme(programme)
    return Sender(
        programme=programme,
        file=file_of(latest_version(programme)),
        organisation=Organisation.objects.filter(pk=current_organisation_id()).values_list("name", flat=True)[0],
        coordinator=coordinator.name if coordinator else programme.name,
    )


def coordinator_of_programme(programme: Programme) -> Person | None:
    """Return the programme's coordinator, or the first who coordinates everything."""
    held = RoleAssignment.objects.filter(role=RoleAssignment.Role.COORDINATOR).order_by("id").select_related("person")
    found = sorted(held, key=lambda each: each.programme_id != programme.pk)
    return next((each.person for each in found if each.programme_id in (programme.pk, None)), None)


def invitation(
    sender: Sender, mentee: Person, mentor: Person, reasons: list[str], answer_by: datetime | None
) -> Letter:
    """What a mentor reads who is asked."""
    values = values_for(sender, mentee=mentee, mentor=mentor, reasons=reasons)
    values["answer_by"] = day(answer_by, mentor.time_zone) if answer_by else ""
    return write(sender, "invitation", mentor, values)


def your_mentor(sender: Sender, mentee: Person, mentor: Person, reasons: list[str]) -> Letter:
    """What a mentee reads whose mentor has said yes."""
    return write(sender, "your-mentor", mentee, values_for(sender, mentee=mentee, mentor=mentor, reasons=reasons))


def still_looking(sender: Sender, mentee: Person) -> Letter:
    """What a mentee reads for whom nobody was found."""
    return write(sender, "still-looking", mentee, values_for(sender, mentee=mentee))


def values_for(
    sender: Sender, *, mentee: Person, mentor: Person | None = None, reasons: list[str] | None = None
) -> dict[str, str]:
    """The {names} that a programme's texts may use."""
    file = sender.file
    values = {
        "coordinator": sender.coordinator,
        "length": str(file.length),
        "mentee": mentee.name,
        "mentee_first": mentee.short_name,
        "mentee_goal": mentee.hope.strip(),
        "organisation": sender.organisation,
        "programme": sender.programme.name,
        "reasons": "\n".join(f"- {reason}" for reason in (reasons or [])[:MOST_REASONS]),
        "rhythm": file.rhythm.after_every,
        "session_minutes": str(file.session_minutes),
    }
    return values | ({"mentor": mentor.name, "mentor_first": mentor.short_name} if mentor else {})


def write(sender: Sender, kind: str, to: Person, values: Mapping[str, str]) -> Letter:
    """Fill in a text of the programme; a paragraph about something that is not known is left out."""
    text = sender.file.texts.get(kind) or _plain(kind)
    return Letter(kind, to, fill(text.subject, values, "header"), body_of(text, values))


def body_of(text: Text, values: Mapping[str, str]) -> str:
    """Fill in the body of a text in one pass, without the paragraphs about something that is not known."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text.body.strip()) if _says_something(part, values)]
    return fill("\n\n".join(paragraphs), values)


def _says_something(paragraph: str, values: Mapping[str, str]) -> bool:
    return all(values.get(name) for name in placeholders_in(paragraph))


def _plain(kind: str) -> Text:
    """What is said where a programme's file leaves a text out."""
    hello, bye = {"invitation": "mentor"}.get(kind, "mentee"), "{coordinator}"
    subject, said = {
        "invitation": (
            _("{mentor_first}, would you mentor {mentee}?"),
            _("{mentee} hopes for this: “{mentee_goal}”\n\nWhy you:\n{reasons}\n\nPlease answer by {answer_by}."),
        ),
        "your-mentor": (_("{mentor_first} said yes"), _("{mentor} is your mentor.\n\nWhy the two of you:\n{reasons}")),
        "still-looking": (
            _("Still looking for your mentor"),
            _("we have not found a mentor who fits yet. You keep your place."),
        ),
    }[kind]
    greeting = _("Hello %(name)s,") % {"name": "{" + hello + "_first}"}
    return Text(subject, f"{greeting}\n\n{said}\n\n{bye}")


def day(moment: datetime, time_zone: str) -> str:
    """A day as its reader writes it, "Mon 13 October", by the clock on their wall."""
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return date_format(localtime(moment, zone), "D j F")


def post(
    sender: Sender,
    letter: Letter,
    *,
    event: str,
    links: Mapping[str, Any],
    send_after: datetime | None = None,
    calendar: str = "",
) -> OutboxMessage:
    """Write a letter to the outbox in the running transaction; `links` is what its templates name besides the words."""
    return enqueue(
        letter.kind,
        event=event,
        person_id=letter.to.pk,
        to_name=letter.to.name,
        to_address=letter.to.email,
        programme_id=sender.programme.pk,
        from_name=sender.name,
        why=sender.why,
        context={"subject": letter.subject, "body": letter.body, **links},
        send_after=send_after,
        calendar=calendar,
    )


def answer_links(mentor: uuid.UUID, connection: uuid.UUID) -> dict[str, str]:
    """The links of an invitation: one page, opened with a yes or a no chosen already."""
    url = make_link(mentor, ANSWER, connection, days=LINK_DAYS)
    return {"accept_url": url, "decline_url": f"{url}?answer=no"}


def tell_mentee(connection: Connection) -> OutboxMessage:
    """Write the mail that tells a mentee who said yes."""
    people = {each.role: each.person for each in connection.members.select_related("person")}
    mentee, mentor = people[Member.Role.MENTEE], people[Member.Role.MENTOR]
    sender = sender_of(connection.programme)
    letter = your_mentor(sender, mentee, mentor, connection.reasons)
    links = {"url": make_link(mentee.pk, SEE, connection.pk, days=LINK_DAYS)}
    return post(sender, letter, event=f"accepted:{connection.pk}", links=links)
