"""Bringing people into a programme from a spreadsheet, and taking them back: all or nothing."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, Refused
from telemachy.messaging import tasks
from telemachy.people.actions.imports import (
    CHUNK,
    Written,
    hold_imports,
    refuse_late_undo,
    restore_people,
    write_people,
)
from telemachy.people.importing import SAME, PersonRow
from telemachy.people.models import ImportBatch, ImportChange
from telemachy.tenancy import clock
from telemachy.tenancy.locks import take
from telemachy.tenancy.policy import Actor

from ..file import Capacity
from ..models import Application, Programme
from ..queries.imports import WISHES_AS_WRITTEN, Dry, answer_key, answer_value, check_import

State = ImportBatch.State
AT_ONCE = 5000
"""Rows that are imported while somebody waits; longer files become a job."""


@transaction.atomic
def import_people(batch: ImportBatch, by: Actor | None, *, version: int | None = None) -> ImportBatch:
    """Write every row of a staged import that can go in: people, accounts, and their part in the programme.

    Nobody gets a mail. Pressed twice it works once. Rows that need somebody stay out and are counted.

    Raises:
        Conflict: the import or one of its people was changed in the meantime; nothing was written.
        Refused: no column holds names or e-mails.
    """
    batch = take(ImportBatch, batch.pk)
    if batch.state == State.APPLIED:
        return batch
    if batch.state == State.UNDONE:
        raise Conflict(_("This import was taken back. Nothing was changed. Bring the file again."))
    if version is not None and batch.version != version:
        raise Conflict(_("Somebody changed this import since you checked it. Nothing was imported. Look at it again."))
    programme = take(Programme, batch.programme_id)
    hold_imports()
    dry = check_import(batch, programme, lock=True)
    try:
        with transaction.atomic():
            changes = _write(batch, programme, dry)
    except IntegrityError as clash:
        raise Conflict(
            _("Two rows, or a row and a person, claim the same e-mail or staff number. Nothing was imported.")
        ) from clash
    batch.state, batch.applied_at, batch.source = State.APPLIED, clock.now(), None
    batch.counts = asdict(dry.check.counts)
    batch.version += 1
    batch.save()
    audit.record(by, "import.applied", batch, sha256=batch.sha256, people=changes, **_tally(batch))
    return batch


@transaction.atomic
def start_import(batch: ImportBatch, by: Actor, *, version: int) -> ImportBatch:
    """Import at once, or as a job where the file is long; the job checks the right to it again.

    Raises as `import_people` does; a job that is refused leaves the import to be looked at again.
    """
    if len(batch.table["rows"]) <= AT_ONCE:
        return import_people(batch, by, version=version)
    batch = take(ImportBatch, batch.pk)
    if State(batch.state).can_change():
        if batch.version != version:
            raise Conflict(_("Somebody changed this import since you checked it. Look at it again."))
        batch.state = State.RUNNING
        batch.version += 1
        batch.save()
        tasks.defer("import.apply", batch=batch.pk, person=by.person_id, version=batch.version)
    return batch


def finish_import(batch: ImportBatch, by: Actor) -> None:
    """Do what `start_import` promised, or give the import back to be checked where it cannot be done."""
    if batch.state != State.RUNNING:
        return
    try:
        with transaction.atomic():
            import_people(batch, by)
    except Refused as refused:
        ImportBatch.objects.filter(pk=batch.pk).update(state=State.DRAFT, counts={"problem": str(refused)})


@transaction.atomic
def undo_import(batch: ImportBatch, by: Actor | None) -> ImportBatch:
    """Make everybody as they were before an import; pressed twice it works once.

    Raises:
        Refused: people have answered, signed in, been matched or been changed since; the sentence names them.
    """
    batch = take(ImportBatch, batch.pk)
    if batch.state == State.UNDONE:
        return batch
    if batch.state != State.APPLIED:
        raise Refused(_("This import has not been applied, so there is nothing to take back."))
    take(Programme, batch.programme_id)
    hold_imports()
    changes = list(ImportChange.objects.filter(batch=batch))
    refuse_late_undo(batch, changes, lock=True)
    _restore_parts(changes)
    restore_people(changes)
    batch.state = State.UNDONE
    batch.version += 1
    batch.save()
    audit.record(by, "import.undone", batch, sha256=batch.sha256, people=len(changes))
    return batch


def why_no_undo(batch: ImportBatch) -> str:
    """Return why an applied import can no longer be taken back, or nothing."""
    try:
        refuse_late_undo(batch, list(ImportChange.objects.filter(batch=batch)))
    except Refused as refused:
        return str(refused)
    return ""


def _tally(batch: ImportBatch) -> dict[str, int]:
    return {name: batch.counts[name] for name in ("new", "updated", "same", "set_aside", "left_out", "rows")}


def _write(batch: ImportBatch, programme: Programme, dry: Dry) -> int:
    written = write_people(batch, dry.check, dry.known)
    _write_parts(programme, dry, written)
    ImportChange.objects.bulk_create(written.changes.values(), batch_size=CHUNK)
    return len(written.changes)


def _write_parts(programme: Programme, dry: Dry, written: Written) -> None:
    """Give every row its part in the programme, and note before and after for the undo."""
    new: list[Application] = []
    changed: list[Application] = []
    for row in (row for row in dry.check.rows if row.status != SAME):
        change = written.changes[row.number]
        parts = dry.applications.get(change.person_id, {})
        said = _what_is_said(row, dry, written.ids)
        fresh = [_new_part(programme, change.person_id, role, said, dry) for role in row.roles if role not in parts]
        touched = [part for part in parts.values() if said]
        if change.before is not None:
            change.before["parts"] = [_state(part) for part in touched]
        for part in touched:
            _put(part, said, dry)
        change.after["parts"] = [_state(part) for part in (*touched, *fresh)]
        change.after["new parts"] = [str(part.pk) for part in fresh]
        new, changed = new + fresh, changed + touched
    Application.objects.bulk_create(new, batch_size=CHUNK)
    _save(changed)


def _what_is_said(row: PersonRow, dry: Dry, ids: Mapping[str, uuid.UUID]) -> dict[str, Any]:
    """Return what a row changes about somebody's part: capacity, wishes and answers."""
    said: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    for change in row.changes:
        if change.field == "capacity":
            said["capacity"] = change.new
        elif change.field == "wishes" and isinstance(change.new, tuple):
            listed = [str(wish) for wish in change.new]
            said["wishes"] = [ids[wish] for wish in listed if wish in ids]
            answers[WISHES_AS_WRITTEN] = listed
        elif change.field.startswith("extra:"):
            title = change.field.removeprefix("extra:")
            answers[answer_key(title, dry.file)] = answer_value(title, str(change.new), dry.file)
    return {**said, "answers": answers} if answers else said


