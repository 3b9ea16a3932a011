"""Making drafts, replaying them, and keeping what people have reviewed."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, Refused
from telemachy.journeys.actions import Opening, decline_connection, open_connection
from telemachy.matching.actions import (
    cancel_run,
    hold,
    lock,
    mark_reviewed,
    propose_pairs,
    resolve,
    rule_out,
    runs,
    solve_run,
)
from telemachy.matching.actions.runs import solved_board
from telemachy.matching.boards import board_of
from telemachy.matching.models import MatchRun
from telemachy.matching.snapshot import canonical, digest, read_snapshot, take_snapshot, write_snapshot
from telemachy.people.models import Person
from telemachy.programmes.models import Application
from telemachy.programmes.queries import file_of, latest_version
from tests.cast import Cast, make_person, take_part
from tests.jobs import run_due_jobs
from tests.matching.conftest import Cohort
from tests.matching.people import tell

Pairs = dict[str, str | None]


def pairs_of(run: MatchRun) -> Pairs:
    found = run.proposals.select_related("mentee", "mentor")
    return {each.mentee.short_name: each.mentor.short_name if each.mentor else None for each in found}


def test_a_draft_pairs_everybody_there_is_a_place_for(cohort: Cohort) -> None:
    run = propose_pairs(cohort.cast.programme, by=cohort.by)

    assert (run.state, run.number, run.size, run.gap) == ("ready", 1, 9, 0.0)
    assert run.total == pytest.approx(sum(each.fit for each in run.proposals.all()))
    assert run.best_total == pytest.approx(run.total)
    for proposal in run.proposals.all():
        assert sum(term["points"] for term in proposal.terms) == pytest.approx(proposal.fit, abs=1e-6)
    assert list(AuditEvent.objects.filter(object_id=run.pk).order_by("at").values_list("deed", flat=True)) == [
        "run.proposed",
        "run.solved",
    ]


def test_a_run_replays_bit_for_bit_from_what_it_stores(cohort: Cohort) -> None:
    first = propose_pairs(cohort.cast.programme, by=cohort.by, weights={"wishes": 50})
    mark_reviewed(first, [(each.mentee_id, each.mentor_id) for each in first.proposals.all()[:4]], by=cohort.by)
    run = resolve(first, by=cohort.by)
    Person.objects.update(languages=["fr"], hope="", seniority=1)  # what happens later is not asked
    Application.objects.update(wishes=[])

    again = MatchRun.objects.get(pk=run.pk)

    assert digest(again.snapshot) == run.snapshot_sha256
    assert canonical(write_snapshot(read_snapshot(again.snapshot))) == canonical(run.snapshot)
    assert solved_board(again).draft.rows == board_of(again).draft.rows
    assert solved_board(again).draft.matching.total == again.total


def test_a_snapshot_does_not_depend_on_the_order_of_rows(cohort: Cohort) -> None:
    file = file_of(latest_version(cohort.cast.programme))
    snapshot = take_snapshot(cohort.cast.programme, file)
    turned = replace(snapshot.roster, mentees=snapshot.roster.mentees[::-1], mentors=snapshot.roster.mentors[::-1])
    ids = dict(reversed(snapshot.ids.items()))

    assert digest(write_snapshot(replace(snapshot, roster=turned, ids=ids))) == digest(write_snapshot(snapshot))


@pytest.mark.parametrize("more", [1, 12])
def test_a_snapshot_takes_as_many_queries_for_one_as_for_many(cohort: Cohort, more: int) -> None:
    for number in range(more):
        tell(take_part(make_person(f"Extra {number}"), cohort.cast.programme, "mentor"), offers=["core.strategy"])
    file = file_of(latest_version(cohort.cast.programme))

    with CaptureQueriesContext(connection) as queries:
        take_snapshot(cohort.cast.programme, file)

    assert len(queries) == 8


def test_places_taken_by_open_connections_are_not_given_twice(cohort: Cohort) -> None:
    amira, kofi = cohort.mentees["Amira"], cohort.mentors["Kofi"]
    Application.objects.filter(person=kofi).update(capacity=1)
    open_connection(cohort.cast.programme, Opening(amira, kofi), by=cohort.by)

    run = propose_pairs(cohort.cast.programme, by=cohort.by)

    assert "Amira" not in pairs_of(run)
    assert "Kofi" not in pairs_of(run).values()


def test_a_pair_its_mentor_declined_is_not_proposed_again(cohort: Cohort) -> None:
    first = propose_pairs(cohort.cast.programme, by=cohort.by)
    mentor = cohort.mentors[pairs_of(first)["Amira"]]
    opened = open_connection(cohort.cast.programme, Opening(cohort.mentees["Amira"], mentor), by=cohort.by)
    decline_connection(opened, by=cohort.cast.actor(mentor), reason="time")

    second = propose_pairs(cohort.cast.programme, by=cohort.by)

    assert pairs_of(second)["Amira"] != mentor.short_name


def test_with_nobody_to_pair_a_sentence_says_what_is_missing(at_lumen: Cast) -> None:
    Application.objects.filter(role="mentor").delete()

    with pytest.raises(Refused, match="no mentor with a free place"):
        propose_pairs(at_lumen.programme, by=at_lumen.actor(at_lumen.ines))

    assert not MatchRun.objects.exists()


@pytest.mark.parametrize("weights", [{"wishes": -1}, {"luck": 3}, {"wishes": 0.5}])
def test_weights_are_whole_numbers_of_known_criteria(cohort: Cohort, weights: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        propose_pairs(cohort.cast.programme, by=cohort.by, weights=weights)


def test_above_five_hundred_people_a_job_solves_once(cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "SOLVED_AT_ONCE", 5)

    run = propose_pairs(cohort.cast.programme, by=cohort.by)
    assert (run.state, run.proposals.count()) == ("solving", 0)
    assert run_due_jobs(kind="matching.solve") == 1

    solved = MatchRun.objects.get(pk=run.pk)
    assert (solved.state, solved.size) == ("ready", 9)
    before = list(solved.proposals.values_list("pk", flat=True))
    solve_run(solved)  # a second worker
    assert list(solved.proposals.values_list("pk", flat=True)) == before
    assert MatchRun.objects.get(pk=run.pk).version == solved.version


def test_a_run_that_is_being_solved_can_be_given_up(cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "SOLVED_AT_ONCE", 5)
    run = propose_pairs(cohort.cast.programme, by=cohort.by)

    cancel_run(run, by=cohort.by)
    run_due_jobs(kind="matching.solve")

    assert (MatchRun.objects.get(pk=run.pk).state, run.proposals.count()) == ("failed", 0)
    with pytest.raises(Conflict):
        cancel_run(run, by=cohort.by)


def test_the_next_draft_keeps_locked_held_and_ruled_out(cohort: Cohort) -> None:
    first = propose_pairs(cohort.cast.programme, by=cohort.by)
    pairs = pairs_of(first)
    amira, ben, chen = (cohort.mentees[name].pk for name in ("Amira", "Ben", "Chen"))
    lock(first, amira, cohort.mentors[pairs["Amira"]].pk, by=cohort.by)
    hold(first, ben, by=cohort.by)
    rule_out(first, chen, cohort.mentors[pairs["Chen"]].pk, reason="line", by=cohort.by)

    second = resolve(MatchRun.objects.get(pk=first.pk), by=cohort.by, weights={"wishes": 90, "wants-offers": 1})

    assert (second.number, second.based_on_id) == (2, first.pk)
    assert pairs_of(second)["Amira"] == pairs["Amira"]
    assert pairs_of(second)["Ben"] is None
    assert pairs_of(second)["Chen"] != pairs["Chen"]
    assert second.proposals.get(mentee=amira).locked
    assert second.proposals.get(mentee=ben).held


def test_a_reviewed_pair_stays_unless_two_points_are_gained(cohort: Cohort) -> None:
    first = propose_pairs(cohort.cast.programme, by=cohort.by)
    mark_reviewed(first, [(each.mentee_id, each.mentor_id) for each in first.proposals.all()], by=cohort.by)
    run = MatchRun.objects.get(pk=first.pk)

    kept = resolve(run, by=cohort.by, weights={"wishes": 33})
    free = resolve(run, by=cohort.by, weights={"wishes": 33}, keep_reviewed=False)

    changed = [name for name, mentor in pairs_of(kept).items() if pairs_of(run)[name] != mentor]
    freely = [name for name, mentor in pairs_of(free).items() if pairs_of(run)[name] != mentor]
    assert len(changed) <= len(freely)
    assert kept.proposals.filter(reviewed=True).count() == 9 - len(changed)
    assert free.proposals.filter(reviewed=True).count() == 0


def test_a_pair_that_changed_remembers_the_mentor_it_had(cohort: Cohort) -> None:
    first = propose_pairs(cohort.cast.programme, by=cohort.by)
    before = pairs_of(first)
    second = resolve(first, by=cohort.by, weights={"wishes": 200})

    for each in second.proposals.select_related("mentee", "mentor", "was"):
        name = each.mentee.short_name
        moved = before[name] != (each.mentor.short_name if each.mentor else None)
        assert (each.was.short_name if each.was else None) == (before[name] if moved else None)
    assert any(each.was_id for each in second.proposals.all())


def test_a_pair_ruled_out_always_stays_out_of_later_drafts(cohort: Cohort) -> None:
    first = propose_pairs(cohort.cast.programme, by=cohort.by)
    mentor = cohort.mentors[pairs_of(first)["Dana"]]
    rule_out(first, cohort.mentees["Dana"].pk, mentor.pk, reason="history", always=True, by=cohort.by)
    second = propose_pairs(cohort.cast.programme, by=cohort.by)
    assert pairs_of(second)["Dana"] != mentor.short_name

    once = propose_pairs(cohort.cast.programme, by=cohort.by)
    other = cohort.mentors[pairs_of(once)["Ewa"]]
    rule_out(once, cohort.mentees["Ewa"].pk, other.pk, reason="history", by=cohort.by)
    assert pairs_of(propose_pairs(cohort.cast.programme, by=cohort.by))["Ewa"] == other.short_name


def test_a_lock_whose_mentor_has_left_is_let_go(cohort: Cohort) -> None:
    first = propose_pairs(cohort.cast.programme, by=cohort.by)
    mentor = cohort.mentors[pairs_of(first)["Femi"]]
    lock(first, cohort.mentees["Femi"].pk, mentor.pk, by=cohort.by)
    Person.objects.filter(pk=mentor.pk).update(status=Person.Status.WITHDRAWN)

    second = resolve(MatchRun.objects.get(pk=first.pk), by=cohort.by)

    assert mentor.short_name not in pairs_of(second).values()
    assert second.proposals.get(mentee=cohort.mentees["Femi"]).was == mentor


def test_a_snapshot_is_plain_json_and_holds_no_address_twice(cohort: Cohort) -> None:
    run = propose_pairs(cohort.cast.programme, by=cohort.by)

    assert json.loads(canonical(run.snapshot)) == MatchRun.objects.get(pk=run.pk).snapshot
    assert len(run.snapshot["ids"]) == 15
    assert timezone.now() >= run.solved_at
