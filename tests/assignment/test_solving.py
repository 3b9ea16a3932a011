"""The optimum against trying everything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from telemachy.assignment import Market, MarketError, assess, is_valid, solve
from tests.assignment.slow import (
    best_worth,
    earlier_pairs,
    every_matching,
    locks_for,
    markets,
    named_pairs,
    shuffled,
    worth,
)

QUICK = settings(max_examples=120, deadline=None, derandomize=True)


@QUICK
@given(markets())
def test_the_optimum_is_the_best_of_every_matching(market):
    matching = solve(market)

    assert is_valid(market, matching)
    assert (matching.size, matching.total) == best_worth(market)
    assert matching.proven
    assert (matching.size_bound, matching.bound, matching.gap) == (matching.size, matching.total, 0.0)


@QUICK
@given(st.data())
def test_locks_hold_and_the_rest_is_the_best_that_is_left(data):
    market = data.draw(markets())
    locked = data.draw(locks_for(market))

    matching = solve(market, locked=locked)

    assert set(map(tuple, matching.pairs.tolist())).issuperset(locked)
    assert is_valid(market, matching)
    assert (matching.size, matching.total) == best_worth(market, locked)
    assert matching.proven


@QUICK
@given(st.data(), st.sampled_from([0.0, 0.5, 2.0, 1000.0]))
def test_kept_pairs_earn_their_bonus_while_solving_and_the_total_leaves_it_out(data, keep_bonus):
    market = data.draw(markets())
    locked = data.draw(locks_for(market))
    keep = data.draw(earlier_pairs(market))

    matching = solve(market, keep=keep, keep_bonus=keep_bonus, locked=locked)

    pairs = set(map(tuple, matching.pairs.tolist()))
    assert (matching.size, matching.total + matching.bonus) == best_worth(market, locked, keep, keep_bonus)
    assert matching.total == sum(market.score[pair] for pair in pairs)
    assert matching.bonus == keep_bonus * len(pairs.intersection(keep))
    assert matching.proven


@QUICK
@given(st.data(), st.integers(0, 5))
def test_shuffled_rows_and_columns_give_the_same_pairs(data, seed):
    market = data.draw(markets(5, 5, scores=st.sampled_from([np.nan, 1.0, 2.0])))
    rows = data.draw(st.permutations(range(market.n_mentees)))
    columns = data.draw(st.permutations(range(market.n_mentors)))
    other = shuffled(market, list(rows), list(columns))

    pairs = named_pairs(market, solve(market, seed=seed).pairs)

    assert named_pairs(other, solve(other, seed=seed).pairs) == pairs


def test_rows_that_a_plain_solver_decides_by_their_order_are_decided_by_the_draw():
    everyone_ties = np.full((6, 6), 50.0)
    keys = ["Noor", "Bruno", "Amara", "Chen", "Dalia", "Emre"]
    market = Market.from_dense(everyone_ties, mentee_keys=keys, mentor_keys=range(6))
    turned = shuffled(market, [5, 4, 3, 2, 1, 0], [0, 1, 2, 3, 4, 5])
    plain = linear_sum_assignment(everyone_ties, maximize=True)[1]

    assert {(keys[row], column) for row, column in enumerate(plain)} != {
        (turned.mentee_keys[row], column) for row, column in enumerate(plain)
    }
    assert named_pairs(market, solve(market).pairs) == named_pairs(turned, solve(turned).pairs)


def test_another_seed_draws_other_ties():
    market = Market.from_dense(np.full((6, 6), 50.0))

    drawn = {tuple(solve(market, seed=seed).mentor_of.tolist()) for seed in range(8)}

    assert len(drawn) > 1


def test_a_tie_of_sums_is_a_tie_however_the_sums_round():
    # 0.1 + 0.2 + 0.3 differs from 0.3 + 0.2 + 0.1 in floating point, and either diagonal is as good as the other
    score = np.array([[0.1, 0.3], [0.3, 0.1 + 0.2 + 0.2]])
    market = Market.from_dense(score)

    drawn = {tuple(solve(market, seed=seed).mentor_of.tolist()) for seed in range(20)}

    assert drawn == {(0, 1), (1, 0)}


@QUICK
@given(markets(4, 4, mentee_places=1, mentor_places=1), st.data())
def test_a_forbidden_pair_is_never_chosen_and_never_blocks_a_perfect_matching(market, data):
    perfect = any(len(pairs) == market.n_mentees for pairs in every_matching(market))

    matching = solve(market)

    assert not np.isnan(market.score[matching.pairs[:, 0], matching.pairs[:, 1]]).any()
    assert (matching.size == market.n_mentees) == perfect


def test_scoring_a_forbidden_pair_zero_would_leave_somebody_unmatched_and_absence_does_not():
    # Noor may only have Elias; Bruno fits Elias best, and may have Ada
    score = np.array([[1.0, np.nan], [99.0, 0.5]])

    matching = solve(Market.from_dense(score))
    zeroed = linear_sum_assignment(np.nan_to_num(score), maximize=True)[1]

    assert matching.mentor_of.tolist() == [0, 1]
    assert zeroed.tolist() == [1, 0]


def test_size_comes_before_points_even_where_points_are_negative():
    market = Market.from_dense([[100.0, -90.0], [-80.0, np.nan]])

    matching = solve(market)

    assert (matching.size, matching.total) == (2, -170.0)


def test_a_founder_gets_two_different_mentors():
    market = Market.from_dense([[90.0, 20.0]], mentor_capacity=[5, 1], mentee_capacity=[2])

    matching = solve(market)

    assert matching.pairs.tolist() == [[0, 0], [0, 1]]


def test_mentor_of_refuses_where_a_mentee_may_have_several():
    matching = solve(Market.from_dense([[90.0, 20.0]], mentee_capacity=2))

    with pytest.raises(MarketError, match="read the pairs instead"):
        _ = matching.mentor_of


def test_one_mentor_with_room_for_all_takes_all():
    score = np.column_stack([np.full(40, 9.0), np.zeros((40, 30))])
    market = Market.from_dense(score, mentor_capacity=[1000] + [1] * 30)

    matching = solve(market)

    assert matching.mentor_of.tolist() == [0] * 40
    assert matching.proven


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_a_market_without_people_on_a_side_has_an_empty_matching(shape):
    matching = solve(Market.from_dense(np.empty(shape)))

    assert (matching.size, matching.total, matching.bound, matching.gap) == (0, 0.0, 0.0, 0.0)
    assert matching.pairs.shape == (0, 2)
    assert matching.mentor_of.tolist() == [-1] * shape[0]


def test_a_market_where_everything_is_forbidden_has_an_empty_matching():
    matching = solve(Market.from_dense(np.full((3, 2), np.nan)))

    assert (matching.size, matching.proven) == (0, True)


@pytest.mark.parametrize(("n", "m", "places", "mentee_places"), [(40, 30, 2, 1), (60, 25, 1, 1), (30, 20, 4, 3)])
def test_larger_markets_are_proven_too(n, m, places, mentee_places):
    rng = np.random.default_rng(n)
    score = rng.uniform(0, 100, (n, m))
    score[rng.random((n, m)) < 0.4] = np.nan
    capacity = rng.integers(0, places + 1, m)

    matching = solve(Market.from_dense(score, mentor_capacity=capacity, mentee_capacity=mentee_places))

    assert matching.proven
    assert is_valid(matching.market, matching)


@pytest.mark.parametrize("seed", range(4))
def test_founders_who_agree_on_the_best_mentors_are_proven_too(seed):
    rng = np.random.default_rng(seed)
    score = np.round(60 * np.outer(rng.random(30), rng.random(30)) + 40 * rng.random((30, 30)))
    market = Market.from_dense(score, mentor_capacity=rng.integers(1, 4, 30), mentee_capacity=3)

    assert solve(market).proven


@QUICK
@given(markets())
def test_prices_are_a_dual_solution_worth_as_much_as_the_matching(market):
    matching = solve(market)
    if (market.mentee_capacity > 1).any():
        return

    places = (
        matching.mentor_price_places @ market.mentor_capacity + matching.mentee_price_places @ market.mentee_capacity
    )
    points = matching.mentor_price @ market.mentor_capacity + matching.mentee_price @ market.mentee_capacity

    assert (places, points) == (matching.size, pytest.approx(matching.total))
    for i, j in np.argwhere(market.allowed & (market.mentee_capacity > 0)[:, None]):
        pair_places = matching.mentee_price_places[i] + matching.mentor_price_places[j]
        pair_points = matching.mentee_price[i] + matching.mentor_price[j]
        assert pair_places > 1 or (pair_places == 1 and pair_points >= market.score[i, j] - 1e-6)


@QUICK
@given(markets())
def test_a_mentors_price_is_what_one_more_place_with_them_brings(market):
    matching = solve(market)

    for j in range(market.n_mentors):
        more = market.mentor_capacity + (np.arange(market.n_mentors) == j)
        larger = best_worth(Market.from_dense(market.score, more, market.mentee_capacity))
        gained = (larger[0] - matching.size, larger[1] - matching.total)
        assert (matching.mentor_price_places[j], matching.mentor_price[j]) == pytest.approx(gained)


@QUICK
@given(markets(mentee_places=1))
def test_a_mentees_price_is_what_the_programme_would_lose_without_them(market):
    matching = solve(market)

    for i in np.flatnonzero(market.mentee_capacity):
        fewer = market.mentee_capacity * (np.arange(market.n_mentees) != i)
        smaller = best_worth(Market.from_dense(market.score, market.mentor_capacity, fewer))
        lost = (matching.size - smaller[0], matching.total - smaller[1])
        assert (matching.mentee_price_places[i], matching.mentee_price[i]) == pytest.approx(lost)


@QUICK
@given(st.data())
def test_assess_proves_optimal_pairs_and_bounds_all_others(data):
    market = data.draw(markets())
    pairs = data.draw(st.sampled_from(list(map(sorted, every_matching(market)))))

    judged = assess(market, pairs)

    size, total = best_worth(market)
    assert (judged.size, judged.total) == worth(market, pairs)
    assert (judged.size_bound, judged.bound) == (size, pytest.approx(total))
    assert judged.proven == ((judged.size, judged.total) == (size, total))


@QUICK
@given(st.data())
def test_assess_restores_what_solve_returned(data):
    market = data.draw(markets())
    locked = data.draw(locks_for(market))
    keep = data.draw(earlier_pairs(market))
    solved = solve(market, keep=keep, keep_bonus=2.0, locked=locked, seed=3)

    restored = assess(market, solved.pairs, keep=keep, keep_bonus=2.0, locked=locked, seed=3)

    for field in ("pairs", "locked", "mentee_price", "mentor_price"):
        assert np.array_equal(getattr(restored, field), getattr(solved, field)), field
    for field in ("total", "bonus", "bound", "gap", "size_bound"):
        assert getattr(restored, field) == getattr(solved, field), field


REFUSALS = [
    ({"objective": "fair"}, "The objective 'fair' is not known; this version knows 'total'."),
    ({"locked": [(0, 1)]}, "The lock of mentee Noor and mentor Ada is on a forbidden pair."),
    ({"locked": [(0, 0), (1, 0)]}, "The lock of mentee Bruno and mentor Elias is beyond the places of mentor Elias."),
    ({"locked": [(1, 0), (1, 1)]}, "The lock of mentee Bruno and mentor Ada is beyond the places of mentee Bruno."),
    ({"locked": [(0, 0), (0, 0)]}, "The lock of mentee Noor and mentor Elias is given twice."),
    ({"locked": [(0, 7)]}, "The lock (0, 7) is outside the market."),
    ({"locked": [0, 1]}, "Each lock must be two whole numbers, a mentee's row and a mentor's column."),
    ({"keep": [(-1, 0)]}, "The pair to keep (-1, 0) is outside the market."),
    ({"keep_bonus": -1.0}, "The keep bonus is -1.0; it must be 0 or more points."),
]


@pytest.mark.parametrize(("wishes", "sentence"), REFUSALS)
def test_what_cannot_be_done_is_refused_in_a_sentence(wishes, sentence):
    market = Market.from_dense([[5.0, np.nan], [4.0, 3.0]], mentee_keys=["Noor", "Bruno"], mentor_keys=["Elias", "Ada"])

    assert solve(market, locked=[(0, 0)]).mentor_of.tolist() == [0, 1]
    with pytest.raises(MarketError) as refusal:
        solve(market, **wishes)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("pairs", "locked", "sentence"),
    [
        ([(0, 1)], [], "The pair of mentee 0 and mentor 1 is forbidden."),
        ([(0, 0), (1, 0)], [], "Mentor 0 has 2 pairs and 1 places."),
        ([(1, 0), (1, 1)], [], "Mentee 1 has 2 pairs and 1 places."),
        ([(1, 1)], [(0, 0)], "A locked pair is missing from the pairs."),
    ],
)
def test_assess_refuses_what_is_no_matching(pairs, locked, sentence):
    market = Market.from_dense([[5.0, np.nan], [4.0, 3.0]])

    with pytest.raises(MarketError) as refusal:
        assess(market, pairs, locked=locked)
    assert str(refusal.value) == sentence
