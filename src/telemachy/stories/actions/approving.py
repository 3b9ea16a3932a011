"""Approval: both read one text and answer for that text alone."""

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.errors import Conflict, Refused
from telemachy.tenancy.policy import Actor

from ..checks import checks_of
from ..consents import missing, voices_on_text
from ..mails import send_text
from ..models import CaseStudy, StoryConsent
from ..record import read_facts
from ..texts import fingerprint_of, sentences_of
from .steps import change, consent, require_one_of_the_pair, take

State = CaseStudy.State
About, Answer = StoryConsent.About, StoryConsent.Answer
LONGEST = 600


@transaction.atomic
def send_for_approval(story: CaseStudy, *, by: Actor, version: int | None = None) -> CaseStudy:
    """Freeze the text and ask both about it; sending the same text twice changes nothing.

    Raises:
        Refused: a sentence lacks a fact or says too much, or nothing is said of what is not known.
    """
    story = take(story, version)
    if story.state in (State.APPROVAL, State.APPROVED):
        return story
    if story.state != State.DRAFT:
        raise Refused(_("There is no text to send. Nobody was asked."))
    blocking = [
        each.sentence for each in checks_of(story, sentences_of(story), read_facts(story.connection)) if each.blocks
    ]
    if blocking:
        raise Refused(" ".join([_("Nobody was asked yet."), *blocking]))
    change(story, by, "story.sent", state=State.APPROVAL)
    send_text(story)
    return story


@transaction.atomic
def answer_text(story: CaseStudy, agrees: bool, *, by: Actor, words: str = "", number: int | None = None) -> CaseStudy:
    """Agree to the present text, or say what is not right about it.

    Args:
        number: the text that was read, where a page knows it.

    Raises:
        Conflict: the text has changed since it was read, or stands published.
        NotAllowed: the answer is not this person's to give.
    """
    story = take(story)
    require_one_of_the_pair(story, by)
    if number is not None and number != story.text_number:
        raise Conflict(_("The text has changed since you opened the page. Nothing was answered. Read it again."))
    if story.state == State.PUBLISHED:
        raise Conflict(_("The story is published as you approved it. You can take it back."))
    if story.state not in (State.APPROVAL, State.APPROVED):
        raise Conflict(_("There is no text to answer at the moment. You will be asked again."))
    if len(words) > LONGEST:
        raise Refused(_("Use at most %(most)d characters. Nothing was answered.") % {"most": LONGEST})
    _answer(story, agrees, by, words.strip())
    state = State.APPROVAL if missing(voices_on_text(story)) else State.APPROVED
    if state != story.state:
        change(story, by, "story.approved" if state == State.APPROVED else "story.approval-lost", state=state)
    return story


def _answer(story: CaseStudy, agrees: bool, by: Actor, words: str) -> None:
    earlier = next(voice for voice in voices_on_text(story) if voice.person.pk == by.person_id)
    answer = Answer.AGREED if agrees else Answer.REFUSED
    if earlier.consent is not None and (earlier.consent.answer, earlier.consent.words) == (answer, words):
        return
    number, digest = story.text_number, fingerprint_of(story)
    consent(story, by, About.TEXT, answer, text_number=number, text_sha256=digest, words=words)
