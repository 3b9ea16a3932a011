"""What somebody says came about, and what it must keep to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from telemachy.errors import Refused
from telemachy.inference import overclaims
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
Problem = tuple[str, str]  # the fact, and the sentence


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


class FactRefused(Refused):
    """A rule that one fact breaks; `field` names it, so that a form can say so there."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def check_facts(facts: ClaimFacts, connection: Connection) -> None:
    """Raise `FactRefused` with the first rule that the facts break."""
    problem = next(_problems(facts, connection, file_of(latest_version(connection.programme))), None)
    if problem:
        raise FactRefused(*problem)


def _problems(facts: ClaimFacts, connection: Connection, file: ProgrammeFile) -> Iterator[Problem]:
    yield from _of_words(facts)
    yield from _of_code(facts, file)
    yield from _of_days(facts)
    yield from _of_numbers(facts)
    if facts.initiative is not None and facts.initiative.connection_id != connection.pk:
        yield "initiative", _("That initiative belongs to another pair.")


def _of_words(facts: ClaimFacts) -> Iterator[Problem]:
    if not facts.text.strip():
        yield "text", _("Say in a sentence what came about.")
    for name, most in LONGEST.items():
        if len(getattr(facts, name)) > most:
            yield name, _("Use at most %(most)d characters.") % {"most": most}
    if words := overclaims(facts.text):
        yield "text", _say_only_what_happened(words)


def _say_only_what_happened(words: tuple[str, ...]) -> str:
    return _(
        "Say what happened, without “%(words)s”: whether mentoring had to do with it is a question of its own, asked "
        "afterwards, so that whoever confirms this confirms only what they have seen."
    ) % {"words": _("”, “").join(dict.fromkeys(words))}


def _of_code(facts: ClaimFacts, file: ProgrammeFile) -> Iterator[Problem]:
    """An amount is never counted as anything else; an event may be told by the measure that moved."""
    kinds = {outcome.id: outcome.kind for outcome in file.outcomes}
    if facts.code not in {*kinds, OTHER} or facts.kind not in Kind.values:
        yield "code", _("Choose one of the programme's outcomes, or Other.")
    elif facts.code != OTHER and (kinds[facts.code] == Kind.AMOUNT) != (facts.kind == Kind.AMOUNT):
        yield "code", _("Record an amount under an outcome that is an amount, and nothing else there.")


def _of_days(facts: ClaimFacts) -> Iterator[Problem]:
    if facts.on > clock.today() + timedelta(days=1):  # by UTC; where the claimant lives it may be tomorrow already
        yield "on", _("Give a day that has come. What is still to come is a goal.")
    if facts.baseline_on is not None and facts.baseline_on > facts.on:
        yield "baseline_on", _("The day of the baseline comes before the day of the outcome.")


def _of_numbers(facts: ClaimFacts) -> Iterator[Problem]:
    given = [number for number in (facts.value, facts.baseline) if number is not None]
    if any(not number.is_finite() or abs(number) >= LARGEST for number in given):
        yield "value", _("Give a number.")
        return
    if facts.kind == Kind.EVENT or not facts.happened:
        return
    if facts.value is None:
        yield "value", _("Give the value.")
    if facts.kind == Kind.AMOUNT and not CURRENCY.fullmatch(facts.unit.strip()):
        yield "unit", _("Give the currency by its three letters: GBP, EUR, USD.")
    if facts.kind == Kind.AMOUNT and facts.value is not None and facts.value <= 0:
        yield "value", _("Give an amount above nothing.")
    if facts.kind == Kind.MEASURE and not facts.unit.strip():
        yield "unit", _("Give the unit of the measure: days, people, points.")
