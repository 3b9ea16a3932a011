"""What a run knew when it was solved: people and conditions as canonical data, and back.

A run replays bit for bit from its snapshot, its programme version, its weights, its seed and the engine's version.
People are matched under their e-mail address, as in `telemachy match`, so that both break ties alike.
"""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import scipy

from telemachy.journeys.models import Connection, Member
from telemachy.journeys.queries import finished_mentees, former_pairs
from telemachy.language import load_taxonomy
from telemachy.people.models import Availability, Person, PersonSkill
from telemachy.people.week import Stretch, WeekError, shared_week
from telemachy.programmes.file import ProgrammeFile
from telemachy.programmes.models import Application, Programme

from .languages import language_tag
from .roster import MatchPerson, Roster, same

FORMAT = 1
ENGINE = 1
"""Raised whenever the same snapshot may give other pairs than before."""

Pairs = tuple[tuple[str, str], ...]

_SETS = ("languages", "avoid", "former", "competitors", "values")


def engine_version() -> str:
    """Name what solves: our own version and that of the solver underneath, which may break ties in another way."""
    return f"{ENGINE}, scipy {scipy.__version__}"


@dataclass(frozen=True)
class Conditions:
    """What people had decided before the run was solved; pairs are (mentee key, mentor key)."""

    locked: Pairs = ()
    keep: Pairs = ()
    held: tuple[str, ...] = ()
    ruled_out: Mapping[tuple[str, str], str] = field(default_factory=dict)  # pair: reason


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A roster with the conditions of its run; `ids` leads from a person's key to their id."""

    roster: Roster
    conditions: Conditions
    ids: Mapping[str, uuid.UUID]


def canonical(data: Any) -> bytes:
    """Return JSON without a choice: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(data: Any) -> str:
    """Return the SHA-256 of canonical data, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()


