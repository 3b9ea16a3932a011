"""What a build leaves: drafts to work on, one mentor invited, everything on record, and a way to put it back."""

from telemachy.audit.models import AuditEvent
from telemachy.demo import build
from telemachy.demo.build import build_again, organisation_of
from telemachy.demo.content import OWN, sector
from telemachy.demo.content.earlier import earlier_programme, make_earlier
from telemachy.demo.threads import connection_of
from telemachy.evidence.grades import grade_of
from telemachy.evidence.models import Claim
from telemachy.journeys.models import Connection, Session
from telemachy.matching.models import MatchRun
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.programmes.models import Programme
from telemachy.stories.models import CaseStudy, Sentence
from telemachy.tenancy.context import work


def quiet(line):
    """Say nothing."""


def test_a_build_leaves_a_draft_to_work_on_and_the_first_mentor_invited(foundry):
    with work(foundry.pk):
        stages = {run.number: run.state for run in MatchRun.objects.all()}
        asked = Connection.objects.get(stage=Connection.Stage.INVITED)
        mails = set(OutboxMessage.objects.filter(programme_id=asked.programme_id).values_list("kind", "to_address"))
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
    assert {"session.booked", "goal.set", "initiative.begun", "claim.recorded", "story.published"} <= deeds


def test_a_told_pair_is_on_record_on_the_days_on_which_it_happened(foundry):
    lisa = make_earlier("accelerator").leading
    with work(foundry.pk):
        pair = connection_of("accelerator", lisa)
        held = pair.sessions.filter(state=Session.State.HELD).order_by("number")
        claims = dict(Claim.objects.filter(connection=pair).values_list("text", "recorded_at"))
        story = CaseStudy.objects.get(connection=pair)
        applied = set(pair.programme.applications.filter(person__name=lisa.mentee.name).values_list("created_at"))

        assert [(each.starts_at, each.minutes) for each in held] == [(s.starts_at, s.minutes) for s in lisa.sessions]
        assert [goal.made_at.date() for goal in pair.goals.all()] == [goal.made_on for goal in lisa.goals]
        assert {text: at.date() for text, at in claims.items()} == {c.text: c.recorded_on for c in lisa.claims}
        assert [grade_of(each.confirmations.all(), each).value for each in pair.claims.all()] == ["A", "A", "A"]
        assert pair.closures.get().closed_at.date() == lisa.closing.closed_on
        assert {at.date() for (at,) in applied} == {lisa.applied_on}
        assert (story.slug, story.published_at.date()) == (lisa.telling.slug, lisa.telling.published_on)


def test_a_story_stands_on_sources_quotes_what_was_said_and_says_what_is_not_known(foundry):
    telling = make_earlier("accelerator").leading.telling
    with work(foundry.pk):
        sentences = list(CaseStudy.objects.get(slug=telling.slug).sentences.select_related("said_by"))

    quoted = {each.text for each in sentences if each.kind == Sentence.Kind.QUOTATION}
    assert {each.text for each in telling.text if each.by} == quoted
    assert [each.text for each in telling.text if each.text] == [
        each.text for each in sentences if each.kind in (Sentence.Kind.RECORD, Sentence.Kind.QUOTATION)
    ]
    assert {each.text for each in sentences if each.part == Sentence.Part.UNKNOWN} >= set(telling.unknown)
    assert all(each.source_kind for each in sentences if each.kind == Sentence.Kind.RECORD)


def test_mails_of_the_past_have_left_then_and_wait_for_nothing(foundry):
    with work(foundry.pk):
        earlier = Programme.objects.get(slug=earlier_programme("accelerator"))
        told = list(OutboxMessage.objects.filter(programme_id=earlier.pk).values_list("state", flat=True))

    assert len(told) > 50
    assert set(told) == {OutboxMessage.State.SENT}


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
