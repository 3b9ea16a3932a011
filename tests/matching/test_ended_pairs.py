"""What a run makes of pairs that have ended: a former pair, a free place, and a mentee who may have finished."""

from dataclasses import replace

import numpy as np
import pytest

from telemachy.journeys.actions import (
    Opening,
    accept_connection,
    announce_closing,
    answer_closing,
    close_connection,
    open_connection,
)
from telemachy.journeys.models import Connection
from telemachy.matching.queries.home import _stops
from telemachy.matching.roster import Roster
from telemachy.matching.rules import NotFormerPair
from telemachy.matching.snapshot import take_snapshot
from telemachy.programmes.actions import create_programme
from telemachy.programmes.models import Application
from telemachy.programmes.queries import file_of, latest_version
from telemachy.programmes.shipped import shipped_texts
from tests.matching.conftest import Cohort


@pytest.fixture
def pair(cohort: Cohort) -> Connection:
    """Amira and Kofi, who has one place."""
    amira, kofi = cohort.mentees["Amira"], cohort.mentors["Kofi"]
    Application.objects.filter(person=kofi).update(capacity=1)
    asked = open_connection(cohort.cast.programme, Opening(amira, kofi), by=cohort.by)
    return accept_connection(asked, by=cohort.cast.actor(kofi))


def close(cohort: Cohort, pair: Connection, *, early: bool, next_step: str = "") -> None:
    amira = cohort.cast.actor(cohort.mentees["Amira"])
    closure = announce_closing(pair, by=amira, early=early)
    if next_step:
        answer_closing(closure, next_step, by=amira)
    close_connection(closure, by=amira)


def roster(cohort: Cohort) -> Roster:
    return take_snapshot(cohort.cast.programme, file_of(latest_version(cohort.cast.programme))).roster


def capacity(cohort: Cohort, name: str) -> int:
    return next(person.capacity for person in roster(cohort).mentors if person.name.startswith(name))


def test_a_pair_that_has_ended_frees_the_mentors_place(cohort: Cohort, pair: Connection) -> None:
    assert capacity(cohort, "Kofi") == 0
    close(cohort, pair, early=True)
    assert capacity(cohort, "Kofi") == 1


def test_a_pair_that_has_ended_is_a_former_pair_to_the_rule(cohort: Cohort, pair: Connection) -> None:
    close(cohort, pair, early=True, next_step="another")
    found = roster(cohort)
    amira, kofi = (person.email.lower() for person in (cohort.mentees["Amira"], cohort.mentors["Kofi"]))
    row, column = found.mentee_row[amira], found.mentor_column[kofi]

    allowed = NotFormerPair().allowed(found)

    assert not allowed[row, column]
    assert int(np.sum(~allowed)) == 1
    strangers = replace(found, mentees=tuple(replace(each, former=frozenset()) for each in found.mentees),
                        mentors=tuple(replace(each, former=frozenset()) for each in found.mentors))  # fmt: skip
    assert NotFormerPair().allowed(strangers).all()


def test_a_pair_of_another_programme_is_a_former_pair_here_too(cohort: Cohort) -> None:
    earlier = create_programme(shipped_texts()["founders-to-scale"], cohort="Spring cohort", by=None)
    amira, kofi = cohort.mentees["Amira"], cohort.mentors["Kofi"]
    for person, role in ((amira, "mentee"), (kofi, "mentor")):
        Application.objects.create(programme=earlier, person=person, role=role)
    asked = open_connection(earlier, Opening(amira, kofi), by=cohort.by)
    before = roster(cohort)
    close(cohort, accept_connection(asked, by=cohort.cast.actor(kofi)), early=False)

    after = roster(cohort)
    assert [person.former for person in before.mentees if person.name.startswith("Amira")] == [frozenset()]
    assert [person.former for person in after.mentees if person.name.startswith("Amira")] == [
        frozenset({kofi.email.lower()})
    ]


@pytest.mark.parametrize(
    ("early", "next_step", "is_looking"),
    [
        (True, "", True),
        (True, "another", True),
        (False, "another", True),
        (False, "", False),
        (False, "mentor", False),
        (True, "nothing", False),
    ],
)
def test_a_mentee_whose_pair_has_ended_is_paired_again_only_if_they_look_for_somebody(
    cohort: Cohort, pair: Connection, early: bool, next_step: str, is_looking: bool
) -> None:
    close(cohort, pair, early=early, next_step=next_step)

    assert any(person.name.startswith("Amira") for person in roster(cohort).mentees) is is_looking


def test_a_pair_that_has_ended_still_counts_as_a_mentor_who_said_yes(cohort: Cohort, pair: Connection) -> None:
    before = [(stop.number) for stop in _stops(cohort.cast.programme)]
    close(cohort, pair, early=False)

    assert [(stop.number) for stop in _stops(cohort.cast.programme)] == before == [9, 1, 1]
