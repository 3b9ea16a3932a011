"""What has happened since a draft was made that speaks against handing its pairs out."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from telemachy.journeys.models import Connection, Member
from telemachy.people.models import Person
from telemachy.programmes.models import Application

from ..models import Decision, MatchRun, Proposal

Pair = tuple[uuid.UUID, uuid.UUID]


def refused_since(run: MatchRun) -> frozenset[Pair]:
    """Return the pairs, mentee first, that a mentor declined or another draft ruled out always since this one began."""
    declined = Connection.objects.filter(
        programme_id=run.programme_id, stage=Connection.Stage.DECLINED, answered_at__gt=run.created_at
    )
    together: dict[uuid.UUID, dict[str, uuid.UUID]] = {}
    members = Member.objects.filter(connection__in=declined)
    for connection, role, person in members.values_list("connection_id", "role", "person_id"):
        together.setdefault(connection, {})[role] = person
    ruled_out = Decision.objects.filter(
        run__programme=run.programme_id, kind=Decision.Kind.RULE_OUT, always=True, undone=False, at__gt=run.created_at
    ).exclude(run=run)
    pairs = {(pair[Member.Role.MENTEE], pair[Member.Role.MENTOR]) for pair in together.values() if len(pair) > 1}
    return frozenset(pairs | set(ruled_out.values_list("mentee_id", "mentor_id")))


def taking_part(run: MatchRun) -> frozenset[tuple[uuid.UUID, str]]:
    """Return person and role of everybody who may still be paired in the draft's programme."""
    found = Application.objects.filter(
        programme=run.programme_id, status=Application.Status.ACCEPTED, person__status=Person.Status.ACTIVE
    )
    return frozenset(found.values_list("person_id", "role"))


def stale_because(run: MatchRun, pairs: Sequence[Proposal]) -> tuple[str, ...]:
    """Return a sentence for each person who has left and each pair that was refused since the draft was made."""
    here, refused = taking_part(run), refused_since(run)
    sides = [(pair.mentee, Application.Role.MENTEE) for pair in pairs]
    sides += [(pair.mentor, Application.Role.MENTOR) for pair in pairs if pair.mentor is not None]
    told = [
        _("%(name)s takes part no longer, or has paused.") % {"name": person.name}
        for person, role in sides
        if (person.pk, str(role)) not in here
    ]
    told += [
        _("%(mentee)s and %(mentor)s were refused since this draft was made.")
        % {"mentee": pair.mentee.name, "mentor": pair.mentor.name}
        for pair in pairs
        if pair.mentor is not None and (pair.mentee_id, pair.mentor.pk) in refused
    ]
    return tuple(dict.fromkeys(told))
