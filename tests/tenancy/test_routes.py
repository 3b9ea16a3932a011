"""Every route answers a foreign id exactly as it answers a random one: with the same 404.

Generated from the resolver, so that no route can be added without an answer here: an unknown slot fails.
"""

import uuid
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone

from telemachy.evidence.models import Claim
from telemachy.journeys.models import Connection, Goal, Initiative, Member, PrivateNote, Session
from telemachy.matching.models import MatchRun, Publication
from telemachy.matching.roster import Roster
from telemachy.matching.snapshot import Conditions, Snapshot, write_snapshot
from telemachy.messaging.models import OutboxMessage
from telemachy.people.actions import stage_import
from telemachy.people.models import Person
from telemachy.programmes.actions import create_programme
from telemachy.programmes.models import Programme
from telemachy.programmes.queries import latest_version
from telemachy.programmes.shipped import shipped_texts
from telemachy.stories.models import CaseStudy
from telemachy.tenancy.context import work
from tests.cast import Cast, make_person, take_part
from tests.routes import SLOT, fill, patterns

RANDOM = {"uuid": "01900000-0000-7000-8000-00000000abcd", "slug": "no-such-thing", "str": "nothing-at-all"}


@dataclass(frozen=True)
class Foreign:
    """One object of each kind, in the other organisation."""

    programme: Programme
    slots: dict[str, object]


@pytest.fixture
def foreign(cast: Cast) -> Foreign:
    with work(cast.elsewhere.id):
        programme = create_programme(shipped_texts()["founders-to-scale"], cohort="Foreign cohort", by=None)
        mentee, mentor = take_part(make_person("Fay Foreign"), programme, "mentee"), make_person("Finn Foreign")
        run = MatchRun.objects.create(
            programme=programme,
            programme_version=latest_version(programme),
            number=1,
            state="ready",
            snapshot=write_snapshot(Snapshot(Roster((), ()), Conditions(), {})),
            snapshot_sha256="0" * 64,
            engine_version="1",
        )
        publication = Publication.objects.create(run=run, number=1, pairs=[], send_at=timezone.now())
        connection = Connection.objects.create(programme=programme, invited_at=timezone.now())
        for role, person in (("mentee", mentee), ("mentor", mentor)):
            Member.objects.create(connection=connection, programme=programme, person=person, role=role, seat=1)
        claim = Claim.objects.create(
            programme=programme,
            connection=connection,
            person=mentee,
            kind="event",
            code="recognition",
            text="A prize.",
            on=timezone.now().date(),
            shared=True,
            recorded_at=timezone.now(),
        )
        note = PrivateNote.objects.create(connection=connection, author=mentee, sealed=b"", written_at=timezone.now())
        session = Session.objects.create(connection=connection, number=1, offered_at=timezone.now(), calendar_uid="1@f")
        goal = Goal.objects.create(connection=connection, position=1, title="Theirs", made_at=timezone.now())
        initiative = Initiative.objects.create(
            connection=connection, owner=mentee, title="Theirs", aim="", better="lower", made_at=timezone.now()
        )
        story = CaseStudy.objects.create(
            programme=programme,
            connection=connection,
            slug="theirs",
            title="Theirs",
            state="published",
            asked_at=timezone.now(),
            published_at=timezone.now(),
        )
        batch = stage_import(programme.pk, b"Name,E-mail\nFay,fay@example.org\n", "f.csv", None)
        message = OutboxMessage.objects.create(
            kind="invitation",
            event="e",
            person_id=mentor.pk,
            programme_id=programme.pk,
            to_address="f@example.org",
            send_after=timezone.now(),
        )
    return Foreign(
        programme,
        {
            "programme": programme.slug,
            "person": mentee.pk,
            "mentee": mentee.pk,
            "mentor": mentor.pk,
            "run": run.pk,
            "number": run.number,
            "publication": publication.pk,
            "connection": connection.pk,
            "claim": claim.pk,
            "goal": goal.pk,
            "initiative": initiative.pk,
            "batch": batch.pk,
            "message": message.pk,
            "note": note.pk,
            "session": session.pk,
            "story": story.pk,
            "slug": story.slug,
        },
    )


