"""What came of the other pairs of an earlier cohort: as many outcomes, as well confirmed, as a cohort says."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Final

from telemachy.demo.content.record import Claim, Confirmation, Initiative
from telemachy.demo.content.shape import Invented
from telemachy.demo.content.telling import OtherPair

SYMBOLS: Final = {"GBP": "£", "EUR": "€"}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How often one outcome is on record, and how well confirmed."""

    code: str
    kind: str
    yes: str
    """One claim grade for each pair for which it came about."""
    no: int = 0
    """For how many it is known not to have come about; of the rest nothing is known."""
    text: str
    text_no: str = ""
    document: str = ""
    record: str = "HR record"
    values: tuple[int, ...] = ()
    units: tuple[str, ...] = ("",)
    baselines: tuple[int, ...] = ()
    from_initiative: bool = False
    """Whether it is what became of an initiative that moved its measure."""


def give_claims(
    rng: random.Random,
    starts_on: date,
    ends_on: date,
    outcome: Outcome,
    pairs: list[OtherPair],
    candidates: Sequence[int],
) -> None:
    chosen = rng.sample(candidates, len(outcome.yes) + outcome.no)
    grades = [*rng.sample(outcome.yes, len(outcome.yes)), *[""] * outcome.no]
    for number, grade in zip(chosen, grades, strict=True):
        pair = pairs[number]
        claim = _draw_claim(rng, starts_on, ends_on, outcome, pair, grade)
        pairs[number] = replace(pair, claims=(*pair.claims, claim))


def _draw_claim(
    rng: random.Random, starts_on: date, ends_on: date, outcome: Outcome, pair: OtherPair, grade: str
) -> Claim:
    on = starts_on + timedelta(days=rng.randint(60, (ends_on - starts_on).days - 12))  # also for those who stopped
    recorded = on + timedelta(days=rng.randint(1, 12))
    seen = recorded + timedelta(days=rng.randint(1, 10))
    company, first = pair.mentee.company, called(pair.mentee)
    if not grade:
        return Claim(
            kind=outcome.kind, code=outcome.code, text=outcome.text_no.format(first=first, company=company),
            on=ends_on, recorded_on=ends_on + timedelta(days=5), happened=False, entity=company,
            confirmations=_confirm(outcome, "B", ends_on + timedelta(days=5)),
        )  # fmt: skip
    claim = Claim(
        kind=outcome.kind, code=outcome.code, text="", on=on, recorded_on=recorded, entity=company, shared=True,
        confirmations=_confirm(outcome, grade, seen),
    )  # fmt: skip
    if outcome.from_initiative and pair.initiative:
        return _of_initiative(claim, outcome, pair.initiative, first)
    value = Decimal(rng.choice(outcome.values)) if outcome.values else None
    baseline = Decimal(rng.choice(outcome.baselines)) if outcome.baselines else None
    unit = rng.choice(outcome.units)
    shown = f"{SYMBOLS.get(unit, '')}{value or 0:,}"
    words = {"first": first, "company": company, "baseline": baseline, "value": shown}
    return replace(
        claim, text=outcome.text.format(**words), value=value, unit=unit, baseline=baseline,
        baseline_on=starts_on if outcome.baselines else None,
    )  # fmt: skip


def _of_initiative(claim: Claim, outcome: Outcome, initiative: Initiative, first: str) -> Claim:
    since = [
        reading for reading in initiative.readings if initiative.changed_on and reading.on >= initiative.changed_on
    ]
    value = Decimal(str(median(reading.value for reading in since)))
    words = {"first": first, "title": initiative.title, "measure": initiative.measure, "unit": initiative.unit}
    return replace(
        claim, kind="measure", initiative=1, on=since[-1].on, value=value, unit=initiative.unit,
        baseline=initiative.baseline, baseline_on=initiative.changed_on,
        recorded_on=since[-1].on + timedelta(days=2),
        confirmations=tuple(replace(each, on=since[-1].on + timedelta(days=5)) for each in claim.confirmations),
        text=outcome.text.format(value=_plain(value), baseline=_plain(initiative.baseline or Decimal(0)), **words),
    )  # fmt: skip


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _confirm(outcome: Outcome, grade: str, on: date) -> tuple[Confirmation, ...]:
    kinds = {
        "A": Confirmation("document", "coordinator", on, f"{outcome.document}, seen {on.isoformat()}"),
        "B": Confirmation("record", "coordinator", on, outcome.record),
        "C": Confirmation("mentor", "mentor", on),
    }
    return (kinds[grade],) if grade in kinds else ()


def called(person: Invented) -> str:
    """What a sentence calls somebody: a first name, or a title with the whole name."""
    return person.name if person.name.startswith("Dr ") else person.name.split()[0]
