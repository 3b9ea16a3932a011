"""What a pair's charter says, and the mail that asks the other to read it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from telemachy.messaging.links import organisation_address
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.programmes.file import Text

from ..models import Charter, Connection, Member
from .letters import Letter, body_of, post, sender_of, values_for


def charter_text(connection: Connection) -> str:
    """Return the programme's charter with the names of the pair, or a plain one where the file has none."""
    people = _people(connection)
    sender = sender_of(connection.programme)
    values = values_for(
        sender, mentee=people[Member.Role.MENTEE], mentor=people[Member.Role.MENTOR], reasons=connection.reasons
    )
    return body_of(sender.file.texts.get("charter") or _plain(), values)


def tell_of_agreement(charter: Charter, agreed: Person) -> OutboxMessage:
    """Write the mail that tells the other who has agreed and where to read the charter."""
    connection = charter.connection
    other = next(person for person in _people(connection).values() if person.pk != agreed.pk)
    names = {"name": agreed.short_name, "other": other.short_name}
    letter = Letter(
        "charter-agreed",
        other,
        _("%(name)s has agreed to your charter") % names,
        _(
            "Hello %(other)s,\n\n%(name)s has agreed to the charter of the two of you: how often you meet, what stays "
            "between you, and how either of you can end it.\n\nRead it, and agree if it is right for you. If it is "
            "not, talk about it when you first meet."
        )
        % names,
    )
    url = organisation_address() + reverse("charter", args=[connection.pk])
    return post(sender_of(connection.programme), letter, event=f"charter:{charter.pk}", links={"url": url})


def _people(connection: Connection) -> dict[str, Person]:
    return {each.role: each.person for each in connection.members.select_related("person")}


def _plain() -> Text:
    return Text(
        _("What we agree on"),
        _(
            "We meet for {session_minutes} minutes every {rhythm}, for {length}. {mentee_first} brings the subject; "
            "{mentor_first} brings time, questions and experience.\n\n"
            "What is said stays between us. Neither of us reports to a manager about the other.\n\n"
            "Either of us can end this at any time without giving a reason. We then say goodbye in a last session."
        ),
    )
