"""The dry run: read every row, say what would happen and what needs a person. Writes nothing.

`check_rows` is a function of its arguments alone, so a page keeps the file, the mapping and the decisions, and runs it
again after every fix and once more to apply.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from telemachy.errors import Refused
from telemachy.people.importing.columns import ColumnMapping, describe_left_out, is_example
from telemachy.people.importing.decisions import ALL, Decisions
from telemachy.people.importing.directory import KNOWN, SEVERAL, Directory
from telemachy.people.importing.drafts import Draft, make_drafts
from telemachy.people.importing.fields import FIELD
from telemachy.people.importing.grouping import BLOCKING, group_problems
from telemachy.people.importing.result import (
    NEW,
    SAME,
    UPDATED,
    Change,
    Check,
    Counts,
    ExistingPerson,
    PersonRow,
    Problem,
)
from telemachy.people.importing.twice import Twice, find_people_twice
from telemachy.people.importing.values import CAPITALS, NOTHING, SERIAL_DATE, Value, Vocabulary, read_cell
from telemachy.people.importing.words import MENTEE
from telemachy.people.spreadsheets import Table

ASIDE = frozenset({"name", "given_name", "family_name", "role"})
"""Fields that are not values of their own."""
ESSENTIAL = frozenset({"name", "given_name", "family_name", "email", "external_id"})

FEW = 6
"""Rows named in one sentence, the row itself included."""

Found = tuple[str, Problem]
"""A kind of problem and where it is."""


@dataclass
class _Run:
    """What the steps of one check gather."""

    table: Table
    decisions: Decisions
    vocabulary: Vocabulary
    directory: Directory
    found: list[Found] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    left_out: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def report(self, kind: str, draft: Draft, field: str, sentence: str, **more: Any) -> None:
        """Note a problem; a blocking one that no edit has settled keeps its row out."""
        problem = Problem(draft.number, field, draft.name, draft.texts.get(field, ""), sentence, **more)
        self.found.append((kind, problem))
        if kind in BLOCKING and not problem.fixed:
            self.blocked.add(draft.number)


def check_rows(
    table: Table,
    mapping: ColumnMapping,
    existing: Mapping[str, ExistingPerson] | None = None,
    decisions: Decisions | None = None,
    *,
    vocabulary: Vocabulary | None = None,
) -> Check:
    """Say what importing `table` would do.

    `existing` holds the organisation's people by e-mail in small letters; `decisions` what a person settled after an
    earlier check; `vocabulary` the organisation's words, skills and limits. Rows with a blocking problem are set
    aside, all others go in. Empty cells never delete; what people answered themselves is kept unless
    `decisions.overwrite` says otherwise. Raises `Refused` if no column holds names or e-mails.
    """
    run = _Run(table, decisions or Decisions(), vocabulary or Vocabulary(), Directory(existing or {}))
    _require_columns(table, mapping)
    drafts, order = make_drafts(table, mapping, run.vocabulary, run.decisions)
    run.left_out |= run.decisions.skip & {draft.number for draft in drafts}
    active = [draft for draft in drafts if draft.number not in run.left_out]
    _note_readings(run, mapping, active)
    for draft in active:
        _report_fixed(run, draft)
        _report_readings(run, draft)
        _require_essentials(run, draft)
    _settle_people_twice(run, active)
    staying = run.blocked | run.left_out
    going = [draft for draft in active if draft.number not in staying]
    rows = _make_rows(run, going)
    return Check(
        rows=rows,
        groups=group_problems(run.found, order),
        counts=_count(run, rows, len(drafts)),
        notes=tuple(run.notes),
        set_aside=_reasons(run),
    )


def _require_columns(table: Table, mapping: ColumnMapping) -> None:
    for missing in mapping.missing():
        raise Refused(
            f"{table.where}: no column is matched to “{missing.label}”. Its columns are: {', '.join(table.header)}."
        )


def _note_readings(run: _Run, mapping: ColumnMapping, drafts: list[Draft]) -> None:
    """Tell what was changed on the way in."""
    examples = [row.number for row in run.table.rows if is_example(row)]
    pairs = Counter(pair for draft in drafts for reading in draft.readings.values() for pair in reading.read_as)
    capitals, serials = pairs.pop(CAPITALS, 0), pairs.pop(SERIAL_DATE, 0)
    run.notes += run.table.skipped
    run.notes += [f"Row {number} is the template's example, skipped" for number in examples]
    run.notes += [f"“{text}” read as {value}, {_times(count)}" for (text, value), count in sorted(pairs.items())]
    if capitals:
        run.notes.append(f"Capital letters in {_count_of(capitals, 'e-mail')} ignored")
    if serials:
        run.notes.append(f"{_count_of(serials, 'day number')} read as {'a date' if serials == 1 else 'dates'}")
    run.notes += describe_left_out(mapping)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def _count_of(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _report_fixed(run: _Run, draft: Draft) -> None:
    """Keep what an edit settled in sight, so that it can be undone."""
    for key, original in draft.originals.items():
        before = read_cell(FIELD[key], original, run.vocabulary)
        kind = before.problem or ("no-email" if key == "email" and not before.value else "")
        if kind and not draft.readings[key].problem and draft.readings[key].value is not None:
            run.report(kind, draft, key, f"fixed, was “{original}”", fixed=True, was=original)


def _report_readings(run: _Run, draft: Draft) -> None:
    for key, reading in draft.readings.items():
        if reading.problem:
            kind = "too-long-to-go-in" if reading.problem == "too-long" and key in ESSENTIAL else reading.problem
            run.report(kind, draft, key, reading.sentence)
        for text in reading.unknown:
            run.report("unknown-skill", draft, key, f"“{text}” is not in the list of skills; kept in these words")


def _require_essentials(run: _Run, draft: Draft) -> None:
    people = run.directory.existing(draft.text("email"), draft.text("external_id"))
    if len(people) > 1:
        run.report(
            "two-people",
            draft,
            "external_id",
            f"the e-mail is {_called(people[0])}'s, the number {_called(people[1])}'s",
        )
    if not draft.name and not people and not _has_problem(draft, "name"):
        run.report("no-name", draft, "name", "no name")
    if not draft.text("email") and not people and not _has_problem(draft, "email"):
        run.report("no-email", draft, "email", "no e-mail")
    knows_role = run.vocabulary.default_role or any(person.roles for person in people)
    if draft.readings.get("role", NOTHING) == NOTHING and not knows_role:
        run.report("no-role", draft, "role", "no role")


def _has_problem(draft: Draft, field: str) -> bool:
    return field in draft.readings and bool(draft.readings[field].problem)


def _called(person: ExistingPerson) -> str:
    return str(person.values.get("name") or person.key)


def _settle_people_twice(run: _Run, drafts: list[Draft]) -> None:
    plain = 0
    for number, twice in enumerate(find_people_twice(drafts, run.decisions), start=1):
        others = {draft.number for draft in twice.drafts if draft is not twice.kept}
        if twice.decided or not twice.differs:
            run.left_out |= others
            plain += len(others) * (not twice.decided and not twice.differs)
        if twice.differs:
            _report_twice(run, twice, number)
    if plain:
        run.notes.append(f"{_count_of(plain, 'row')} repeat{'s' if plain == 1 else ''} another exactly, left out")


def _report_twice(run: _Run, twice: Twice, group: int) -> None:
    for draft in twice.drafts:
        kept = draft is twice.kept
        others = _name_rows([other.number for other in twice.drafts[:FEW] if other is not draft], len(twice.drafts) - 1)
        run.report(
            "twice",
            draft,
            "email",
            f"the same person as row {others}" + (", this one goes in" if kept else ""),
            fixed=kept or twice.decided,
            group=group,
            kept=kept,
            differs=twice.differs,
        )


def _name_rows(numbers: list[int], count: int) -> str:
    named = numbers[: FEW - 1]
    more = f" and {_count_of(count - len(named), 'other')}" if count > len(named) else ""
    return ", ".join(map(str, named)) + more


def _make_rows(run: _Run, drafts: list[Draft]) -> tuple[PersonRow, ...]:
    keyed = [(draft, _key(run, draft)) for draft in drafts]
    for draft, key in keyed:
        run.directory.add(key, draft.name, draft.text("external_id"))
    return tuple(_make_row(run, draft, key) for draft, key in keyed)


def _key(run: _Run, draft: Draft) -> str:
    people = run.directory.existing(draft.text("email"), draft.text("external_id"))
    return people[0].key if people else draft.text("email")


def _make_row(run: _Run, draft: Draft, key: str) -> PersonRow:
    people = run.directory.existing(draft.text("email"), draft.text("external_id"))
    person = people[0] if people else None
    values: dict[str, Value] = {"name": draft.name} if draft.name else {}
    for field_key, reading in draft.readings.items():
        if reading.value is not None and field_key not in ASIDE:
            values[field_key] = reading.value
    unresolved = frozenset(_resolve_people(run, draft, key, values))
    roles = _roles(run, draft, person)
    most, capacity = run.vocabulary.most_mentors, values.get("capacity")
    if roles == (MENTEE,) and isinstance(capacity, int) and capacity > most:
        run.report("bad-capacity", draft, "capacity", f"{capacity} is more than the {most} a mentee may have")
        del values["capacity"]
    changes, kept = _compare(run, person, values, roles, draft.extras)
    for change in kept:
        run.report("own-answer", draft, change.field, _describe_kept(change))
    return PersonRow(
        number=draft.number,
        key=key,
        status=NEW if person is None else UPDATED if changes else SAME,
        name=draft.name or (_called(person) if person else ""),
        email=draft.text("email") or key,
        external_id=draft.text("external_id") or (person.external_id if person else ""),
        roles=roles,
        values=values,
        extras=draft.extras,
        changes=changes,
        unresolved=unresolved,
    )


def _roles(run: _Run, draft: Draft, person: ExistingPerson | None) -> tuple[str, ...]:
    """Roles after the import: a file adds roles, it never takes one away."""
    said = draft.readings["role"].value if "role" in draft.readings else None
    roles = {str(role) for role in said} if isinstance(said, tuple) else set()
    before = set(person.roles) if person else set()
    if not roles and not before and run.vocabulary.default_role:
        roles = {run.vocabulary.default_role}
    return tuple(sorted(roles | before))


def _resolve_people(run: _Run, draft: Draft, key: str, values: dict[str, Value]) -> Iterator[str]:
    """Put keys in place of names; yield the fields in which somebody is not known."""
    if "manager" in values:
        state, found = run.directory.find(str(values["manager"]))
        if found == key:
            run.report("unknown-manager", draft, "manager", "is named as their own manager; left blank")
            del values["manager"]
        else:
            values["manager"] = found
            if state != KNOWN:
                run.report("unknown-manager", draft, "manager", _unknown(state, found))
                yield "manager"
    if "wishes" in values:
        wishes = run.directory.find_all(str(values["wishes"]))
        values["wishes"] = tuple(found for _, found in wishes if found != key)
        for state, found in wishes:
            if state != KNOWN:
                run.report("unknown-wish", draft, "wishes", _unknown(state, found))
        if any(state != KNOWN for state, _ in wishes):
            yield "wishes"


def _unknown(state: str, text: str) -> str:
    if state == SEVERAL:
        return f"several people are called “{text}”; give the e-mail"
    return f"“{text}” is neither in the file nor known; kept as written"


def _compare(
    run: _Run,
    person: ExistingPerson | None,
    values: Mapping[str, Value],
    roles: tuple[str, ...],
    extras: Mapping[str, str],
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """What to write, and what is kept because the person said so."""
    before: dict[str, Value] = {}
    own: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    if person:
        settled = person.settled
        before = {"email": person.key, "roles": person.roles, **person.values}
        before |= {f"extra:{title}": text for title, text in person.extras.items()}
        if person.external_id:
            before["external_id"] = person.external_id
        # An address is what people sign in with: a file changes it only where somebody says so.
        own = person.own | {"email"}
    after: dict[str, Value] = {**values, "roles": roles, **{f"extra:{title}": text for title, text in extras.items()}}
    differs = [
        Change(key, before.get(key), value)
        for key, value in after.items()
        if value not in ("", ()) and before.get(key) != value
    ]
    overwritten = own if ALL in run.decisions.overwrite else run.decisions.overwrite
    kept = tuple(change for change in differs if change.field in (own - overwritten) | settled)
    return tuple(change for change in differs if change not in kept), kept


def _describe_kept(change: Change) -> str:
    if change.field == "email":
        return f"signs in as {change.old}; the file says {change.new}"
    if isinstance(change.new, tuple):
        return "the person's own list differs from the file's"
    return f"the person answered “{change.old}”, the file says “{change.new}”"


def _reasons(run: _Run) -> dict[int, tuple[str, ...]]:
    reasons: dict[int, list[str]] = {}
    for kind, problem in run.found:
        if kind in BLOCKING and not problem.fixed and problem.row not in run.left_out:
            reasons.setdefault(problem.row, []).append(problem.sentence)
    return {row: tuple(dict.fromkeys(sentences)) for row, sentences in sorted(reasons.items())}


def _count(run: _Run, rows: Iterable[PersonRow], total: int) -> Counts:
    status = Counter(row.status for row in rows)
    by_role = Counter(role for row in rows if row.status == NEW for role in row.roles)
    return Counts(
        new=status[NEW],
        updated=status[UPDATED],
        same=status[SAME],
        set_aside=len(run.blocked - run.left_out),
        left_out=len(run.left_out),
        rows=total,
        new_by_role=dict(by_role),
    )


def as_existing(row: PersonRow, before: ExistingPerson | None = None) -> ExistingPerson:
    """The person as the organisation has them once `row` is applied."""
    person = before or ExistingPerson(row.key)
    written = {change.field: change.new for change in row.changes}
    extras = {key.removeprefix("extra:"): str(text) for key, text in written.items() if key.startswith("extra:")}
    values = {
        key: value
        for key, value in written.items()
        if key not in ("email", "roles", "external_id") and not key.startswith("extra:")
    }
    return replace(
        person,
        key=str(written.get("email", person.key)),
        external_id=str(written.get("external_id", person.external_id)),
        roles=row.roles,
        values={**person.values, **values},
        extras={**person.extras, **extras},
    )
