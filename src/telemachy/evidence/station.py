"""What the thread says of outcomes: how many are on record, and how the best of them is known."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.journeys.models import Connection
from telemachy.journeys.thread import OUTCOME, Station, tells
from telemachy.tenancy.policy import Actor

from .grades import best_of
from .queries import Known, href_of, readable_claims


@tells(OUTCOME)
def outcome(connection: Connection, actor: Actor) -> Station:
    """Tell this reader what came of a pair, as far as it is theirs to read."""
    claims = readable_claims(connection, actor)
    happened = [each for each in claims if each.claim.happened]
    return Station(OUTCOME, _("Outcome"), bool(happened), _says(happened), _href(connection, actor, claims))


def _says(happened: list[Known]) -> str:
    best = best_of(each.grade for each in happened)
    if best is None:
        return _("to come")
    count = ngettext("%(count)d on record", "%(count)d on record", len(happened)) % {"count": len(happened)}
    return _("%(count)s, %(how)s") % {"count": count, "how": best.how}


def _href(connection: Connection, actor: Actor, claims: tuple[Known, ...]) -> str:
    """The pair's own page of outcomes; for a coordinator the one claim there is to read, or the programme's list."""
    if connection.members.filter(person_id=actor.person_id).exists():
        return reverse("outcomes", args=[connection.pk])
    if len(claims) == 1:
        return href_of(claims[0].claim, actor)
    return reverse("programme-outcomes", args=[connection.programme.slug]) if claims else ""
