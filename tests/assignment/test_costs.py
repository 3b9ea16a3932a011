"""The price of every alternative against forcing it and trying everything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telemachy.assignment import Market, MarketError, Move, assess, is_valid, programme_cost, solve
from telemachy.assignment.costs import price_alternatives
from telemachy.assignment.residual import draw_residual
from telemachy.assignment.task import set_task
from tests.assignment.slow import earlier_pairs, forced_costs, locks_for, markets, named_pairs, shuffled

QUICK = settings(max_examples=80, deadline=None, derandomize=True)


@QUICK
@given(st.data(), st.sampled_from([0.0, 2.0]))
def test_every_cost_is_what_forcing_the_pair_loses(data, keep_bonus):
    market = data.draw(markets(3, 3))
    locked = data.draw(locks_for(market))
    keep = data.draw(earlier_pairs(market))
    matching = solve(market, keep=keep, keep_bonus=keep_bonus, locked=locked)

    cost = programme_cost(matching)

    places, points = forced_costs(market, set(map(tuple, matching.pairs.tolist())), locked, keep, keep_bonus)
    assert np.array_equal(cost.places, places, equal_nan=True)
    np.testing.assert_allclose(cost.points, points, atol=1e-9)


@QUICK
@given(st.data(), st.sampled_from([0.0, 2.0]))
def test_the_movers_lead_to_a_matching_that_loses_exactly_the_cost(data, keep_bonus):
    market = data.draw(markets(5, 4))
    matching = solve(market, keep=data.draw(earlier_pairs(market)), keep_bonus=keep_bonus)
    chosen = set(map(tuple, matching.pairs.tolist()))

    cost = programme_cost(matching)

    for pair in map(tuple, np.argwhere(np.isfinite(cost.points)).tolist()):
        movers = cost.movers(*pair)
        after = set(chosen)
        after -= {(move.mentee, move.from_mentor) for move in movers}
        after |= {(move.mentee, move.to_mentor) for move in movers if move.to_mentor is not None}
        assert is_valid(market, sorted(after))
        assert pair in after
        assert len(chosen) - len(after) == cost.places[pair]
        assert sum(move.gain for move in movers) == pytest.approx(-cost.points[pair])
        assert after == chosen if pair in chosen else movers[0].mentee == pair[0]


@pytest.mark.parametrize(("n", "m", "mentee_places"), [(30, 22, 1), (24, 30, 1), (12, 10, 2)])
def test_costs_of_a_larger_market_equal_solving_it_again(n, m, mentee_places):
    rng = np.random.default_rng(n * m)
    score = rng.integers(0, 100, (n, m)).astype(float)
    score[rng.random((n, m)) < 0.3] = np.nan
    market = Market.from_dense(score, rng.integers(0, 3, m), mentee_places)
    matching = solve(market)
    chosen = set(map(tuple, matching.pairs.tolist()))

    cost = programme_cost(matching)

    for i, j in rng.permutation(np.argwhere(np.isfinite(cost.points))).tolist()[:60]:
        forced = solve(market, locked=[(i, j)])
        assert (cost.places[i, j], cost.points[i, j]) == (matching.size - forced.size, matching.total - forced.total)
        assert ((i, j) in chosen) == (cost.movers(i, j) == ())


def without_free_places(residual):
    """The residual graph whose arcs that carry nobody are forgotten: the mistake this test keeps out."""
    arcs = residual.arcs.copy()
    pool = residual.pool
    arcs[:pool, pool][arcs[:pool, pool] == 0.0] = -np.inf
    arcs[pool, :pool][arcs[pool, :pool] == 0.0] = -np.inf
    arcs[pool, pool] = 0.0
    return type(residual)(residual.task, residual.chosen, residual.open, arcs)


def test_forgetting_the_free_places_gives_wrong_prices_and_the_twin_sees_it():
    wrong = right = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        market = Market.from_dense(rng.integers(1, 40, (3, 3)).astype(float), rng.integers(1, 3, 3))
        matching = solve(market)
        task = set_task(market, matching.wishes)
        residual = draw_residual(task, task.choose(matching.pairs, matching.locked))
        rows = np.ix_(task.mentee_order, task.mentor_order)
        _, points = forced_costs(market, set(map(tuple, matching.pairs.tolist())))
        right += np.allclose(task.split(price_alternatives(residual))[1], points[rows])
        with np.errstate(invalid="ignore"):
            forgetful = task.split(price_alternatives(without_free_places(residual)))[1]
        wrong += not np.allclose(forgetful, points[rows])

    assert right == 40
    assert wrong > 20


@QUICK
@given(st.data())
def test_shuffled_rows_give_the_same_costs_and_the_same_movers(data):
    market = data.draw(markets(4, 4, scores=st.sampled_from([np.nan, 1.0, 2.0])))
    rows = list(data.draw(st.permutations(range(market.n_mentees))))
    columns = list(data.draw(st.permutations(range(market.n_mentors))))
    other = shuffled(market, rows, columns)
    cost, again = programme_cost(solve(market)), programme_cost(solve(other))

    assert np.array_equal(again.points, cost.points[np.ix_(rows, columns)], equal_nan=True)
    for i, j in np.argwhere(np.isfinite(again.points)).tolist():
        told = [(rows[move.mentee], move.gain) for move in again.movers(i, j)]
        assert told == [(move.mentee, move.gain) for move in cost.movers(rows[i], columns[j])]


def test_giving_noor_ada_moves_bruno_and_says_what_each_loses():
    market = Market.from_dense(
        [[90.0, 70.0], [60.0, 80.0], [np.nan, 30.0]],
        mentor_capacity=[1, 2],
        mentee_keys=["Noor", "Bruno", "Chen"],
        mentor_keys=["Elias", "Ada"],
    )
    matching = solve(market)

    cost = programme_cost(matching)

    assert named_pairs(market, matching.pairs) == {("Noor", "Elias"), ("Bruno", "Ada"), ("Chen", "Ada")}
    assert cost.points[0, 1] == 40.0
    assert cost.movers(0, 1) == (
        Move(mentee=0, from_mentor=0, to_mentor=1, before=90.0, after=70.0, gain=-20.0),
        Move(mentee=1, from_mentor=1, to_mentor=0, before=80.0, after=60.0, gain=-20.0),
    )


def test_a_pair_that_costs_a_whole_match_says_so_first():
    market = Market.from_dense([[50.0, 90.0], [np.nan, 10.0]])

    cost = programme_cost(solve(market))

    assert (cost.places[0, 1], cost.points[0, 1]) == (1.0, -30.0)
    assert cost.movers(0, 1) == (
        Move(mentee=0, from_mentor=0, to_mentor=1, before=50.0, after=90.0, gain=40.0),
        Move(mentee=1, from_mentor=1, to_mentor=None, before=10.0, after=0.0, gain=-10.0),
    )


def test_a_locked_mentee_cannot_be_moved_and_a_locked_place_cannot_be_had():
    market = Market.from_dense([[90.0, 70.0, 10.0], [60.0, 80.0, 20.0], [5.0, 5.0, 5.0]])
    matching = solve(market, locked=[(0, 1)])

    cost = programme_cost(matching)

    assert np.argwhere(np.isnan(cost.points)).tolist() == [[0, 0], [0, 2], [1, 1], [2, 1]]
    with pytest.raises(MarketError, match="mentee 0 and mentor 0 cannot be forced"):
        cost.movers(0, 0)


def test_pairs_that_are_not_optimal_have_no_exact_costs():
    market = Market.from_dense([[90.0, 70.0], [60.0, 80.0]])

    assert programme_cost(assess(market, [(0, 0), (1, 1)])).points.tolist() == [[0.0, 40.0], [40.0, 0.0]]
    with pytest.raises(MarketError, match="Only an optimal matching has exact costs"):
        programme_cost(assess(market, [(0, 1), (1, 0)]))
