"""What somebody says came about, and what it must keep to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from telemachy.errors import Refused
from telemachy.journeys.models import Connection, Initiative
from telemachy.programmes.file import ProgrammeFile
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy import clock

from ..models import Claim

OTHER = "other"
LONGEST = {"text": 400, "unit": 60, "entity": 200}
LARGEST = Decimal(10) ** 13  # what the column holds before the point
CURRENCY = re.compile(r"[A-Z]{3}")
Kind = Claim.Kind


@dataclass(frozen=True)
class ClaimFacts:
    """What somebody says came about. `code` is an outcome of the programme's file, or "other"."""

    code: str
    kind: str
    text: str
    on: date
    value: Decimal | None = None
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    happened: bool = True
    initiative: Initiative | None = None
    entity: str = ""
    shared: bool = False


def check_facts(facts: ClaimFacts, connection: Connection) -> None:
    """Raise `Refused` with the first rule that the facts break."""
    problem = next(_problems(facts, connection, file_of(latest_version(connection.programme))), None)
    if problem:
        raise Refused(problem)


def _problems(facts: ClaimFacts, connection: Connection, file: ProgrammeFile) -> Iterator[str]:
    yield from _of_words(facts)
    yield from _of_code(facts, file)
    yield from _of_days(facts)
    yield from _of_numbers(facts)
    if facts.initiative is not None and facts.initiative.connection_id != connection.pk:
        yield _("That initiative belongs to another pair.")


def _of_words(facts: ClaimFacts) -> Iterator[str]:
    if not facts.text.strip():
        yield _("Say in a sentence what came about.")
    for name, most in LONGEST.items():
        if len(getattr(facts, name)) > most:
            yield _("Use at most %(most)d characters.") % {"most": most}


def _of_code(facts: ClaimFacts, file: ProgrammeFile) -> Iterator[str]:
    """An amount is never counted as anything else; an event may be told by the measure that moved."""
    kinds = {outcome.id: outcome.kind for outcome in file.outcomes}
    if facts.code not in {*kinds, OTHER} or facts.kind not in Kind.values:
        yield _("Choose one of the programme's outcomes, or Other.")
    elif facts.code != OTHER and (kinds[facts.code] == Kind.AMOUNT) != (facts.kind == Kind.AMOUNT):
        yield _("Record an amount under an outcome that is an amount, and nothing else there.")


def _of_days(facts: ClaimFacts) -> Iterator[str]:
    if facts.on > clock.today() + timedelta(days=1):  # by UTC; where the claimant lives it may be tomorrow already
        yield _("Give a day that has come. What is still to come is a goal.")
    if facts.baseline_on is not None and facts.baseline_on > facts.on:
        yield _("The day of the baseline comes before the day of the outcome.")


def _of_numbers(facts: ClaimFacts) -> Iterator[str]:
    given = [number for number in (facts.value, facts.baseline) if number is not None]
    if any(not number.is_finite() or abs(number) >= LARGEST for number in given):
        yield _("Give a number.")
        return
    if facts.kind == Kind.EVENT or not facts.happened:
        return
    if facts.value is None:
        yield _("Give the value.")
    if facts.kind == Kind.AMOUNT and not CURRENCY.fullmatch(facts.unit.strip()):
        yield _("Give the currency by its three letters: GBP, EUR, USD.")
    if facts.kind == Kind.AMOUNT and facts.value is not None and facts.value <= 0:
        yield _("Give an amount above nothing.")
    if facts.kind == Kind.MEASURE and not facts.unit.strip():
        yield _("Give the unit of the measure: days, people, points.")
