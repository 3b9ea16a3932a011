"""Builds the demo's organisations by calling the actions that the pages call."""

import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db import transaction

from telemachy.errors import NotThere
from telemachy.journeys.actions import accept_connection
from telemachy.journeys.models import Connection, Member
from telemachy.matching.actions import hold, mark_reviewed, propose_pairs, publish, send_publication_now
from telemachy.matching.models import MatchRun
from telemachy.matching.queries.publications import left_over
from telemachy.messaging.models import OutboxMessage
from telemachy.people.actions import add_person, assign_role, remap, stage_import
from telemachy.people.actions.organisations import create_organisation
from telemachy.people.actors import actor_for
from telemachy.people.importing import EXTRA
from telemachy.people.models import Person, RoleAssignment
from telemachy.people.queries import mapping_of
from telemachy.programmes.actions import create_programme
from telemachy.programmes.actions.imports import import_people
from telemachy.programmes.models import Programme
from telemachy.programmes.shipped import shipped_texts
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Organisation, Route
from telemachy.tenancy.policy import Actor

from .content import OWN, SECTORS, SEED, Content, Leading, Place, Sector, make_content
from .content.earlier import make_earlier
from .content.telling import Earlier
from .history import build_earlier
from .spreadsheets import ANSWERS, clean_workbook

Tell = Callable[[str], None]
ROLES = {"coordinator": RoleAssignment.Role.COORDINATOR, "sponsor": RoleAssignment.Role.SPONSOR}


def build_demo(seed: int = SEED, *, tell: Tell = print) -> int:
    """Build every organisation that is not there yet and return how many were built.

    Each is one transaction, its address included: a build that was interrupted has left nothing and is made again.
    """
    missing = missing_places()
    for place in missing:
        build_place(place, seed, tell=tell)
    return len(missing)


def missing_places() -> list[Place]:
    """Return the places that have not been built, the one that takes longest first."""
    return [place for place in (*SECTORS, OWN) if organisation_of(place) is None]


def build_place(place: Place, seed: int = SEED, *, tell: Tell = print) -> None:
    """Build one organisation: with its people, or empty for those of a visitor."""
    if isinstance(place, Sector):
        build_organisation(make_content(place.key, seed), tell=tell)
    else:
        build_empty(place)


def build_again(folder: Path, seed: int = SEED, *, tell: Tell = print) -> None:
    """Put everything back: new organisations take over the addresses, and the old ones are never reached again.

    The serving role cannot delete an audit trail, so the old rows stay until the demo's folder goes.
    """
    with transaction.atomic():
        for place in (*SECTORS, OWN):
            if (organisation_id := organisation_of(place)) is not None:
                _silence(organisation_id)
                Route.objects.filter(organisation_id=organisation_id).delete()
        build_demo(seed, tell=tell)
    for mail in folder.glob("*.eml"):
        mail.unlink(missing_ok=True)


def organisation_of(place: Place) -> uuid.UUID | None:
    """Return the organisation that answers at an address, if it has been built."""
    return Route.objects.filter(name=place.route).values_list("organisation_id", flat=True).first()


@transaction.atomic
def build_empty(place: Place) -> Organisation:
    """Build an organisation with a programme and a coordinator and nobody else."""
    organisation = create_organisation(place.name, place.route)
    with work(organisation.pk):
        by = _make_staff((place.coordinator,))
        create_programme(shipped_texts()[place.programme], cohort=place.cohort, by=by)
    return organisation


@transaction.atomic
def build_organisation(content: Content, earlier: Earlier | None = None, *, tell: Tell = print) -> Organisation:
    """Build one organisation: the cohort that has ended, told by its record, and the one that begins now.

    That one has its people from a spreadsheet, two drafts, and one pair invited.
    """
    sector = content.sector
    earlier = earlier or make_earlier(sector.key, content.seed)
    organisation = create_organisation(sector.name, sector.route)
    with work(organisation.pk):
        by = _make_staff((sector.coordinator, sector.sponsor))
        build_earlier(sector, earlier, by=by, bring=partial(bring_people, by=by))
        tell(f"{sector.name}: {earlier.cohort}, {earlier.pairs} pairs told to their end …")
        programme = create_programme(shipped_texts()[sector.programme], cohort=sector.cohort, by=by)
        people = bring_people(programme, content, by=by)
        tell(f"{sector.name}: {people} people …")
        first = propose_pairs(programme, by=by)
        invite_leading_pair(first, sector, by=by)
        second = propose_pairs(programme, by=by)
        tell(f"{sector.name}: {_describe(first, second, sector)}")
    return organisation


def bring_people(programme: Programme, content: Content, *, by: Actor) -> int:
    """Import an organisation's spreadsheet as its coordinator would, and return how many people came in."""
    batch = stage_import(programme.pk, clean_workbook(content), f"{content.sector.route}.xlsx", by)
    answers = {column.position: EXTRA for column in mapping_of(batch).columns if column.title in ANSWERS}
    batch = remap(batch, answers, batch.version, by)
    return int(import_people(batch, by).counts["new"])


def invite_leading_pair(run: MatchRun, sector: Sector, *, by: Actor) -> None:
    """Publish the pairs of the leading mentee alone, while everybody else waits in the next draft.

    A second mentor of theirs has said yes; the leading one has or is still asked, as the sector says. Mentees without a
    mentor are held meanwhile: a publication would tell them that they are still looked for.
    """
    mentee, leading = (person_of(each) for each in (sector.mentee, sector.mentor))
    for alone in left_over(run):
        hold(run, alone.pk, by=by)
    mentors = run.proposals.filter(mentee=mentee, mentor__isnull=False).values_list("mentor_id", flat=True)
    mark_reviewed(run, [(mentee.pk, mentor) for mentor in mentors if mentor], by=by)
    publication = send_publication_now(publish(run, by=by), by=by)
    for connection in Connection.objects.filter(publication_id=publication.pk):
        mentor = connection.members.get(role=Member.Role.MENTOR).person
        if mentor != leading or sector.mentor_has_answered:
            accept_connection(connection, by=actor_for(mentor))


def person_of(leading: Leading) -> Person:
    """Return somebody whom the door names, in the active organisation."""
    person = Person.objects.filter(email=leading.email).first()
    if person is None:
        raise NotThere()
    return person


def _make_staff(staff: tuple[Leading, ...]) -> Actor:
    """Give an organisation those who run and sponsor its programme; the first of them is the one who acts."""
    for leading in staff:
        person = add_person(leading.name, leading.email, by=None, time_zone="Europe/London")
        assign_role(person, ROLES[leading.seat], by=None)
    return actor_for(person_of(staff[0]))


def _silence(organisation_id: uuid.UUID) -> None:
    """Take back what has not been mailed yet."""
    with work(organisation_id):
        waiting = OutboxMessage.objects.filter(state__in=[OutboxMessage.State.HELD, OutboxMessage.State.SCHEDULED])
        waiting.update(state=OutboxMessage.State.CANCELLED)


def _describe(first: MatchRun, second: MatchRun, sector: Sector) -> str:
    mentees = first.proposals.values("mentee").distinct().count()
    paired = first.proposals.filter(mentor__isnull=False).values("mentee").distinct().count()
    mentor = f"{sector.mentor.first_name} {'has said yes' if sector.mentor_has_answered else 'is invited'}"
    return f"{paired} of {mentees} paired, {mentor}, Draft {second.number} waits for its coordinator."
