"""Where somebody begins who comes through the door: the page of their seat, or a station of their thread."""

from django.urls import reverse

from telemachy.errors import NotThere
from telemachy.journeys.models import Connection
from telemachy.journeys.thread import STORY, thread_of
from telemachy.people.actors import actor_for

from .build import person_of
from .content import Place
from .content.earlier import earlier_programme
from .queries import latest_draft, programme_of
from .seats import seats_of, told_pair_of
from .threads import connection_of, story_of


def first_page(chosen: Place, seat: str, about: str = "") -> str:
    """Return where a seat begins: a draft or the import of rows, what came of it, one's pair that ended, or Now.

    A coordinator who comes for a told pair, named by a seat of its two, begins at that pair.
    """
    if seat == "sponsor":
        return reverse("evidence", args=[earlier_programme(chosen.key)])
    connection = _told_connection(chosen, about if seat == "coordinator" else seat)
    if seat == "coordinator" and connection:
        return reverse("pair", args=[connection.programme.slug, connection.pk])
    if seat != "coordinator":
        if connection is not None and connection.stage == Connection.Stage.CLOSED:
            return reverse("journey", args=[connection.pk])
        return reverse("now")
    programme = programme_of(chosen)
    draft = latest_draft(programme)
    return f"/p/{programme.slug}/matching/{draft.number}" if draft else f"/p/{programme.slug}/import"


def page_at(chosen: Place, seat: str, station: str) -> str:
    """Return the page behind a station of somebody's thread; raise `NotThere` where nothing is on record."""
    connection = _told_connection(chosen, seat)
    if connection is None:
        raise NotThere()
    if station == STORY:
        story = story_of(connection)
        if story is None:
            raise NotThere()
        return reverse("story", args=[story.slug])
    actor = actor_for(person_of(seats_of(chosen)[seat]))
    for each in thread_of(connection, actor):
        if each.key == station and each.is_done and each.href:
            return each.href
    raise NotThere()


def _told_connection(chosen: Place, seat: str) -> Connection | None:
    pair = told_pair_of(chosen, seat)
    return connection_of(chosen.key, pair) if pair else None
