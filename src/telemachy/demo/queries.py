"""What the door tells about each organisation."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from telemachy.journeys.models import Connection, Member
from telemachy.matching.models import MatchRun
from telemachy.people.models import Person
from telemachy.programmes.file import Words
from telemachy.programmes.models import Application, Programme
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Route

from .content import OWN, SECTORS, Place, Sector
from .threads import Thread, read_threads


@dataclass(frozen=True)
class Card:
    """One organisation as the door shows it."""

    sector: Sector
    threads: tuple[Thread, ...]
    """The pairs that have ended and whose story is told, the leading one first."""
    mentees: int
    mentors: int
    draft: MatchRun | None
    invited: int
    """How many pairs are invited or under way."""
    others: int
    """How many mentees the draft looks at besides theirs."""
    paired: int
    """To how many of those it gives somebody."""
    stage: str
    """How far the leading pair of now has come: a stage of `Connection`, empty before it is published."""
    words: Words

    @property
    def is_built(self) -> bool:
        """Whether anybody can enter."""
        return self.mentees > 0

    @property
    def thread(self) -> Thread | None:
        """The thread that the card draws."""
        return self.threads[0] if self.threads else None

    @property
    def told(self) -> Thread | None:
        """The first pair whose whole way can be read."""
        return next((each for each in self.threads if each.is_told and not each.pair.closing.early), None)

    @property
    def stopped(self) -> tuple[Thread, ...]:
        """Pairs that ended early and whose story can be read."""
        return tuple(each for each in self.threads if each.pair.closing.early and each.is_told)


def read_cards() -> tuple[Card, ...]:
    """Return the three organisations; those that are not built yet come with nobody in them."""
    found = routes()
    return tuple(_read(sector, found.get(sector.route)) for sector in SECTORS)


def routes() -> dict[str, uuid.UUID]:
    """Return the demo's organisations by the first label of their address."""
    names = [sector.route for sector in (*SECTORS, OWN)]
    return dict(Route.objects.filter(name__in=names).values_list("name", "organisation_id"))


def programme_of(place: Place) -> Programme:
    """Return the programme of the cohort that is being paired, in the active organisation."""
    return Programme.objects.filter(slug=place.programme)[0]


def latest_draft(programme: Programme) -> MatchRun | None:
    """Return the draft that a coordinator would work on."""
    return MatchRun.objects.filter(programme=programme).defer("snapshot").order_by("-number").first()


def count_others(programme: Programme, draft: MatchRun) -> tuple[int, int]:
    """Count the mentees of a draft who are in no open pair yet, and those of them to whom it gives somebody."""
    others = draft.proposals.exclude(mentee__in=_open_mentees(programme).values("person"))
    paired = others.filter(mentor__isnull=False)
    return others.values("mentee").distinct().count(), paired.values("mentee").distinct().count()


def _open_mentees(programme: Programme) -> QuerySet[Member]:
    return Member.objects.filter(programme=programme, role=Member.Role.MENTEE, open=True)


def _read(sector: Sector, organisation_id: uuid.UUID | None) -> Card:
    if organisation_id is None:
        return Card(sector, (), 0, 0, None, 0, 0, 0, "", Words())
    with work(organisation_id):
        programme = programme_of(sector)
        parts = Application.objects.filter(programme=programme)
        draft = latest_draft(programme)
        others, paired = count_others(programme, draft) if draft else (0, 0)
        return Card(
            sector,
            threads=read_threads(sector),
            mentees=parts.filter(role=Application.Role.MENTEE).count(),
            mentors=parts.filter(role=Application.Role.MENTOR).count(),
            draft=draft,
            invited=_open_mentees(programme).count(),
            others=others,
            paired=paired,
            stage=_stage_of_leading_pair(programme, sector),
            words=file_of(latest_version(programme)).words,
        )


def _stage_of_leading_pair(programme: Programme, sector: Sector) -> str:
    people = Person.objects.filter(email__in=[sector.mentee.email, sector.mentor.email])
    pair = Connection.objects.filter(programme=programme)
    for person in people:
        pair = pair.filter(members__person=person)
    return pair.values_list("stage", flat=True).first() or ""
