"""Bringing a spreadsheet in: stage, match columns, settle questions, write people, take them back.

Who takes part in which programme is written above, in `programmes.actions.imports`, in the same transaction.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, Refused
from telemachy.tenancy import clock
from telemachy.tenancy.context import current_organisation_id
from telemachy.tenancy.ids import uuid7
from telemachy.tenancy.locks import take
from telemachy.tenancy.policy import Actor

from ..importing import (
    NEW,
    SAME,
    Change,
    Check,
    ColumnMapping,
    Decisions,
    PersonRow,
    Skill,
    Value,
    guess_mapping,
)
from ..models import Account, Availability, ImportBatch, ImportChange, Person, PersonSkill
from ..queries import Known, mapping_of, table_of
from ..spreadsheets import Table, read_table_safely
from ..week import Stretch

CHUNK = 2000
"""Rows of one statement."""
UNDO_DAYS = 30
SIMPLE = ("name", "call_me", "email", "external_id", "job_title", "team", "department", "site", "employer", "seniority",
          "languages", "time_zone", "hope", "biography", "started_on")  # fmt: skip
"""Fields of a spreadsheet that are columns of a person."""
LISTS = ("wants", "offers", "availability")
OURS = frozenset((*SIMPLE, *LISTS, "manager"))
"""Fields that belong to a person; what remains of a change belongs to their part in a programme."""


# --- on the way in ----------------------------------------------------------------------------------------------------


def stage_import(
    programme_id: uuid.UUID, data: bytes, name: str, by: Actor | None, *, sheet: str | None = None
) -> ImportBatch:
    """Read a file, or pasted text as bytes, in a bounded process and guess its columns; no person is touched.

    Columns are guessed as the last import of this programme settled them.

    Raises:
        Refused: the file cannot be read; the sentence names file, row and column, and what to do.
    """
    name = name[:255] or _("Pasted table")
    if not data.strip():
        raise Refused(
            _("%(name)s is empty. Nothing was read. Bring a header row and one row per person.") % {"name": name}
        )
    table = read_table_safely(data, name, sheet=sheet)
    batch = ImportBatch(
        programme_id=programme_id,
        file_name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        source=data if len(table.sheets) > 1 else None,
        by=_author(by),
    )
    _put_table(batch, table)
    batch.save()
    audit.record(by, "import.staged", batch, sha256=batch.sha256, rows=len(table.rows))
    return batch


def choose_sheet(batch: ImportBatch, sheet: str, version: int, by: Actor | None) -> ImportBatch:
    """Read another sheet of the workbook; columns are guessed anew and answers forgotten."""
    batch = _take_draft(batch, version)
    if sheet not in table_of(batch).sheets or batch.source is None:
        raise Refused(_("%(name)s has no sheet of that name. Nothing was changed.") % {"name": batch.file_name})
    if sheet != batch.sheet:
        _put_table(batch, read_table_safely(bytes(batch.source), batch.file_name, sheet=sheet))
    return _saved(batch)


def remap(batch: ImportBatch, choices: Mapping[int, str | None], version: int, by: Actor | None) -> ImportBatch:
    """Take over what each column is; `choices` leads from a column's position to a field, `EXTRA` or None.

    Raises:
        Conflict: somebody changed this import in the meantime.
        Refused: the import is no draft, or a choice names no field.
    """
    batch = _take_draft(batch, version)
    try:
        batch.mapping = {"columns": mapping_of(batch).choose(choices).pack()}
    except ValueError:
        raise Refused(
            _("One of the columns was matched to a field that does not exist. Nothing was changed.")
        ) from None
    return _saved(batch)


def decide(batch: ImportBatch, decisions: Decisions, version: int, by: Actor | None) -> ImportBatch:
    """Keep the answers to a check's questions: rewritten cells, the row to keep, the order of dates, what to overwrite.

    Raises:
        Conflict: somebody changed this import in the meantime.
        Refused: the import is no draft.
    """
    batch = _take_draft(batch, version)
    batch.decisions = decisions.pack()
    return _saved(batch)


def _put_table(batch: ImportBatch, table: Table) -> None:
    guessed = guess_mapping(table, remembered=_remembered(batch.programme_id))
    batch.sheet, batch.table = table.sheet, table.pack()
    batch.mapping, batch.decisions = {"columns": guessed.pack()}, Decisions().pack()


def _remembered(programme_id: uuid.UUID) -> dict[str, str | None]:
    applied = ImportBatch.objects.filter(programme_id=programme_id, state=ImportBatch.State.APPLIED)
    last = applied.order_by("-applied_at").values_list("mapping", flat=True).first()
    return ColumnMapping.unpack(last["columns"]).remember() if last else {}


def _take_draft(batch: ImportBatch, version: int) -> ImportBatch:
    batch = take(ImportBatch, batch.pk)
    if not ImportBatch.State(batch.state).can_change():
        raise Conflict(_("This import is finished. Nothing was changed. Bring the file again to change people."))
    if batch.version != version:
        raise Conflict(_("Somebody changed this import since you opened the page. Your change was not taken over."))
    return batch


def _saved(batch: ImportBatch) -> ImportBatch:
    batch.version += 1
    batch.save()
    return batch


def _author(by: Actor | None) -> Person | None:
    return Person.objects.filter(pk=by.person_id).first() if by else None


# --- writing people ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """What an import did to people; `changes` are not saved yet, so that a programme can add to them."""

    ids: Mapping[str, uuid.UUID]
    """Everybody who can be referred to, by e-mail in small letters as the file says it."""
    changes: Mapping[int, ImportChange]
    """By row of the file, for every row that changes something."""


def hold_imports() -> None:
    """Let one import of the organisation write at a time: two files may bring the same new person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [str(current_organisation_id())])