def _new_part(programme: Programme, person_id: uuid.UUID, role: str, said: Mapping[str, Any], dry: Dry) -> Application:
    default = _places(role, dry).default
    part = Application(programme=programme, person_id=person_id, role=role, capacity=default)
    _put(part, said, dry)
    return part


def _places(role: str, dry: Dry) -> Capacity:
    return dry.file.capacity("mentor" if role == "mentor" else "mentee")


def _put(part: Application, said: Mapping[str, Any], dry: Dry) -> None:
    part.capacity = min(said.get("capacity", part.capacity), _places(part.role, dry).most)
    part.wishes = said.get("wishes", part.wishes)
    part.answers = {**part.answers, **said.get("answers", {})}


def _save(parts: Iterable[Application]) -> None:
    Application.objects.bulk_create(
        parts,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["capacity", "wishes", "answers"],
    )


def _state(part: Application) -> dict[str, Any]:
    return {
        "id": str(part.pk),
        "capacity": part.capacity,
        "wishes": [str(wish) for wish in part.wishes],
        "answers": part.answers,
        "status": part.status,
    }


def _restore_parts(changes: Sequence[ImportChange]) -> None:
    """Take new parts away and give others back what they said; refuse where somebody has changed them since."""
    wanted = {state["id"]: state for change in changes for state in change.after.get("parts", ())}
    found = {str(part.pk): part for part in Application.objects.select_for_update().filter(pk__in=wanted)}
    if any(_state(part) != wanted[id] for id, part in found.items()):
        raise Refused(
            _("This import can no longer be taken back: somebody's part in the programme was changed since. "
              "Nothing was changed. Correct people one by one.")
        )  # fmt: skip
    restored = []
    for change in changes:
        for state in (change.before or {}).get("parts", ()):
            part = found[state["id"]]
            part.capacity, part.answers = state["capacity"], state["answers"]
            part.wishes = [uuid.UUID(wish) for wish in state["wishes"]]
            restored.append(part)
    _save(restored)
    gone = [id for change in changes for id in change.after.get("new parts", ())]
    Application.objects.filter(pk__in=gone).delete()
