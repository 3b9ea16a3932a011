"""Wants against offers, one pair and whole matrices."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telemachy.language import LanguageError, load_taxonomy, overlap, overlap_matrix

TAXONOMY = load_taxonomy()
COACHING, FEEDBACK, STRATEGY, SALES = "core.coaching", "core.feedback", "core.strategy", "venture.sales"

skill_ids = st.sampled_from([*list(TAXONOMY.by_id)[::6], "own.falconry", "own.juggling"])
levels = st.integers(1, 5)
wants = st.lists(skill_ids, max_size=6) | st.dictionaries(skill_ids, levels, max_size=6)
offers = wants | st.frozensets(skill_ids, max_size=6)


def value(wanted, offered):
    return overlap(wanted, offered, TAXONOMY).value


def test_noor_finds_all_she_wants_in_elias():
    met = overlap([COACHING, STRATEGY], {STRATEGY, COACHING, SALES}, TAXONOMY)

    assert (met.value, met.matched, met.related) == (1.0, (COACHING, STRATEGY), ())


def test_nothing_in_common_is_worth_nothing():
    met = overlap([COACHING], [SALES], TAXONOMY)

    assert (met.value, met.matched, met.related) == (0.0, (), ())


def test_nothing_wanted_is_worth_nothing():
    assert value([], [SALES]) == 0.0


def test_earlier_wants_weigh_more():
    assert value([COACHING, STRATEGY], [COACHING]) == pytest.approx(2 / 3)
    assert value([COACHING, STRATEGY], [STRATEGY]) == pytest.approx(1 / 3)


def test_a_neighbour_in_the_same_area_earns_some_credit_and_is_named():
    met = overlap([COACHING, SALES], [FEEDBACK], TAXONOMY)

    assert met.related == ((COACHING, FEEDBACK),)
    assert met.matched == ()
    assert met.value == pytest.approx(2 / 3 * 0.4)


def test_the_best_neighbour_is_the_one_named():
    met = overlap([COACHING], {FEEDBACK: 2, "core.delegation": 3}, TAXONOMY)

    assert met.related == ((COACHING, "core.delegation"),)


def test_an_offer_below_the_hoped_level_counts_in_proportion():
    assert value({COACHING: 4}, {COACHING: 2}) == pytest.approx(0.5)
    assert value({COACHING: 4}, {COACHING: 5}) == 1.0


def test_levels_nobody_said_do_not_stand_in_the_way():
    assert value([COACHING], {COACHING: 3}) == 1.0
    assert value({COACHING: 5}, [COACHING]) == 1.0
    assert value([COACHING], {COACHING: 1}) == pytest.approx(1 / 3)


def test_a_good_neighbour_helps_more_than_a_beginner_in_the_skill_itself():
    met = overlap({COACHING: 5}, {COACHING: 1, FEEDBACK: 5}, TAXONOMY)

    assert (met.value, met.matched, met.related) == (pytest.approx(0.4), (COACHING,), ())


def test_a_skill_outside_the_taxonomy_matches_itself_alone():
    assert value(["own.falconry"], ["own.falconry"]) == 1.0
    assert value(["own.falconry"], ["own.juggling"]) == 0.0


def test_a_skill_wanted_twice_counts_once():
    assert value([COACHING, COACHING, SALES], [SALES]) == value([COACHING, SALES], [SALES])


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_level_outside_one_to_five_is_refused(level):
    with pytest.raises(LanguageError, match=f"core.coaching” is {level}"):
        overlap({COACHING: level}, [COACHING], TAXONOMY)
    with pytest.raises(LanguageError, match="levels go from 1 to 5"):
        overlap_matrix([[COACHING]], [{COACHING: level}], TAXONOMY)


def test_a_bare_text_in_place_of_a_list_is_refused():
    with pytest.raises(LanguageError, match="not the single text"):
        overlap(COACHING, [COACHING], TAXONOMY)


@given(st.lists(wants, max_size=6), st.lists(offers, max_size=6))
@settings(max_examples=120, deadline=None)
def test_the_matrix_equals_its_slow_twin_exactly(wanted_lists, offered_lists):
    matrix = overlap_matrix(wanted_lists, offered_lists, TAXONOMY)

    twin = [[value(wanted, offered) for offered in offered_lists] for wanted in wanted_lists]
    assert matrix.dtype == np.float64
    assert matrix.shape == (len(wanted_lists), len(offered_lists))
    assert matrix.tolist() == twin


def test_the_matrix_equals_its_slow_twin_across_blocks():
    everything = [skill.id for skill in TAXONOMY.skills]
    rng = np.random.default_rng(7)
    wanted_lists = [list(rng.choice(everything, 4, replace=False)) for _ in range(300)]
    offered_lists = [list(rng.choice(everything, 7, replace=False)) for _ in range(9)]

    matrix = overlap_matrix(wanted_lists, offered_lists, TAXONOMY)

    assert matrix.tolist() == [[value(wanted, offered) for offered in offered_lists] for wanted in wanted_lists]


@given(wants, offers)
@settings(max_examples=100)
def test_value_lies_between_none_and_all_and_agrees_with_the_reasons(wanted, offered):
    met = overlap(wanted, offered, TAXONOMY)

    assert 0.0 <= met.value <= 1.0
    assert (met.value > 0) == bool(met.matched or met.related)
    assert set(met.matched) <= set(wanted) & set(offered)
    assert {near for _, near in met.related} <= set(offered)


@given(wants, offers, skill_ids)
@settings(max_examples=100)
def test_offering_one_more_skill_never_makes_a_mentor_worse(wanted, offered, more):
    assert value(wanted, list(offered)) <= value(wanted, [*offered, more])
