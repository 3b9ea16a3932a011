"""Reads of who takes part in a programme; a fixed number of queries, whatever the number of people."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.people.cells import write_cell
from telemachy.people.importing import FIELD, FIELDS
from telemachy.people.models import ImportBatch, Person
from telemachy.people.queries import skills_of, values_of, weeks_of
from telemachy.people.week import BLOCKS, DAYS, Stretch
from telemachy.tenancy.policy import Actor, can

from ..models import Application, Programme
from .imports import WISHES_AS_WRITTEN, as_text

SORTS = {
    "name": "name", "role": "role", "site": "site", "team": "team", "capacity": "places", "seen": "account__last_login",
}  # fmt: skip
EXPORTED = tuple(field for field in FIELDS if field.key not in ("given_name", "family_name"))
ROLE_ORDER = ("mentee", "mentor")
SHARED = frozenset(
    {"name", "call_me", "job_title", "team", "languages", "time_zone", "wants", "offers", "hope", "biography",
     "availability"}
)  # fmt: skip
"""What a partner reads besides coordinators; everything else only coordinators and the person."""

ANSWERS = frozenset({"wants", "offers", "hope", "biography", "wishes"})
"""What somebody said for the programme, in their own words."""


@dataclass(frozen=True)
class Filter:
    """What a reader of the list asked for; unknown words are ignored."""

    q: str = ""
    role: str = ""
    site: str = ""
    status: str = ""
    sort: str = "name"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filter":
        """Read the address; only listed fields can be sorted by."""
        sort = query.get("sort", "name")
        return cls(
            q=query.get("q", "").replace("\0", "").strip()[:100],
            role=query.get("role", "") if query.get("role") in Application.Role.values else "",
            site=query.get("site", "").replace("\0", "")[:200],
            status=query.get("status", "") if query.get("status") in Person.Status.values else "",
            sort=sort if sort.removeprefix("-") in SORTS else "name",
        )

    @property
    def is_set(self) -> bool:
        """Whether somebody may be missing from the list."""
        return bool(self.q or self.role or self.site or self.status)

    def query(self, **other: str) -> str:
        """Return the address's query for this filter with something changed."""
        both = {"q": self.q, "role": self.role, "site": self.site, "status": self.status, "sort": self.sort, **other}
        return urlencode({name: value for name, value in both.items() if value and (name, value) != ("sort", "name")})

    def describe(self) -> list[str]:
        """Return the filter in words, for the head of an export."""
        roles, states = dict(Application.Role.choices), dict(Person.Status.choices)
        said = [
            _("named “%(q)s”") % {"q": self.q} if self.q else "",
            str(roles.get(self.role, "")),
            self.site,
            str(states.get(self.status, "")),
        ]
        return [words for words in said if words]


@dataclass(frozen=True)
class Row:
    """Somebody in the list."""

    person: Person
    roles: str
    capacity: int
    state: str
    word: str
    seen: datetime | None


def people_in(programme: Programme, wanted: Filter) -> QuerySet[Person]:
    """Return the people of a programme that a filter leaves, in its order."""
    part = Application.objects.filter(programme=programme, person=OuterRef("pk"))
    if wanted.role:
        part = part.filter(role=wanted.role)
    of_programme = Q(applications__programme=programme)
    people = Person.objects.select_related("account").annotate(
        role=Min("applications__role", filter=of_programme), places=Max("applications__capacity", filter=of_programme)
    )
    people = people.filter(Exists(part))
    if wanted.q:
        text = Q(name__icontains=wanted.q) | Q(email__icontains=wanted.q) | Q(team__icontains=wanted.q)
        people = people.filter(text | Q(job_title__icontains=wanted.q))
    if wanted.site:
        people = people.filter(site=wanted.site)
    if wanted.status:
        people = people.filter(status=wanted.status)
    sign = "-" if wanted.sort.startswith("-") else ""
    return people.order_by(sign + SORTS[wanted.sort.removeprefix("-")], "name", "id")


def count_roles(programme: Programme) -> dict[str, int]:
    """Return how many people take part in each role, withdrawn ones aside; one query."""
    taking = Application.objects.filter(programme=programme).exclude(status=Application.Status.WITHDRAWN)
    counts: dict[str, int] = dict.fromkeys(ROLE_ORDER, 0)
    for role in taking.values_list("role", flat=True):
        counts[role] += 1
    return counts


