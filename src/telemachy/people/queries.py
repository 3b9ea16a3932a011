"""Reads of people: what an import has to know of everybody, in a fixed number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from telemachy.language import load_taxonomy

from .importing import ColumnMapping, Decisions, ExistingPerson, Skill, Value
from .importing.fields import fold
from .models import Availability, ImportBatch, Person, PersonSkill
from .spreadsheets import Table
from .week import Stretch

OWN = "self"
"""The source of an answer that somebody gave about themselves."""
TEXTS = ("name", "call_me", "job_title", "team", "department", "site", "employer", "time_zone", "hope", "biography")


@dataclass(frozen=True)
class Known:
    """A person with what the import compares; `existing` knows nothing of programmes."""

    person: Person
    existing: ExistingPerson


def known_people(*, lock: bool = False) -> dict[str, Known]:
    """Return everybody in the organisation by e-mail in small letters; three queries.

    With `lock` the people stay as they are until the transaction ends.
    """
    query = Person.objects.select_related("manager", "account")
    people = list(query.select_for_update(of=("self",)) if lock else query)
    skills, weeks = skills_of(None), weeks_of(None)
    return {key_of(person): Known(person, _existing(person, skills, weeks)) for person in people}


def table_of(batch: ImportBatch) -> Table:
    """Return the file as it was read."""
    return Table.unpack(batch.table)


def mapping_of(batch: ImportBatch) -> ColumnMapping:
    """Return what each column of the file is."""
    return ColumnMapping.unpack(batch.mapping["columns"])


def decisions_of(batch: ImportBatch) -> Decisions:
    """Return what has been settled so far."""
    return Decisions.unpack(batch.decisions)


def key_of(person: Person) -> str:
    """Return what files refer to a person by."""
    return person.email.lower()


Skills = dict[tuple[uuid.UUID, str], tuple[Skill, ...]]
Weeks = dict[uuid.UUID, tuple[Stretch, ...]]


def skills_of(people: Collection[uuid.UUID] | None) -> Skills:
    """Return (person, kind) → skills in their order; of everybody where `people` is None."""
    found: dict[tuple[uuid.UUID, str], list[Skill]] = defaultdict(list)
    known = load_taxonomy().by_id
    query = PersonSkill.objects.all() if people is None else PersonSkill.objects.filter(person_id__in=people)
    for each in query.order_by("position", "id"):
        id = each.skill if each.skill in known else ""
        found[each.person_id, each.kind].append(Skill(id, "" if id else each.skill, each.level or 0))
    return {key: tuple(skills) for key, skills in found.items()}


def weeks_of(people: Collection[uuid.UUID] | None) -> Weeks:
    """Return person → stretches of the week in order; of everybody where `people` is None."""
    found: dict[uuid.UUID, list[Stretch]] = defaultdict(list)
    query = Availability.objects.all() if people is None else Availability.objects.filter(person_id__in=people)
    for each in query.order_by("weekday", "start"):
        found[each.person_id].append(Stretch(each.weekday, each.start, each.end))
    return {person: tuple(stretches) for person, stretches in found.items()}


def _existing(person: Person, skills: Skills, weeks: Weeks) -> ExistingPerson:
    return ExistingPerson(
        key=key_of(person),
        external_id=person.external_id,
        values=values_of(person, skills, weeks),
        own=frozenset(field for field, origin in person.provenance.items() if origin.get("source") == OWN),
        settled=frozenset({"email"} if signs_in(person) else ()),
    )


def signs_in(person: Person) -> bool:
    """Say whether somebody has signed in, so that only they may move their account to another address."""
    return person.account is not None and person.account.last_login is not None


def values_of(person: Person, skills: Skills, weeks: Weeks) -> dict[str, Value]:
    """Return what is known of a person, by field of a spreadsheet, without what is blank."""
    values: dict[str, Value] = {field: getattr(person, field) for field in TEXTS}
    values |= {
        "languages": tuple(person.languages),
        "wants": skills.get((person.pk, PersonSkill.Kind.WANTS), ()),
        "offers": skills.get((person.pk, PersonSkill.Kind.OFFERS), ()),
        "availability": weeks.get(person.pk, ()),
        "manager": manager_of(person),
        "started_on": person.started_on.isoformat() if person.started_on else "",
    }
    if person.seniority is not None:
        values["seniority"] = person.seniority
    return {field: value for field, value in values.items() if value not in ("", ())}


def manager_of(person: Person) -> str:
    """Return the manager's e-mail, or what a file said where nobody is known by it."""
    return key_of(person.manager) if person.manager else str(person.provenance.get("manager", {}).get("text", ""))


@cache
def skill_words() -> dict[str, str]:
    """Return every word for a skill → its id; a word that two skills claim is left to people's own words."""
    claims: dict[str, set[str]] = defaultdict(set)
    for skill in load_taxonomy().skills:
        for word in (skill.id, skill.name, *skill.aliases, *skill.answers):
            claims[fold(word)].add(skill.id)
    names = {fold(skill.name): skill.id for skill in load_taxonomy().skills}
    return {word: next(iter(ids)) for word, ids in claims.items() if len(ids) == 1} | names


def skill_name(skill: Skill) -> str:
    """Return what people call a skill."""
    return load_taxonomy().by_id[skill.id].name if skill.id else skill.text
