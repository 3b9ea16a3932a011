"""Who could be paired now, and what is missing before pairs are proposed."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Sum

from telemachy.people.models import Availability, Person, PersonSkill
from telemachy.programmes.models import Application, Programme


@dataclass(frozen=True)
class Start:
    """People who take part and are active, and how many of them have left out what matching reads."""

    mentees: int
    mentors: int
    places: int  # that mentors offer, taken ones included
    mentees_without_topics: int
    mentors_without_topics: int
    without_hours: int

    @property
    def is_possible(self) -> bool:
        """Say whether there is anybody on both sides."""
        return bool(self.mentees and self.mentors)


def read_start(programme: Programme) -> Start:
    """Count who takes part; six queries whatever their number."""
    taking_part = Application.objects.filter(
        programme=programme, status=Application.Status.ACCEPTED, person__status=Person.Status.ACTIVE
    )
    sides = {role: taking_part.filter(role=role) for role in Application.Role.values}
    mentees, mentors = sides[Application.Role.MENTEE], sides[Application.Role.MENTOR]
    return Start(
        mentees=mentees.count(),
        mentors=mentors.count(),
        places=mentors.aggregate(places=Sum("capacity"))["places"] or 0,
        mentees_without_topics=mentees.exclude(_has_skill(PersonSkill.Kind.WANTS)).count(),
        mentors_without_topics=mentors.exclude(_has_skill(PersonSkill.Kind.OFFERS)).count(),
        without_hours=taking_part.exclude(_has_hours()).values("person_id").distinct().count(),
    )


def _has_skill(kind: str) -> Q:
    return Q(Exists(PersonSkill.objects.filter(person_id=OuterRef("person_id"), kind=kind)))


def _has_hours() -> Q:
    return Q(Exists(Availability.objects.filter(person_id=OuterRef("person_id"))))
