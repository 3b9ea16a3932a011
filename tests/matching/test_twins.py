"""Every rule and criterion says the same for one pair as for all of them."""

from dataclasses import fields

import numpy as np
from hypothesis import given, settings

from telemachy.matching.criteria import (
    CRITERIA,
    HoursTogether,
    NearBy,
    OtherDepartment,
    SeniorityFit,
    SharedValues,
    TextFit,
    WantsOffers,
    Wishes,
)
from telemachy.matching.roster import Roster
from telemachy.matching.rules import (
    RULES,
    HoursOverlap,
    NoConflict,
    NotCompetitor,
    NotFormerPair,
    NotOneself,
    NotOwnManager,
    NotSameDepartment,
    NotSameOrganisation,
    NotSameTeam,
    SameLanguage,
    SameSite,
    SeniorityGap,
)
from telemachy.programmes.file.layout import CRITERION_OPTIONS, RULE_OPTIONS
from tests.matching.rosters import rosters

EVERY_RULE = (
    NotOneself(),
    NotOwnManager(steps=2),
    NoConflict(),
    NotFormerPair(),
    SameLanguage(),
    HoursOverlap(hours=0.5),
    SeniorityGap(least=1, most=3),
    NotSameTeam(),
    NotSameDepartment(),
    NotSameOrganisation(),
    NotCompetitor(),
    SameSite(),
)
EVERY_CRITERION = (
    WantsOffers(),
    TextFit(),
    Wishes(),
    HoursTogether(enough=2),
    SeniorityFit(least=1, most=2),
    SharedValues(),
    NearBy(),
    OtherDepartment(),
)


def every_pair(roster: Roster) -> list[tuple[int, int]]:
    return [(i, j) for i in range(roster.shape[0]) for j in range(roster.shape[1])]


@settings(max_examples=200)
@given(roster=rosters())
def test_a_rule_says_the_same_for_one_pair_as_for_all(roster):
    for rule in EVERY_RULE:
        allowed = rule.allowed(roster)

        assert (allowed.shape, allowed.dtype) == (roster.shape, np.bool_)
        assert [bool(allowed[pair]) for pair in every_pair(roster)] == [
            rule.allows(roster, *pair) for pair in every_pair(roster)
        ], rule


@settings(max_examples=200)
@given(roster=rosters())
def test_a_criterion_says_the_same_for_one_pair_as_for_all(roster):
    for criterion in EVERY_CRITERION:
        values = criterion.values(roster)
        alone = np.array([criterion.value(roster, *pair) for pair in every_pair(roster)])

        assert values.shape == roster.shape
        np.testing.assert_allclose(values.ravel(), alone, rtol=0, atol=1e-12, equal_nan=True, err_msg=str(criterion))
        assert not ((values < 0) | (values > 1)).any()


@settings(max_examples=200)
@given(roster=rosters())
def test_every_rule_and_criterion_can_say_why_in_a_sentence(roster):
    for i, j in every_pair(roster):
        for rule in EVERY_RULE:
            told = rule.why(roster, i, j) if rule.allows(roster, i, j) else rule.why_not(roster, i, j)
            assert told is None or str(told)
        for criterion in EVERY_CRITERION:
            if not np.isnan(criterion.value(roster, i, j)):
                said = [criterion.plus(roster, i, j), criterion.watch(roster, i, j)]
                assert all(sentence is None or str(sentence) for sentence in said)
                assert None in said, "one criterion does not praise and warn at once"


def test_each_twin_test_sees_every_kind_there_is():
    assert {rule.kind for rule in EVERY_RULE} == {*RULES, "not-oneself"}
    assert {criterion.kind for criterion in EVERY_CRITERION} == {*CRITERIA}


def test_a_programme_file_can_choose_every_kind_with_exactly_its_options():
    assert {kind: {field.name for field in fields(rule)} for kind, rule in RULES.items()} == {
        kind: set(options) for kind, options in RULE_OPTIONS.items()
    }
    assert {kind: {field.name for field in fields(criterion)} for kind, criterion in CRITERIA.items()} == {
        kind: set(options) for kind, options in CRITERION_OPTIONS.items()
    }


def test_the_rosters_tried_hold_pairs_that_each_rule_forbids_and_each_criterion_judges():
    told = set()

    @settings(max_examples=100, database=None, derandomize=True)
    @given(roster=rosters())
    def look(roster):
        told.update(rule.kind for rule in EVERY_RULE if not rule.allowed(roster).all())
        told.update(each.kind for each in EVERY_CRITERION if (each.values(roster) > 0).any())

    look()
    assert told == {each.kind for each in (*EVERY_RULE, *EVERY_CRITERION)}
