"""What the other of the two is told when a pair comes to its end. No mail carries what anybody wrote."""

from django.utils.translation import gettext as _

from telemachy.messaging.links import make_link
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.tenancy.policy import Actor

from ..models import Closure, Member
from .letters import LINK_DAYS, Letter, Sender, post, sender_of

CLOSE_WELL = "connection.close-well"


def tell_announced(closure: Closure, by: Actor) -> OutboxMessage:
    """Write to the other that the closing has been announced: "Close well: three questions"."""
    sender, to, other = _people(closure, by)
    said = _(
        "Hello %(to)s,\n\n"
        "%(other)s suggests that you two bring your time together to its end. Most pairs meet once more for it.\n\n"
        "Three questions help to close well:\n"
        "- What comes next for you?\n- What helped?\n- What did not work?\n\n"
        "They take five minutes. Nobody is asked for a reason.\n\n%(bye)s"
    )
    body = said % {"to": to.short_name, "other": other.short_name, "bye": sender.coordinator}
    letter = Letter("closing", to, _("Close well: three questions"), body)
    return _post(sender, letter, closure, "announced")


def tell_closed(closure: Closure, by: Actor) -> OutboxMessage:
    """Write to the other that the pair has ended, and what both can still do."""
    sender, to, other = _people(closure, by)
    said = _(
        "Hello %(to)s,\n\n"
        "%(other)s and you have come to the end of your time as a pair. "
        "Ending needs no reason, and nobody has done anything wrong.\n\n"
        "Your goals, your sessions and what you shared stay for both of you to read. "
        "If you have not answered the three closing questions, you still can.\n\n"
        "Thank you for the time you gave.\n\n%(bye)s"
    )
    body = said % {"to": to.short_name, "other": other.short_name, "bye": sender.coordinator}
    subject = _("%(other)s and you: your pair has ended") % {"other": other.short_name}
    return _post(sender, Letter("ended", to, subject, body), closure, "closed")


def _people(closure: Closure, by: Actor) -> tuple[Sender, Person, Person]:
    """Return the sender, who is told, and who acted."""
    members = list(Member.objects.filter(connection=closure.connection).select_related("person"))
    other = next(each.person for each in members if each.person_id == by.person_id)
    to = next(each.person for each in members if each.person_id != by.person_id)
    return sender_of(closure.connection.programme), to, other


def _post(sender: Sender, letter: Letter, closure: Closure, what: str) -> OutboxMessage:
    links = {"url": make_link(letter.to.pk, CLOSE_WELL, closure.connection_id, days=LINK_DAYS)}
    return post(sender, letter, event=f"{what}:{closure.pk}", links=links)