def write_people(batch: ImportBatch, check: Check, known: Mapping[str, Known]) -> Written:
    """Write the people of a check, with their skills, weeks, managers and accounts; nobody gets a mail.

    A fixed number of statements for each 2,000 rows. To be called under `hold_imports`, with `known` locked.
    """
    writer = _Writer(batch, known, clock.now())
    rows = [row for row in check.rows if row.status != SAME]
    for row in rows:
        writer.meet(row)
    for row in rows:
        writer.write(row)
    writer.save()
    return Written(writer.ids, writer.changes)


@dataclass
class _Writer:
    """Gathers everything in memory, then saves it by few statements."""

    batch: ImportBatch
    known: Mapping[str, Known]
    at: datetime
    ids: dict[str, uuid.UUID] = field(default_factory=dict)
    new: dict[uuid.UUID, Person] = field(default_factory=dict)
    updated: dict[uuid.UUID, Person] = field(default_factory=dict)
    changes: dict[int, ImportChange] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    skills: list[PersonSkill] = field(default_factory=list)
    weeks: list[Availability] = field(default_factory=list)
    replaced: dict[str, list[uuid.UUID]] = field(default_factory=lambda: {name: [] for name in LISTS})

    def __post_init__(self) -> None:
        self.ids |= {key: each.person.pk for key, each in self.known.items()}

    def meet(self, row: PersonRow) -> None:
        """Make a row's person known under their address, so that every row can name every other."""
        if row.status == NEW:
            person = Person(id=uuid7(), name=row.name, email=row.email)
            self.new[person.pk], self.ids[row.key] = person, person.pk

    def write(self, row: PersonRow) -> None:
        """Take over one row."""
        id = self.ids[row.key]
        is_new = row.status == NEW
        person = self.new[id] if is_new else self.known[row.key].person
        ours = [change for change in row.changes if change.field in OURS]
        before = None if is_new else self._state(person, row.key, ours)
        for change in ours:
            self._put(person, change, row)
        if not is_new and ours:
            person.version += 1
            self.updated[id] = person
        after: dict[str, Any] = {
            "version": person.version,
            "fields": {change.field: pack(change.new) for change in ours},
        }
        if is_new:
            after["account"] = self._open_account(person)
        elif "manager" in after["fields"]:
            after["fields"]["manager"] = _manager_state(person)
        self.changes[row.number] = ImportChange(
            batch=self.batch, person_id=id, row=row.number, before=before, after=after
        )

    def _state(self, person: Person, key: str, changes: Iterable[Change]) -> dict[str, Any]:
        """Return what the changes are going to replace."""
        values = self.known[key].existing.values
        fields: dict[str, Any] = {}
        for change in changes:
            if change.field == "manager":
                fields["manager"] = _manager_state(person)
            elif change.field in LISTS:
                fields[change.field] = pack(values.get(change.field, ()))
            else:
                fields[change.field] = _plain(getattr(person, change.field))
        origins = {change.field: person.provenance.get(change.field) for change in changes}
        return {"version": person.version, "fields": fields, "provenance": origins}

    def _put(self, person: Person, change: Change, row: PersonRow) -> None:
        origin: dict[str, Any] = {
            "source": "import", "id": str(self.batch.pk), "at": self.at.isoformat(), "row": row.number,
        }  # fmt: skip
        if change.field == "manager":
            known = self.ids.get(str(change.new))
            person.manager_id = known if known != person.pk else None
            if known is None:
                origin["text"] = str(change.new)
        elif change.field in LISTS:
            self.replaced[change.field].append(person.pk)
            self._gather(person, change.field, change.new)
        else:
            put_simple(person, change.field, change.new)
        person.provenance = {**person.provenance, change.field: origin}

    def _gather(self, person: Person, field: str, value: Value) -> None:
        skills, weeks = list_rows(person.pk, field, value)
        self.skills += skills
        self.weeks += weeks

    def _open_account(self, person: Person) -> str:
        account = Account(id=uuid7(), email=person.email.lower())
        account.set_unusable_password()
        person.account = account
        self.accounts.append(account)
        return str(account.pk)

    def save(self) -> None:
        """Write everything gathered."""
        self._link_existing_accounts()
        Account.objects.bulk_create(self.accounts, batch_size=CHUNK)
        Person.objects.bulk_create(self.new.values(), batch_size=CHUNK)
        save_people(self.updated.values())
        replace_lists(self.replaced, self.skills, self.weeks)

    def _link_existing_accounts(self) -> None:
        """Give a new person the account that stands alone under their address."""
        wanted = {account.email: account for account in self.accounts}
        alone = {account.email.lower(): account for account in Account.objects.filter(people=None)} if wanted else {}
        for person in self.new.values():
            found = alone.get(person.email.lower())
            if found is not None:
                wanted.pop(found.email.lower(), None)
                person.account = found
        self.accounts = list(wanted.values())
        kept = {str(account.pk) for account in self.accounts}
        for change in self.changes.values():
            if change.after.get("account") not in kept:
                change.after.pop("account", None)


