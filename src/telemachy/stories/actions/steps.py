"""What every verb of a case study begins and ends with."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, NotAllowed
from telemachy.journeys.models import Member
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..models import CaseStudy, StoryConsent

State = CaseStudy.State


def take(story: CaseStudy, version: int | None = None) -> CaseStudy:
    """Lock a story; raise `Conflict` where it is no longer the one that was looked at, or was taken back."""
    story = locks.take(CaseStudy, story.pk)
    if story.state == State.WITHDRAWN:
        raise Conflict(_("This story was taken back. Nothing was changed."))
    if version is not None and version != story.version:
        raise Conflict(_("Somebody has changed this story since you opened the page. Nothing was saved. Look again."))
    return story


def change(story: CaseStudy, by: Actor | None, deed: str, *, state: str, fields: Sequence[str] = ()) -> None:
    """Store a story's next state and write the deed down."""
    story.state = state
    story.version += 1
    story.save(update_fields=["state", "version", *fields])
    audit.record(by, deed, story, state=str(state), text_number=story.text_number)


def consent(story: CaseStudy, by: Actor, about: str, answer: str, **more: object) -> StoryConsent:
    """Write down what somebody answered. The audit tells of an answer to being told, and not which: nobody is told."""
    given = StoryConsent.objects.create(
        story=story, person_id=by.person_id, about=about, answer=answer, at=clock.now(), **more
    )
    deed = "story.telling-answered" if about == StoryConsent.About.TELLING else f"story.{about}-{answer}"
    audit.record(by, deed, story, text_number=given.text_number, sha256=given.text_sha256)
    return given


def require_one_of_the_pair(story: CaseStudy, by: Actor) -> None:
    """Raise `NotAllowed` for everybody but the two whose story it is: nobody consents for somebody else."""
    if not Member.objects.filter(connection=story.connection_id, person_id=by.person_id).exists():
        raise NotAllowed(_("Only the two whose story it is can answer this."))
