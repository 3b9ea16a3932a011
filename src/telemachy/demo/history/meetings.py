"""What a pair does from month to month: charter, sessions with what is said and written about them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from telemachy.demo.content.record import Charter, Held, Note, Who
from telemachy.journeys.actions import (
    agree_to_charter,
    book_session,
    make_charter,
    offer_times,
    prepare_session,
    say_whether_met,
    share_note,
    write_private_note,
)
from telemachy.journeys.models import Session
from telemachy.journeys.preparations import Preparations

from .deeds import Deed, at
from .pair import Pair

AHEAD = timedelta(days=6)
DAY = timedelta(days=1)


def charter_deeds(pair: Pair, charter: Charter) -> Iterator[Deed]:
    """The charter as the programme words it, agreed to by both on the days they did."""
    yield Deed(at(charter.made_on, "07:00"), lambda: make_charter(pair.connection, by=pair.coordinator))
    for who, on in charter.agreed:
        yield Deed(at(on, "07:15"), partial(_agree, pair, who))


def _agree(pair: Pair, who: Who) -> None:
    agree_to_charter(make_charter(pair.connection, by=pair.coordinator), by=pair.actors[who])


def session_deeds(pair: Pair, sessions: Sequence[Held], free_from: datetime) -> Iterator[Deed]:
    """Every session from its offer to what was said of it; the next is offered when the last one is over."""
    for number, held in enumerate(sessions, start=1):
        yield from _one_session(pair, number, held, free_from)
        free_from = held.starts_at + timedelta(minutes=held.minutes) + timedelta(hours=4)


def _one_session(pair: Pair, number: int, held: Held, free_from: datetime) -> Iterator[Deed]:
    offered = max(free_from, held.starts_at - AHEAD)
    yield Deed(offered, lambda: _offer(pair, number, held))
    yield Deed(offered + (held.starts_at - offered) / 4, lambda: _book(pair, number, held))
    yield from _written_before(pair, number, held)
    ended = held.starts_at + timedelta(minutes=held.minutes)
    for place, who in enumerate(("mentee", "mentor")):
        if who in held.said_by:
            yield Deed(ended + timedelta(minutes=20 + place), partial(_say, pair, number, who, held.useful[place]))
    for place, note in enumerate(held.notes):
        yield Deed(ended + timedelta(hours=1, minutes=place), partial(_write, pair, number, note))


def _offer(pair: Pair, number: int, held: Held) -> None:
    """Whoever does not choose the time offers it, with two others."""
    offering = pair.mentor if held.booked_by == "mentee" else pair.mentee
    times = [held.starts_at, held.starts_at + DAY, held.starts_at + 2 * DAY]
    purpose = Session.Purpose.CLOSING if held.closing else Session.Purpose.USUAL
    pair.sessions[number] = offer_times(
        pair.connection, times, by=offering, minutes=held.minutes, place=held.place, purpose=purpose
    )


def _book(pair: Pair, number: int, held: Held) -> None:
    choosing = pair.mentee if held.booked_by == "mentee" else pair.mentor
    pair.sessions[number] = book_session(pair.sessions[number], held.starts_at, by=choosing)


def _written_before(pair: Pair, number: int, held: Held) -> Iterator[Deed]:
    said = held.preparation
    if said is not None:
        answers = Preparations(want=said.most_wanted, since=said.happened, think=said.think_about)
        yield Deed(
            held.starts_at - timedelta(hours=19),
            lambda: prepare_session(pair.sessions[number], answers, by=pair.actors[said.by]),
        )


def _write(pair: Pair, number: int, note: Note) -> None:
    write = share_note if note.shared else write_private_note
    write(pair.connection, note.text, by=pair.actors[note.by], session=pair.sessions[number])


def _say(pair: Pair, number: int, who: Who, useful: int | None) -> None:
    say_whether_met(pair.sessions[number], True, by=pair.actors[who], useful=useful)
