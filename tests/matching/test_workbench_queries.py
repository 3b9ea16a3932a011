"""What the pages read of a draft."""

import contextlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telemachy.errors import NotThere, Refused
from telemachy.matching.actions import choose, hold, lock, mark_reviewed, propose_pairs, resolve, rule_out
from telemachy.matching.boards import board_of
from telemachy.matching.models import MatchRun
from telemachy.matching.queries import (
    activity,
    latest_run,
    pair_panel,
    price,
    runs_of,
    search_mentors,
    strength_of,
    try_weights,
    unmatched,
    workbench,
)
from telemachy.people.models import Availability
from telemachy.programmes.models import Application
from tests.cast import make_person, take_part
from tests.matching.conftest import Cohort
from tests.matching.people import tell


@pytest.fixture
def run(cohort: Cohort) -> MatchRun:
    return propose_pairs(cohort.cast.programme, by=cohort.by)


def fresh(run: MatchRun) -> MatchRun:
    return MatchRun.objects.select_related("programme", "programme_version").defer("snapshot").get(pk=run.pk)


def test_the_summary_counts_what_the_table_shows(cohort: Cohort, run: MatchRun) -> None:
    hold(run, cohort.mentees["Dana"].pk, by=cohort.by)
    page = workbench(fresh(run), "all")

    fits = [row.fit for row in page.rows if row.fit is not None]
    summary = page.summary
    assert (summary.mentees, summary.paired, summary.unmatched, summary.held, summary.pairs) == (9, 8, 1, 1, 8)
    assert summary.programme_fit == pytest.approx(sum(fits) / 9)
    assert summary.lowest == pytest.approx(min(fits))
    assert summary.best_reachable >= summary.programme_fit - 1e-9
    assert summary.needs_look == sum(row.needs_look for row in page.rows) == page.counts["look"]
    assert page.counts["all"] == len(page.rows) == 9
    assert page.counts["unmatched"] == 1
    assert sum(weight.share for weight in page.weights) == pytest.approx(100)


def test_a_row_says_how_full_a_mentor_is(cohort: Cohort, run: MatchRun) -> None:
    for row in workbench(fresh(run), "all").rows:
        assert row.mentor is not None
        assert row.load == run.proposals.filter(mentor=row.mentor).count()
        assert row.places == Application.objects.get(person=row.mentor).capacity


def test_filters_and_pages_leave_out_what_they_should(cohort: Cohort, run: MatchRun) -> None:
    lock(run, *run.proposals.values_list("mentee_id", "mentor_id")[0], by=cohort.by)

    assert [row.state for row in workbench(fresh(run), "locked").rows] == ["locked"]
    assert [row.mentee.name for row in workbench(fresh(run), "all", "amira").rows] == ["Amira Haddad"]
    assert workbench(fresh(run), "all", "nobody of this name").rows == ()
    named = workbench(fresh(run), "all", sort="name", page=2, per_page=4)
    assert [row.mentee.short_name for row in named.rows] == ["Ewa", "Femi", "Gita", "Hugo"]
    assert (named.page, named.pages, named.found) == (2, 3, 9)
    assert workbench(fresh(run), "no such tab", sort="no such order", page=99).page == 1


def test_what_needs_a_look_comes_first_until_somebody_has_looked(cohort: Cohort, run: MatchRun) -> None:
    rows = workbench(fresh(run), "all").rows
    flagged = [row.needs_look for row in rows]
    assert flagged == sorted(flagged, reverse=True)
    first = rows[0]
    if first.needs_look and first.mentor:
        mark_reviewed(run, [(first.mentee.pk, first.mentor.pk)], by=cohort.by)
        assert first.mentee.pk not in {row.mentee.pk for row in workbench(fresh(run), "look").rows}


@pytest.mark.parametrize("more", [1, 10])
def test_pages_take_as_many_queries_for_few_as_for_many(cohort: Cohort, more: int) -> None:
    for number in range(more):
        person = make_person(f"Extra {number}", seniority=2, languages=["en"])
        tell(take_part(person, cohort.cast.programme, "mentee"), wants=["core.strategy"])
    run = fresh(propose_pairs(cohort.cast.programme, by=cohort.by))
    board_of(run)  # measured once, as a page seen before

    for expected, read in (
        (4, lambda: workbench(run, "all")),
        (4, lambda: pair_panel(run, cohort.mentees["Amira"].pk)),
        (2, lambda: price(run, cohort.mentees["Amira"].pk, cohort.mentors["Kofi"].pk)),
        (3, lambda: unmatched(run)),
        (2, lambda: try_weights(run, {"wishes": 60})),
    ):
        with CaptureQueriesContext(connection) as queries, contextlib.suppress(Refused):
            read()
        assert len(queries) == expected, [query["sql"][:90] for query in queries]


def test_the_terms_of_a_panel_add_up_to_the_fit(cohort: Cohort, run: MatchRun) -> None:
    panel = pair_panel(fresh(run), cohort.mentees["Gita"].pk)

    assert sum(float(str(term["points"])) for term in panel.terms) == pytest.approx(panel.row.fit, abs=1e-6)
    assert sum(float(str(term["share"])) for term in panel.terms) == pytest.approx(100)
    assert panel.hope == "Gita Rao hopes to lead."
    assert len(panel.alternatives) == 5
    for each in panel.alternatives:
        assert each.effect == pytest.approx(sum(mover.gain for mover in each.movers))
        assert each.movers[0].mentee_id == cohort.mentees["Gita"].pk
        assert each.others_effect == pytest.approx(each.effect - each.movers[0].gain)
        assert each.sentence.startswith(f"Choosing {each.mentor}: Gita Rao") or each.places < 0


