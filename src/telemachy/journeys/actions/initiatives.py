"""Initiatives: a real piece of leading, measured by what was named at its start."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, NotThere, Refused
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..days import today_of
from ..models import Connection, Goal, Initiative
from ..numbers import check_number
from .standing import mentee_for, take_open

Better = Initiative.Better
FIXED = ("measure", "unit", "better", "baseline")
MOST_PEOPLE = 30_000
MOST_LETTERS = {"title": 200, "measure": 200, "unit": 60, "baseline_from": 200, "source": 200, "change": 120}
LONGEST = 4000
MOST_YEARS = 10  # that a reading may be older than its pair


@dataclass(frozen=True)
class InitiativeFacts:
    """What an initiative is, in the words of whoever leads it."""

    title: str
    aim: str
    team: str = ""
    people_led: int | None = None
    measure: str = ""
    unit: str = ""
    better: str = Better.LOWER
    baseline: Decimal | None = None
    baseline_from: str = ""
    wanted: Decimal | None = None
    source: str = ""


@transaction.atomic
def begin_initiative(
    connection: Connection, facts: InitiativeFacts, *, by: Actor, goal: Goal | None = None
) -> Initiative:
    """Begin the mentee's initiative; its measure and where that stands are named now, before anything changes.

    Raises:
        Refused: title, aim, measure, unit or baseline is missing, or a value cannot be kept.
    """
    connection = take_open(connection)
    owner = mentee_for(connection, by).person
    initiative = Initiative(connection=connection, owner=owner, made_at=clock.now())
    _apply(initiative, facts, goal)
    initiative.save()
    audit.record(by, "initiative.begun", initiative, connection=connection.pk, goal=goal.pk if goal else None)
    return initiative


@transaction.atomic
def change_initiative(
    initiative: Initiative, facts: InitiativeFacts, *, by: Actor, version: int, goal: Goal | None = None
) -> Initiative:
    """Change an initiative. Measure, unit, better and baseline are fixed once there is a reading after the change.

    Raises:
        Conflict: it was changed after `version` was read.
        Refused: something fixed would change, or a fact is missing or cannot be kept.
    """
    initiative = take_mine(initiative, by)
    if initiative.version != version:
        raise Conflict(_("This initiative was changed while you were writing. Nothing was saved; read it again first."))
    before = [getattr(initiative, name) for name in FIXED]
    _apply(initiative, facts, goal)
    if before != [getattr(initiative, name) for name in FIXED] and is_fixed(initiative):
        raise Refused(
            _("Readings after the change are here, so measure, unit and baseline stay as they were named. "
              "A new measure is a new initiative. Nothing was saved.")
        )  # fmt: skip
    return save_initiative(initiative, by, "initiative.changed", goal=goal.pk if goal else None)


@transaction.atomic
def start_change(initiative: Initiative, on: date, label: str, *, by: Actor) -> Initiative:
    """Say on which day something was changed, and what began; it parts the run chart in before and after.

    Raises:
        Refused: another day, though there are readings after the change already, or a day to come.
    """
    initiative = take_mine(initiative, by)
    refuse_day(initiative, on)
    if initiative.changed_on not in (None, on) and is_fixed(initiative):
        raise Refused(_("Readings after the change are here, so its day stays as it was named. Nothing was saved."))
    initiative.changed_on, initiative.change = on, _text(label, "change", _("what began"))
    return save_initiative(initiative, by, "initiative.change-started", on=on)


@transaction.atomic
def share_initiative(initiative: Initiative, *, by: Actor) -> Initiative:
    """Let the coordinator read the initiative."""
    return _set_shared(initiative, by, True)


@transaction.atomic
def unshare_initiative(initiative: Initiative, *, by: Actor) -> Initiative:
    """Keep the initiative between the two again."""
    return _set_shared(initiative, by, False)


def is_fixed(initiative: Initiative) -> bool:
    """Say whether there is a reading after the change, so that nothing may be measured in another way any more."""
    changed_on = initiative.changed_on
    return changed_on is not None and initiative.readings.filter(on__gte=changed_on).exists()


def take_mine(initiative: Initiative, by: Actor) -> Initiative:
    """Hold an initiative of the acting mentee, whose pair still goes on."""
    connection = take_open(initiative.connection)
    mentee_for(connection, by)
    initiative = locks.take(Initiative, initiative.pk)
    initiative.connection = connection
    return initiative


def refuse_day(initiative: Initiative, on: date) -> None:
    """Refuse a day that has not come by the clock on the mentee's wall, or one so long ago that its year is a slip."""
    if on > today_of(initiative.owner):
        raise Refused(_("%(day)s has not come yet. Give a day up to today.") % {"day": on.isoformat()})
    began = initiative.connection.answered_at or initiative.connection.invited_at
    if on.year < began.year - MOST_YEARS:
        raise Refused(
            _("%(day)s is more than ten years before your pair began. Check the year.") % {"day": on.isoformat()}
        )


def save_initiative(initiative: Initiative, by: Actor, deed: str, **detail: object) -> Initiative:
    """Save a changed initiative as its next version."""
    initiative.version += 1
    initiative.save()
    audit.record(by, deed, initiative, version=initiative.version, **detail)
    return initiative


def _set_shared(initiative: Initiative, by: Actor, shared: bool) -> Initiative:
    initiative = take_mine(initiative, by)
    if initiative.shared == shared:
        return initiative
    initiative.shared = shared
    return save_initiative(initiative, by, "initiative.shared" if shared else "initiative.unshared")


def _apply(initiative: Initiative, facts: InitiativeFacts, goal: Goal | None) -> None:
    """Write checked facts onto an initiative that is not saved yet."""
    if goal is not None and goal.connection_id != initiative.connection_id:
        raise NotThere()
    for each in fields(facts):
        setattr(initiative, each.name, getattr(facts, each.name))
    named = {"title": _("a title"), "aim": _("what it is for"), "measure": _("a measure"), "unit": _("a unit")}
    for name, missing in named.items():
        setattr(initiative, name, _text(getattr(facts, name), name, missing))
    for name in ("team", "baseline_from", "source"):
        setattr(initiative, name, _text(getattr(facts, name), name))
    if facts.better not in Better.values:
        raise Refused(_("Say whether lower or higher is better."))
    if facts.baseline is None:
        raise Refused(_("Name where the measure stands now, before anything changes."))
    for number in (facts.baseline, facts.wanted):
        if number is not None:
            check_number(number)
    if facts.people_led is not None and not 0 <= facts.people_led <= MOST_PEOPLE:
        raise Refused(_("The number of people led is between 0 and %(most)d.") % {"most": MOST_PEOPLE})
    initiative.goal = goal


def _text(text: str, name: str, missing: str = "") -> str:
    """Return a text that is there, where it must be, and fits its column."""
    text = text.strip()
    if missing and not text:
        raise Refused(_("Give the initiative %(missing)s.") % {"missing": missing})
    most = MOST_LETTERS.get(name, LONGEST)
    if len(text) > most:
        raise Refused(_("Keep “%(start)s…” below %(most)d letters.") % {"start": text[:40], "most": most})
    return text
