"""A cohort large enough to move in: nine engineers, six mentors with ten places, facts drawn from a fixed seed."""

import random
from dataclasses import dataclass

import pytest

from telemachy.people.models import Person
from telemachy.programmes.models import Application
from telemachy.tenancy.policy import Actor
from tests.cast import Cast, make_person, take_part
from tests.matching.people import tell

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
    mentees, mentors = {}, {}
    for name in MENTEES:
        person = make_person(name, seniority=2, team=f"Team {name[0]}")
        mentees[person.short_name] = take_part(person, cast.programme, "mentee")
    for name in MENTORS:
        person = make_person(name, seniority=4, department=f"Unit {name[0]}")
        mentors[person.short_name] = take_part(person, cast.programme, "mentor", draw.choice((1, 2, 2)))
    for person in mentees.values():
        wishes = draw.sample(sorted(mentors.values(), key=lambda each: each.name), 3)
        tell(person, wants=draw.sample(SKILLS, 3), hope=f"{person.short_name} hopes to lead.", wishes=wishes)
    for person in mentors.values():
        tell(person, offers=draw.sample(SKILLS, 3))
    return Cohort(cast, cast.actor(cast.ines), mentees, mentors)
