"""Publishing what both approved, and taking it back: at once, everywhere, without a trace of the text."""

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.errors import Refused
from telemachy.messaging.models import ActionLink, OutboxMessage
from telemachy.messaging.outbox import cancel
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..checks import checks_of
from ..consents import missing, voices_on_telling, voices_on_text
from ..mails import tell_published
from ..models import CaseStudy, Sentence, StoryConsent
from ..record import read_facts
from ..slugs import hidden, slug_for, unpublished_slug
from ..texts import sentences_of
from .steps import change, consent, require_one_of_the_pair, take

State = CaseStudy.State
About, Answer = StoryConsent.About, StoryConsent.Answer


@transaction.atomic
def publish_story(story: CaseStudy, *, by: Actor, version: int | None = None) -> CaseStudy:
    """Let anybody read the text that both approved; publishing twice changes nothing.

    Raises:
        Refused: somebody's consent is missing; the sentence names them.
    """
    story = take(story, version)
    if story.state == State.PUBLISHED:
        return story
    absent = sorted({*missing(voices_on_telling(story)), *missing(voices_on_text(story))})
    if absent:
        raise Refused(_("Not published: no consent to this text from %(names)s.") % {"names": ", ".join(absent)})
    if story.state != State.APPROVED:
        raise Refused(_("Send the text for approval first. Nothing was published."))
    blocking = [
        each.sentence for each in checks_of(story, sentences_of(story), read_facts(story.connection)) if each.blocks
    ]
    if blocking:
        raise Refused(" ".join([_("Nothing was published."), *blocking]))
    story.slug, story.published_at = slug_for(story.title), clock.now()
    change(story, by, "story.published", state=State.PUBLISHED, fields=["slug", "published_at"])
    tell_published(story)
    return story


@transaction.atomic
def withdraw_story(story: CaseStudy, *, by: Actor) -> CaseStudy:
    """Take one's story back, at any time and without a reason; taking it back twice changes nothing.

    Before both have agreed it is the same as saying no, and nobody learns of it.

    Raises:
        NotAllowed: the story is somebody else's.
    """
    story = locks.take(CaseStudy, story.pk)
    require_one_of_the_pair(story, by)
    if story.state == State.WITHDRAWN:
        return story
    if story.state == State.ASKED:
        mine = next(voice for voice in voices_on_telling(story) if voice.person.pk == by.person_id)
        if mine.consent is None or mine.agrees:
            consent(story, by, About.TELLING, Answer.WITHDRAWN)
        return story
    return take_back(story, by)


def take_back(story: CaseStudy, by: Actor) -> CaseStudy:
    """Leave an empty shell with its dates: no sentence, no title, no address in words, nothing anybody asked to change.

    The page that took it back stays open to whoever did it; every other link is worthless.
    """
    consent(story, by, About.TELLING, Answer.WITHDRAWN)
    Sentence.objects.filter(story=story).delete()
    StoryConsent.objects.filter(story=story).update(words="")
    ActionLink.objects.filter(object_id=story.pk).exclude(person_id=by.person_id).delete()
    _stop_mails(story, by)
    story.title = story.standfirst = ""
    story.slug = _shell(story.slug)
    story.withdrawn_at = clock.now()
    change(story, by, "story.withdrawn", state=State.WITHDRAWN, fields=["title", "standfirst", "slug", "withdrawn_at"])
    return story


def _stop_mails(story: CaseStudy, by: Actor) -> None:
    """Nobody should read of a text, or that it is published, once it is gone."""
    waiting = OutboxMessage.objects.filter(kind__startswith="story-", event__contains=str(story.pk))
    for message in waiting:
        if OutboxMessage.State(message.state).can_cancel():
            cancel(message, by=by)


def _shell(slug: str) -> str:
    digest = hidden(slug)
    return unpublished_slug() if CaseStudy.objects.filter(slug=digest).exists() else digest