def put_simple(person: Person, field: str, value: Any) -> None:
    """Set one plain field of a person from the value of a spreadsheet."""
    if field == "started_on":
        value = date.fromisoformat(value) if value else None
    elif field == "languages":
        value = list(value)
    setattr(person, field, value)


def list_rows(person_id: uuid.UUID, field: str, value: Any) -> tuple[list[PersonSkill], list[Availability]]:
    """Return the rows, unsaved, that hold a list of skills or the stretches of a week."""
    if field == "availability":
        return [], [
            Availability(person_id=person_id, weekday=each.weekday, start=each.start, end=each.end) for each in value
        ]
    skills = [
        PersonSkill(person_id=person_id, kind=field, skill=each.id or each.text, level=each.level or None, position=at)
        for at, each in enumerate(value)
    ]
    return skills, []


def save_people(people: Iterable[Person]) -> None:
    """Save changed people by few statements: an insertion that meets its own row updates it."""
    Person.objects.bulk_create(
        people,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*SIMPLE, "manager", "provenance", "version"],
    )


def replace_lists(
    replaced: Mapping[str, Sequence[uuid.UUID]], skills: Iterable[PersonSkill], weeks: Iterable[Availability]
) -> None:
    """Put lists in the place of those that people had."""
    for kind in (PersonSkill.Kind.WANTS, PersonSkill.Kind.OFFERS):
        if replaced[kind]:
            PersonSkill.objects.filter(kind=kind, person_id__in=replaced[kind]).delete()
    if replaced["availability"]:
        Availability.objects.filter(person_id__in=replaced["availability"]).delete()
    PersonSkill.objects.bulk_create(skills, batch_size=CHUNK)
    Availability.objects.bulk_create(weeks, batch_size=CHUNK)


def _manager_state(person: Person) -> dict[str, str | None]:
    text = person.provenance.get("manager", {}).get("text", "")
    return {"id": str(person.manager_id) if person.manager_id else None, "text": text}


def pack(value: Value | None) -> Any:
    """Return a value of a spreadsheet as JSON can hold it."""
    if isinstance(value, tuple):
        return [_pack_item(item) for item in value]
    return value


def _pack_item(item: Any) -> Any:
    if isinstance(item, Skill):
        return [item.id, item.text, item.level]
    return [item.weekday, item.start, item.end] if isinstance(item, Stretch) else item


def unpack_list(field: str, packed: Iterable[Sequence[Any]]) -> tuple[Any, ...]:
    """Return a packed list of skills or stretches as values."""
    make: Callable[..., Any] = Stretch if field == "availability" else Skill
    return tuple(make(*item) for item in packed)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


