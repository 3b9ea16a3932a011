"""A spreadsheet becomes people: all or nothing, twice nothing, and taken back exactly."""

import contextlib
import importlib
import json
from types import SimpleNamespace
from typing import Any

import pytest
from tests.cast import Cast

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, Refused
from telemachy.people.actions import decide, remap, stage_import
from telemachy.people.importing import Decisions
from telemachy.people.models import Account, Availability, ImportBatch, ImportChange, Person, PersonSkill
from telemachy.people.queries import mapping_of
from telemachy.programmes.actions import import_people, undo_import
from telemachy.programmes.models import Application

HEADER = (
    "Name,E-mail,Role,Staff number,Team,Office,Manager,Wants to learn,Can offer,Availability,Capacity,Wishes,Started,"
    "Languages,Time zone,Hope,Shoe size\n"
)
ROWS = (
    "Ada Lund,ada@lumen.example,Mentee,007,Search,Leeds,Max Boss,Delegation; Coaching (2),,Mon am; Thu lunch,,"
    "Cem Ito; Nobody Known,2020-03-04,English; German,Europe/London,To lead the audit,38\n"
    "Cem Ito,cem@lumen.example,Mentor,008,Legal,Berlin,max@lumen.example,,Delegation (5); knitting,Mon am,2,,"
    "2012-01-02,English,Europe/Berlin,,44\n"
    "Max Boss,max@lumen.example,both,009,Board,Leeds,Somebody Else,,Strategic thinking,,1,,,,,,\n"
)


def bring(cast: Cast, text: str | bytes, name: str = "people.csv") -> ImportBatch:
    data = text.encode() if isinstance(text, str) else text
    return stage_import(cast.programme.pk, data, name, cast.actor(cast.ines))


def bring_in(cast: Cast, text: str | bytes, **more: object) -> ImportBatch:
    batch = bring(cast, text)
    extra = {column.position: "extra" for column in mapping_of(batch).columns if column.title == "Shoe size"}
    batch = remap(batch, extra, batch.version, cast.actor(cast.ines))
    return import_people(batch, cast.actor(cast.ines))


def everything() -> str:
    """All that an import may touch, as text; versions count how often, not what."""
    tables = (Person, PersonSkill, Availability, Account, Application)
    hidden = {"version"}
    rows: list[object] = []
    for model in tables:
        for row in model.objects.order_by("pk").values():
            rows.append({key: value for key, value in row.items() if key not in hidden})
    # lists are written anew by an undo, so their ids differ
    listed = [{**row, "id": ""} if "weekday" in row or "skill" in row else row for row in rows]  # type: ignore[operator]
    return "\n".join(sorted(json.dumps(row, default=str, sort_keys=True) for row in listed))


def test_a_file_becomes_people_with_skills_weeks_managers_accounts_and_their_part(at_lumen: Cast) -> None:
    batch = bring_in(at_lumen, HEADER + ROWS)

    ada, cem, boss = (Person.objects.get(email=f"{name}@lumen.example") for name in ("ada", "cem", "max"))
    assert batch.state == "applied"
    assert batch.counts["new"] == 3
    assert (ada.external_id, ada.team, ada.site, ada.languages) == ("007", "Search", "Leeds", ["de", "en"])
    assert (ada.manager, cem.manager, boss.manager) == (boss, boss, None)
    assert boss.provenance["manager"]["text"] == "Somebody Else"
    assert [(s.kind, s.skill, s.level) for s in ada.skills.all()] == [
        ("wants", "core.delegation", None),
        ("wants", "core.coaching", 2),
    ]
    assert [(s.kind, s.skill, s.level) for s in cem.skills.all()] == [
        ("offers", "core.delegation", 5),
        ("offers", "knitting", None),
    ]
    assert [(a.weekday, a.start, a.end) for a in ada.availability.all()] == [(0, 540, 720), (3, 720, 780)]
    assert {(a.person.name, a.role, a.capacity) for a in Application.objects.filter(person__in=[ada, cem, boss])} == {
        ("Ada Lund", "mentee", 1),
        ("Cem Ito", "mentor", 2),
        ("Max Boss", "mentor", 1),
        ("Max Boss", "mentee", 1),
    }
    part = Application.objects.get(person=ada)
    assert part.wishes == [cem.pk]
    assert part.answers == {"wishes as written": ["cem@lumen.example", "Nobody Known"], "Shoe size": "38"}
    assert ada.provenance["team"] == {
        "source": "import", "id": str(batch.pk), "at": batch.changes.first() and ada.provenance["team"]["at"], "row": 2,
    }  # fmt: skip
    assert ada.account.email == "ada@lumen.example"
    assert not ada.account.has_usable_password()


