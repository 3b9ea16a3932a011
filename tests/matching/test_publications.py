"""Handing out pairs, taking them back, and two coordinators at once."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from telemachy.errors import Conflict, Refused, TelemachyError
from telemachy.journeys.access import get_connection_for
from telemachy.journeys.actions import accept_connection
from telemachy.journeys.models import Connection, Member
from telemachy.matching.access import get_run_for
from telemachy.matching.actions import (
    choose,
    finish_publication,
    hold,
    lock,
    mark_rest_reviewed,
    mark_reviewed,
    propose_pairs,
    publications,
    publish,
    send_publication_now,
    undo_publication,
)
from telemachy.matching.models import MatchRun, Publication
from telemachy.matching.queries import answer_time, mails_of, preview_mail, preview_publication
from telemachy.messaging.models import OutboxMessage
from telemachy.messaging.outbox import send_now
from telemachy.people.models import Person
from telemachy.programmes.models import Application
from telemachy.tenancy import locks
from telemachy.tenancy.context import work
from tests.cast import Cast, make_cast
from tests.jobs import run_due_jobs, waiting_jobs
from tests.matching.conftest import Cohort, make_cohort

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def run(cohort: Cohort) -> MatchRun:
    """A draft whose pairs are all reviewed but two, with Iris held."""
    run = propose_pairs(cohort.cast.programme, by=cohort.by)
    hold(run, cohort.mentees["Iris"].pk, by=cohort.by)
    pairs = run.proposals.filter(mentor__isnull=False).order_by("mentee__name")
    mark_reviewed(run, [(each.mentee_id, each.mentor_id) for each in pairs[2:]], by=cohort.by)
    return MatchRun.objects.get(pk=run.pk)


def test_what_is_reviewed_goes_out_and_the_rest_stays(cohort: Cohort, run: MatchRun) -> None:
    preview = preview_publication(run)
    publication = publish(run, by=cohort.by, version=run.version)

    assert (len(preview.pairs), preview.unreviewed, preview.held, preview.unmatched) == (6, 2, 1, ())
    assert len(publication.pairs) == 6
    opened = Connection.objects.filter(publication_id=publication.pk)
    assert {str(pair.mentee_id) for pair in preview.pairs} == {pair[0] for pair in publication.pairs}
    assert set(opened.values_list("stage", "invited_at")) == {("invited", publication.send_at)}
    assert opened.count() == 6
    assert MatchRun.objects.get(pk=run.pk).state == "published"


def test_mentors_are_invited_in_words_and_nobody_reads_a_fit(cohort: Cohort, run: MatchRun) -> None:
    publication = publish(run, by=cohort.by)

    for mail in mails_of(publication):
        connection = Connection.objects.get(pk=mail.event.rsplit(":", 1)[1])
        mentee = connection.members.get(role="mentee").person
        assert mail.kind == "invitation"
        assert mail.send_after == publication.send_at
        assert f"{mentee.name} hopes to lead." in mail.text
        assert all(reason in mail.text for reason in connection.reasons)
        assert connection.reasons
        assert "/a/" in mail.text
        fit = run.proposals.get(mentee=mentee).fit
        assert f"{fit:.0f}" not in mail.subject + mail.text.split("/a/")[0]


def test_a_preview_is_the_mail_that_goes_out(cohort: Cohort, run: MatchRun) -> None:
    preview = preview_mail(run, 2)
    assert preview is not None
    publication = publish(run, by=cohort.by)

    mail = OutboxMessage.objects.get(
        event__startswith=f"publication:{publication.pk}", person_id=preview.to.pk, subject=preview.mail.subject
    )
    assert (preview.of, preview.place) == (6, 2)
    assert preview.mail.text.split("Yes, I would like to")[0] == mail.text.split("Yes, I would like to")[0]


def test_who_has_nobody_is_told_that_we_still_look(cohort: Cohort) -> None:
    Application.objects.filter(role="mentor").exclude(person=cohort.mentors["Kofi"]).delete()
    run = propose_pairs(cohort.cast.programme, by=cohort.by)
    mark_reviewed(run, run.proposals.exclude(mentor=None).values_list("mentee", "mentor"), by=cohort.by)

    publication = publish(run, by=cohort.by)

    told = [mail.person_id for mail in mails_of(publication) if mail.kind == "still-looking"]
    alone = run.proposals.filter(mentor=None, held=False).values_list("mentee", flat=True)
    assert sorted(told) == sorted(alone)
    assert told


def test_before_the_undo_window_closes_no_mentor_sees_anything(cohort: Cohort, run: MatchRun) -> None:
    publication = publish(run, by=cohort.by)
    connection = Connection.objects.filter(publication_id=publication.pk)[0]
    mentor = cohort.cast.actor(connection.members.get(role="mentor").person)

    with pytest.raises(TelemachyError):
        open_door(mentor, connection)
    run_due_jobs()
    assert {mail.state for mail in mails_of(publication)} == {"scheduled"}

    send_publication_now(publication, by=cohort.by)
    assert open_door(mentor, connection).pk == connection.pk


def open_door(actor: Any, connection: Connection) -> Connection:
    return get_connection_for(actor, connection.pk, "answer")


def test_undo_leaves_nothing_behind_and_the_draft_can_be_published_again(cohort: Cohort, run: MatchRun) -> None:
    first = publish(run, by=cohort.by)

    undo_publication(first, by=cohort.by)

    assert set(Connection.objects.values_list("stage", flat=True)) == {"withdrawn"}
    assert not Member.objects.filter(open=True).exists()
    assert {mail.state for mail in mails_of(first)} == {"cancelled"}
    assert MatchRun.objects.get(pk=run.pk).state == "ready"
    run_due_jobs(until=timezone.now() + AN_HOUR, kind="matching.publication-sent")
    assert Publication.objects.get(pk=first.pk).state == "undone"

    again = publish(MatchRun.objects.get(pk=run.pk), by=cohort.by)
    assert (again.number, again.state, len(again.pairs)) == (2, "waiting", 6)
    assert Member.objects.filter(open=True).count() == 12


def test_once_the_mails_have_gone_nothing_is_taken_back(cohort: Cohort, run: MatchRun) -> None:
    publication = publish(run, by=cohort.by)
    send_publication_now(publication, by=cohort.by)

    with pytest.raises(Conflict, match="have gone out"):
        undo_publication(publication, by=cohort.by)
    assert set(Connection.objects.values_list("stage", flat=True)) == {"invited"}


def test_the_window_that_has_closed_by_itself_cannot_be_undone(cohort: Cohort, run: MatchRun) -> None:
    publication = publish(run, by=cohort.by, undo_window=timedelta(0))

    with pytest.raises(Conflict, match="have gone out"):
        undo_publication(publication, by=cohort.by)


def test_sending_now_twice_sends_once(cohort: Cohort, run: MatchRun) -> None:
    publication = publish(run, by=cohort.by)

    first = send_publication_now(publication, by=cohort.by)
    second = send_publication_now(publication, by=cohort.by)

    assert (first.state, second.state, first.sent_at) == ("sent", "sent", second.sent_at)
    assert Connection.objects.filter(invited_at__lte=timezone.now()).count() == 6
    versions = {mail.version for mail in mails_of(publication)}
    assert versions == {2}


def test_a_job_notes_the_end_of_the_window_once(cohort: Cohort, run: MatchRun) -> None:
    publication = publish(run, by=cohort.by, undo_window=timedelta(0))
    assert run_due_jobs(kind="matching.publication-sent") == 1

    sent = Publication.objects.get(pk=publication.pk)
    assert (sent.state, sent.sent_at) == ("sent", publication.send_at)
    assert finish_publication(sent).sent_at == sent.sent_at


def test_without_a_reviewed_pair_nothing_is_published(cohort: Cohort) -> None:
    run = propose_pairs(cohort.cast.programme, by=cohort.by)

    with pytest.raises(Refused, match="Review some pairs first"):
        publish(run, by=cohort.by)
    assert (Publication.objects.count(), Connection.objects.count(), OutboxMessage.objects.count()) == (0, 0, 0)


def test_a_published_draft_is_read_only(cohort: Cohort, run: MatchRun) -> None:
    publish(run, by=cohort.by)
    pair = run.proposals.filter(mentor__isnull=False)[0]

    with pytest.raises(Conflict, match="Draft 1 is published"):
        lock(run, pair.mentee_id, pair.mentor_id, by=cohort.by)
    with pytest.raises(Conflict, match="published already"):
        publish(run, by=cohort.by)


def test_a_draft_changed_since_the_check_page_is_not_published(cohort: Cohort, run: MatchRun) -> None:
    mark_rest_reviewed(run, by=cohort.by)

    with pytest.raises(Conflict, match="changed this draft"):
        publish(run, by=cohort.by, version=run.version)
    assert not Publication.objects.exists()


def test_two_drafts_cannot_give_one_place_twice(cohort: Cohort) -> None:
    first, second = (propose_pairs(cohort.cast.programme, by=cohort.by) for _ in range(2))
    kofi = cohort.mentors["Kofi"]
    Application.objects.filter(person=kofi).update(capacity=1)
    own = first.proposals.filter(mentor=kofi)[0].mentee_id
    other = next(each.pk for each in cohort.mentees.values() if each.pk != own)
    mark_reviewed(first, [(own, kofi.pk)], by=cohort.by)
    publish(first, by=cohort.by)
    choose(second, other, kofi.pk, by=cohort.by)
    before = Connection.objects.count()

    with pytest.raises(Conflict, match="Kofi Osei has no free place any more"):
        publish(second, by=cohort.by)
    assert (Connection.objects.count(), Publication.objects.filter(run=second).count()) == (before, 0)
    assert MatchRun.objects.get(pk=second.pk).state == "ready"


def test_working_days_leave_out_the_weekend() -> None:
    thursday = datetime(2026, 10, 8, 10, 58, tzinfo=UTC)

    assert [answer_time(thursday, days).strftime("%a %d") for days in (0, 1, 2, 5, 6)] == [
        "Thu 08",
        "Fri 09",
        "Mon 12",
        "Thu 15",
        "Fri 16",
    ]


def test_the_door_of_a_run(cohort: Cohort, run: MatchRun) -> None:
    slug = cohort.cast.programme.slug
    assert get_run_for(cohort.by, slug, 1, "publish").pk == run.pk
    for person in (cohort.cast.zadie, cohort.cast.noor, cohort.cast.tove, cohort.mentors["Kofi"]):
        with pytest.raises(TelemachyError):
            get_run_for(cohort.cast.actor(person), slug, 1)


# --- two at once, on two real connections -----------------------------------------------------------------------------

JOBS = ("procrastinate_jobs", "procrastinate_periodic_defers", "procrastinate_workers")
committed = pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])


@pytest.fixture
def stage() -> Iterator[Callable[[], tuple[Cast, Cohort]]]:
    """A committed cohort; jobs are taken away afterwards, since Django's flush does not know their tables."""

    def make() -> tuple[Cast, Cohort]:
        cast = make_cast()
        with work(cast.lumen.id):
            return cast, make_cohort(cast)

    yield make
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(JOBS)} CASCADE")
    connections.close_all()