# --- taking people back -----------------------------------------------------------------------------------------------


def refuse_late_undo(batch: ImportBatch, changes: Sequence[ImportChange], *, lock: bool = False) -> None:
    """Raise `Refused`, saying why, where taking an import back would lose what happened to its people since."""
    now = timezone.now()
    if batch.applied_at and (now - batch.applied_at).days >= UNDO_DAYS:
        raise Refused(
            _("This import is more than %(days)d days old. Nothing was changed. Correct people one by one instead.")
            % {"days": UNDO_DAYS}
        )
    later = ImportChange.objects.filter(
        batch__state=ImportBatch.State.APPLIED,
        batch__applied_at__gt=batch.applied_at,
        person_id__in=[change.person_id for change in changes],
    ).exclude(batch=batch)
    if name := later.values_list("batch__file_name", flat=True).first():
        raise Refused(
            _("A later import, %(name)s, changed the same people. Nothing was changed. Take that one back first.")
            % {"name": name}
        )
    people = {person.pk: person for person in _people_of(changes, lock=lock)}
    touched = [people[change.person_id].name for change in changes if _is_touched(people.get(change.person_id), change)]
    if touched:
        raise _cannot_undo(touched, _("Answered, signed in or corrected since"))
    refuse_where_needed([change.person_id for change in changes if change.before is None], people)


def refuse_where_needed(new: Sequence[uuid.UUID], people: Mapping[uuid.UUID, Person]) -> None:
    """Raise `Refused` where other parts of Telemachy hold on to people who would be deleted."""
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.app_label in ("people", "programmes"):
            continue
        held = model.objects.filter(**{f"{relation.field.name}__in": new}).values_list(
            relation.field.attname, flat=True
        )
        names = [people[id].name for id in sorted(set(held[:CHUNK])) if id in people]
        if names:
            raise _cannot_undo(names, _("In the matching already"))


def restore_people(changes: Iterable[ImportChange]) -> None:
    """Make people as they were before these changes: new ones go, others get back what was replaced."""
    changes = list(changes)
    people = {person.pk: person for person in _people_of(changes, lock=True)}
    replaced: dict[str, list[uuid.UUID]] = {name: [] for name in LISTS}
    skills: list[PersonSkill] = []
    weeks: list[Availability] = []
    for change in changes:
        if change.before is None or change.person_id not in people:
            continue
        person = people[change.person_id]
        for name, value in change.before["fields"].items():
            if name in LISTS:
                replaced[name].append(person.pk)
                more_skills, more_weeks = list_rows(person.pk, name, unpack_list(name, value))
                skills, weeks = skills + more_skills, weeks + more_weeks
            elif name == "manager":
                person.manager_id = uuid.UUID(value["id"]) if value["id"] else None
            else:
                put_simple(person, name, value)
        person.provenance = _provenance_before(person, change.before["provenance"])
        person.version += 1
    save_people(people[change.person_id] for change in changes if change.before is not None)
    replace_lists(replaced, skills, weeks)
    _delete_new(changes)


def _delete_new(changes: Iterable[ImportChange]) -> None:
    new = [change for change in changes if change.before is None]
    accounts = [change.after["account"] for change in new if "account" in change.after]
    for start in range(0, len(new), CHUNK):
        Person.objects.filter(pk__in=[change.person_id for change in new[start : start + CHUNK]]).delete()
    Account.objects.filter(pk__in=accounts, last_login=None).delete()


def _provenance_before(person: Person, origins: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**person.provenance, **origins}
    return {name: origin for name, origin in merged.items() if origin is not None}


def _people_of(changes: Sequence[ImportChange], *, lock: bool) -> list[Person]:
    query = Person.objects.filter(pk__in=[change.person_id for change in changes]).select_related("account")
    return list(query.select_for_update(of=("self",)) if lock else query)


def _is_touched(person: Person | None, change: ImportChange) -> bool:
    if person is None:
        return False
    has_signed_in = change.before is None and person.account is not None and person.account.last_login is not None
    return person.version != change.after["version"] or has_signed_in


def _cannot_undo(names: Sequence[str], what: str) -> Refused:
    shown = ", ".join(names[:3]) + (_(" and %(more)d others") % {"more": len(names) - 3} if len(names) > 3 else "")
    return Refused(
        _("It is too late to take this import back. %(what)s: %(names)s. Nothing was changed. Correct people singly.")
        % {"names": shown, "what": what}
    )