#: Routes whose slot is no id of an organisation's object, each with its reason.
NOT_AN_OBJECT = {
    "accounts/": "sign-in: tokens of their own",
    "a/<": "mail links: tokens of their own, tested in tests/messaging/test_links.py",
    "demo/": "the demo's own pages, tested in tests/demo",
}
#: Routes that anybody may open at the organisation whose object it is.
FOR_ANYBODY = ("stories/",)


def object_routes() -> list[str]:
    return sorted({path for path, _ in patterns() if SLOT.search(path) and not path.startswith(tuple(NOT_AN_OBJECT))})


def stranger(converter: str, name: str) -> object:
    return 987654 if converter == "int" else RANDOM[converter]


@pytest.mark.promise("P1")
@pytest.mark.attack("A1")
@pytest.mark.parametrize("who", ["ines", "noor", "elias", "tove"])
def test_a_foreign_id_and_a_random_id_get_the_same_404(cast: Cast, foreign: Foreign, who: str) -> None:
    client = signed_in(cast, getattr(cast, who))
    for path in object_routes():
        for method in (client.get, client.post):
            theirs = method(fill(path, lambda _, name: foreign.slots[name]))
            nobodys = method(fill(path, stranger))
            assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content), path
            assert theirs.status_code in (404, 405), (path, theirs.status_code)


@pytest.mark.promise("P1")
@pytest.mark.attack("A2")
def test_a_foreign_id_below_ones_own_programme_gets_the_same_404(cast: Cast, foreign: Foreign) -> None:
    client = signed_in(cast, cast.ines)
    for path in object_routes():
        nested = [slot.group(2) for slot in SLOT.finditer(path) if slot.group(2) != "programme"]
        if "programme" not in path or not nested or nested == ["number"]:
            continue
        for method in (client.get, client.post):
            theirs = method(
                fill(path, lambda _, name: cast.programme.slug if name == "programme" else foreign.slots[name])
            )
            nobodys = method(
                fill(path, lambda kind, name: cast.programme.slug if name == "programme" else stranger(kind, name))
            )
            assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content), path
            assert theirs.status_code in (404, 405), (path, theirs.status_code)


def test_somebody_who_has_not_signed_in_is_sent_to_sign_in_whatever_the_id(cast: Cast, foreign: Foreign) -> None:
    client = Client(headers={"host": "lumen.localhost"})
    for path in object_routes():
        theirs = client.get(fill(path, lambda _, name: foreign.slots[name]))
        nobodys = client.get(fill(path, stranger))
        refusal = 404 if path.startswith(FOR_ANYBODY) else 302
        assert (theirs.status_code, nobodys.status_code) in ((refusal, refusal), (405, 405)), path


def test_the_foreign_objects_are_there_for_their_own_coordinator(cast: Cast, foreign: Foreign) -> None:
    """The twin: the same addresses answer at home, so the 404s above are not for want of an object."""
    client = signed_in(cast, cast.zadie, host="elsewhere.localhost")
    pages = [fill(path, lambda _, name: foreign.slots[name]) for path in object_routes()]
    answers = {page: client.get(page).status_code for page in pages}

    assert sum(status == 200 for status in answers.values()) >= 5, answers


def signed_in(cast: Cast, person: Person, host: str = "lumen.localhost") -> Client:
    client = Client(headers={"host": host})
    with work(person.organisation_id):
        client.force_login(Person._base_manager.select_related("account").filter(pk=person.pk)[0].account)
    return client


def test_random_ids_are_no_ids_of_anything() -> None:
    assert uuid.UUID(RANDOM["uuid"]).version == 7