def test_the_same_file_twice_changes_nothing(at_lumen: Cast) -> None:
    bring_in(at_lumen, HEADER + ROWS)
    before = everything()

    again = bring_in(at_lumen, HEADER + ROWS)

    assert (again.counts["new"], again.counts["updated"], again.counts["same"]) == (0, 0, 3)
    assert again.changes.count() == 0
    assert everything() == before


def test_an_undo_restores_exactly_what_was_there(at_lumen: Cast) -> None:
    bring_in(at_lumen, HEADER + ROWS)
    before = everything()
    later = bring_in(
        at_lumen,
        HEADER + "Ada Lund,ada@lumen.example,both,007,Data,,,Negotiation,Coaching,Fri 9-10,,Max Boss,2021-01-01,,,,39\n"
        "Noor Haddad,noor.haddad@example.org,Mentee,1,Search,,Ada Lund,,,,,,,,,,\n"
        "New Comer,new@lumen.example,Mentor,,,,,,,,,,,,,,\n",
    )
    assert everything() != before

    undone = undo_import(later, at_lumen.actor(at_lumen.ines))

    assert everything() == before
    assert undone.state == "undone"
    assert undo_import(undone, at_lumen.actor(at_lumen.ines)).version == undone.version


def test_an_undo_waits_for_the_import_that_came_after(at_lumen: Cast) -> None:
    first = bring_in(at_lumen, HEADER + ROWS)
    bring_in(at_lumen, "Name,E-mail,Team\nAda Lund,ada@lumen.example,Data\n")

    with pytest.raises(Refused, match=r"A later import, people.csv, changed the same people\. Nothing was changed\."):
        undo_import(first, at_lumen.actor(at_lumen.ines))


def test_an_undo_says_who_has_answered_since(at_lumen: Cast) -> None:
    batch = bring_in(at_lumen, HEADER + ROWS)
    ada = Person.objects.get(email="ada@lumen.example")
    ada.hope, ada.version = "Something else", ada.version + 1
    ada.save()

    with pytest.raises(Refused, match="Answered, signed in or corrected since: Ada Lund"):
        undo_import(batch, at_lumen.actor(at_lumen.ines))


def test_empty_cells_never_delete(at_lumen: Cast) -> None:
    bring_in(at_lumen, HEADER + ROWS)
    before = everything()

    bring_in(at_lumen, HEADER + "Ada Lund,ada@lumen.example,Mentee,,,,,,,,,,,,,,\n")

    assert everything() == before


def test_own_answers_are_kept_unless_somebody_ticks_them(at_lumen: Cast) -> None:
    noor = at_lumen.noor
    noor.hope, noor.provenance = "My own words", {"hope": {"source": "self"}}
    noor.save()
    by = at_lumen.actor(at_lumen.ines)
    text = "Name,E-mail,Hope\nNoor Haddad,noor.haddad@example.org,Their words\n"

    kept = import_people(bring(at_lumen, text), by)
    noor.refresh_from_db()
    assert (kept.counts["same"], noor.hope) == (1, "My own words")

    batch = bring(at_lumen, text)
    import_people(decide(batch, Decisions(overwrite=frozenset({"hope"})), batch.version, by), by)
    noor.refresh_from_db()
    assert noor.hope == "Their words"


def test_no_file_moves_the_address_somebody_signs_in_with(at_lumen: Cast) -> None:
    from django.utils import timezone

    noor = at_lumen.noor
    noor.external_id = "N1"
    noor.save()
    Account.objects.filter(pk=noor.account_id).update(last_login=timezone.now())
    batch = bring(at_lumen, "Name,E-mail,Staff number\nNoor Haddad,thief@example.org,N1\n")
    by = at_lumen.actor(at_lumen.ines)

    import_people(decide(batch, Decisions(overwrite=frozenset({"*", "email"})), batch.version, by), by)

    noor.refresh_from_db()
    assert noor.email == "noor.haddad@example.org"


# --- all or nothing ---------------------------------------------------------------------------------------------------

POINTS = [
    ("telemachy.people.models", "Account"), ("telemachy.people.models", "Person"),
    ("telemachy.people.models", "PersonSkill"), ("telemachy.people.models", "Availability"),
    ("telemachy.programmes.models", "Application"), ("telemachy.people.models", "ImportChange"),
    ("telemachy.audit.models", "AuditEvent"),
]  # fmt: skip


class PulledPlugError(Exception):
    """What a killed process looks like from inside."""


