"""Why somebody has no mentor."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telemachy.assignment import Market, MarketError, Unmatched, explain_unmatched, solve
from tests.assignment.slow import best_worth, locks_for, markets

QUICK = settings(max_examples=120, deadline=None, derandomize=True)


def no_rules_about(market):
    return {"manager": np.zeros(market.score.shape, dtype=bool)}


def test_each_mentor_counts_under_the_first_rule_that_binds():
    # Noor shares no language with Elias and Ada; Ada is also her manager; Ida's only place goes to Bruno
    language = np.array([[True, True, False, False], [False, False, False, False]])
    manager = np.array([[False, True, True, False], [False, False, False, False]])
    market = Market.from_dense(
        [[90.0, 80.0, 70.0, 10.0], [np.nan, np.nan, np.nan, 60.0]],
        forbidden=language | manager,
        mentor_capacity=1,
        mentee_keys=["Noor", "Bruno"],
        mentor_keys=["Elias", "Ada", "Tom", "Ida"],
    )

    (reason,) = explain_unmatched(solve(market), {"language": language, "manager": manager})

    assert reason == Unmatched(
        mentee=0,
        empty_places=1,
        rules=(("language", 2), ("manager", 1)),
        other=0,
        full=1,
        paired=0,
        rivals=(0, 1),
        contested=(3,),
        contested_places=1,
    )


def test_the_order_of_the_rules_decides_who_is_counted_where():
    both = np.array([[True, True]])
    market = Market.from_dense([[1.0, 1.0]], forbidden=both)
    matching = solve(market)

    first = explain_unmatched(matching, [("language", both), ("manager", both)])[0]
    second = explain_unmatched(matching, [("manager", both), ("language", both)])[0]

    assert first.rules == (("language", 2), ("manager", 0))
    assert second.rules == (("manager", 2), ("language", 0))


def test_nobody_unmatched_needs_no_explanation():
    assert explain_unmatched(solve(Market.from_dense([[1.0]])), {}) == ()


def test_people_who_compete_for_the_same_places_are_named_together():
    # Noor, Bruno and Chen want Elias and Ada; Dalia has Tom to herself
    market = Market.from_dense(
        [[9.0, 8.0, np.nan], [9.0, 8.0, np.nan], [np.nan, 8.0, np.nan], [np.nan, np.nan, 5.0]],
        mentee_keys=["Noor", "Bruno", "Chen", "Dalia"],
        mentor_keys=["Elias", "Ada", "Tom"],
    )

    (reason,) = explain_unmatched(solve(market))

    assert (reason.rivals, reason.contested, reason.contested_places) == ((0, 1, 2), (0, 1), 2)


def test_a_founder_with_one_mentor_of_two_hears_about_the_empty_place():
    market = Market.from_dense([[9.0, np.nan]], mentor_capacity=3, mentee_capacity=2)

    (reason,) = explain_unmatched(solve(market))

    assert (reason.empty_places, reason.paired, reason.full, reason.other) == (1, 1, 0, 1)
    assert (reason.rivals, reason.contested, reason.contested_places) == ((), (), 0)


@QUICK
@given(st.data())
def test_every_mentor_is_counted_exactly_once(data):
    market = data.draw(markets(4, 4))
    matching = solve(market, locked=data.draw(locks_for(market)))
    masks = st.lists(st.booleans(), min_size=market.score.size, max_size=market.score.size)
    rules = [(name, np.array(data.draw(masks), dtype=bool).reshape(market.score.shape)) for name in ("a", "b")]

    explained = explain_unmatched(matching, rules)

    load = np.bincount(matching.pairs[:, 0], minlength=market.n_mentees)
    assert [reason.mentee for reason in explained] == np.flatnonzero(load < market.mentee_capacity).tolist()
    for reason in explained:
        assert sum(count for _, count in reason.rules) + reason.other + reason.full + reason.paired == market.n_mentors


@QUICK
@given(markets(5, 4, mentee_places=1))
def test_the_hall_set_has_more_people_than_places_and_wants_nothing_else(market):
    for reason in explain_unmatched(solve(market)):
        rivals, contested = list(reason.rivals), set(reason.contested)
        wanted = set(np.flatnonzero(market.allowed[rivals].any(axis=0)).tolist())
        assert (len(rivals) > reason.contested_places) == bool(rivals)
        assert wanted == contested
        assert reason.contested_places == market.mentor_capacity[sorted(contested)].sum()


@QUICK
@given(markets(4, 3, mentee_places=1))
def test_one_more_contested_place_matches_one_more_person(market):
    size = best_worth(market)[0]
    for reason in explain_unmatched(solve(market)):
        for mentor in range(market.n_mentors):
            more = market.mentor_capacity + (np.arange(market.n_mentors) == mentor)
            relaxed = Market.from_dense(market.score, more, market.mentee_capacity)
            assert mentor not in reason.contested or best_worth(relaxed)[0] == size + 1


@pytest.mark.parametrize("mask", [np.zeros((1, 1), dtype=bool), np.zeros((1, 2))])
def test_a_rule_without_a_fitting_mask_is_refused(mask):
    matching = solve(Market.from_dense([[1.0, 2.0]]))

    assert explain_unmatched(matching, no_rules_about(matching.market)) == ()
    with pytest.raises(MarketError, match=r"The rule manager needs a mask of true and false with shape \(1, 2\)"):
        explain_unmatched(matching, {"manager": mask})