def sites_of(programme: Programme) -> list[str]:
    """Return the offices of a programme's people."""
    people = Person.objects.filter(applications__programme=programme).exclude(site="")
    return list(people.order_by("site").values_list("site", flat=True).distinct())


def rows_of(programme: Programme, people: Iterable[Person]) -> list[Row]:
    """Return the list's rows; one query."""
    people = list(people)
    parts = parts_of(programme, [person.pk for person in people])
    return [_row(person, parts[person.pk]) for person in people]


def parts_of(programme: Programme, people: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Application]]:
    """Return each person's parts in a programme, mentee first."""
    found: dict[uuid.UUID, list[Application]] = defaultdict(list)
    for part in Application.objects.filter(programme=programme, person_id__in=list(people)).order_by("role"):
        found[part.person_id].append(part)
    return found


def _row(person: Person, parts: list[Application]) -> Row:
    state, word = _state(person, parts)
    roles = ", ".join(str(part.get_role_display()) for part in parts)
    seen = person.account.last_login if person.account else None
    return Row(person, roles, max((part.capacity for part in parts), default=0), state, word, seen)


def _state(person: Person, parts: list[Application]) -> tuple[str, str]:
    if person.status == Person.Status.WITHDRAWN or all(part.status == "withdrawn" for part in parts):
        return "quiet", _("Withdrawn")
    if person.status == Person.Status.PAUSED or all(part.status == "paused" for part in parts):
        return "warn", _("Paused")
    return "ok", _("Active")


# --- one person -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """Something known of a person, who said it and who reads it."""

    field: str
    label: str
    text: str
    source: str
    at: datetime | None
    row: int | None
    shared: bool


def facts_of(person: Person, reader: Actor) -> list[Fact]:
    """Return what a reader may know of a person but their week, in the order of a spreadsheet; four queries."""
    values = values_of(person, skills_of([person.pk]), {})
    values["email"], values["external_id"] = person.email, person.external_id
    if person.manager:
        values["manager"] = person.manager.name
    names = _names_of_sources(person)
    values = _readable(values, person, reader)
    return [_fact(person, field.key, values[field.key], names) for field in EXPORTED if values.get(field.key)]


def reads_answers(reader: Actor, person: Person) -> bool:
    """Say whether somebody's own words are for this reader: never for their line manager, whatever else that one is."""
    return can(reader, "read answers", person).allow


def _readable(values: dict[str, Any], person: Person, reader: Actor) -> dict[str, Any]:
    if reads_answers(reader, person):
        return values
    return {key: value for key, value in values.items() if key not in ANSWERS}


def _names_of_sources(person: Person) -> dict[str, str]:
    ids = {str(origin.get("id", "")) for origin in person.provenance.values()} - {""}
    files = ImportBatch.objects.filter(pk__in=ids).values_list("id", "file_name")
    people = Person.objects.filter(pk__in=ids).values_list("id", "name")
    return {str(id): name for id, name in (*files, *people)}


def _fact(person: Person, field: str, value: Any, names: Mapping[str, str]) -> Fact:
    origin = person.provenance.get(field, {})
    at = datetime.fromisoformat(origin["at"]) if origin.get("at") else None
    source = _source(person, origin, names.get(str(origin.get("id", "")), ""))
    text = date_format(value, "j F Y") if isinstance(value, date) else write_cell(field, value)
    return Fact(field, FIELD[field].label, text, source, at, origin.get("row"), field in SHARED)


def _source(person: Person, origin: Mapping[str, Any], name: str) -> str:
    kind = origin.get("source", "")
    if kind == "import":
        return name or _("an import that was removed")
    if kind == "self":
        return _("said by %(name)s") % {"name": person.short_name}
    return _("corrected by %(name)s") % {"name": name or _("a coordinator")} if kind else ""


BLOCK_LABELS = {"morning": _("Morning"), "lunch": _("Lunch"), "afternoon": _("Afternoon")}


@dataclass(frozen=True)
class WeekRow:
    """A block of the day over the week: each day "free", "partly" or nothing."""

    label: str
    hours: str
    days: tuple[str, ...]


@dataclass(frozen=True)
class WeekGrid:
    """A usual week in blocks, and what lies outside them in words."""

    days: tuple[str, ...]
    rows: tuple[WeekRow, ...]
    other: tuple[str, ...]


