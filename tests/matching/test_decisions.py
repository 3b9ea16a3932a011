"""What a coordinator decides about a draft, what moves by it, and how it is taken back."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, NotThere, Refused
from telemachy.matching import draft as drafts
from telemachy.matching.actions import (
    choose,
    hold,
    lock,
    mark_rest_reviewed,
    mark_reviewed,
    propose_pairs,
    redo,
    release,
    rule_out,
    undo,
    unlock,
)
from telemachy.matching.boards import board_of
from telemachy.matching.models import Decision, MatchRun
from telemachy.matching.queries import decision_sentence, pair_panel, price
from telemachy.people.models import Person
from tests.matching.conftest import Cohort
from tests.matching.test_runs import pairs_of


@pytest.fixture
def run(cohort: Cohort) -> MatchRun:
    return propose_pairs(cohort.cast.programme, by=cohort.by)


def state_of(run: MatchRun) -> list[tuple[Any, ...]]:
    """Everything a page could show of a draft's rows."""
    names = ("mentee", "mentor", "fit", "terms", "flags", "watch", "was", "locked", "held", "reviewed", "margin")
    return sorted(run.proposals.values_list(*names), key=lambda row: (str(row[0]), str(row[1])))


def mentor_of(cohort: Cohort, run: MatchRun, mentee: str) -> Person:
    return cohort.mentors[str(pairs_of(run)[mentee])]


def test_locking_moves_nobody(cohort: Cohort, run: MatchRun) -> None:
    before, kofi = pairs_of(run), mentor_of(cohort, run, "Amira")

    decision = lock(run, cohort.mentees["Amira"].pk, kofi.pk, by=cohort.by, version=run.version)

    assert pairs_of(run) == before
    assert decision.moved == []
    assert run.proposals.get(mentee=cohort.mentees["Amira"]).locked
    assert decision_sentence(decision) == f"Locked Amira Haddad – {kofi.name}. No other pair changed."
    assert MatchRun.objects.get(pk=run.pk).version == run.version + 1
    event = AuditEvent.objects.get(deed="pair.lock")
    assert event.detail == {
        "number": 1,
        "moved": 0,
        "mentee_id": str(cohort.mentees["Amira"].pk),
        "mentor_id": str(kofi.pk),
    }


def test_a_pair_that_is_not_in_the_draft_cannot_be_locked(cohort: Cohort, run: MatchRun) -> None:
    other = next(each for each in cohort.mentors.values() if each != mentor_of(cohort, run, "Amira"))

    with pytest.raises(Refused, match="changed since the page was read"):
        lock(run, cohort.mentees["Amira"].pk, other.pk, by=cohort.by)
    with pytest.raises(NotThere):
        lock(run, uuid.uuid4(), other.pk, by=cohort.by)


@pytest.mark.parametrize("mentee", ["Amira", "Chen", "Femi", "Iris"])
def test_choosing_does_exactly_what_its_price_says(cohort: Cohort, run: MatchRun, mentee: str) -> None:
    panel = pair_panel(run, cohort.mentees[mentee].pk, show="all")
    for alternative in panel.alternatives:
        before = board_of(run).draft
        told = price(run, alternative.mentee_id, alternative.mentor_id)
        decision = choose(run, alternative.mentee_id, alternative.mentor_id, by=cohort.by)
        after = board_of(run).draft

        assert told == alternative
        total = sum(after.fit[pair] for pair in after.pairs) - sum(before.fit[pair] for pair in before.pairs)
        assert total == pytest.approx(told.effect)
        assert len(after.pairs) - len(before.pairs) == told.places
        assert after.lowest == pytest.approx(told.lowest)
        assert {move["mentee"] for move in decision.moved} == {str(mover.mentee_id) for mover in told.movers}
        assert after.matching.proven
        assert (alternative.mentee_id, alternative.mentor_id, True) in set(
            run.proposals.values_list("mentee_id", "mentor_id", "locked")
        )
        undo(run, by=cohort.by)


def test_the_best_five_are_the_cheapest_and_their_prices_are_what_a_new_solve_finds(
    cohort: Cohort, run: MatchRun
) -> None:
    draft = board_of(run).draft
    for i in range(len(draft.scored.roster.mentees)):
        found = drafts.best_alternatives(draft, i)
        assert [(-each.places, -round(each.points, 6)) for each in found] == sorted(
            (-each.places, -round(each.points, 6)) for each in found
        )
        for each in found:
            solved = drafts._movers_by_solving(draft, (each.mentee, each.mentor))
            assert drafts.price_of(draft, (each.mentee, each.mentor), solved).points == pytest.approx(each.points)