def test_a_panel_of_somebody_who_is_not_in_the_draft_is_not_there(cohort: Cohort, run: MatchRun) -> None:
    with pytest.raises(NotThere):
        pair_panel(fresh(run), cohort.mentors["Kofi"].pk)
    with pytest.raises(NotThere):
        price(fresh(run), cohort.mentees["Amira"].pk, cohort.mentees["Ben"].pk)


def test_prices_are_those_of_the_draft_as_it_is_now(cohort: Cohort, run: MatchRun) -> None:
    before = pair_panel(fresh(run), cohort.mentees["Hugo"].pk, show="all").alternatives
    choose(run, before[-1].mentee_id, before[-1].mentor_id, by=cohort.by)
    panel = pair_panel(fresh(run), cohort.mentees["Ewa"].pk, show="all")

    draft = board_of(fresh(run)).draft
    current = sum(float(each.fit or 0) for each in run.proposals.all())
    assert sum(float(draft.fit[pair]) for pair in draft.pairs) == pytest.approx(current)
    for each in panel.alternatives:
        assert each.movers[0].before == pytest.approx(panel.row.fit)


def test_a_mentor_found_by_name_has_a_price_or_the_reason_against_it(cohort: Cohort, run: MatchRun) -> None:
    mentor = run.proposals.get(mentee=cohort.mentees["Amira"]).mentor
    rule_out(run, cohort.mentees["Amira"].pk, mentor.pk, reason="line", by=cohort.by)

    found = {each.mentor: each for each in search_mentors(fresh(run), cohort.mentees["Amira"].pk, "a")}

    assert all((each.alternative is None) == bool(each.why_not) for each in found.values())
    told = search_mentors(fresh(run), cohort.mentees["Amira"].pk, mentor.name)[0]
    assert "were ruled out" in told.why_not
    allowed = price(fresh(run), cohort.mentees["Amira"].pk, mentor.pk, allow_once=True)
    assert allowed.movers[0].to_mentor == mentor.name


def test_every_mentor_is_counted_once_for_a_mentee_without_one(cohort: Cohort) -> None:
    Availability.objects.filter(person=cohort.mentees["Iris"]).update(weekday=6)
    run = propose_pairs(cohort.cast.programme, by=cohort.by)

    told = {view.mentee.short_name: view for view in unmatched(fresh(run))}

    iris = told["Iris"]
    assert sum(count for count, _why in iris.counts) == iris.mentors == 6
    assert iris.sentence.startswith("6 mentors: ")
    assert iris.ways_out[0].sentence
    assert not iris.held


def test_a_mentee_for_whom_all_are_full_is_told_who_could_take_one_more(cohort: Cohort) -> None:
    Application.objects.filter(role="mentor").update(capacity=1)
    run = propose_pairs(cohort.cast.programme, by=cohort.by)

    views = unmatched(fresh(run))

    assert len(views) == 3
    for view in views:
        assert view.counts[-1][1] == "full"
        assert view.ways_out[0].sentence.startswith("Raise ")
        assert view.ways_out[1].alternative.places == 0


def test_trying_weights_saves_nothing_and_says_what_a_new_draft_would_be(cohort: Cohort, run: MatchRun) -> None:
    before = list(run.proposals.values_list("mentee", "mentor"))
    ghost = try_weights(fresh(run), {"wishes": 200})
    draft = resolve(fresh(run), by=cohort.by, weights={"wishes": 200})
    page = workbench(fresh(draft), "all").summary

    assert list(run.proposals.values_list("mentee", "mentor")) == before
    assert (ghost.fit_after, ghost.lowest_after) == pytest.approx((page.programme_fit, page.lowest))
    assert ghost.changed == page.changed == len({mover.mentee_id for mover in ghost.movers})
    assert ghost.fit_after >= ghost.fit_before - 1e-9
    assert ghost.fit_after_now <= ghost.fit_before_now + 1e-9
    with pytest.raises(Refused):
        try_weights(fresh(run), {kind.kind: 0 for kind in ghost.weights})


@pytest.mark.parametrize(
    ("points", "places", "word"),
    [(0.01, 0, "none"), (-2.9, 0, "small"), (-3.0, 0, "noticeable"), (-10.0, 0, "large"), (4.0, -1, "large")],
)
def test_an_effect_has_a_word(points: float, places: int, word: str) -> None:
    assert strength_of(points, places) == word


def test_drafts_are_listed_newest_first_with_what_was_decided(cohort: Cohort, run: MatchRun) -> None:
    lock(run, *run.proposals.values_list("mentee_id", "mentor_id")[0], by=cohort.by)
    second = resolve(fresh(run), by=cohort.by)

    assert [(each.number, each.decided) for each in runs_of(cohort.cast.programme)] == [(2, 0), (1, 1)]
    assert latest_run(cohort.cast.programme) == second
    assert [sentence for _decision, sentence in activity(fresh(run))] == [
        f"Locked {run.proposals.get(locked=True).mentee.name} – {run.proposals.get(locked=True).mentor.name}. "
        "No other pair changed."
    ]
