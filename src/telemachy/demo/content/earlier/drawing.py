"""Drawing the other pairs of an earlier cohort: outlines only, the same for the same seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Final

from telemachy.demo.content.record import (
    ZONE,
    Closing,
    ClosingAnswer,
    Decision,
    Held,
    Initiative,
    Reading,
    moment,
)
from telemachy.demo.content.shape import Invented
from telemachy.demo.content.telling import OtherPair
from telemachy.language import load_taxonomy

from .outcomes import Outcome, called, give_claims

FORTNIGHT: Final = timedelta(days=14)
BEFORE: Final = 7
HELPED = (
    "An hour in which nobody wanted anything from me.",
    "That somebody outside my line told me what my line would not.",
    "The question before the advice.",
    "Writing down what I wanted before each session.",
    "Being asked, two weeks later, whether I had done it.",
)
DID_NOT_WORK = (
    "We lost six weeks around the holidays and never said so.",
    "I prepared half of the sessions.",
    "We talked about my manager more than about me.",
    "The first date took five mails.",
    "",
    "",
    "",
)


@dataclass(frozen=True)
class Undertaking:
    """A kind of initiative: what it is, how it is measured, and where it usually stands before and after."""

    title: str
    aim: str
    measure: str
    unit: str
    better: str
    before: tuple[int, int]
    after: tuple[int, int]
    source: str
    first_step: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an earlier cohort's other pairs look like as a whole."""

    matched_on: date
    starts_on: date
    ends_on: date
    rhythm: timedelta
    minutes: tuple[int, ...]
    sessions: tuple[int, int]
    """The fewest and the most sessions of a pair that finished."""
    early: int
    initiatives: int
    moved: int
    """In how many initiatives the measure moved as wanted."""
    still: int
    """In how many it was read and did not move; the rest were never read after the start."""
    undertakings: tuple[Undertaking, ...]
    outcomes: tuple[Outcome, ...]
    places: tuple[str, ...]


def draw_pairs(rng: random.Random, plan: Plan, people: Sequence[tuple[Invented, Invented]]) -> tuple[OtherPair, ...]:
    """Draw what became of pairs of people."""
    numbers = list(range(len(people)))
    early = set(rng.sample(numbers, plan.early))
    finished = [number for number in numbers if number not in early]
    with_initiative = rng.sample(finished, plan.initiatives)
    states = dict(zip(with_initiative, ["moved"] * plan.moved + ["still"] * plan.still, strict=False))
    undertakings = _in_turn(rng, plan.undertakings)
    pairs = [
        _draw_pair(
            rng, plan, mentee, mentor, number in early,
            _draw_initiative(rng, plan, next(undertakings), mentee, states.get(number, ""))
            if number in with_initiative else None,
        )
        for number, (mentee, mentor) in enumerate(people)
    ]  # fmt: skip
    moved = [number for number in with_initiative if states.get(number) == "moved"]
    for outcome in plan.outcomes:
        give_claims(
            rng, plan.starts_on, plan.ends_on, outcome, pairs, sorted(moved) if outcome.from_initiative else numbers
        )
    return tuple(pairs)


def _in_turn(rng: random.Random, undertakings: tuple[Undertaking, ...]) -> Iterator[Undertaking]:
    while True:
        yield from rng.sample(undertakings, len(undertakings))


def _draw_pair(
    rng: random.Random, plan: Plan, mentee: Invented, mentor: Invented, early: bool, initiative: Initiative | None
) -> OtherPair:
    invited = plan.matched_on
    accepted = invited + timedelta(days=rng.randint(1, 5))
    sessions = _draw_sessions(rng, plan, early)
    announced = sessions[-1].starts_at.date() - timedelta(days=rng.randint(1, 8))
    closing = Closing(
        announced_by=rng.choice(("mentee", "mentor")),
        announced_on=announced,
        closed_on=_closed_on(sessions[-1].starts_at.date() + timedelta(days=rng.randint(1, 9)), initiative),
        early=early,
        answers=_draw_answers(rng, sessions[-1].starts_at.date(), early),
    )
    return OtherPair(
        mentee=mentee, mentor=mentor, invited_on=invited, accepted_on=accepted, reasons=_reasons(mentee, mentor),
        sessions=sessions, initiative=initiative, claims=(), closing=closing,
    )  # fmt: skip


