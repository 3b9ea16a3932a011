"""The doors through which views obtain case studies."""

import uuid

from telemachy.errors import NotThere
from telemachy.journeys.access import get_linked_person
from telemachy.journeys.models import Connection
from telemachy.messaging.models import ActionLink
from telemachy.people.models import Person
from telemachy.programmes.models import Programme
from telemachy.tenancy.loader import load
from telemachy.tenancy.policy import Actor, can

from .models import CaseStudy
from .slugs import hidden

State = CaseStudy.State
WITH_A_TEXT_FOR_THE_PAIR = (State.APPROVAL, State.APPROVED, State.PUBLISHED)


def get_story_for(actor: Actor, programme: Programme, id: uuid.UUID | str, action: str = "view") -> CaseStudy:
    """Return a case study of a programme for whoever coordinates it; `action` is "view" or "edit"."""
    story = load(actor, CaseStudy, id, action)
    if story.programme_id != programme.pk:
        raise NotThere()
    return story


def get_story_of(actor: Actor, connection: Connection, action: str = "consent") -> CaseStudy:
    """Return the case study that one of the pair was asked about, the latest of several."""
    story = CaseStudy.objects.filter(connection=connection).order_by("-asked_at", "-id").first()
    if story is None:
        raise NotThere()
    return load(actor, CaseStudy, story.pk, action)


def get_linked_story(link: ActionLink) -> tuple[CaseStudy, Person, Actor]:
    """Return the story that a link of a mail is about, for the person it was sent to and with their rights of today.

    For somebody who has left it may be the only way to take their story back.
    """
    person, actor = get_linked_person(link, or_left=True)
    return load(actor, CaseStudy, link.object_id, "consent"), person, actor


def get_told_story(actor: Actor, slug: str) -> CaseStudy:
    """Return the story at a public address: published, or taken back, or not yet public and the actor's to read.

    The address of a story that was taken back is known by its digest alone.
    """
    story = CaseStudy.objects.filter(slug__in=[slug, hidden(slug)]).order_by("state").first()
    if story is None or not _may_read(actor, story, slug):
        raise NotThere()
    return story


def _may_read(actor: Actor, story: CaseStudy, slug: str) -> bool:
    if story.state == State.WITHDRAWN:
        return story.slug == hidden(slug)
    if State(story.state).is_public():
        return True
    if story.state not in WITH_A_TEXT_FOR_THE_PAIR and not can(actor, "edit", story).allow:
        return False
    return can(actor, "view", story).allow


def get_published(actor: Actor, slug: str) -> CaseStudy:
    """Return a story that anybody may read, or one that was taken back."""
    story = get_told_story(actor, slug)
    if story.state not in (State.PUBLISHED, State.WITHDRAWN):
        raise NotThere()
    return story
