"""A cohort large enough to move in: nine engineers, six mentors with ten places, facts drawn from a fixed seed."""

import random
from dataclasses import dataclass

import pytest

from telemachy.people.models import Availability, Person, PersonSkill
from telemachy.programmes.models import Application
from telemachy.tenancy.policy import Actor
from tests.cast import Cast

SKILLS = ("core.coaching", "core.strategy", "core.negotiation", "core.delegation", "core.feedback", "core.speaking")
MENTEES = (
    *("Amira Haddad", "Ben Sato", "Chen Wu", "Dana Reyes", "Ewa Nowak"),
    *("Femi Obi", "Gita Rao", "Hugo Lang", "Iris Vik"),
)
MENTORS = ("Kofi Osei", "Lena Marsh", "Mei Tanaka", "Omar Bello", "Piotr Kral", "Ruth Cole")


@dataclass(frozen=True)
class Cohort:
    """Lumen's cast with a cohort around it; the coordinator acts."""

    cast: Cast
    by: Actor
    mentees: dict[str, Person]
    mentors: dict[str, Person]


@pytest.fixture
def cohort(at_lumen: Cast) -> Cohort:
    return make_cohort(at_lumen)


def make_cohort(cast: Cast, seed: int = 7) -> Cohort:
    """Make the cohort in the active organisation; the four of the cast take no part."""
    draw = random.Random(seed)
    Application.objects.all().delete()
    mentees = {name.split()[0]: _person(name, seniority=2, team=f"Team {name[0]}") for name in MENTEES}
    mentors = {name.split()[0]: _person(name, seniority=4, department=f"Unit {name[0]}") for name in MENTORS}
    everybody = [*mentees.values(), *mentors.values()]
    Person.objects.bulk_create(everybody)
    wishes = {person.pk: draw.sample([mentor.pk for mentor in mentors.values()], 3) for person in mentees.values()}
    places = {person.pk: draw.choice((1, 2, 2)) for person in mentors.values()}
    Application.objects.bulk_create(
        Application(
            programme=cast.programme,
            person=person,
            role="mentee" if person.pk in wishes else "mentor",
            capacity=places.get(person.pk, 1),
            wishes=wishes.get(person.pk, []),
        )
        for person in everybody
    )
    PersonSkill.objects.bulk_create(
        PersonSkill(person=person, kind="wants" if person.pk in wishes else "offers", skill=skill, position=position)
        for person in everybody
        for position, skill in enumerate(draw.sample(SKILLS, 3))
    )
    Availability.objects.bulk_create(
        Availability(person=person, weekday=day, start=540, end=780) for person in everybody for day in (0, 3)
    )
    return Cohort(cast, cast.actor(cast.ines), mentees, mentors)


def _person(name: str, **facts: object) -> Person:
    email = name.lower().replace(" ", ".") + "@example.org"
    return Person(name=name, email=email, languages=["en"], hope=f"{name} hopes to lead.", **facts)