def _closed_on(planned: date, initiative: Initiative | None) -> date:
    """A pair whose measure is still to be read stays open until it has been."""
    return max(planned, initiative.readings[-1].on + timedelta(days=1)) if initiative else planned


def _reasons(mentee: Invented, mentor: Invented) -> tuple[str, ...]:
    known = load_taxonomy().by_id
    shared = [skill for skill in mentee.wants if skill in mentor.offers]
    first, other = called(mentee), called(mentor)
    topics = [f"{first} wants help with {_inside(known[skill].name)}, and {other} can give it." for skill in shared[:2]]
    if mentee.department and mentor.department and mentee.department != mentor.department:
        topics.append(f"They work in different departments: {mentee.department} and {mentor.department}.")
    return (*topics, "They share an hour in the week.")


def _inside(name: str) -> str:
    """The name of a skill in the middle of a sentence; “DevOps” and “AI” stay as they are."""
    return name if name.split()[0][1:] != name.split()[0][1:].lower() else name[0].lower() + name[1:]


def _draw_sessions(rng: random.Random, plan: Plan, early: bool) -> tuple[Held, ...]:
    count = rng.randint(2, max(3, plan.sessions[0] // 2)) if early else rng.randint(*plan.sessions)
    weekday, hour = rng.randrange(5), rng.choice(("07:30", "09:00", "12:00", "15:00", "16:30"))
    first = plan.starts_on + timedelta(days=weekday)
    room = (plan.ends_on - first) // plan.rhythm
    turns = list(range(count)) if early else [*sorted(rng.sample(range(room), min(count - 1, room))), room]
    return tuple(
        Held(
            starts_at=_at(first + turn * plan.rhythm, hour),
            minutes=rng.choice(plan.minutes),
            place=rng.choice(plan.places),
            useful=(_useful(rng), _useful(rng)),
            said_by=("mentee", "mentor") if rng.random() < 0.85 else (rng.choice(("mentee", "mentor")),),
            closing=turn == turns[-1],
        )
        for turn in turns
    )


def _at(on: date, hour: str) -> datetime:
    return moment(f"{on.isoformat()} {hour}", ZONE)


def _useful(rng: random.Random) -> int | None:
    return rng.choice((None, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5))


def _draw_answers(rng: random.Random, on: date, early: bool) -> tuple[ClosingAnswer, ...]:
    """Not everybody answers at the end, and those who stopped early less often."""
    share = 0.5 if early else 0.8
    steps = {"mentee": ("mentor", "touch", "circle", "nothing", "another"), "mentor": ("mentor", "touch", "nothing")}
    return tuple(
        ClosingAnswer(who, rng.choice(steps[who]), rng.choice(HELPED), rng.choice(DID_NOT_WORK), on)
        for who in ("mentee", "mentor")
        if rng.random() < share
    )


# --- initiatives ------------------------------------------------------------------------------------------------------


def _draw_initiative(
    rng: random.Random, plan: Plan, undertaking: Undertaking, mentee: Invented, state: str
) -> Initiative:
    changed = plan.starts_on + timedelta(days=rng.randint(60, 90))
    low, high = undertaking.before
    before = [rng.randint(low, high) for _ in range(BEFORE)]
    after = [rng.randint(*(undertaking.after if state == "moved" else (low, high))) for _ in range(rng.randint(6, 8))]
    days = [changed - (BEFORE - place) * FORTNIGHT + timedelta(days=3) for place in range(BEFORE)]
    since = [changed + (place + 1) * FORTNIGHT for place in range(len(after))] if state else []
    since = [on for on in since if on <= plan.ends_on]
    readings = [*zip(days, before, strict=True), *zip(since, after, strict=False)]
    return Initiative(
        title=undertaking.title.format(team=mentee.team or mentee.department or mentee.company),
        aim=undertaking.aim, team="", people_led=rng.randint(3, 9), measure=undertaking.measure, unit=undertaking.unit,
        better=undertaking.better, baseline=Decimal(str(median(before))), baseline_from="Fourteen weeks before, median",
        wanted=Decimal(sum(undertaking.after) // 2), source=undertaking.source,
        made_on=plan.starts_on + timedelta(days=rng.randint(25, 55)), changed_on=changed, change=undertaking.first_step.rstrip("."),
        readings=tuple(Reading(on, Decimal(value)) for on, value in readings),
        decisions=(Decision(changed, undertaking.first_step),),
    )  # fmt: skip
