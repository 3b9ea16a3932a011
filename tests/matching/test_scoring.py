import numpy as np
import pytest
from hypothesis import given, settings

from telemachy.assignment import solve
from telemachy.errors import Refused
from telemachy.matching.roster import MatchPerson, Roster
from telemachy.matching.scoring import score
from telemachy.people.week import Stretch, shared_week
from telemachy.programmes.file import CriterionChoice, ProgrammeFile, RuleChoice, Span, Thresholds
from tests.matching.rosters import FEW, rosters

THURSDAY_LUNCH = shared_week([Stretch(3, 12 * 60, 13 * 60)])


def programme(*criteria: CriterionChoice, rules: tuple[RuleChoice, ...] = (), floor: float = 0.0) -> ProgrammeFile:
    return ProgrammeFile(
        source="test.toml",
        id="test",
        version=1,
        name="Test",
        purpose="To test",
        length=Span(6, "month"),
        rhythm=Span(2, "week"),
        session_minutes=60,
        identified_outcomes=False,
        criteria=criteria,
        rules=rules,
        thresholds=Thresholds(floor=floor),
    )


EVERYTHING = programme(
    CriterionChoice("wants-offers", 45, "Topics"),
    CriterionChoice("wishes", 30),
    CriterionChoice("hours-together", 15, "Hours", {"enough": 2.0}),
    CriterionChoice("text-fit", 7),
    CriterionChoice("shared-values", 0),
    rules=(
        RuleChoice("no-conflict"),
        RuleChoice("same-language"),
        RuleChoice("hours-overlap", prefer=True, options={"hours": 2.0}),
    ),
    floor=30,
)
NOOR = MatchPerson(
    "noor",
    "Noor",
    "mentee",
    wants=(("core.coaching", None), ("core.feedback", None)),
    week=THURSDAY_LUNCH,
    wishes=("elias",),
    languages=frozenset({"en"}),
)
BRUNO = MatchPerson("bruno", "Bruno", "mentee", wants=(("core.conflict", None),), avoid=frozenset({"elias"}))
ELIAS = MatchPerson(
    "elias",
    "Elias",
    "mentor",
    offers=(("core.coaching", None), ("core.feedback", None)),
    week=THURSDAY_LUNCH,
    wishes=("bruno", "noor"),
    languages=frozenset({"en", "de"}),
    capacity=2,
)
IDA = MatchPerson("ida", "Ida", "mentor", offers=(("core.conflict", None),), languages=frozenset({"de"}))
CAST = Roster((NOOR, BRUNO), (IDA, ELIAS), FEW, wish_places=2)


def score_or_none(roster):
    try:
        return score(EVERYTHING, roster)
    except Refused:
        return None


@settings(max_examples=100)
@given(roster=rosters())
def test_the_terms_add_up_to_the_fit_and_the_fit_lies_between_0_and_100(roster):
    scored = score_or_none(roster)
    if scored is None:
        return

    np.testing.assert_allclose(scored.terms.sum(axis=0), scored.fit, rtol=0, atol=1e-9)
    assert ((scored.fit >= -1e-9) & (scored.fit <= 100 + 1e-9)).all()
    assert not np.isnan(scored.fit).any()


@settings(max_examples=100)
@given(roster=rosters())
def test_a_missing_answer_counts_as_the_average_of_the_allowed_pairs_that_have_one(roster):
    scored = score_or_none(roster)
    if scored is None:
        return

    barred = np.logical_or.reduce([mask for name, mask in scored.rules.items() if name != "floor"])
    for k, criterion in enumerate(scored.criteria):
        raw = criterion.values(roster)
        answered = ~np.isnan(raw)
        among = answered & ~barred if (answered & ~barred).any() else answered
        assert (scored.missing[k] == ~answered).all()
        if among.any() and not answered.all():
            np.testing.assert_allclose(scored.values[k][~answered], raw[among].mean(), rtol=0, atol=1e-8)


@settings(max_examples=100)
@given(roster=rosters())
def test_other_weights_on_what_is_measured_equal_a_scoring_from_the_start(roster):
    scored = score_or_none(roster)
    if scored is None:
        return

    weights = {"wants-offers": 10, "shared-values": 50}
    try:
        afresh = score(EVERYTHING.reweighted(weights), roster)
    except Refused:
        return
    again = scored.reweighted(weights)

    np.testing.assert_array_equal(again.fit, afresh.fit)
    assert {name: mask.tolist() for name, mask in again.rules.items()} == {
        name: mask.tolist() for name, mask in afresh.rules.items()
    }


