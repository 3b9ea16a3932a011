"""Tells what somebody of the cast wants, offers, wishes and when they are free."""

from collections.abc import Sequence

from telemachy.people.models import Availability, Person, PersonSkill
from telemachy.programmes.models import Application


def tell(
    person: Person,
    *,
    wants: Sequence[str] = (),
    offers: Sequence[str] = (),
    hope: str = "",
    wishes: Sequence[Person] = (),
    free: Sequence[tuple[int, int, int]] = ((0, 540, 780), (3, 540, 780)),
) -> Person:
    """Write a person's facts; `free` are weekday, start and end in minutes after midnight."""
    for kind, skills in ((PersonSkill.Kind.WANTS, wants), (PersonSkill.Kind.OFFERS, offers)):
        for position, skill in enumerate(skills):
            PersonSkill.objects.create(person=person, kind=kind, skill=skill, position=position)
    for weekday, start, end in free:
        Availability.objects.create(person=person, weekday=weekday, start=start, end=end)
    Person.objects.filter(pk=person.pk).update(hope=hope, languages=["en"])
    Application.objects.filter(person=person).update(wishes=[wish.pk for wish in wishes])
    return person
