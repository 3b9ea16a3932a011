"""What a pair works on: goals with their ratings, and initiatives with readings and decisions."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import partial

from telemachy.demo.content.record import Goal, Initiative, Rating
from telemachy.journeys.actions import (
    InitiativeFacts,
    Read,
    begin_initiative,
    change_initiative,
    log_decision,
    rate_goal,
    read_measures,
    set_goal,
    share_goal,
    share_initiative,
    start_change,
)
from telemachy.journeys.models.goals import LEVELS

from .deeds import Deed, at
from .pair import Pair


def goal_deeds(pair: Pair, position: int, goal: Goal) -> Iterator[Deed]:
    """A goal with its levels, and where each of the two saw it on their days."""
    yield Deed(at(goal.made_on, "19:00"), partial(_set, pair, position, goal))
    for rating in goal.ratings:
        yield Deed(at(rating.on, "19:30"), partial(_rate, pair, position, rating))


def initiative_deeds(
    pair: Pair, position: int, initiative: Initiative, goals: tuple[Goal, ...], *, at_once: bool = False
) -> Iterator[Deed]:
    """An initiative from the day it was put on record: what was read before that day is its baseline.

    A goal that was written later is connected on the day it was. With `at_once` everything that was read since is
    written down together on the last of its days.
    """
    goal = goals[initiative.goal - 1] if initiative.goal else None
    begun = initiative.made_on
    yield Deed(at(begun, "20:00"), partial(_begin, pair, position, initiative))
    if goal is not None:
        yield Deed(at(max(begun, goal.made_on), "20:05"), partial(_connect, pair, position, initiative))
    if initiative.changed_on:
        yield Deed(at(max(begun, initiative.changed_on), "20:10"), partial(_change, pair, position, initiative))
    reads = [Read(each.on, each.value, each.note) for each in initiative.readings]
    for sitting in _sittings(reads, begun, at_once):
        yield Deed(at(max(begun, sitting[-1].on), "20:20"), partial(_read, pair, position, sitting))
    for decision in initiative.decisions:
        yield Deed(at(max(begun, decision.on), "20:30"), partial(_decide, pair, position, decision.on, decision.text))


def _sittings(reads: list[Read], begun: date, at_once: bool) -> list[list[Read]]:
    """What is written down together: the baseline, and then each value on its day, or all of them on the last."""
    before, since = [each for each in reads if each.on < begun], [each for each in reads if each.on >= begun]
    later = [since] if at_once else [[each] for each in since]
    return [sitting for sitting in (before, *later) if sitting]


def _set(pair: Pair, position: int, goal: Goal) -> None:
    levels = dict(zip(LEVELS, goal.levels, strict=True))
    made = set_goal(pair.connection, goal.title, by=pair.mentee, sign=goal.sign, levels=levels)
    pair.goals[position] = share_goal(made, by=pair.mentee) if goal.shared else made


def _rate(pair: Pair, position: int, rating: Rating) -> None:
    rate_goal(pair.goals[position], rating.level, by=pair.actors[rating.by], at_closing=rating.at_closing)


def _begin(pair: Pair, position: int, initiative: Initiative) -> None:
    begun = begin_initiative(pair.connection, _facts(initiative), by=pair.mentee)
    pair.initiatives[position] = share_initiative(begun, by=pair.mentee) if initiative.shared else begun


def _connect(pair: Pair, position: int, initiative: Initiative) -> None:
    begun = pair.initiatives[position]
    goal = pair.goals[initiative.goal or 0]
    pair.initiatives[position] = change_initiative(
        begun, _facts(initiative), by=pair.mentee, version=begun.version, goal=goal
    )


def _change(pair: Pair, position: int, initiative: Initiative) -> None:
    if initiative.changed_on:
        begun = pair.initiatives[position]
        pair.initiatives[position] = start_change(begun, initiative.changed_on, initiative.change, by=pair.mentee)


def _read(pair: Pair, position: int, sitting: list[Read]) -> None:
    read_measures(pair.initiatives[position], sitting, by=pair.mentee)


def _decide(pair: Pair, position: int, on: date, text: str) -> None:
    log_decision(pair.initiatives[position], on, text, by=pair.mentee)


def _facts(initiative: Initiative) -> InitiativeFacts:
    return InitiativeFacts(**{each.name: getattr(initiative, each.name) for each in fields(InitiativeFacts)})
