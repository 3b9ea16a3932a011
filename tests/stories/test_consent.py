"""A story is told when both agree to be told, published when both agree to its text, and gone when either says so."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, NotAllowed, Refused, TelemachyError
from telemachy.journeys.models import Connection
from telemachy.messaging.models import OutboxMessage
from telemachy.stories.actions import (
    answer_telling,
    answer_text,
    ask_to_tell,
    draft_story,
    edit_story,
    edits_of,
    publish_story,
    send_for_approval,
    withdraw_story,
)
from telemachy.stories.consents import missing, voices_on_telling, voices_on_text
from telemachy.stories.models import CaseStudy, Sentence, StoryConsent
from telemachy.stories.texts import sentences_of
from tests.stories.telling import Told, approve, ask, begin, publish, write


def test_both_of_a_closed_pair_are_asked_by_mail(told: Told) -> None:
    story = ask(told)

    assert (story.state, story.title, story.author_id) == ("asked", "", told.cast.ines.pk)
    mails = OutboxMessage.objects.filter(kind="story-asked")
    assert {mail.person_id for mail in mails} == {told.cast.noor.pk, told.cast.elias.pk}
    assert {mail.subject for mail in mails} == {"May we tell your story?"}
    assert all("/a/" in mail.text for mail in mails)


def test_asking_twice_is_asking_once(told: Told) -> None:
    assert ask(told).pk == ask(told).pk
    assert OutboxMessage.objects.filter(kind="story-asked").count() == 2


def test_a_pair_that_has_not_closed_is_not_asked(told: Told) -> None:
    Connection.objects.update(stage=Connection.Stage.ACTIVE)

    with pytest.raises(Refused, match="has not closed yet"):
        ask(told)
    assert not CaseStudy.objects.exists()


def test_nothing_is_drafted_before_both_have_agreed(told: Told) -> None:
    story = answer_telling(ask(told), True, by=told.actor("noor"))

    assert (story.state, Sentence.objects.count()) == ("asked", 0)
    with pytest.raises(Refused, match="Not both have agreed"):
        draft_story(story)


@pytest.mark.parametrize("order", [("noor", "elias"), ("elias", "noor")])
def test_the_second_yes_drafts_the_story_whoever_says_it(told: Told, order: tuple[str, str]) -> None:
    story = ask(told)
    for name in order:
        story = answer_telling(story, True, by=told.actor(name))

    assert (story.state, Sentence.objects.count() > 10) == ("draft", True)
    assert story.title == "Noor and Elias"


def test_drafting_twice_writes_once(told: Told) -> None:
    story = begin(told)
    before = [each.pk for each in sentences_of(story)]

    draft_story(story)

    assert [each.pk for each in sentences_of(story)] == before


def test_a_no_can_become_a_yes_while_nothing_is_written(told: Told) -> None:
    story = answer_telling(ask(told), False, by=told.actor("noor"))
    assert missing(voices_on_telling(story)) == ["Noor Haddad", "Elias Berg"]
    answer_telling(story, True, by=told.actor("elias"))

    assert answer_telling(story, True, by=told.actor("noor")).state == "draft"


def test_nobody_answers_for_somebody_else(told: Told) -> None:
    story = ask(told)
    for name in ("ines", "bruno", "tove"):
        with pytest.raises(NotAllowed):
            answer_telling(story, True, by=told.actor(name))
    story = send_for_approval(write(told), by=told.actor("ines"))
    for name in ("ines", "petra"):
        with pytest.raises(NotAllowed):
            answer_text(story, True, by=told.actor(name))
        with pytest.raises(NotAllowed):
            withdraw_story(story, by=told.actor(name))


def test_the_text_that_both_approved_is_published(told: Told) -> None:
    story = publish(told)

    assert (story.state, story.slug) == ("published", "noor-leads-a-team-that-does-not-report-to-her")
    assert missing(voices_on_text(story)) == []
    assert OutboxMessage.objects.filter(kind="story-published").count() == 2
    assert publish_story(story, by=told.actor("ines")).version == story.version


def test_publishing_names_whose_consent_is_missing(told: Told) -> None:
    story = send_for_approval(write(told), by=told.actor("ines"))
    answer_text(story, True, by=told.actor("noor"))

    with pytest.raises(Refused, match="no consent to this text from Elias Berg"):
        publish_story(story, by=told.actor("ines"))


def test_an_edit_asks_both_again(told: Told) -> None:
    story = approve(told)
    number = story.text_number
    edits = edits_of(sentences_of(story))

    story = edit_story(story, story.title, "Another standfirst.", edits, by=told.actor("ines"))

    assert (story.state, story.text_number) == ("draft", number + 1)
    assert missing(voices_on_text(story)) == ["Noor Haddad", "Elias Berg"]
    with pytest.raises(Refused, match="Elias Berg, Noor Haddad"):
        publish_story(story, by=told.actor("ines"))
    send_for_approval(story, by=told.actor("ines"))
    assert OutboxMessage.objects.filter(kind="story-text").count() == 4


def test_saving_without_a_change_asks_nobody_again(told: Told) -> None:
    story = approve(told)

    again = edit_story(story, story.title, story.standfirst, edits_of(sentences_of(story)), by=told.actor("ines"))

    assert (again.state, again.text_number, again.version) == ("approved", story.text_number, story.version)


def test_consent_does_not_cover_a_text_that_was_changed_behind_the_actions(told: Told) -> None:
    """The digest bites even where the number says nothing."""
    story = approve(told)
    Sentence.objects.filter(story=story, kind="record").update(text="She was the best.")

    assert missing(voices_on_text(story)) == ["Noor Haddad", "Elias Berg"]
    with pytest.raises(Refused, match="no consent to this text"):
        publish_story(story, by=told.actor("ines"))


def test_an_answer_to_a_text_that_has_changed_meanwhile_is_a_conflict(told: Told) -> None:
    story = send_for_approval(write(told), by=told.actor("ines"))

    with pytest.raises(Conflict, match="The text has changed"):
        answer_text(story, True, by=told.actor("noor"), number=story.text_number - 1)
    assert answer_text(story, True, by=told.actor("noor"), number=story.text_number).state == "approval"


def test_not_like_this_takes_an_approval_back_and_says_why(told: Told) -> None:
    story = approve(told)

    story = answer_text(story, False, by=told.actor("noor"), words="Nine people, not ten.")

    assert story.state == "approval"
    assert [voice.consent.words for voice in voices_on_text(story) if voice.consent] == ["Nine people, not ten.", ""]
    assert answer_text(story, True, by=told.actor("noor")).state == "approved"


def test_taking_back_a_yes_before_both_agreed_looks_like_any_other_no(told: Told) -> None:
    story = answer_telling(ask(told), True, by=told.actor("noor"))

    story = withdraw_story(story, by=told.actor("noor"))

    assert (story.state, story.withdrawn_at) == ("asked", None)
    assert answer_telling(story, True, by=told.actor("elias")).state == "asked"


@pytest.mark.parametrize("name", ["noor", "elias"])
@pytest.mark.parametrize("step", [begin, write, approve, publish])
def test_either_takes_the_story_back_at_any_time(told: Told, step: object, name: str) -> None:
    story = withdraw_story(step(told), by=told.actor(name))  # type: ignore[operator]

    assert (story.state, story.title, story.standfirst) == ("withdrawn", "", "")
    assert not Sentence.objects.exists()
    assert withdraw_story(story, by=told.actor(name)).version == story.version
    assert AuditEvent.objects.filter(object_id=story.pk, deed="story.withdrawn").count() == 1


def test_mails_about_it_that_have_not_left_do_not_leave_any_more(told: Told) -> None:
    story = publish(told)
    left, waiting = OutboxMessage.objects.filter(kind="story-published")
    OutboxMessage.objects.filter(pk=left.pk).update(state="sent")

    withdraw_story(story, by=told.actor("noor"))

    states = dict(OutboxMessage.objects.filter(kind="story-published").values_list("pk", "state"))
    assert states == {left.pk: "sent", waiting.pk: "cancelled"}


def test_what_was_taken_back_is_not_brought_back_by_a_late_answer(told: Told) -> None:
    story = send_for_approval(write(told), by=told.actor("ines"))
    withdraw_story(story, by=told.actor("noor"))

    for late in (
        lambda: answer_text(story, True, by=told.actor("elias")),
        lambda: answer_telling(story, True, by=told.actor("elias")),
        lambda: publish_story(story, by=told.actor("ines")),
        lambda: send_for_approval(story, by=told.actor("ines")),
    ):
        with pytest.raises(Conflict, match="taken back"):
            late()


def test_a_pair_may_be_asked_again_later(told: Told) -> None:
    first = withdraw_story(publish(told), by=told.actor("noor"))

    second = publish(told)

    assert first.pk != second.pk
    assert withdraw_story(second, by=told.actor("elias")).state == "withdrawn"
    assert CaseStudy.objects.filter(state="withdrawn").count() == 2


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["noor", "elias", "ines"]),
        st.sampled_from(["tell", "not-tell", "agree", "disagree", "edit", "send", "publish", "withdraw"]),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_whatever_order_people_act_nothing_is_public_that_not_both_approved(
    told: Told, steps: list[tuple[str, str]]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        story = approve(told) if len(steps) % 2 else ask(told)
        for name, deed in steps:
            try:
                with transaction.atomic():
                    story = do(told, story, name, deed)
            except TelemachyError:
                story = CaseStudy.objects.get(pk=story.pk)
            check(story)
        transaction.set_rollback(True)


COUNTER = itertools.count()


def do(told: Told, story: CaseStudy, name: str, deed: str) -> CaseStudy:
    by = told.actor(name)
    if deed in ("tell", "not-tell"):
        return answer_telling(story, deed == "tell", by=by)
    if deed in ("agree", "disagree"):
        return answer_text(story, deed == "agree", by=by)
    if deed == "edit":
        standfirst = f"Standfirst {next(COUNTER)}."
        return edit_story(story, "A title", standfirst, edits_of(sentences_of(story)), by=by)
    return {"send": send_for_approval, "publish": publish_story, "withdraw": withdraw_story}[deed](story, by=by)


def check(story: CaseStudy) -> None:
    if story.state == "published":
        assert missing(voices_on_telling(story)) == missing(voices_on_text(story)) == []
    if story.state == "withdrawn":
        assert (story.title, story.standfirst, Sentence.objects.filter(story=story).count()) == ("", "", 0)
    if story.state == "asked":
        assert Sentence.objects.filter(story=story).count() == 0
        assert missing(voices_on_telling(story)) != []


def test_the_check_above_would_see_a_publication_without_consent(told: Told) -> None:
    """The twin: a story published behind the actions."""
    story = begin(told)
    CaseStudy.objects.update(state="published")
    story.refresh_from_db()

    with pytest.raises(AssertionError):
        check(story)


def test_consents_are_kept_as_they_were_given(told: Told) -> None:
    publish(told)

    given_answers = list(StoryConsent.objects.values_list("about", "answer"))
    assert given_answers == [("telling", "agreed")] * 2 + [("text", "agreed")] * 2
    assert all(len(each.text_sha256) == 64 for each in StoryConsent.objects.filter(about="text"))


def test_asking_goes_through_the_coordinator_of_the_pair_and_no_mail_carries_the_text(told: Told) -> None:
    publish(told, write(told, extra="A pelican crossed the canal."))

    assert not OutboxMessage.objects.filter(text__contains="pelican").exists()
    assert not OutboxMessage.objects.filter(html__contains="pelican").exists()
    assert ask_to_tell(told.connection, by=told.actor("ines")).state == "published"


def test_the_audit_tells_of_an_answer_to_being_told_and_not_which(told: Told) -> None:
    """Coordinators read the audit of their programme, and nobody is told who said no."""
    story = ask(told)
    answer_telling(story, True, by=told.actor("elias"))
    answer_telling(story, False, by=told.actor("noor"))

    deeds = AuditEvent.objects.filter(object_id=story.pk).exclude(deed="story.asked").values_list("deed", "detail")
    assert list(deeds) == [("story.telling-answered", {"text_number": 0, "sha256": ""})] * 2
