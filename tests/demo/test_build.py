"""Building the demo: by the actions of the pages, once, all or nothing."""

import pytest

from telemachy.audit.models import AuditEvent
from telemachy.demo import build
from telemachy.demo.build import build_again, build_demo, build_organisation, organisation_of
from telemachy.demo.content import OWN, SECTORS, SEED, make_content, sector
from telemachy.journeys.models import Connection
from telemachy.matching.boards import measure
from telemachy.matching.models import MatchRun
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Route
from tests.demo.engine import solved

KEYS = [each.key for each in SECTORS]


def quiet(line):
    """Say nothing."""


@pytest.mark.parametrize("key", KEYS)
def test_the_pages_propose_what_the_engine_alone_proposes(db_all, key):
    organisation = build_organisation(make_content(key), tell=quiet)

    with work(organisation.pk):
        run = MatchRun.objects.get(number=1)
        proposed = run.proposals.filter(mentor__isnull=False).values_list("mentee__email", "mentor__email")
        assert set(proposed) == solved(key, SEED).pairs
        told = {name: int(mask.sum()) for name, mask in measure(run)[1].rules.items()}
        assert told == {name: int(mask.sum()) for name, mask in solved(key, SEED).scored.rules.items()}


def test_a_build_leaves_a_draft_to_work_on_and_the_first_mentor_invited(foundry):
    with work(foundry.pk):
        stages = {run.number: run.state for run in MatchRun.objects.all()}
        asked = Connection.objects.get(stage=Connection.Stage.INVITED)
        mails = set(OutboxMessage.objects.values_list("kind", "to_address"))
        members = set(asked.members.values_list("person__email", flat=True))

    place = sector("accelerator")
    assert stages == {1: MatchRun.State.PUBLISHED, 2: MatchRun.State.READY}
    assert members == {place.mentee.email, place.mentor.email}
    assert ("invitation", place.mentor.email) in mails
    assert {kind for kind, _ in mails} == {"invitation", "your-mentor"}


def test_everything_built_is_on_record(foundry):
    with work(foundry.pk):
        deeds = set(AuditEvent.objects.values_list("deed", flat=True))

    assert {"organisation.created", "programme.created", "import.applied", "run.published"} <= deeds


def test_building_twice_builds_once(demo, monkeypatch):
    monkeypatch.setattr(build, "SECTORS", (sector("accelerator"),))

    assert build_demo(tell=quiet) == 2
    before = dict(Route.objects.values_list("name", "organisation_id"))
    assert build_demo(tell=quiet) == 0
    assert dict(Route.objects.values_list("name", "organisation_id")) == before


def test_a_build_that_is_interrupted_leaves_nothing_and_is_made_again(demo):
    def interrupt(line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_organisation(make_content("accelerator"), tell=interrupt)

    assert organisation_of(sector("accelerator")) is None
    build_organisation(make_content("accelerator"), tell=quiet)
    assert organisation_of(sector("accelerator")) is not None


def test_putting_everything_back_takes_changes_and_mails_away(foundry, demo, monkeypatch):
    monkeypatch.setattr(build, "SECTORS", (sector("accelerator"),))
    with work(foundry.pk):
        Person.objects.filter(email=sector("accelerator").mentee.email).update(name="Somebody Else")
    (demo / "demo-mail" / "1795464137645092435-aaaaaaaaaaaa.eml").write_text("Subject: old\n\n")

    build_again(demo / "demo-mail", tell=quiet)

    with work(organisation_of(sector("accelerator"))):
        assert Person.objects.filter(name="Maya Sørensen").exists()
        assert not Person.objects.filter(name="Somebody Else").exists()
    assert list((demo / "demo-mail").iterdir()) == []
    with work(foundry.pk):
        assert not OutboxMessage.objects.filter(state=OutboxMessage.State.SCHEDULED).exists()
    assert organisation_of(OWN) is not None