def write_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot as plain data, whose `canonical` bytes depend on nothing but its content."""
    conditions = snapshot.conditions
    sides = {"mentees": snapshot.roster.mentees, "mentors": snapshot.roster.mentors}
    return {
        "format": FORMAT,
        "wish_places": snapshot.roster.wish_places,
        "ids": {key: str(id) for key, id in snapshot.ids.items()},
        **{side: [_write_person(person) for person in people] for side, people in sides.items()},
        **({"line": dict(snapshot.roster.line)} if snapshot.roster.line else {}),
        "locked": [list(pair) for pair in sorted(conditions.locked)],
        "keep": [list(pair) for pair in sorted(conditions.keep)],
        "held": sorted(conditions.held),
        "ruled_out": [[*pair, reason] for pair, reason in sorted(conditions.ruled_out.items())],
    }


def read_snapshot(data: Mapping[str, Any]) -> Snapshot:
    """Return the snapshot that `write_snapshot` wrote."""
    roster = Roster(
        mentees=tuple(_read_person(person) for person in data["mentees"]),
        mentors=tuple(_read_person(person) for person in data["mentors"]),
        wish_places=data["wish_places"],
        line=data.get("line", {}),
    )
    conditions = Conditions(
        locked=tuple((mentee, mentor) for mentee, mentor in data["locked"]),
        keep=tuple((mentee, mentor) for mentee, mentor in data["keep"]),
        held=tuple(data["held"]),
        ruled_out={(mentee, mentor): reason for mentee, mentor, reason in data["ruled_out"]},
    )
    return Snapshot(roster, conditions, {key: uuid.UUID(id) for key, id in data["ids"].items()})


def _write_person(person: MatchPerson) -> dict[str, Any]:
    facts: dict[str, Any] = {each.name: getattr(person, each.name) for each in fields(person)}
    for name in _SETS:
        facts[name] = sorted(facts[name])
    facts["week"] = None if person.week is None else f"{person.week:x}"
    return {name: fact for name, fact in facts.items() if fact not in ("", None, [], ())}


def _read_person(data: Mapping[str, Any]) -> MatchPerson:
    facts = dict(data)
    for name in ("wants", "offers"):
        facts[name] = tuple((skill, level) for skill, level in facts.get(name, ()))
    facts["wishes"] = tuple(facts.get("wishes", ()))
    for name in _SETS:
        facts[name] = frozenset(facts.get(name, ()))
    facts["week"] = int(facts["week"], 16) if "week" in facts else None
    return MatchPerson(**facts)


# --- from the database ------------------------------------------------------------------------------------------------


def take_snapshot(programme: Programme, file: ProgrammeFile) -> Snapshot:
    """Read everybody whom a run of the programme may pair; ten queries at most, whatever their number.

    A mentor's places are those no open connection takes; a mentee whose places are all taken is left out, and one whose
    pair has ended unless they look for somebody else. A pair that a mentor declined is ruled out; one that has ended,
    in whatever programme, is a former pair.
    """
    found = Application.objects.filter(programme=programme, status=Application.Status.ACCEPTED)
    applications = list(found.filter(person__status=Person.Status.ACTIVE).select_related("person__manager"))
    key_of = {application.person_id: key_for(application.person) for application in applications}
    facts = _Facts.read(programme, [application.person_id for application in applications])
    sides: dict[str, list[MatchPerson]] = {"mentee": [], "mentor": []}
    for application in applications:
        left = application.capacity - facts.taken[application.person_id, application.role]
        person = replace(_match_person(application, file, key_of, facts), capacity=max(0, left))
        if person.role == "mentor" or (person.capacity and application.person_id not in facts.finished):
            sides[application.role].append(person)
    matched = [*sides["mentee"], *sides["mentor"]]
    roster = Roster(
        tuple(sides["mentee"]),
        tuple(sides["mentor"]),
        wish_places=max(1, file.wishes.most),
        line=_line_between(matched),
    )
    declined = {(key_of[a], key_of[b]): "declined" for a, b in facts.declined if a in key_of and b in key_of}
    ids = {key: id for id, key in key_of.items() if key in roster.mentee_row or key in roster.mentor_column}
    return Snapshot(roster, Conditions(ruled_out=declined), ids)


def _line_between(matched: Iterable[MatchPerson]) -> dict[str, str]:
    """Managers of those above the people matched who are not matched themselves, by key.

    Without them a rule about the reporting line would not see past somebody who takes no part, or has a pair already.
    """
    led = Person.objects.filter(manager__isnull=False).values_list("email", "manager__email")
    manager_of = {email.strip().lower(): manager.strip().lower() for email, manager in led}
    here = {person.key for person in matched}
    line: dict[str, str] = {}
    for person in matched:
        key = person.manager
        while key in manager_of and key not in here and key not in line:
            line[key] = manager_of[key]
            key = manager_of[key]
    return line


def key_for(person: Person) -> str:
    """Return the key under which a person is matched."""
    return person.email.strip().lower()


@dataclass(frozen=True)
class _Facts:
    skills: Mapping[uuid.UUID, list[PersonSkill]]
    weeks: Mapping[uuid.UUID, list[Stretch]]
    taken: Counter[tuple[uuid.UUID, str]]
    declined: tuple[tuple[uuid.UUID, uuid.UUID], ...]
    former: Mapping[uuid.UUID, frozenset[uuid.UUID]]
    finished: frozenset[uuid.UUID]

    @classmethod
    def read(cls, programme: Programme, people: list[uuid.UUID]) -> "_Facts":
        skills: dict[uuid.UUID, list[PersonSkill]] = {}
        for skill in PersonSkill.objects.filter(person_id__in=people).order_by("position", "skill"):
            skills.setdefault(skill.person_id, []).append(skill)
        weeks: dict[uuid.UUID, list[Stretch]] = {}
        for each in Availability.objects.filter(person_id__in=people):
            weeks.setdefault(each.person_id, []).append(Stretch(each.weekday, each.start, each.end))
        members = Member.objects.filter(programme=programme)
        taken = Counter(members.filter(open=True).values_list("person_id", "role"))
        refused = members.filter(connection__stage=Connection.Stage.DECLINED)
        declined = _pairs(refused.values_list("connection_id", "role", "person_id"))
        finished = frozenset(finished_mentees(programme))
        return cls(skills, weeks, taken, declined, _by_person(former_pairs(people)), finished)


def _by_person(pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Each one's partners, from either side."""
    partners: dict[uuid.UUID, set[uuid.UUID]] = {}
    for mentee, mentor in pairs:
        partners.setdefault(mentee, set()).add(mentor)
        partners.setdefault(mentor, set()).add(mentee)
    return {person: frozenset(others) for person, others in partners.items()}


