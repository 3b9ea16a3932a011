"""A spreadsheet becomes people: all or nothing, twice nothing, and taken back exactly."""

import json

import pytest
from tests.cast import Cast

from telemachy.errors import Refused
from telemachy.people.actions import decide, remap, stage_import
from telemachy.people.importing import Decisions
from telemachy.people.models import Account, Availability, ImportBatch, Person, PersonSkill
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

    with pytest.raises(Refused, match="Ada Lund have answered, signed in or been corrected since"):
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
