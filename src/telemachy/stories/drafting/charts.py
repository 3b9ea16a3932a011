"""The run chart of an initiative as a story keeps it: values and words, frozen with the sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from telemachy.web.charts import Reading, RunChart

from .facts import InitiativeFacts


def freeze_chart(initiative: InitiativeFacts) -> dict[str, Any]:
    """Return what is needed to draw the chart again, years later and without the initiative."""
    return {
        "title": initiative.title,
        "measure": initiative.measure,
        "unit": initiative.unit,
        "better": initiative.better,
        "source": initiative.source,
        "changed_on": initiative.changed_on.isoformat() if initiative.changed_on else "",
        "change": initiative.change,
        "aim": initiative.wanted,
        "decimals": _decimals(initiative),
        "readings": [[each.on.isoformat(), each.value, each.note] for each in initiative.readings],
    }


def thaw_chart(frozen: Mapping[str, Any]) -> RunChart:
    """Return the chart that was frozen."""
    return RunChart(
        title=frozen["title"],
        measure=frozen["measure"],
        unit=frozen["unit"],
        readings=tuple(Reading(date.fromisoformat(on), value, note) for on, value, note in frozen["readings"]),
        changed_on=date.fromisoformat(frozen["changed_on"]) if frozen["changed_on"] else None,
        change_label=frozen["change"],
        aim=frozen["aim"],
        better="higher" if frozen["better"] == "higher" else "lower",
        source=frozen["source"],
        decimals=frozen["decimals"],
    )


def chart_of(initiative: InitiativeFacts) -> RunChart:
    """Return the chart of an initiative as it stands."""
    return thaw_chart(freeze_chart(initiative))


def _decimals(initiative: InitiativeFacts) -> int:
    values = [each.value for each in initiative.readings]
    return next((places for places in (0, 1, 2) if all(round(value, places) == value for value in values)), 3)
