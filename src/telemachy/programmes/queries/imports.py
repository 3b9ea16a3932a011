"""What an import into a programme would do: the file against everybody the organisation and the programme know."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from telemachy.people.importing import EXTRA, Check, ColumnMapping, Value, Vocabulary, check_rows
from telemachy.people.importing.fields import fold
from telemachy.people.models import ImportBatch
from telemachy.people.queries import Known, decisions_of, known_people, mapping_of, skill_words, table_of

from ..file import ProgrammeFile, Question
from ..models import Application, Programme
from .versions import file_of, latest_version

WISHES_AS_WRITTEN = "wishes as written"
"""The answer that keeps wishes as a file named them, people nobody knows included."""
LIST_KINDS = ("choices", "people", "skills")
LIST_FILLS = ("avoid", "former", "competitors", "values")


@dataclass(frozen=True)
class Dry:
    """A check with what it compared, so that applying it compares nothing else."""

    check: Check
    known: Mapping[str, Known]
    applications: Mapping[uuid.UUID, Mapping[str, Application]]
    file: ProgrammeFile


def check_import(batch: ImportBatch, programme: Programme, *, lock: bool = False) -> Dry:
    """Say what an import would do now; six queries whatever the number of people, and nothing is written.

    Raises `Refused` if no column holds names or e-mails.
    """
    file = file_of(latest_version(programme))
    known = known_people(lock=lock)
    applications = applications_of(programme, lock=lock)
    mapping = mapping_of(batch)
    existing = {
        key: _with_part(each, applications.get(each.person.pk, {}), file, mapping) for key, each in known.items()
    }
    known = {key: replace(each, existing=existing[key]) for key, each in known.items()}
    check = check_rows(table_of(batch), mapping, existing, decisions_of(batch), vocabulary=vocabulary_of(file))
    return Dry(check, known, applications, file)


def applications_of(programme: Programme, *, lock: bool = False) -> dict[uuid.UUID, dict[str, Application]]:
    """Return everybody's parts in a programme: person → role → application."""
    found: dict[uuid.UUID, dict[str, Application]] = defaultdict(dict)
    query = Application.objects.filter(programme=programme)
    for each in query.select_for_update() if lock else query:
        found[each.person_id][each.role] = each
    return found


def vocabulary_of(file: ProgrammeFile) -> Vocabulary:
    """Return what a programme's words mean in a file."""
    words = file.words
    return Vocabulary(
        roles={words.mentee: "mentee", words.mentees: "mentee", words.mentor: "mentor", words.mentors: "mentor"},
        skills=skill_words(),
        least_capacity=1,
        most_capacity=max(file.mentor_capacity.most, file.mentee_capacity.most),
        most_mentors=file.mentee_capacity.most,
    )


def _with_part(known: Known, parts: Mapping[str, Application], file: ProgrammeFile, mapping: ColumnMapping) -> Any:
    if not parts:
        return known.existing
    part = parts.get("mentor") or parts["mentee"]
    values: dict[str, Value] = {**known.existing.values, "capacity": part.capacity}
    if wishes := tuple(part.answers.get(WISHES_AS_WRITTEN, ())):
        values["wishes"] = wishes
    titles = [column.title for column in mapping.columns if column.field == EXTRA]
    answers = {title: as_text(part.answers.get(answer_key(title, file))) for title in titles}
    return replace(
        known.existing,
        roles=tuple(sorted(parts)),
        values=values,
        extras={title: text for title, text in answers.items() if text},
    )


def answer_key(title: str, file: ProgrammeFile) -> str:
    """Return under which key an extra column is kept: the question it answers, else its own title."""
    asked = question_for(title, file)
    return asked.id if asked else title


def question_for(title: str, file: ProgrammeFile) -> Question | None:
    """Return the question that a column answers, by its id, its words or the fact it fills."""
    wanted = fold(title)
    for asked in file.questions:
        if wanted in (fold(asked.id), fold(asked.ask), fold(asked.fills)) and wanted:
            return asked
    return None


def answer_value(title: str, text: str, file: ProgrammeFile) -> str | list[str]:
    """Return an extra answer as the programme reads it: a list where the question takes several."""
    asked = question_for(title, file)
    if asked and (asked.kind in LIST_KINDS or asked.fills in LIST_FILLS):
        return [item.strip() for item in text.replace("\n", ";").replace(",", ";").split(";") if item.strip()]
    return text


def as_text(answer: Any) -> str:
    """Return an answer as the text of a cell."""
    return "; ".join(map(str, answer)) if isinstance(answer, list) else str(answer or "")


def open_drafts(programme: Programme) -> QuerySet[ImportBatch]:
    """Return the last three imports that were begun and not finished, without their tables."""
    drafts = ImportBatch.objects.filter(programme_id=programme.pk, state=ImportBatch.State.DRAFT)
    return drafts.defer("table", "source").order_by("-created_at")[:3]
