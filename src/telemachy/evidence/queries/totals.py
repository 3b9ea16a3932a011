"""What a programme's ledger adds up to, every number through `inference`; six queries whatever its size.

The frame is everybody whose pair began, whether or not they have said anything since.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from telemachy.inference import (
    Amount,
    Cell,
    K,
    LineCounts,
    MaskedLine,
    MaskedSums,
    mask_line,
    sum_amounts,
    suppress,
    suppress_within,
)
from telemachy.journeys.models import Connection, Initiative, InitiativeReading, Member
from telemachy.journeys.queries.initiatives import chart_of
from telemachy.programmes.file import Outcome, ProgrammeFile
from telemachy.programmes.models import Programme
from telemachy.programmes.queries import file_of, latest_version
from telemachy.web.charts import SHIFT, RunChart, Side

from ..grades import LETTERS, Grade, best_of, grade_of
from ..models import Claim, Confirmation
from ..published import PublishedStory
from .claims import in_force

BEGUN = [stage for stage in Connection.Stage if stage.has_journey()]
PERCENT_FROM = 20  # people; below that a percentage pretends to more than is known
WARN_BELOW = 0.3  # of the frame with information on record

People = frozenset[uuid.UUID]


@dataclass(frozen=True)
class Line:
    """One outcome of the programme's file; `sums` where it is an amount."""

    outcome: Outcome
    counts: MaskedLine
    sums: MaskedSums | None = None

    @property
    def is_thin(self) -> bool:
        """Whether information is on record of fewer than three in ten."""
        known = self.counts.known
        return known.value is not None and known.value < WARN_BELOW * known.of

    @property
    def percent_known(self) -> int | None:
        """Of how many in a hundred there is information; None below twenty people."""
        known = self.counts.known
        return None if known.value is None or known.of < PERCENT_FROM else round(100 * known.value / known.of)


@dataclass(frozen=True)
class Initiatives:
    """Who leads one, by the first that each named, so that nobody picks the best of several afterwards.

    `measured` have enough readings before and since the change to say whether the measure shifted.
    """

    lead: Cell
    measured: Cell
    shifted: Cell


@dataclass(frozen=True)
class Totals:
    """What happened in a programme. Of a frame that is too small nothing is said but that it runs."""

    of: int
    file: ProgrammeFile
    lines: tuple[Line, ...]
    initiatives: Initiatives
    is_enough: bool


def totals_of(programme: Programme, *, public: Sequence[PublishedStory] = ()) -> Totals:
    """Add a programme's ledger up. Groups are judged without what published stories tell, and with all they do not."""
    frame = _frame_of(programme)
    file = file_of(latest_version(programme))
    named = frozenset(story.person_id for story in public) & frame
    claims = [each for each in _graded(programme) if each[0].person_id in frame]
    by_code: dict[str, list[tuple[Claim, Grade]]] = defaultdict(list)
    for claim, grade in claims:
        by_code[claim.code].append((claim, grade))
    return Totals(
        of=len(frame),
        file=file,
        lines=tuple(
            _line(outcome, by_code[outcome.id], frame, _told(by_code[outcome.id], public) & named)
            for outcome in file.outcomes
        ),
        initiatives=_initiatives(programme, frame, public),
        is_enough=len(frame - named) >= K,
    )


def _frame_of(programme: Programme) -> People:
    begun = Member.objects.filter(
        programme=programme, role=Member.Role.MENTEE, connection__kind=Connection.Kind.PAIR, connection__stage__in=BEGUN
    )
    return frozenset(begun.values_list("person_id", flat=True))


def _graded(programme: Programme) -> list[tuple[Claim, Grade]]:
    claims = list(in_force(Claim.objects.filter(programme=programme)))
    confirmations: dict[uuid.UUID, list[Confirmation]] = defaultdict(list)
    for confirmation in Confirmation.objects.filter(claim__in=claims):
        confirmations[confirmation.claim_id].append(confirmation)
    return [(claim, grade_of(confirmations[claim.pk], claim)) for claim in claims]


def _told(claims: list[tuple[Claim, Grade]], public: Sequence[PublishedStory]) -> People:
    """Return whose every claim on an outcome stands in a story, as it is known today.

    Somebody who kept one of them back, or whose claim is disputed since, would be found out by what their story says.
    """
    grades = {claim: grade for story in public for claim, grade in story.claims.items()}
    kept_back = {claim.person_id for claim, grade in claims if grades.get(claim.pk) != grade.value}
    return frozenset(claim.person_id for claim, _grade in claims) - kept_back


