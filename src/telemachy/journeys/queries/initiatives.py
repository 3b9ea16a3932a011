"""Initiatives as pages show them: facts, run chart, readings and decisions."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from telemachy.web.charts import Reading, RunChart
from telemachy.web.charts.numbers import show_number

from ..models import Connection, Initiative, InitiativeReading, LoggedDecision

LAST_DECISIONS = 2


@dataclass(frozen=True, slots=True)
class InitiativeShown:
    """An initiative with its chart, its readings by day and its decisions, the newest first."""

    initiative: Initiative
    chart: RunChart
    readings: tuple[InitiativeReading, ...]
    decisions: tuple[LoggedDecision, ...]

    @property
    def last_decisions(self) -> tuple[LoggedDecision, ...]:
        """What the journey page shows of them."""
        return self.decisions[:LAST_DECISIONS]

    @property
    def last(self) -> InitiativeReading | None:
        """The newest reading."""
        return self.readings[-1] if self.readings else None

    @property
    def rows(self) -> tuple[tuple[InitiativeReading, str], ...]:
        """Each reading with its value as people read numbers, the newest first."""
        return tuple((each, _number(each.value)) for each in reversed(self.readings))

    @property
    def is_fixed(self) -> bool:
        """Whether there is a reading after the change, so that nothing may be measured in another way any more."""
        return self.initiative.changed_on is not None and bool(self.chart.after)

    @property
    def baseline(self) -> str:
        """Where the measure stood when it was named, as people read numbers."""
        return _number(self.initiative.baseline)

    @property
    def wanted(self) -> str:
        """The aim as a number, as people read numbers."""
        return _number(self.initiative.wanted)


def initiatives_of(connection: Connection) -> tuple[InitiativeShown, ...]:
    """Return the initiatives of a pair, the oldest first; three queries whatever their number."""
    return _shown(list(connection.initiatives.select_related("goal", "owner")))


def initiative_shown(initiative: Initiative) -> InitiativeShown:
    """Return one initiative as its page shows it."""
    return _shown([initiative])[0]


def chart_of(initiative: Initiative, readings: Sequence[InitiativeReading]) -> RunChart:
    """Return the run chart of an initiative's readings."""
    better: Literal["lower", "higher"] = "lower" if initiative.better == Initiative.Better.LOWER else "higher"
    values = [each.value for each in readings]
    return RunChart(
        title=initiative.title,
        measure=initiative.measure,
        unit=initiative.unit,
        readings=tuple(Reading(each.on, float(each.value), each.note) for each in readings),
        changed_on=initiative.changed_on,
        change_label=initiative.change,
        aim=None if initiative.wanted is None else float(initiative.wanted),
        better=better,
        source=initiative.source,
        decimals=max(map(decimals_of, values), default=0),
    )


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number needs."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _shown(initiatives: list[Initiative]) -> tuple[InitiativeShown, ...]:
    readings: dict[uuid.UUID, list[InitiativeReading]] = {}
    for reading in InitiativeReading.objects.filter(initiative__in=initiatives):
        readings.setdefault(reading.initiative_id, []).append(reading)
    decisions: dict[uuid.UUID, list[LoggedDecision]] = {}
    for decision in LoggedDecision.objects.filter(initiative__in=initiatives):
        decisions.setdefault(decision.initiative_id, []).append(decision)
    return tuple(
        InitiativeShown(
            initiative=each,
            chart=chart_of(each, readings.get(each.pk, [])),
            readings=tuple(readings.get(each.pk, ())),
            decisions=tuple(decisions.get(each.pk, ())),
        )
        for each in initiatives
    )


def _number(value: Decimal | None) -> str:
    return "" if value is None else show_number(float(value), decimals_of(value))
