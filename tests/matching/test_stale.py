"""What has happened since a draft was made: people who left, changed their address, said no or were ruled out."""

import pytest
from django.db.models import Model

from telemachy.errors import Conflict, Refused
from telemachy.journeys.actions import Opening, decline_connection, open_connection
from telemachy.journeys.models import Connection
from telemachy.matching.actions import (
    choose,
    lock,
    propose_pairs,
    publish,
    resolve,
    rule_out,
    send_publication_now,
)
from telemachy.matching.models import MatchRun, Proposal
from telemachy.matching.queries import mails_of, preview_publication
from telemachy.matching.snapshot import digest, read_snapshot, write_snapshot
from telemachy.people.models import Person
from telemachy.programmes.models import Application
from tests.cast import take_part
from tests.matching.conftest import Cohort


def draft(cohort: Cohort) -> MatchRun:
    return propose_pairs(cohort.cast.programme, by=cohort.by)


def again(run: MatchRun) -> MatchRun:
    return MatchRun.objects.get(pk=run.pk)


def pair_of(run: MatchRun, cohort: Cohort, name: str) -> Proposal:
    return run.proposals.select_related("mentee", "mentor").get(mentee=cohort.mentees[name], mentor__isnull=False)


def publish_locked(cohort: Cohort, name: str) -> tuple[MatchRun, Proposal, Connection]:
    """One locked pair of a draft, published and sent."""
    run = draft(cohort)
    pair = pair_of(run, cohort, name)
    lock(run, pair.mentee_id, pair.mentor_id, by=cohort.by)
    publication = publish(again(run), by=cohort.by)
    send_publication_now(publication, by=cohort.by)
    return again(run), pair, Connection.objects.get(publication_id=publication.pk)


def test_a_locked_pair_its_mentor_declined_is_not_in_the_next_draft(cohort: Cohort) -> None:
    run, pair, connection = publish_locked(cohort, "Amira")
    decline_connection(connection, by=cohort.cast.actor(pair.mentor))

    following = resolve(run, by=cohort.by)

    assert not following.proposals.filter(mentee=pair.mentee, mentor=pair.mentor).exists()


def test_a_declined_pair_that_was_chosen_all_the_same_stays_chosen(cohort: Cohort) -> None:
    _run, pair, connection = publish_locked(cohort, "Amira")
    decline_connection(connection, by=cohort.cast.actor(pair.mentor))
    other = draft(cohort)
    choose(other, pair.mentee_id, pair.mentor_id, allow_once=True, by=cohort.by)

    following = resolve(resolve(again(other), by=cohort.by), by=cohort.by)

    assert following.proposals.get(mentee=pair.mentee, mentor=pair.mentor).locked


def test_a_pair_ruled_out_always_in_another_draft_loses_its_lock(cohort: Cohort) -> None:
    first, second = draft(cohort), draft(cohort)
    pair = pair_of(first, cohort, "Dana")
    lock(first, pair.mentee_id, pair.mentor_id, by=cohort.by)
    rule_out(second, pair.mentee_id, pair.mentor_id, reason="conflict", always=True, by=cohort.by)

    following = resolve(again(first), by=cohort.by)

    assert not following.proposals.filter(mentee=pair.mentee, mentor=pair.mentor).exists()


def test_a_new_address_unlocks_nobody_and_lifts_no_ruling(cohort: Cohort) -> None:
    run = draft(cohort)
    barred, stays = pair_of(run, cohort, "Chen"), pair_of(run, cohort, "Hugo")
    lock(run, stays.mentee_id, stays.mentor_id, by=cohort.by)
    rule_out(run, barred.mentee_id, barred.mentor_id, reason="conflict", by=cohort.by)
    for pair in (barred, stays):
        Person.objects.filter(pk=pair.mentee_id).update(email=f"new.{pair.mentee.email}")

    following = resolve(again(run), by=cohort.by)

    assert not following.proposals.filter(mentee=barred.mentee, mentor=barred.mentor).exists()
    assert following.proposals.get(mentee=stays.mentee, mentor=stays.mentor).locked


