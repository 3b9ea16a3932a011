"""Where a pair stands on its thread, and what each reader can open of it."""

import pytest

from telemachy.journeys.models import Connection
from telemachy.journeys.thread import KEYS, Station, mark, standing, thread_of
from tests.cast import Cast
from tests.journeys.pairs import hold_sessions, make_pair
from tests.journeys.telling import tell_pair


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor and Elias, who has said yes."""
    return make_pair(at_lumen)


def stations(*done: str) -> list[Station]:
    return [Station(key, key.title(), key in done) for key in KEYS]


@pytest.mark.parametrize(
    ("done", "here"),
    [
        (("need", "mentor"), "sessions"),
        (("need", "mentor", "sessions"), "sessions"),
        (("need", "mentor", "sessions", "initiative"), "initiative"),
        (("need", "mentor", "sessions", "outcome"), "outcome"),
        (KEYS, "story"),
    ],
)
def test_a_pair_stands_at_the_furthest_station_it_has_reached(done: tuple[str, ...], here: str) -> None:
    assert standing(stations(*done)) == here


def test_one_station_is_marked() -> None:
    assert [each.key for each in mark(stations(), "outcome") if each.is_here] == ["outcome"]


def test_all_six_stations_are_told_in_their_order(at_lumen: Cast, pair: Connection) -> None:
    told = thread_of(pair, at_lumen.actor(at_lumen.noor))

    assert tuple(each.key for each in told) == KEYS


def test_the_two_are_led_to_their_journey_and_the_coordinator_to_the_pair(at_lumen: Cast, pair: Connection) -> None:
    mine = thread_of(pair, at_lumen.actor(at_lumen.noor))
    theirs = thread_of(pair, at_lumen.actor(at_lumen.ines))

    assert mine[0].href == f"/j/{pair.pk}#need"
    assert theirs[0].href == f"/p/engineers-to-leaders/pairs/{pair.pk}#need"


def test_sessions_are_done_once_one_was_held(at_lumen: Cast, pair: Connection) -> None:
    noor = at_lumen.actor(at_lumen.noor)
    assert not thread_of(pair, noor)[2].is_done

    hold_sessions(pair, 3)

    assert (thread_of(pair, noor)[2].is_done, thread_of(pair, noor)[2].says) == (True, "3 held")


def test_a_pair_with_readings_stands_at_its_initiative(at_lumen: Cast) -> None:
    told = thread_of(tell_pair(at_lumen), at_lumen.actor(at_lumen.noor))

    assert standing(told) == "initiative"
