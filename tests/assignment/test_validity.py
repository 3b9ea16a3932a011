"""Validity, judged apart from solving."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telemachy.assignment import Market, is_valid, solve
from tests.assignment.slow import every_matching, markets

MARKET = Market.from_dense([[5.0, np.nan, 1.0], [4.0, 3.0, 2.0]], mentor_capacity=[1, 1, 2], mentee_capacity=[1, 2])


@pytest.mark.parametrize("pairs", [[], [(0, 0)], [(0, 0), (1, 1), (1, 2)], [(1, 2), (0, 2)]])
def test_pairs_within_rules_and_places_are_valid(pairs):
    assert is_valid(MARKET, pairs)


@pytest.mark.parametrize(
    "pairs",
    [
        [(0, 1)],  # forbidden
        [(0, 0), (1, 0)],  # the mentor has one place
        [(0, 0), (0, 2)],  # the mentee has one place
        [(1, 2), (1, 2)],  # the same pair twice
        [(0, 3)],  # nobody
        [(-1, 0)],  # nobody, not the last one
        [(0.5, 0)],
        [0, 1],
    ],
)
def test_anything_else_is_not(pairs):
    assert not is_valid(MARKET, pairs)


def test_a_matching_must_add_up_and_keep_its_locks():
    matching = solve(MARKET, locked=[(0, 2)])

    assert is_valid(MARKET, matching)
    assert not is_valid(MARKET, replace(matching, total=matching.total + 1.0))
    assert not is_valid(MARKET, replace(matching, wishes=replace(matching.wishes, locked=np.array([[0, 0]]))))
    assert not is_valid(MARKET, replace(matching, pairs=np.array([[0, 0], [1, 0]])))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data())
def test_validity_is_membership_among_every_matching(data):
    market = data.draw(markets(3, 3))
    cells = [(i, j) for i in range(market.n_mentees) for j in range(market.n_mentors)]
    pairs = data.draw(st.sets(st.sampled_from(cells))) if cells else set()

    assert is_valid(market, sorted(pairs)) == (pairs in list(every_matching(market)))
