"""Claims with what confirms them, as pages show them."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from telemachy.journeys.models import Connection, Initiative
from telemachy.people.models import Person
from telemachy.programmes.file import Outcome
from telemachy.programmes.models import Programme
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy.loader import scope
from telemachy.tenancy.policy import Actor

from ..grades import Grade, grade_of
from ..models import Claim, Confirmation, ContributionStatement
from ..money import say_amount, say_number

PAGE = 50
FILTERS = ("all", "waiting", "disputed")
Row = TypeVar("Row", Confirmation, ContributionStatement)


@dataclass(frozen=True, slots=True)
class Known:
    """A claim with its grade, the outcome it is about, who confirms it and what both say of mentoring's part."""

    claim: Claim
    grade: Grade
    name: str
    confirmations: tuple[Confirmation, ...]
    contributions: tuple[ContributionStatement, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether a record could still say more than anybody has."""
        return self.grade in (Grade.C, Grade.D)

    @property
    def is_disputed(self) -> bool:
        """Whether sources disagree, so that it stands in no total."""
        return self.grade is Grade.DISPUTED

    def said_by(self, person: Person) -> ContributionStatement | None:
        """Return what this person says mentoring had to do with it."""
        return next((each for each in self.contributions if each.by_id == person.pk), None)

    def confirmed_by(self, person: Person) -> Confirmation | None:
        """Return how this person confirmed it."""
        return next((each for each in self.confirmations if each.by_id == person.pk), None)

    @property
    def value(self) -> str:
        """The value with its unit, as people read it."""
        return self._said(self.claim.value)

    @property
    def before(self) -> str:
        """The value before, likewise."""
        return self._said(self.claim.baseline)

    def _said(self, number: Decimal | None) -> str:
        if number is None:
            return ""
        if self.claim.kind == Claim.Kind.AMOUNT:
            return say_amount(number, self.claim.unit.upper())
        return f"{say_number(number)} {self.claim.unit}".strip()

    @property
    def next_version(self) -> Claim | None:
        """Return the claim that corrects this one."""
        return self.claim.superseded_by.first()

    @property
    def is_current(self) -> bool:
        """Whether it counts: neither taken back nor corrected."""
        return self.claim.status == Claim.Status.OPEN and self.next_version is None


@dataclass(frozen=True)
class ClaimList:
    """One page of a programme's claims. `counts` has the number of claims by filter."""

    claims: tuple[Known, ...]
    counts: Mapping[str, int]
    found: int
    page: int
    pages: int


def in_force(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Leave out what was taken back or corrected."""
    return claims.filter(status=Claim.Status.OPEN, superseded_by__isnull=True)


def claims_of(connection: Connection) -> tuple[Known, ...]:
    """Return what came of a pair, by day; a fixed number of queries."""
    return _known(in_force(Claim.objects.filter(connection=connection)), connection.programme)


def readable_claims(connection: Connection, reader: Actor) -> tuple[Known, ...]:
    """Return what came of a pair as far as this reader may read it."""
    return _known(in_force(scope(reader, Claim).filter(connection=connection)), connection.programme)


def known(claim: Claim) -> Known:
    """Return one claim with what confirms it."""
    return _known(Claim.objects.filter(pk=claim.pk), claim.programme)[0]


def list_claims(
    programme: Programme, reader: Actor, *, only: str = "all", search: str = "", page: int = 1
) -> ClaimList:
    """Return a page of the claims that this coordinator may read, the latest first; "waiting" have no record yet."""
    shared = in_force(scope(reader, Claim).filter(programme=programme, shared=True))
    everything = sorted(_known(shared, programme), key=_when_recorded, reverse=True)
    by_filter = {name: [each for each in everything if _passes(each, name)] for name in FILTERS}
    wanted = search.strip().casefold()
    found = [each for each in by_filter.get(only, everything) if _mentions(each, wanted)]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, page), pages)
    counts = {name: len(listed) for name, listed in by_filter.items()}
    return ClaimList(tuple(found[(page - 1) * PAGE : page * PAGE]), counts, len(found), page, pages)


def initiatives_to_name(connection: Connection) -> QuerySet[Initiative]:
    """Return the initiatives from which a claim of this pair may come."""
    return connection.initiatives.all()


def href_of(claim: Claim, reader: Actor) -> str:
    """Return the address of a claim as this reader knows it."""
    if claim.connection.members.filter(person_id=reader.person_id).exists():
        return reverse("claim", args=[claim.connection_id, claim.pk])
    return reverse("programme-claim", args=[claim.programme.slug, claim.pk])


def name_of(code: str, outcomes: Iterable[Outcome]) -> str:
    """Return what the programme calls an outcome."""
    return next((outcome.name for outcome in outcomes if outcome.id == code), "") or _("Something else")


def _known(claims: QuerySet[Claim], programme: Programme) -> tuple[Known, ...]:
    listed = list(claims.select_related("person", "initiative", "connection").order_by("on", "id"))
    outcomes = file_of(latest_version(programme)).outcomes
    confirmations = _by_claim(Confirmation.objects.filter(claim__in=listed).select_related("by"))
    contributions = _by_claim(ContributionStatement.objects.filter(claim__in=listed).select_related("by"))
    return tuple(
        Known(
            claim=each,
            grade=grade_of(confirmations.get(each.pk, ()), each),
            name=name_of(each.code, outcomes),
            confirmations=tuple(confirmations.get(each.pk, ())),
            contributions=tuple(contributions.get(each.pk, ())),
        )
        for each in listed
    )


def _by_claim(rows: Iterable[Row]) -> dict[uuid.UUID, list[Row]]:
    found: dict[uuid.UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row.claim_id, []).append(row)
    return found


def _when_recorded(each: Known) -> tuple[datetime, uuid.UUID]:
    return each.claim.recorded_at, each.claim.pk


def _passes(each: Known, only: str) -> bool:
    return {"waiting": each.is_waiting, "disputed": each.is_disputed}.get(only, True)


def _mentions(each: Known, wanted: str) -> bool:
    return not wanted or any(wanted in text.casefold() for text in (each.claim.person.name, each.name, each.claim.text))