# --- one outcome ------------------------------------------------------------------------------------------------------
def _line(outcome: Outcome, claims: list[tuple[Claim, Grade]], frame: People, public: People) -> Line:
    yes = _best_by_person(claims, happened=True)
    known_not = _best_by_person(claims, happened=False).keys() - yes.keys()
    disputed = {claim.person_id for claim, grade in claims if not grade.is_letter} - yes.keys() - known_not

    def count(people: People) -> LineCounts:
        grades = {letter.value: sum(yes.get(person) is letter for person in people) for letter in LETTERS}
        silent = people - yes.keys() - known_not - disputed
        return LineCounts(grades, len(people & known_not), len(people & disputed), len(silent))

    counts = mask_line(count(frame - public)).plus(count(public))
    return Line(outcome, counts, _sums(claims, counts, public) if outcome.kind == Claim.Kind.AMOUNT else None)


def _best_by_person(claims: list[tuple[Claim, Grade]], *, happened: bool) -> Mapping[uuid.UUID, Grade]:
    grades: dict[uuid.UUID, list[Grade]] = defaultdict(list)
    for claim, grade in claims:
        if grade.is_letter and claim.happened is happened:
            grades[claim.person_id].append(grade)
    return {person: best for person, each in grades.items() if (best := best_of(each))}


def _sums(claims: list[tuple[Claim, Grade]], counts: MaskedLine, public: People) -> MaskedSums:
    """Add up what is in no dispute; without enough people nothing is added."""
    amounts = [
        Amount(claim.person_id, claim.entity, claim.unit.upper(), claim.value)
        for claim, grade in claims
        if grade.is_letter and claim.happened and claim.value is not None
    ]
    if not counts.yes.is_shown:
        return MaskedSums((), hidden=bool(amounts))
    return sum_amounts(amounts, public=frozenset(public))


# --- initiatives ------------------------------------------------------------------------------------------------------
def _initiatives(programme: Programme, frame: People, stories: Sequence[PublishedStory]) -> Initiatives:
    firsts = {person: first for person, first in _first_initiatives(programme).items() if person in frame}
    charts = _charts_of(firsts)
    shown = {initiative for story in stories for initiative in story.initiatives}
    public = frozenset(person for person, first in firsts.items() if first.pk in shown)
    measured = frozenset(person for person, chart in charts.items() if _can_say(chart))
    shifted = frozenset(person for person in measured if _shifted_as_hoped(charts[person]))
    leading, private = frozenset(charts), frame - public
    lead = suppress(len(leading & private), len(private))
    enough = suppress_within(len(measured & private), lead)
    hoped = suppress(len(shifted & private), enough.value) if enough.value else Cell(None, 0)
    return Initiatives(
        lead.plus(len(leading & public), len(public)),
        enough.plus(len(measured & public), len(leading & public)),
        hoped.plus(len(shifted & public), len(measured & public)),
    )


def _first_initiatives(programme: Programme) -> Mapping[uuid.UUID, Initiative]:
    """Return the first initiative that each named before its change began."""
    listed = Initiative.objects.filter(connection__programme=programme).exclude(measure="").order_by("made_at", "id")
    firsts: dict[uuid.UUID, Initiative] = {}
    for initiative in listed:
        if initiative.changed_on is None or initiative.made_at.date() <= initiative.changed_on:
            firsts.setdefault(initiative.owner_id, initiative)
    return firsts


def _charts_of(firsts: Mapping[uuid.UUID, Initiative]) -> Mapping[uuid.UUID, RunChart]:
    readings = _readings_of(firsts.values())
    return {owner: chart_of(initiative, readings.get(initiative.pk, [])) for owner, initiative in firsts.items()}


def _readings_of(initiatives: Iterable[Initiative]) -> Mapping[uuid.UUID, list[InitiativeReading]]:
    found: dict[uuid.UUID, list[InitiativeReading]] = defaultdict(list)
    for reading in InitiativeReading.objects.filter(initiative__in=list(initiatives)):
        found[reading.initiative_id].append(reading)
    return found


def _can_say(chart: RunChart) -> bool:
    return chart.changed_on is not None and min(len(chart.before), len(chart.after)) >= SHIFT


def _shifted_as_hoped(chart: RunChart) -> bool:
    hoped = Side.BELOW if chart.better == "lower" else Side.ABOVE
    return chart.shift is not None and chart.shift.side is hoped
