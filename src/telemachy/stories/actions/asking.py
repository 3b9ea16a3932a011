"""Whether a story may be told at all: both are asked, and nothing is drafted before both have said yes."""

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Refused
from telemachy.journeys.models import Connection
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..consents import missing, voices_on_telling
from ..drafting import draft
from ..edits import sentence_of
from ..mails import ask_both
from ..models import CaseStudy, Sentence, StoryConsent
from ..record import read_facts
from ..slugs import unpublished_slug
from .publishing import take_back
from .steps import change, consent, require_one_of_the_pair, take

State = CaseStudy.State
Answer, About = StoryConsent.Answer, StoryConsent.About


@transaction.atomic
def ask_to_tell(connection: Connection, *, by: Actor) -> CaseStudy:
    """Ask both of a closed pair whether their story may be told; asking again while it stands changes nothing.

    Raises:
        Refused: the pair has not closed.
    """
    connection = locks.take(Connection, connection.pk)
    standing = CaseStudy.objects.filter(connection=connection).exclude(state=State.WITHDRAWN).first()
    if standing is not None:
        return standing
    if connection.stage != Connection.Stage.CLOSED:
        raise Refused(_("This pair has not closed yet. Stories are told of pairs that have ended. Nobody was asked."))
    story = CaseStudy.objects.create(
        programme_id=connection.programme_id,
        connection=connection,
        author_id=by.person_id,
        slug=unpublished_slug(),
        asked_at=clock.now(),
    )
    audit.record(by, "story.asked", story, connection=connection.pk)
    ask_both(story)
    return story


@transaction.atomic
def answer_telling(story: CaseStudy, agrees: bool, *, by: Actor) -> CaseStudy:
    """Say whether one's story may be told. When both have said yes, it is drafted; a later no takes it back.

    Raises:
        NotAllowed: the answer is not this person's to give.
        Conflict: the story was taken back meanwhile.
    """
    story = take(story)
    require_one_of_the_pair(story, by)
    if story.state != State.ASKED:
        return story if agrees else take_back(story, by)
    given = next(voice for voice in voices_on_telling(story) if voice.person.pk == by.person_id)
    if given.consent is not None and given.agrees == agrees:
        return story
    consent(story, by, About.TELLING, Answer.AGREED if agrees else Answer.REFUSED)
    return draft_story(story) if not missing(voices_on_telling(story)) else story


@transaction.atomic
def draft_story(story: CaseStudy) -> CaseStudy:
    """Write the first draft from the record, once both have agreed; drafting twice changes nothing.

    Raises:
        Refused: not both have agreed.
    """
    story = take(story)
    if story.state != State.ASKED:
        return story
    if missing(voices_on_telling(story)):
        raise Refused(_("Not both have agreed to be told. Nothing was written."))
    facts = read_facts(story.connection)
    lines = draft(facts)
    Sentence.objects.bulk_create([sentence_of(story, line, place) for place, line in enumerate(lines, 1)])
    story.title = _("%(mentee)s and %(mentor)s") % {
        "mentee": facts.mentee.short_name,
        "mentor": facts.mentor.short_name,
    }
    change(story, None, "story.drafted", state=State.DRAFT, fields=["title"])
    return story