def break_after(monkeypatch: pytest.MonkeyPatch, module: str, model: str) -> None:
    """Let everything up to the writing of a model's rows happen, then stop."""
    manager = type(getattr(importlib.import_module(module), model).objects)
    name = "create" if model == "AuditEvent" else "bulk_create"
    original = getattr(manager, name)

    def write_then_stop(self: Any, *args: Any, **more: Any) -> Any:
        original(self, *args, **more)
        if self.model.__name__ == model:
            raise PulledPlugError

    monkeypatch.setattr(manager, name, write_then_stop)


@pytest.mark.promise("P16")
@pytest.mark.parametrize(("module", "model"), POINTS)
def test_an_import_that_breaks_anywhere_leaves_nothing(
    at_lumen: Cast, monkeypatch: pytest.MonkeyPatch, module: str, model: str
) -> None:
    batch = bring(at_lumen, HEADER + ROWS)
    before = everything()

    with monkeypatch.context() as broken:
        break_after(broken, module, model)
        with pytest.raises(PulledPlugError):
            import_people(batch, at_lumen.actor(at_lumen.ines))

    assert everything() == before
    assert ImportChange.objects.count() == 0
    assert ImportBatch.objects.get().state == "draft"
    assert not AuditEvent.objects.filter(deed="import.applied").exists()
    assert import_people(batch, at_lumen.actor(at_lumen.ines)).counts["new"] == 3


def test_without_its_transaction_the_same_break_leaves_half_an_import(
    at_lumen: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = bring(at_lumen, HEADER + ROWS)
    before = everything()
    actions = importlib.import_module("telemachy.programmes.actions.imports")
    monkeypatch.setattr(actions, "transaction", SimpleNamespace(atomic=contextlib.nullcontext))
    break_after(monkeypatch, "telemachy.people.models", "Availability")

    with pytest.raises(PulledPlugError):
        actions.import_people.__wrapped__(batch, at_lumen.actor(at_lumen.ines))

    assert everything() != before


def test_two_rows_that_claim_one_staff_number_write_nothing(at_lumen: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = bring(at_lumen, "Name,E-mail,Staff number,Role\nA,a@x.example,7,Mentee\nB,b@x.example,8,Mentee\n")
    before = everything()
    checking = importlib.import_module("telemachy.programmes.actions.imports")
    original = checking.check_import

    def check_then_race(*args: Any, **more: Any) -> Any:
        dry = original(*args, **more)
        Person.objects.create(name="Quicker", email="quicker@x.example", external_id="8")
        return dry

    monkeypatch.setattr(checking, "check_import", check_then_race)
    with pytest.raises(Conflict, match="Nothing was imported"):
        import_people(batch, at_lumen.actor(at_lumen.ines))

    monkeypatch.undo()
    Person.objects.filter(name="Quicker").delete()
    assert everything() == before


def test_a_long_file_becomes_a_job_that_checks_the_right_again(at_lumen: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    actions = importlib.import_module("telemachy.programmes.actions.imports")
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    batch, by = bring(at_lumen, HEADER + ROWS), at_lumen.actor(at_lumen.ines)
    jobs = importlib.import_module("telemachy.programmes.jobs")

    running = actions.start_import(batch, by, version=batch.version)
    assert (running.state, Person.objects.filter(email="ada@lumen.example").exists()) == ("running", False)

    jobs.apply_import(batch=batch.pk, person=at_lumen.noor.pk, version=2)
    assert ImportBatch.objects.get().state == "running"

    jobs.apply_import(batch=batch.pk, person=at_lumen.ines.pk, version=2)
    assert ImportBatch.objects.get().state == "applied"
    assert Person.objects.filter(email="ada@lumen.example").exists()


def test_a_job_that_is_refused_gives_the_import_back(at_lumen: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    actions = importlib.import_module("telemachy.programmes.actions.imports")
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    batch, by = bring(at_lumen, "Name,Role\nAda,Mentee\n"), at_lumen.actor(at_lumen.ines)
    actions.start_import(batch, by, version=batch.version)

    actions.finish_import(ImportBatch.objects.get(), by)

    batch = ImportBatch.objects.get()
    assert batch.state == "draft"
    assert "no column is matched to “E-mail”" in batch.counts["problem"]


def test_wishes_and_answers_of_somebody_who_takes_part_already_are_restored(at_lumen: Cast) -> None:
    part = Application.objects.get(person=at_lumen.noor)
    part.answers, part.wishes = {"hope": "Mine"}, [at_lumen.elias.pk]
    part.save()
    before = everything()

    batch = bring_in(at_lumen, "Name,E-mail,Role,Wishes\nNoor Haddad,noor.haddad@example.org,Mentee,Petra Novak\n")
    assert Application.objects.get(person=at_lumen.noor).wishes == [at_lumen.petra.pk]
    undo_import(batch, at_lumen.actor(at_lumen.ines))

    assert everything() == before
