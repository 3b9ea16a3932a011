"""The people every test knows.

Noor, mentee; Elias, her mentor; Bruno, mentee in the same cohort, who sees nothing of hers; Ines, coordinator; Tove,
sponsor; Zadie, coordinator of another organisation, to whom all of this is 404.
"""

from dataclasses import dataclass

from telemachy.people.actions import assign_role, create_organisation, open_account
from telemachy.people.actors import actor_for
from telemachy.people.models import Person, RoleAssignment
from telemachy.programmes.actions import create_programme
from telemachy.programmes.models import Application, Programme
from telemachy.programmes.shipped import shipped_texts
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Organisation
from telemachy.tenancy.policy import Actor

Role = RoleAssignment.Role


@dataclass(frozen=True)
class Cast:
    """Two organisations, one programme each, and the people in them."""

    lumen: Organisation
    elsewhere: Organisation
    programme: Programme
    noor: Person
    bruno: Person
    elias: Person
    petra: Person
    ines: Person
    tove: Person
    zadie: Person

    def actor(self, person: Person) -> Actor:
        """Return a person's actor, as the middleware would find it."""
        with work(person.organisation_id):
            return actor_for(person)


def make_cast() -> Cast:
    """Create the cast; to be called outside any organisation's work."""
    lumen = create_organisation("Lumen Works", "lumen")
    elsewhere = create_organisation("Elsewhere", "elsewhere")
    with work(elsewhere.id):
        zadie = make_person("Zadie Elsewhere", role=Role.COORDINATOR)
    with work(lumen.id):
        programme = create_programme(shipped_texts()["engineers-to-leaders"], cohort="Autumn cohort", by=None)
        return Cast(
            lumen=lumen,
            elsewhere=elsewhere,
            programme=programme,
            noor=take_part(make_person("Noor Haddad"), programme, "mentee"),
            bruno=take_part(make_person("Bruno Costa"), programme, "mentee"),
            elias=take_part(make_person("Elias Berg"), programme, "mentor"),
            petra=take_part(make_person("Petra Novak"), programme, "mentor"),
            ines=make_person("Ines Roth", role=Role.COORDINATOR),
            tove=make_person("Tove Lind", role=Role.SPONSOR),
            zadie=zadie,
        )


def make_person(name: str, *, role: str | None = None, **facts: object) -> Person:
    """Create a person with an account, addressed first.last@example.org."""
    email = name.lower().replace(" ", ".") + "@example.org"
    person = Person.objects.create(name=name, email=email, **facts)
    open_account(person, by=None)
    if role:
        assign_role(person, role, by=None)
    return person


def take_part(person: Person, programme: Programme, role: str, capacity: int = 1) -> Person:
    """Put somebody into a programme."""
    Application.objects.create(programme=programme, person=person, role=role, capacity=capacity)
    return person