def _pairs(members: Iterable[tuple[uuid.UUID, str, uuid.UUID]]) -> tuple[tuple[uuid.UUID, uuid.UUID], ...]:
    """Members of connections as (mentee, mentor)."""
    together: dict[uuid.UUID, dict[str, uuid.UUID]] = {}
    for connection, role, person in members:
        together.setdefault(connection, {})[role] = person
    return tuple((pair["mentee"], pair["mentor"]) for pair in together.values() if len(pair) == 2)


def _match_person(
    application: Application, file: ProgrammeFile, key_of: Mapping[uuid.UUID, str], facts: _Facts
) -> MatchPerson:
    person, answers = application.person, _answers(application, file)
    return MatchPerson(
        key=key_of[person.pk],
        name=person.name,
        role="mentee" if application.role == Application.Role.MENTEE else "mentor",
        wants=_skills(facts, person, PersonSkill.Kind.WANTS),
        offers=_skills(facts, person, PersonSkill.Kind.OFFERS),
        goal=person.hope,
        biography=person.biography,
        languages=frozenset(language_tag(language) for language in person.languages),
        week=_week(facts.weeks.get(person.pk), person.time_zone),
        team=person.team,
        department=person.department,
        site=person.site,
        organisation=person.employer,
        level=person.seniority,
        manager=key_for(person.manager) if person.manager else "",
        wishes=tuple(dict.fromkeys(key_of[wish] for wish in application.wishes if wish in key_of)),
        avoid=_people(answers.get("avoid"), key_of),
        former=_people(answers.get("former"), key_of) | _people(facts.former.get(person.pk), key_of),
        competitors=frozenset(map(str, answers.get("competitors") or ())),
        values=frozenset(person.values) or frozenset(map(str, answers.get("values") or ())),
    )


def _answers(application: Application, file: ProgrammeFile) -> dict[str, Any]:
    """Answers under the name of the fact they fill, and under their own."""
    filled = {each.fills: application.answers[each.id] for each in file.questions if each.id in application.answers}
    return {**application.answers, **filled}


def _skills(facts: _Facts, person: Person, kind: str) -> tuple[tuple[str, int | None], ...]:
    """Skills as ids of the taxonomy; words it does not know are compared as they are."""
    taxonomy = load_taxonomy()
    skills: dict[str, int | None] = {}
    for each in facts.skills.get(person.pk, ()):
        if each.kind == kind:
            known = None if each.skill in taxonomy.by_id else taxonomy.named(each.skill)
            id = each.skill if each.skill in taxonomy.by_id else known.id if known else same(each.skill)
            skills.setdefault(id, each.level)
    return tuple(skills.items())


def _week(stretches: list[Stretch] | None, time_zone: str) -> int | None:
    try:
        return shared_week(stretches, time_zone) if stretches else None
    except WeekError:
        return None


def _people(named: Any, key_of: Mapping[uuid.UUID, str]) -> frozenset[str]:
    """People named by id or address, as keys; names that lead to nobody of the programme are left out."""
    by_id = {str(id): key for id, key in key_of.items()}
    listed = [str(each).strip().lower() for each in named or ()]
    return frozenset(by_id.get(each, each) for each in listed if each in by_id or each in by_id.values())
