"""Making an organisation, its accounts and its roles."""

import re
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from telemachy.audit import chain as audit
from telemachy.errors import Refused
from telemachy.tenancy.context import work
from telemachy.tenancy.ids import uuid7
from telemachy.tenancy.models import Organisation, Route
from telemachy.tenancy.policy import Actor

from ..models import Account, Person, RoleAssignment

HOST_LABEL = re.compile(r"[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")


def create_organisation(name: str, route: str) -> Organisation:
    """Create an organisation that answers at the host label `route`.

    Raises:
        Refused: the label is taken, or no host name can carry it.
    """
    if not HOST_LABEL.fullmatch(route):
        raise Refused(
            f"“{route}” cannot be the first part of an address: small letters, digits and hyphens, a letter first, "
            "63 at most. Nothing was created. Choose another."
        )
    if Route.objects.filter(name=route).exists():
        raise Refused(f"The address {route} is taken. Nothing was created. Choose another.")
    organisation_id = uuid7()
    with work(organisation_id):
        organisation = Organisation.objects.create(id=organisation_id, name=name)
        Route.objects.create(name=route, organisation_id=organisation_id, title=name)
        audit.record(None, "organisation.created", organisation)
    return organisation


def add_person(name: str, email: str, *, by: Actor | None, time_zone: str = "UTC") -> Person:
    """Add somebody by name and e-mail address, with an account that signs in by code.

    Raises:
        Refused: the address is none, or somebody here has it.
    """
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"“{email}” is no e-mail address. Nobody was added. Correct it.") from None
    if Person.objects.filter(email__iexact=email).exists():
        raise Refused(f"Somebody here has the address {email} already. Nobody was added.")
    person = Person.objects.create(name=name, email=email.lower(), time_zone=time_zone)
    audit.record(by, "person.added", person)
    open_account(person, by=by)
    return person


def open_account(person: Person, *, by: Actor | None, password: str | None = None) -> Account:
    """Give a person an account under their address, or return the one they have."""
    existing: Account | None = person.account
    if existing is not None:
        return existing
    account = Account.objects.create_user(person.email, password)
    person.account = account
    person.save(update_fields=["account"])
    audit.record(by, "account.opened", person)
    return account


def assign_role(
    person: Person, role: str, *, by: Actor | None, programme_id: uuid.UUID | None = None
) -> RoleAssignment:
    """Give a person a role for the organisation or one programme; giving it twice changes nothing.

    Raises:
        Refused: somebody tries to give a role to themselves.
    """
    if by is not None and by.person_id == person.pk:
        raise Refused("Nobody gives a role to themselves. Nothing was changed. Ask another administrator.")
    assignment, new = RoleAssignment.objects.get_or_create(person=person, role=role, programme_id=programme_id)
    if new:
        audit.record(by, "role.assigned", person, role=role, programme=programme_id)
    return assignment