@pytest.mark.parametrize(
    ("model", "status"),
    [(Person, "withdrawn"), (Person, "paused"), (Application, "withdrawn"), (Application, "paused")],
)
def test_nobody_who_has_left_since_is_published(cohort: Cohort, model: type[Model], status: str) -> None:
    run = draft(cohort)
    for pair in run.proposals.filter(mentor__isnull=False):
        lock(run, pair.mentee_id, pair.mentor_id, by=cohort.by)
    kofi = cohort.mentors["Kofi"]
    key = {"pk": kofi.pk} if model is Person else {"person": kofi}
    model._default_manager.filter(**key).update(status=status)

    with pytest.raises(Conflict, match="Kofi Osei takes part no longer"):
        publish(again(run), by=cohort.by)
    assert (Connection.objects.count(), again(run).state) == (0, "ready")
    assert "Kofi Osei takes part no longer" in " ".join(preview_publication(again(run)).warnings)


def test_a_pair_declined_since_is_not_published_again(cohort: Cohort) -> None:
    old = draft(cohort)
    published, pair, connection = publish_locked(cohort, "Amira")
    lock(old, pair.mentee_id, pair.mentor_id, by=cohort.by)
    decline_connection(connection, by=cohort.cast.actor(pair.mentor))

    with pytest.raises(Conflict, match=r"^Amira Haddad and .* were refused since this draft was made"):
        publish(again(old), by=cohort.by)
    assert preview_publication(published).warnings == ()


def test_a_pair_ruled_out_always_since_is_not_published(cohort: Cohort) -> None:
    first, second = draft(cohort), draft(cohort)
    pair = pair_of(first, cohort, "Dana")
    lock(first, pair.mentee_id, pair.mentor_id, by=cohort.by)
    rule_out(second, pair.mentee_id, pair.mentor_id, reason="conflict", always=True, by=cohort.by)

    with pytest.raises(Conflict, match="were refused since this draft was made"):
        publish(again(first), by=cohort.by)


def test_still_looking_goes_only_to_those_who_are(cohort: Cohort) -> None:
    Application.objects.filter(role="mentor").exclude(person=cohort.mentors["Kofi"]).delete()
    run = draft(cohort)
    for pair in run.proposals.filter(mentor__isnull=False):
        lock(run, pair.mentee_id, pair.mentor_id, by=cohort.by)
    alone = [each.mentee for each in run.proposals.filter(mentor=None).select_related("mentee")]
    left, has_one, looks = alone[:3]
    Person.objects.filter(pk=left.pk).update(status=Person.Status.WITHDRAWN)
    petra = take_part(cohort.cast.petra, cohort.cast.programme, "mentor")
    open_connection(cohort.cast.programme, Opening(has_one, petra), by=cohort.by)

    told = {mail.person_id for mail in mails_of(publish(again(run), by=cohort.by)) if mail.kind == "still-looking"}

    assert looks.pk in told
    assert not told & {left.pk, has_one.pk}


@pytest.mark.parametrize("between", ["outside the programme", "paired already"])
def test_the_reporting_line_leads_through_people_who_are_not_matched(cohort: Cohort, between: str) -> None:
    amira, kofi = cohort.mentees["Amira"], cohort.mentors["Kofi"]
    middle = cohort.cast.bruno if between == "outside the programme" else cohort.mentees["Ben"]
    if between == "paired already":
        open_connection(cohort.cast.programme, Opening(middle, cohort.mentors["Ruth"]), by=cohort.by)
    Person.objects.filter(pk=amira.pk).update(manager=middle)
    Person.objects.filter(pk=middle.pk).update(manager=kofi)
    Person.objects.filter(pk=kofi.pk).update(manager=amira if between == "paired already" else None)  # a ring ends too
    run = draft(cohort)

    with pytest.raises(Refused, match="Kofi Osei stands above Amira Haddad in the reporting line"):
        choose(run, amira.pk, kofi.pk, by=cohort.by)
    assert digest(write_snapshot(read_snapshot(run.snapshot))) == run.snapshot_sha256
