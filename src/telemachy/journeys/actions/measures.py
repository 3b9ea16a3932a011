"""What is written down while an initiative goes on: dated readings of its measure, and decisions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Refused
from telemachy.tenancy import clock
from telemachy.tenancy.policy import Actor

from ..models import Initiative, InitiativeReading, LoggedDecision
from ..numbers import check_number, read_number
from .initiatives import refuse_day, take_mine

MOST_READINGS = 1000
MOST_NOTE, MOST_DECISION = 200, 500


@dataclass(frozen=True)
class Read:
    """One dated value, before it is kept."""

    on: date
    value: Decimal | str
    note: str = ""


@transaction.atomic
def read_measure(
    initiative: Initiative, on: date, value: Decimal | str, *, by: Actor, note: str = ""
) -> InitiativeReading:
    """Write down the measure's value on a day; a second value for the same day corrects the first.

    Raises:
        Refused: the day has not come or is long past, or the value is no number to keep; the sentence names it.
    """
    return read_measures(initiative, [Read(on, value, note)], by=by)[0]


@transaction.atomic
def read_measures(initiative: Initiative, readings: Sequence[Read], *, by: Actor) -> list[InitiativeReading]:
    """Write down several values, all of them or none; see `read_measure`."""
    initiative = take_mine(initiative, by)
    twice = [day for day, times in Counter(each.on for each in readings).items() if times > 1]
    if twice:
        raise Refused(_("%(day)s stands there twice. Nothing was saved.") % {"day": twice[0].isoformat()})
    known = {each.on: each for each in initiative.readings.all()}
    if len(known.keys() | {each.on for each in readings}) > MOST_READINGS:
        raise Refused(_("An initiative keeps up to %(most)d readings. Nothing was saved.") % {"most": MOST_READINGS})
    return [_keep(initiative, each, known.get(each.on), by) for each in readings]


@transaction.atomic
def remove_reading(reading: InitiativeReading, *, by: Actor) -> None:
    """Take a reading away; writing it down again brings it back."""
    initiative = take_mine(reading.initiative, by)
    deleted, _kinds = initiative.readings.filter(pk=reading.pk).delete()
    if deleted:
        audit.record(by, "reading.removed", initiative, on=reading.on)


@transaction.atomic
def log_decision(initiative: Initiative, on: date, text: str, *, by: Actor) -> LoggedDecision:
    """Write down a decision on the day it was taken; the same one twice stands there once.

    Raises:
        Refused: nothing was decided, it is too long, or the day has not come.
    """
    initiative = take_mine(initiative, by)
    refuse_day(initiative, on)
    text = text.strip()
    if not text:
        raise Refused(_("Write down what was decided."))
    if len(text) > MOST_DECISION:
        raise Refused(_("Keep a decision below %(most)d letters.") % {"most": MOST_DECISION})
    decision, new = LoggedDecision.objects.get_or_create(initiative=initiative, on=on, text=text)
    if new:
        audit.record(by, "decision.logged", initiative, decision=decision.pk, on=on)
    return decision


def _keep(initiative: Initiative, read: Read, known: InitiativeReading | None, by: Actor) -> InitiativeReading:
    refuse_day(initiative, read.on)
    value = read_number(read.value) if isinstance(read.value, str) else check_number(Decimal(read.value))
    note = read.note.strip()
    if len(note) > MOST_NOTE:
        raise Refused(_("Keep a note below %(most)d letters.") % {"most": MOST_NOTE})
    if known is not None and (known.value, known.note) == (value, note):
        return known
    reading = known or InitiativeReading(initiative=initiative, on=read.on)
    reading.value, reading.note, reading.recorded_at = value, note, clock.now()
    reading.save()
    audit.record(by, "measure.read", initiative, reading=reading.pk, on=read.on, corrected=known is not None)
    return reading