def test_a_pair_below_the_floor_can_be_chosen_and_is_flagged(cohort: Cohort, run: MatchRun) -> None:
    board = board_of(run)
    below = board.scored.rules["floor"]
    hard = [mask for name, mask in board.scored.rules.items() if name != "floor"]
    i, j = next((int(i), int(j)) for i, j in zip(*below.nonzero(), strict=True) if not any(mask[i, j] for mask in hard))
    told = price(run, board.mentee_ids[i], board.mentor_ids[j])

    choose(run, board.mentee_ids[i], board.mentor_ids[j], by=cohort.by)

    chosen = run.proposals.get(mentee_id=board.mentee_ids[i])
    assert told.under_floor
    assert (chosen.mentor_id, chosen.locked, chosen.flags[0]) == (board.mentor_ids[j], True, "under-floor")
    assert board_of(run).draft.matching.proven


def test_a_pair_a_hard_rule_forbids_cannot_be_chosen(cohort: Cohort, run: MatchRun) -> None:
    kofi = cohort.mentors["Kofi"]
    Person.objects.filter(pk=cohort.mentees["Amira"].pk).update(manager=kofi)
    fresh = propose_pairs(cohort.cast.programme, by=cohort.by)

    with pytest.raises(Refused, match="Kofi Osei is the line manager of Amira Haddad"):
        choose(fresh, cohort.mentees["Amira"].pk, kofi.pk, by=cohort.by)


def test_ruling_out_gives_the_place_to_somebody_else_at_once(cohort: Cohort, run: MatchRun) -> None:
    mentor = mentor_of(cohort, run, "Ben")

    decision = rule_out(run, cohort.mentees["Ben"].pk, mentor.pk, reason="conflict", by=cohort.by)

    assert pairs_of(run)["Ben"] != mentor.short_name
    assert str(cohort.mentees["Ben"].pk) in {move["mentee"] for move in decision.moved}
    assert run.proposals.get(mentee=cohort.mentees["Ben"]).was == mentor
    assert board_of(run).draft.matching.proven
    assert [each.mentor for each in pair_panel(run, cohort.mentees["Ben"].pk).ruled_out] == [mentor.name]
    with pytest.raises(Refused, match="were ruled out"):
        choose(run, cohort.mentees["Ben"].pk, mentor.pk, by=cohort.by)
    choose(run, cohort.mentees["Ben"].pk, mentor.pk, by=cohort.by, allow_once=True)
    assert pairs_of(run)["Ben"] == mentor.short_name


def test_ruling_out_needs_one_of_the_reasons(cohort: Cohort, run: MatchRun) -> None:
    with pytest.raises(Refused, match="Say why"):
        rule_out(run, cohort.mentees["Ben"].pk, mentor_of(cohort, run, "Ben").pk, reason="mood", by=cohort.by)


def test_ruling_out_moves_nobody_without_need(cohort: Cohort, run: MatchRun) -> None:
    board = board_of(run)
    for name in ("Amira", "Dana", "Gita"):
        i, j = board.row_of[cohort.mentees[name].pk], board.column_of[mentor_of(cohort, run, name).pk]
        least = min(
            (len({mover.mentee for mover in each.movers}) for each in drafts.best_alternatives(board.draft, i, 1)),
            default=1,
        )
        decision = rule_out(run, board.mentee_ids[i], board.mentor_ids[j], reason="line", by=cohort.by)
        assert len({move["mentee"] for move in decision.moved}) <= max(least, 2)
        undo(run, by=cohort.by)


def test_a_held_mentee_gives_the_place_away_and_gets_one_again(cohort: Cohort, run: MatchRun) -> None:
    hold(run, cohort.mentees["Chen"].pk, by=cohort.by)
    held = run.proposals.get(mentee=cohort.mentees["Chen"])
    assert (held.mentor, held.held) == (None, True)
    assert board_of(run).draft.matching.proven

    release(run, cohort.mentees["Chen"].pk, by=cohort.by)
    assert run.proposals.get(mentee=cohort.mentees["Chen"]).mentor is not None


def test_a_locked_pair_is_not_held(cohort: Cohort, run: MatchRun) -> None:
    lock(run, cohort.mentees["Chen"].pk, mentor_of(cohort, run, "Chen").pk, by=cohort.by)

    with pytest.raises(Refused, match="locked"):
        hold(run, cohort.mentees["Chen"].pk, by=cohort.by)


