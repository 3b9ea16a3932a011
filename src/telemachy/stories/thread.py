"""The last station of the thread: the story."""

from django.urls import reverse
from django.utils.translation import gettext as _

from telemachy.journeys.models import Connection
from telemachy.journeys.thread import STORY, Station, tells
from telemachy.tenancy.policy import Actor, can

from .models import CaseStudy

State = CaseStudy.State


@tells(STORY)
def tell_story(connection: Connection, actor: Actor) -> Station:
    """Return the story's station for this reader."""
    story = CaseStudy.objects.filter(connection=connection).exclude(state=State.WITHDRAWN).first()
    is_told = story is not None and story.state == State.PUBLISHED
    return Station(STORY, _("Story"), is_told, says_to(story), _address(connection, story, actor))


def says_to(story: CaseStudy | None) -> str:
    """Return a word or two on the story, the same for everybody: an answer is nobody else's to see."""
    if story is None:
        return ""
    return {
        State.ASKED: _("asked"),
        State.DRAFT: _("being written"),
        State.APPROVAL: _("to be approved"),
        State.APPROVED: _("approved"),
    }.get(State(story.state), _("published"))


def _address(connection: Connection, story: CaseStudy | None, actor: Actor) -> str:
    if story is not None and story.state == State.PUBLISHED:
        return reverse("story", args=[story.slug])
    if story is None:
        is_closed = connection.stage == Connection.Stage.CLOSED
        coordinates = is_closed and can(actor, "coordinate", connection.programme).allow
        return reverse("case-studies", args=[connection.programme.slug]) if coordinates else ""
    if can(actor, "consent", story).allow:
        return reverse("connection-story", args=[connection.pk])
    may_edit = can(actor, "edit", story).allow
    return reverse("case-study", args=[connection.programme.slug, story.pk]) if may_edit else ""
