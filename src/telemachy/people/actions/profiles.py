"""Correcting what is known of a person."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict
from telemachy.tenancy.locks import take
from telemachy.tenancy.policy import Actor

from ..models import Person
from ..queries import OWN, skills_of, values_of, weeks_of
from .imports import LISTS, list_rows, put_simple, replace_lists

COORDINATOR = "coordinator"


@transaction.atomic
def edit_profile(person: Person, values: Mapping[str, Any], *, version: int, by: Actor) -> Person:
    """Take over the fields of `values` that differ, and remember who said so.

    `values` leads from fields of a spreadsheet to values as `importing` reads them, None where a field is blanked;
    `manager` to a person or None, `status` to a state.

    Raises:
        Conflict: the person was changed since `version` was read; nothing was taken over.
    """
    person = take(Person, person.pk)
    if person.version != version:
        raise Conflict(_("Somebody changed this person since you opened the page. Your change was not made."))
    before: dict[str, Any] = {**values_of(person, skills_of([person.pk]), weeks_of([person.pk]))}
    before |= {"manager": person.manager, "status": person.status}
    changed = {field: value for field, value in values.items() if (value or "") != (before.get(field) or "")}
    if not changed:
        return person
    source = OWN if by.person_id == person.pk else COORDINATOR
    origin = {"source": source, "id": str(by.person_id), "at": timezone.now().isoformat()}
    for field, value in changed.items():
        _put(person, field, value)
    person.provenance = {**person.provenance, **dict.fromkeys(changed, origin)}
    person.version += 1
    person.save()
    audit.record(by, "person.edited", person, fields=sorted(changed))
    return person


def _put(person: Person, field: str, value: Any) -> None:
    if field in LISTS:
        skills, weeks = list_rows(person.pk, field, value or ())
        replace_lists({name: [person.pk] * (name == field) for name in LISTS}, skills, weeks)
    elif field in ("manager", "status"):
        setattr(person, field, value)
    else:
        put_simple(person, field, value if value is not None else _blank(field))


def _blank(field: str) -> Any:
    return {"seniority": None, "started_on": None, "languages": (), "time_zone": "UTC"}.get(field, "")
