"""What a market accepts, and the sentence it answers otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from telemachy.assignment import Market, MarketError, solve

SCORE = [[90.0, 70.0, 50.0], [60.0, 80.0, 40.0]]


def test_a_market_says_what_it_was_given():
    market = Market.from_dense(
        SCORE,
        mentor_capacity=[1, 2, 0],
        mentee_capacity=1,
        forbidden=np.array([[False, True, False], [False, False, False]]),
        mentee_keys=["Noor", "Bruno"],
        mentor_keys=["Elias", "Ada", 7],
    )

    assert np.array_equal(market.score, [[90.0, np.nan, 50.0], [60.0, 80.0, 40.0]], equal_nan=True)
    assert market.allowed.tolist() == [[True, False, True], [True, True, True]]
    assert (market.mentor_capacity.tolist(), market.mentee_capacity.tolist()) == ([1, 2, 0], [1, 1])
    assert (market.mentee_keys, market.mentor_keys) == (("Noor", "Bruno"), ("Elias", "Ada", "7"))


def test_everybody_has_one_place_and_a_number_unless_told_otherwise():
    market = Market.from_dense(SCORE)

    assert (market.mentor_capacity.tolist(), market.mentee_capacity.tolist()) == ([1, 1, 1], [1, 1])
    assert (market.mentee_keys, market.mentor_keys) == (("0", "1"), ("0", "1", "2"))


def test_a_forbidden_pair_may_carry_any_score_underneath():
    market = Market.from_dense([[np.inf, 1.0]], forbidden=np.array([[True, False]]))

    assert solve(market).mentor_of.tolist() == [1]


def test_a_market_cannot_be_changed_afterwards():
    score = np.array(SCORE)
    market = Market.from_dense(score)
    matching = solve(market)
    score[0, 0] = 0.0

    assert market.score[0, 0] == 90.0
    for array in (market.score, market.mentor_capacity, market.mentee_capacity, matching.pairs, matching.mentor_of):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    with pytest.raises(AttributeError):
        market.score = score


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"score": [1.0, 2.0]}, "The scores must have two dimensions, mentees and mentors, and have 1."),
        ({"score": [[1.0, np.inf]]}, "The score of mentee 0 and mentor 1 is infinite; NaN forbids a pair."),
        (
            {"forbidden": np.zeros((3, 2), dtype=bool)},
            "The mask of forbidden pairs has shape (3, 2), the scores have (2, 3).",
        ),
        ({"forbidden": np.zeros((2, 3))}, "The mask of forbidden pairs must hold true and false, not float64."),
        ({"mentor_capacity": [1, 1]}, "The mentor capacity has shape (2,), but there are 3 mentors."),
        ({"mentor_capacity": [1, -1, 1]}, "The capacity of mentor 1 is -1; it must be a whole number, 0 or more."),
        ({"mentee_capacity": 1.5}, "The capacity of mentee 0 is 1.5; it must be a whole number, 0 or more."),
        ({"mentee_capacity": [1, np.nan]}, "The capacity of mentee 1 is nan; it must be a whole number, 0 or more."),
        ({"mentee_keys": ["Noor"]}, "There are 1 mentee keys, but 2 mentees."),
        ({"mentor_keys": ["Elias", "Ada", "Elias"]}, "The mentor key Elias belongs to more than one mentor."),
        ({"mentee_keys": ["1", 1]}, "The mentee key 1 belongs to more than one mentee."),
    ],
)
def test_a_market_that_makes_no_sense_is_refused_in_a_sentence(wrong, sentence):
    with pytest.raises(MarketError) as refusal:
        Market.from_dense(**{"score": SCORE} | wrong)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("wrong", [{"score": [["good", "bad"]]}, {"score": [[1.0], [1.0, 2.0]]}])
def test_scores_that_are_no_table_of_numbers_are_refused(wrong):
    with pytest.raises(MarketError, match="The scores must be a table of numbers"):
        Market.from_dense(**wrong)


def test_a_capacity_that_is_no_number_is_refused():
    with pytest.raises(MarketError, match="The mentor capacity must be whole numbers"):
        Market.from_dense(SCORE, mentor_capacity=["a", "b", "c"])