def test_unlocking_a_forced_pair_lets_it_go_where_it_is_better(cohort: Cohort, run: MatchRun) -> None:
    before = pairs_of(run)
    worst = pair_panel(run, cohort.mentees["Ewa"].pk, show="all").alternatives[-1]
    choose(run, worst.mentee_id, worst.mentor_id, by=cohort.by)

    unlock(run, worst.mentee_id, worst.mentor_id, by=cohort.by)

    after = board_of(run).draft
    assert after.matching.proven
    total = sum(float(each.fit or 0) for each in run.proposals.all())
    assert total == pytest.approx(MatchRun.objects.get(pk=run.pk).best_total)
    assert set(pairs_of(run)) == set(before)


def test_reviewing_the_rest_marks_what_nothing_flags(cohort: Cohort, run: MatchRun) -> None:
    calm = set(run.proposals.filter(flags=[]).values_list("pk", flat=True))
    flagged = run.proposals.exclude(flags=[]).first()
    decision = mark_rest_reviewed(run, by=cohort.by)
    assert set(run.proposals.filter(reviewed=True).values_list("pk", flat=True)) == calm
    assert decision.moved == []

    if flagged is not None:
        mark_reviewed(run, [(flagged.mentee_id, flagged.mentor_id)], by=cohort.by)
        assert run.proposals.get(pk=flagged.pk).reviewed


DECISIONS: dict[str, Callable[[Cohort, MatchRun], Decision]] = {
    "lock": lambda c, r: lock(r, c.mentees["Amira"].pk, mentor_of(c, r, "Amira").pk, by=c.by),
    "rule out": lambda c, r: rule_out(r, c.mentees["Ben"].pk, mentor_of(c, r, "Ben").pk, reason="line", by=c.by),
    "choose": lambda c, r: choose(
        r,
        c.mentees["Hugo"].pk,
        pair_panel(r, c.mentees["Hugo"].pk, show="all").alternatives[-1].mentor_id,
        by=c.by,
    ),
    "hold": lambda c, r: hold(r, c.mentees["Dana"].pk, by=c.by),
    "review": lambda c, r: mark_rest_reviewed(r, by=c.by),
}


def test_undo_and_redo_walk_back_and_forth_exactly(cohort: Cohort, run: MatchRun) -> None:
    states = [state_of(run)]
    for decide in DECISIONS.values():
        decide(cohort, run)
        states.append(state_of(run))

    for state in reversed(states[:-1]):
        undo(run, by=cohort.by)
        assert state_of(run) == state
    with pytest.raises(Refused, match="nothing to undo"):
        undo(run, by=cohort.by)
    for state in states[1:]:
        redo(run, by=cohort.by)
        assert state_of(run) == state
    with pytest.raises(Refused, match="nothing to bring back"):
        redo(run, by=cohort.by)
    undo(run, by=cohort.by)
    assert state_of(run) == states[-2]
    assert run.decisions.count() == 5 + 5 + 5 + 1


def test_after_a_new_decision_what_was_undone_is_gone(cohort: Cohort, run: MatchRun) -> None:
    DECISIONS["hold"](cohort, run)
    undo(run, by=cohort.by)
    DECISIONS["lock"](cohort, run)

    with pytest.raises(Refused, match="nothing to bring back"):
        redo(run, by=cohort.by)


def test_an_undone_ruling_no_longer_bars_the_pair(cohort: Cohort, run: MatchRun) -> None:
    mentor = mentor_of(cohort, run, "Ben")
    DECISIONS["rule out"](cohort, run)
    undo(run, by=cohort.by)

    assert pairs_of(run)["Ben"] == mentor.short_name
    assert not board_of(run).draft.ruled_out.any()


@pytest.mark.parametrize("name", DECISIONS)
def test_every_decision_leaves_pairs_that_are_proven_best(cohort: Cohort, run: MatchRun, name: str) -> None:
    DECISIONS[name](cohort, run)

    draft, stored = board_of(run).draft, MatchRun.objects.get(pk=run.pk)
    assert draft.matching.proven
    assert (stored.size, stored.gap) == (len(draft.pairs), 0.0)
    assert stored.total == pytest.approx(sum(draft.fit[pair] for pair in draft.pairs))
    assert stored.best_total >= stored.total - 1e-9


def test_a_page_read_before_somebody_elses_change_is_told_so(cohort: Cohort, run: MatchRun) -> None:
    read = run.version
    DECISIONS["hold"](cohort, run)
    before = state_of(run)

    with pytest.raises(Conflict, match="Somebody has changed this draft"):
        lock(run, cohort.mentees["Amira"].pk, mentor_of(cohort, run, "Amira").pk, by=cohort.by, version=read)

    assert state_of(run) == before