def test_a_pair_is_explained_by_its_terms_its_reasons_and_what_to_watch():
    scored = score(EVERYTHING, CAST)
    noor, elias = CAST.mentee_row["noor"], CAST.mentor_column["elias"]

    assert dict(zip(scored.kinds, scored.terms[:, noor, elias].round(6).tolist(), strict=True)) == {
        "wants-offers": pytest.approx(50.0),
        "wishes": pytest.approx(25.0),
        "hours-together": pytest.approx(8.333333),
        "text-fit": 0.0,
        "shared-values": 0.0,
    }
    reasons = scored.reasons(noor, elias)
    assert [str(reason) for reason in reasons.plus] == [
        "coaching and developing others, feedback and difficult conversations (both wanted topics)",
        "1st wish of Noor, 2nd of Elias",
        "1 shared hour a week",
    ]
    assert [str(reason) for reason in reasons.watch] == ["1 shared hour, 2 wanted"]
    assert [str(reason) for reason in reasons.missing] == ["Goal and experience: nobody has answered, not counted"]


def test_an_answer_that_is_missing_is_said_to_count_as_average():
    scored = score(EVERYTHING, CAST)

    reasons = scored.reasons(CAST.mentee_row["bruno"], CAST.mentor_column["ida"])

    assert [str(reason) for reason in reasons.missing] == [
        "Wishes: no answer, counted as average",
        "Hours: no answer, counted as average",
        "Goal and experience: nobody has answered, not counted",
    ]


def test_a_forbidden_pair_says_which_rules_forbid_it():
    scored = score(EVERYTHING, CAST)
    noor, bruno = CAST.mentee_row["noor"], CAST.mentee_row["bruno"]

    assert list(scored.rules) == ["no-conflict", "same-language", "floor"]
    assert [str(why) for why in scored.why_not(noor, CAST.mentor_column["ida"])] == [
        "no language in common: English and German"
    ] + ([f"fit {scored.fit[noor, 1]:.1f}, floor 30"] if scored.fit[noor, 1] < 30 else [])
    assert str(scored.why_not(bruno, CAST.mentor_column["elias"])[0]) == "a conflict was declared"
    assert scored.why_not(noor, CAST.mentor_column["elias"]) == ()


def test_a_coordinator_may_bar_a_pair_or_allow_one_in_spite_of_a_rule():
    scored = score(EVERYTHING, CAST)
    noor, bruno = CAST.mentee_row["noor"], CAST.mentee_row["bruno"]
    elias, ida = CAST.mentor_column["elias"], CAST.mentor_column["ida"]
    ruled_out, allowed = np.zeros((2, 2, 2), dtype=bool)
    ruled_out[noor, elias] = allowed[noor, ida] = allowed[noor, elias] = True

    assert scored.market().allowed[[noor, bruno], [elias, ida]].tolist() == [True, True]
    assert not scored.market(ruled_out=ruled_out).allowed[noor, elias]
    assert scored.market(allowed_anyway=allowed).allowed[noor, ida]
    assert not scored.market(ruled_out=ruled_out, allowed_anyway=allowed).allowed[noor, elias]


def test_the_market_pairs_by_fit_within_capacities_under_the_peoples_keys():
    scored = score(EVERYTHING, CAST)

    matching = solve(scored.market())

    names = [(scored.roster.mentee_keys[i], scored.roster.mentor_keys[j]) for i, j in matching.pairs.tolist()]
    assert sorted(names) == [("bruno", "ida"), ("noor", "elias")]
    assert matching.proven
    assert scored.market().mentor_capacity.tolist() == [2, 1]


def test_no_pair_is_allowed_below_the_floor():
    without, under = (score(programme(CriterionChoice("wants-offers", 1), floor=floor), CAST) for floor in (0, 101))

    assert (without.rules["floor"].any(), under.rules["floor"].all()) == (False, True)
    assert str(under.left_out("floor")) == "fit below 101"


def test_a_person_on_both_sides_is_never_paired_with_themself():
    noor_mentors = MatchPerson("noor", "Noor", "mentor", offers=(("core.coaching", None),))
    scored = score(programme(CriterionChoice("wants-offers", 1)), Roster((NOOR,), (noor_mentors, ELIAS), FEW))

    assert scored.rules["not-oneself"].tolist() == [[False, True]]


def test_two_people_with_one_key_are_refused():
    with pytest.raises(Refused, match="Two mentees have the key “noor”"):
        Roster((NOOR, NOOR), (ELIAS,))


def test_a_market_too_large_for_memory_is_refused_before_anything_is_measured():
    many = tuple(MatchPerson(f"{n:05}", "x", "mentee") for n in range(3000))

    with pytest.raises(Refused, match="9,000,000 possible pairs"):
        score(EVERYTHING, Roster(many, tuple(MatchPerson(p.key, "x", "mentor") for p in many), FEW))


def test_a_programme_in_which_nobody_answered_anything_is_refused():
    silent = Roster((MatchPerson("a", "A", "mentee"),), (MatchPerson("b", "B", "mentor"),), FEW)

    with pytest.raises(Refused, match="Nobody has answered anything"):
        score(EVERYTHING, silent)
