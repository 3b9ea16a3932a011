"""The mail that says that there is a shared note, and never what it says."""

from django.urls import reverse
from django.utils.translation import gettext as _

from telemachy.messaging.links import organisation_address
from telemachy.messaging.models import OutboxMessage

from ..models import SharedNote
from .letters import Letter, post, sender_of


def tell_of_shared_note(note: SharedNote) -> OutboxMessage | None:
    """Tell the other of the pair; at most one mail for each author and hour, however many notes it brings."""
    connection, author = note.connection, note.author
    others = connection.members.exclude(person=author).select_related("person")
    other = next((member.person for member in others), None)
    if other is None:
        return None
    names = {"name": author.short_name, "other": other.short_name}
    letter = Letter(
        "note-shared",
        other,
        _("%(name)s has shared a note") % names,
        _("Hello %(other)s,\n\n%(name)s has shared a note with you. Only the two of you read it, on your page.")
        % names,
    )
    event = f"note-shared:{connection.pk}:{author.pk}:{note.written_at:%Y-%m-%dT%H}"
    url = organisation_address() + reverse("notes", args=[connection.pk])
    return post(sender_of(connection.programme), letter, event=event, links={"url": url})
