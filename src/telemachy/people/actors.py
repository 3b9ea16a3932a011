"""Fills the frozen actor that access decisions judge."""

from telemachy.tenancy.context import current_organisation_id
from telemachy.tenancy.policy import Actor

from .models import Account, Person, RoleAssignment


def actor_for(person: Person | None) -> Actor:
    """Return the actor for a person with the roles they hold now; nobody holds none."""
    if person is None:
        return Actor(current_organisation_id())
    held = RoleAssignment.objects.filter(person=person).values_list("role", "programme_id")
    return Actor(current_organisation_id(), person.pk, frozenset((role, programme) for role, programme in held))


def person_of(account: Account) -> Person | None:
    """Return the person who signs in with an account."""
    return Person.objects.filter(account=account).first()