def at_once(cast: Cast, *deeds: Callable[[], Any]) -> list[Any]:
    """Do each deed in a thread with a connection and a transaction of its own; return results or errors."""
    start, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def do(place: int, deed: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            with work(cast.lumen.id):
                results[place] = deed()
        except TelemachyError as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


class Meeting:
    """Wraps what happens after the check, so that two who have both passed it wait for each other there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.met, self._barrier = [], threading.Barrier(2)
        self._real = getattr(publications, name)
        monkeypatch.setattr(publications, name, self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            self._barrier.wait(2)
            self.met.append(True)
        except threading.BrokenBarrierError:
            self.met.append(False)
        return self._real(*args, **kwargs)


def no_lock(model: Any, id: Any) -> Any:
    return model.objects.get(pk=id)


def ready_run(cohort: Cohort) -> MatchRun:
    run = propose_pairs(cohort.cast.programme, by=cohort.by)
    pairs = run.proposals.filter(mentor__isnull=False).values_list("mentee_id", "mentor_id")
    mark_reviewed(run, pairs, by=cohort.by)
    return MatchRun.objects.get(pk=run.pk)


@committed
def test_of_two_coordinators_who_publish_at_once_one_wins_and_the_other_reads_a_sentence(
    mirrors_closed: None, stage: Callable[[], tuple[Cast, Cohort]], monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, cohort = stage()
    with work(cast.lumen.id):
        run = ready_run(cohort)
    meeting = Meeting(monkeypatch, "_announce")

    results = at_once(cast, *[lambda: publish(run, by=cohort.by, version=run.version)] * 2)

    assert sorted(type(each).__name__ for each in results) == ["Conflict", "Publication"]
    said = next(str(each) for each in results if isinstance(each, Conflict))
    assert said == "Draft 1 is published already. Nothing was sent twice."
    assert meeting.met == [False]
    with work(cast.lumen.id):
        assert (Publication.objects.count(), Connection.objects.count(), OutboxMessage.objects.count()) == (1, 9, 9)
        assert len(waiting_jobs("mail.send")) == 9


@committed
def test_without_the_lock_both_pass_the_check_and_only_the_database_stops_the_second(
    mirrors_closed: None, stage: Callable[[], tuple[Cast, Cohort]], monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, cohort = stage()
    with work(cast.lumen.id):
        run = ready_run(cohort)
    monkeypatch.setattr(locks, "take", no_lock)
    meeting = Meeting(monkeypatch, "_announce")

    results = at_once(cast, *[lambda: publish(run, by=cohort.by, version=run.version)] * 2)

    assert meeting.met == [True, True]
    assert sorted(type(each).__name__ for each in results) == ["Conflict", "Publication"]
    said = next(str(each) for each in results if isinstance(each, Conflict))
    assert said == "Somebody else has just published this draft. Nothing was sent twice."
    with work(cast.lumen.id):
        assert (Publication.objects.count(), Connection.objects.count()) == (1, 9)


def two_runs_for_one_place(cohort: Cohort) -> tuple[list[MatchRun], Person]:
    """Two drafts, each with its own mentee for the one place that Kofi has."""
    kofi = cohort.mentors["Kofi"]
    Application.objects.filter(person=kofi).update(capacity=1)
    drafts = [propose_pairs(cohort.cast.programme, by=cohort.by) for _ in range(2)]
    for run, name in zip(drafts, ("Amira", "Ben"), strict=True):
        choose(run, cohort.mentees[name].pk, kofi.pk, by=cohort.by)
    return [MatchRun.objects.get(pk=run.pk) for run in drafts], kofi


@committed
@pytest.mark.parametrize("locked", [True, False])
def test_two_drafts_published_at_once_never_give_one_place_twice(
    mirrors_closed: None,
    stage: Callable[[], tuple[Cast, Cohort]],
    monkeypatch: pytest.MonkeyPatch,
    locked: bool,
) -> None:
    cast, cohort = stage()
    with work(cast.lumen.id):
        (first, second), kofi = two_runs_for_one_place(cohort)
    if not locked:
        monkeypatch.setattr(locks, "take", no_lock)
    meeting = Meeting(monkeypatch, "_hand_out")

    results = at_once(cast, lambda: publish(first, by=cohort.by), lambda: publish(second, by=cohort.by))

    assert meeting.met == ([False, False] if locked else [True, True])
    assert sorted(type(each).__name__ for each in results) == ["Conflict", "Publication"]
    said = next(str(each) for each in results if isinstance(each, Conflict))
    assert said.startswith("Kofi Osei has no free place" if locked else "Somebody else gave one of these places away")
    with work(cast.lumen.id):
        assert Member.objects.filter(person=kofi, open=True).count() == 1
        assert Publication.objects.count() == 1


@committed
def test_a_mentor_who_taps_twice_at_once_says_yes_once(
    mirrors_closed: None, stage: Callable[[], tuple[Cast, Cohort]]
) -> None:
    cast, cohort = stage()
    with work(cast.lumen.id):
        publication = send_publication_now(publish(ready_run(cohort), by=cohort.by), by=cohort.by)
        connection = Connection.objects.filter(publication_id=publication.pk)[0]

    results = at_once(cast, *[lambda: accept_connection(connection, by=cohort.by)] * 2)

    assert [each.stage for each in results] == ["active", "active"]
    with work(cast.lumen.id):
        assert OutboxMessage.objects.filter(event=f"accepted:{connection.pk}").count() == 1


def test_undoing_twice_does_not_claim_that_mails_went_out(cohort: Cohort, run: MatchRun) -> None:
    publication = publish(run, by=cohort.by)
    undo_publication(publication, by=cohort.by)

    with pytest.raises(Conflict, match="has been undone already"):
        undo_publication(publication, by=cohort.by)


def test_an_invitation_sent_before_the_others_can_be_answered_at_once(cohort: Cohort, run: MatchRun) -> None:
    publication = publish(run, by=cohort.by)
    early, late = mails_of(publication)[:2]
    people = [Person.objects.get(pk=mail.person_id) for mail in (early, late)]
    opened = [Connection.objects.get(pk=mail.event.rsplit(":", 1)[1]) for mail in (early, late)]
    send_now(early, by=cohort.by)
    run_due_jobs(kind="mail.send")
    assert OutboxMessage.objects.get(pk=early.pk).state == "sent"

    connection = open_door(cohort.cast.actor(people[0]), opened[0])
    accept_connection(connection, by=cohort.cast.actor(people[0]))

    mentee = connection.members.get(role="mentee").person
    assert get_connection_for(cohort.cast.actor(mentee), connection.pk).pk == connection.pk
    with pytest.raises(TelemachyError):
        open_door(cohort.cast.actor(people[1]), opened[1])
    with pytest.raises(Conflict, match="1 of these mails have left already"):
        undo_publication(publication, by=cohort.by)
