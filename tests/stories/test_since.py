"""A published story says what has become of its claims since; and no new story takes an address that was taken back."""

from telemachy.evidence.actions import confirm_claim, withdraw_claim
from telemachy.people.actions import assign_role
from telemachy.people.actors import actor_for
from telemachy.people.models import RoleAssignment
from telemachy.stories.actions import withdraw_story
from telemachy.stories.models import Sentence
from telemachy.stories.paper import paper_of
from telemachy.stories.queries import story_page
from telemachy.stories.slugs import slug_for
from telemachy.tenancy.policy import Actor, can
from tests.stories.telling import TITLE, Told, publish


def changes(told: Told, story) -> set[str]:
    page = story_page(story, Actor(told.cast.lumen.pk))
    shown = {source.since for source in page.sources if source.since}
    marked = {
        item.since
        for part in page.parts
        for stop in part.stops
        for paragraph in stop.paragraphs
        for item in paragraph.items
        if item.since
    }
    assert shown == marked
    printed = " ".join(paper_of(page, "http://localhost", "en-gb")["sources"]["lines"])
    assert all(change in printed for change in shown)
    return shown


def test_a_claim_that_stands_is_told_as_it_was(told: Told) -> None:
    story = publish(told)

    assert Sentence.objects.filter(story=story, source_kind="claim").exists()
    assert changes(told, story) == set()


def test_a_claim_taken_back_after_publication_is_said_to_be(told: Told) -> None:
    story = publish(told)

    withdraw_claim(told.claim, by=told.actor("noor"))

    assert changes(told, story) == {"Since taken back by whoever put it on record."}


def test_a_claim_disputed_after_publication_is_said_to_be(told: Told) -> None:
    story = publish(told)
    told.claim.confirmations.all().delete()

    confirm_claim(told.claim, "mentor", by=told.actor("elias"), agrees=False)

    assert changes(told, story) == {"Since disputed: another source says otherwise."}


def test_an_address_that_was_taken_back_leads_to_nobody_else(told: Told) -> None:
    story = publish(told)
    before = story.slug
    assert before == "noor-leads-a-team-that-does-not-report-to-her"

    withdraw_story(story, by=told.actor("noor"))

    assert slug_for(TITLE) == f"{before}-2"


def test_a_coordinator_who_is_the_mentor_confirms_as_mentor_only(told: Told) -> None:
    assign_role(told.cast.elias, RoleAssignment.Role.COORDINATOR, by=None)
    type(told.claim).objects.filter(pk=told.claim.pk).update(shared=True)
    both, coordinator = actor_for(told.cast.elias), told.actor("ines")

    assert can(both, "confirm as mentor", told.claim).allow
    assert not can(both, "confirm from a record", told.claim).allow
    assert can(coordinator, "confirm from a record", told.claim).allow