def week_grid(stretches: Iterable[Stretch]) -> WeekGrid:
    """Draw a week; Saturday and Sunday only where somebody is free then."""
    listed = list(stretches)
    last = max([5, *(stretch.weekday + 1 for stretch in listed)])
    rows = tuple(
        WeekRow(
            str(BLOCK_LABELS[name]),
            f"{start // 60}–{end // 60}",
            tuple(_free(listed, day, start, end) for day in range(last)),
        )
        for name, (start, end) in BLOCKS.items()
    )
    return WeekGrid(
        DAYS[:last], rows, tuple(str(stretch).replace("-", "–") for stretch in listed if not _in_blocks(stretch))
    )


def _free(stretches: Iterable[Stretch], day: int, start: int, end: int) -> str:
    minutes = sum(max(0, min(end, each.end) - max(start, each.start)) for each in stretches if each.weekday == day)
    return "free" if minutes >= end - start else "partly" if minutes else ""


def _in_blocks(stretch: Stretch) -> bool:
    edges = {minute for block in BLOCKS.values() for minute in block}
    return stretch.start in edges and stretch.end in edges


# --- export -----------------------------------------------------------------------------------------------------------


def export_people(programme: Programme, wanted: Filter, reader: Actor) -> list[tuple[str, ...]]:
    """Return a title that states the filters, the header, and a row per person; five queries.

    Cells with the words of people whose line manager the reader is stay empty.

    An import reads the same people again and changes nothing: the title is skipped as one, answers keep their names.
    """
    people = list(people_in(programme, wanted).select_related("manager"))
    parts = parts_of(programme, [person.pk for person in people])
    extras = sorted({key for each in parts.values() for part in each for key in part.answers} - {WISHES_AS_WRITTEN})
    emails = {person.pk: person.email for person in Person.objects.only("email")} if _any_wishes(parts) else {}
    skills, weeks = skills_of(None), weeks_of(None)
    title = ngettext("%(n)d person of %(programme)s", "%(n)d people of %(programme)s", len(people))
    said = ", ".join([title % {"n": len(people), "programme": programme.name}, *wanted.describe()])
    header = (*(field.label for field in EXPORTED), *extras)
    rows = (
        _export_row({**values_of(person, skills, weeks), "external_id": person.external_id, "email": person.email},
                    parts[person.pk], emails, extras, reads_answers(reader, person))
        for person in people
    )  # fmt: skip
    return [(said,), header, *rows]


def _any_wishes(parts: Mapping[uuid.UUID, list[Application]]) -> bool:
    return any(part.wishes for each in parts.values() for part in each)


def _export_row(
    values: dict[str, Any],
    parts: list[Application],
    emails: Mapping[uuid.UUID, str],
    extras: Iterable[str],
    with_answers: bool,
) -> tuple[str, ...]:
    part = parts[-1]
    roles = [each.role for each in parts]
    values["role"] = "both" if len(roles) > 1 else roles[0].capitalize()
    values["capacity"] = part.capacity
    wishes = part.answers.get(WISHES_AS_WRITTEN) or [emails[id] for id in part.wishes if id in emails]
    values["wishes"] = tuple(map(str, wishes))
    answers = {key: value for each in parts for key, value in each.answers.items()}
    if not with_answers:
        values, answers = {key: value for key, value in values.items() if key not in ANSWERS}, {}
    facts = (write_cell(field.key, values.get(field.key)) for field in EXPORTED)
    return (*facts, *(as_text(answers.get(key)) for key in extras))


def wishes_of(parts: Iterable[Application]) -> list[tuple[str, uuid.UUID | None]]:
    """Return whom somebody would like to work with, first choice first: a name, and an id where it is known."""
    parts = list(parts)
    people = {
        person.pk: person for person in Person.objects.filter(pk__in=[id for part in parts for id in part.wishes])
    }
    by_email = {person.email.lower(): person for person in people.values()}
    wishes: dict[str, uuid.UUID | None] = {}
    for part in parts:
        written = part.answers.get(WISHES_AS_WRITTEN) or [people[id].email for id in part.wishes if id in people]
        for text in map(str, written):
            person = by_email.get(text.lower())
            wishes[person.name if person else text] = person.pk if person else None
    return list(wishes.items())
