"""What a programme's ledger adds up to, of everybody whose pair began."""

from dataclasses import replace
from decimal import Decimal

import pytest

from telemachy.evidence.actions import correct_claim, withdraw_claim
from telemachy.evidence.published import PublishedStory
from telemachy.evidence.queries import Line, Totals, totals_of
from telemachy.evidence.sheet import headline_of, rows_of
from telemachy.inference import Cell
from telemachy.journeys.models import Connection, Initiative, InitiativeReading
from telemachy.programmes.actions import create_programme
from telemachy.programmes.shipped import shipped_texts
from telemachy.tenancy import clock
from tests.cast import Cast, take_part
from tests.evidence.cohorts import Cohort, story_of
from tests.evidence.conftest import ROLE
from tests.evidence.pairs import pair_up


@pytest.fixture
def cohort(at_lumen: Cast) -> Cohort:
    """Fifty-two engineers whose pairs have begun."""
    return Cohort(at_lumen.programme, at_lumen.elias, 52)


def line(totals: Totals, code: str = "leading-role") -> Line:
    return next(each for each in totals.lines if each.outcome.id == code)


def parts(each: Line) -> list[str]:
    return [str(part) for part in each.counts.parts]


def said(totals: Totals, label: str) -> str:
    return next(" ".join(row.sentences) for row in rows_of(totals) if row.label == label)


def test_the_totals_say_how_many_of_all_who_began_and_how_it_is_known(cohort: Cohort) -> None:
    cohort.claims("AAABBBBBBDDDDD")
    cohort.claims("B" * 26, start=14, happened=False)

    totals = totals_of(cohort.programme)

    found = line(totals)
    assert (found.counts.yes, found.counts.known, found.counts.most) == (Cell(14, 52), Cell(40, 52), 26)
    assert parts(found) == ["A or B: 9", "C: 0", "D: 5"]
    assert headline_of(totals) == ("14 of 52 engineers took on a leading role.",)
    assert said(totals, "Moved into a leading role") == (
        "have it on record, by date. Information on 40 of 52 (77%). Were the silent known: 14 to 26."
    )


def test_no_percentage_is_given_of_fewer_than_twenty_people(at_lumen: Cast) -> None:
    cohort = Cohort(at_lumen.programme, at_lumen.elias, 19)
    cohort.claims("BBBBBBB")

    assert "Information on 7 of 19. Were" in said(totals_of(cohort.programme), "Moved into a leading role")


def test_little_information_is_warned_of(cohort: Cohort) -> None:
    cohort.claims("B" * 15)
    assert line(totals_of(cohort.programme)).is_thin

    cohort.claims("B", start=15, happened=False)
    assert rows_of(totals_of(cohort.programme))[0].warning == ""
    cohort.claims("BBBB", start=16, happened=False)
    assert not line(totals_of(cohort.programme)).is_thin


def test_a_disputed_claim_stands_outside_and_is_counted_beside(cohort: Cohort) -> None:
    cohort.claims("BBBBBBB")
    cohort.claims("xxxxx", start=7)

    found = line(totals_of(cohort.programme))

    assert (found.counts.yes.value, found.counts.disputed.value, found.counts.most) == (7, 5, 52)
    assert "5 more are disputed and not counted." in said(totals_of(cohort.programme), "Moved into a leading role")


def test_a_person_counts_once_by_the_best_of_their_claims(cohort: Cohort) -> None:
    cohort.claims("DDDDD")
    cohort.claim(0, grade="A")
    cohort.claim(1, grade="x")
    cohort.claim(2, grade="B", happened=False)

    assert line(totals_of(cohort.programme)).counts.yes.value == 5


def test_what_was_taken_back_or_corrected_counts_no_longer(at_lumen: Cast, cohort: Cohort) -> None:
    cohort.claims("BBBBB")
    by = at_lumen.actor(cohort.mentees[0])

    taken_back = withdraw_claim(line_claim(cohort, 0), by=by)
    assert line(totals_of(cohort.programme)).counts.yes == Cell(None, 52)
    assert taken_back.status == "withdrawn"
    cohort.claims("B", start=5)
    assert line(totals_of(cohort.programme)).counts.yes == Cell(5, 52)
    correct_claim(line_claim(cohort, 1), replace(ROLE, happened=False), by=at_lumen.actor(cohort.mentees[1]))
    assert line(totals_of(cohort.programme)).counts.yes == Cell(None, 52)


def line_claim(cohort: Cohort, number: int):
    return cohort.mentees[number].claims.first()


def test_claims_that_are_not_shared_count_in_totals_like_others(cohort: Cohort) -> None:
    cohort.claims("DDDDD", shared=False)

    assert line(totals_of(cohort.programme)).counts.yes.value == 5


def test_pairs_that_have_not_begun_are_not_in_the_frame(cohort: Cohort) -> None:
    Connection.objects.filter(pk=cohort.pairs[51].pk).update(stage="declined")
    cohort.claims("BBBBB")
    cohort.claim(51, grade="B")

    assert line(totals_of(cohort.programme)).counts.yes == Cell(5, 51)


def test_a_mentee_with_two_mentors_is_one_of_the_frame(at_lumen: Cast, cohort: Cohort) -> None:
    founders = create_programme(shipped_texts()["founders-to-scale"], cohort="2026", by=None)
    take_part(at_lumen.noor, founders, "mentee", capacity=2)
    for mentor in (at_lumen.elias, at_lumen.petra):
        take_part(mentor, founders, "mentor")
        pair_up(at_lumen, at_lumen.noor, mentor, founders)

    assert totals_of(founders).of == 1


def test_under_five_pairs_nothing_is_said_but_that_it_runs(at_lumen: Cast) -> None:
    assert not totals_of(Cohort(at_lumen.programme, at_lumen.elias, 4).programme).is_enough


def test_who_stands_in_a_published_story_is_counted_but_hides_nobody(cohort: Cohort) -> None:
    cohort.claims("AABBBBB")
    without, with_story = totals_of(cohort.programme), totals_of(cohort.programme, public=[story_of(cohort, 0)])
    assert parts(line(without)) == ["A or B: 7", "C: 0", "D: 0"]
    assert line(with_story).counts.yes == Cell(7, 52)
    three = [story_of(cohort, number) for number in range(3)]
    assert line(totals_of(cohort.programme, public=three)).counts.yes == Cell(None, 52)


@pytest.mark.attack("A9")
@pytest.mark.parametrize("grade", ["D", "x"])
def test_what_a_story_does_not_tell_stays_in_the_group_of_everybody_else(cohort: Cohort, grade: str) -> None:
    """Only one story is published, so whoever stands alone in a part could be named."""
    cohort.claims("BBBBBB", start=1)
    kept_back = cohort.claim(0, grade=grade)

    found = line(totals_of(cohort.programme, public=[story_of(cohort, 0, without=kept_back)]))

    assert parts(found) in (["A: 0", "B, C or D: 7"], ["A: 0", "B: 6", "C: 0", "D: 0"])
    assert not found.counts.disputed.value


def test_what_a_story_tells_of_a_claim_that_is_disputed_since_is_not_found_out(cohort: Cohort) -> None:
    cohort.claims("BBBBBB", start=1)
    cohort.claim(0, grade="C")
    told = story_of(cohort, 0)
    cohort.dispute(0)

    assert not line(totals_of(cohort.programme, public=[told])).counts.disputed.value


def test_an_initiative_that_no_story_shows_stays_in_the_group(cohort: Cohort) -> None:
    for number in range(5):
        cohort.initiative(number, 8, 8, shifts=True)

    shown, kept_back = story_of(cohort, 0), PublishedStory("", "", cohort.mentees[0].pk)
    assert totals_of(cohort.programme, public=[shown]).initiatives.lead == Cell(None, 52)
    assert totals_of(cohort.programme, public=[kept_back]).initiatives.lead == Cell(5, 52)


def test_initiatives_are_counted_by_the_first_that_each_named(cohort: Cohort) -> None:
    for number in range(20):
        cohort.initiative(number, 8, 8, shifts=number < 12)
    for number in range(20, 30):
        cohort.initiative(number, 3, 2, shifts=True)
    cohort.initiative(15, 8, 8, shifts=True)

    totals = totals_of(cohort.programme)

    found = totals.initiatives
    assert (found.lead, found.measured, found.shifted) == (Cell(30, 52), Cell(20, 30), Cell(12, 20))
    assert said(totals, "Initiatives") == (
        "lead one with a measure named at the start. By their run charts, 20 have six readings or more before the "
        "change and since: in 12 the measure shifted as hoped, in 8 it did not."
    )
    assert headline_of(totals) == ("30 of 52 engineers lead an initiative.",)


@pytest.fixture
def physicians(at_lumen: Cast) -> Cohort:
    """Thirty physicians: twelve have recorded that a measure moved; nineteen run charts can say so, and fourteen do."""
    programme = create_programme(shipped_texts()["physicians-to-leaders"], cohort="2026", by=None)
    made = Cohort(programme, at_lumen.elias, 30)
    made.claims("AAAAAABBBBBB", "initiative-measure", kind="measure", value=Decimal(4), unit="days")
    for number in range(19):
        made.initiative(number, 8, 8, shifts=number < 14)
    return made


def test_what_was_recorded_and_what_run_charts_show_are_told_apart(physicians: Cohort) -> None:
    totals = totals_of(physicians.programme)

    moved, initiatives = (" ".join(row.sentences) for row in rows_of(totals)[:2])
    assert moved == (
        "have recorded it as an outcome, with a date. What run charts say of initiatives is counted apart. "
        "An outcome, yes or no, is on record of 12 of 30."
    )
    assert "By their run charts, 19 have" in initiatives
    assert "in 14 the measure shifted as hoped, in 5 it did not." in initiatives
    assert headline_of(totals) == (
        "19 of 30 physicians lead an initiative.",
        "In 14 of the 19 with enough readings, the measure shifted as hoped.",
    )


def test_where_run_charts_may_not_be_shown_the_headline_says_what_was_recorded(physicians: Cohort) -> None:
    InitiativeReading.objects.all().delete()

    headline = headline_of(totals_of(physicians.programme))
    assert headline[0] == "12 of 30 physicians have recorded as an outcome that their initiative’s measure moved."


def test_a_measure_that_shifts_the_wrong_way_did_not_shift_as_hoped(cohort: Cohort) -> None:
    for number in range(10):
        cohort.initiative(number, 8, 8, shifts=True, better="higher" if number < 5 else "lower")

    assert totals_of(cohort.programme).initiatives.shifted == Cell(5, 10)


def test_a_measure_named_after_its_change_is_no_measure_named_at_the_start(cohort: Cohort) -> None:
    for number in range(6):
        cohort.initiative(number, 8, 8, shifts=True)
    assert totals_of(cohort.programme).initiatives.lead == Cell(6, 52)

    Initiative.objects.update(made_at=clock.now())
    assert totals_of(cohort.programme).initiatives.lead == Cell(None, 52)


def test_whether_all_or_none_shifted_is_not_shown(cohort: Cohort) -> None:
    for number in range(10):
        cohort.initiative(number, 8, 8, shifts=True)

    totals = totals_of(cohort.programme)
    assert (totals.initiatives.measured, totals.initiatives.shifted) == (Cell(10, 10), Cell(None, 10))
    assert "not shown" in said(totals, "Initiatives")


@pytest.fixture
def founders(at_lumen: Cast) -> Cohort:
    """Twenty-four founders whose pairs have begun."""
    programme = create_programme(shipped_texts()["founders-to-scale"], cohort="2026", by=None)
    return Cohort(programme, at_lumen.elias, 24)


def raise_money(founders: Cohort, grades: str, start: int = 0, unit: str = "GBP", value: int = 100_000) -> None:
    founders.claims(grades, "capital-raised", start, kind="amount", value=Decimal(value), unit=unit)


def test_money_is_added_up_per_currency_and_nobodys_share_of_it_is_told(founders: Cohort) -> None:
    raise_money(founders, "AAAAAC")
    raise_money(founders, "A", start=6, value=400_000)

    totals = totals_of(founders.programme)

    row = rows_of(totals)[0]
    assert (row.label, row.number, row.sums) == ("Capital raised", "", ("£1,000,000",))
    assert row.sentences[0] == "7 of 24 have it on record. How much of it is one venture’s is not shown."
    assert headline_of(totals) == ("7 of 24 founders raised capital.",)


def test_the_largest_share_is_told_where_a_published_story_tells_the_amount(founders: Cohort) -> None:
    raise_money(founders, "AAAAAC")
    raise_money(founders, "A", start=6, value=400_000)

    def said_of_money(*told: int) -> str:
        public = [story_of(founders, number) for number in told]
        return rows_of(totals_of(founders.programme, public=public))[0].sentences[0]

    assert said_of_money(6) == "7 of 24 have it on record. The largest has 40%."
    assert "%" not in said_of_money(0)


def test_money_of_fewer_than_five_is_not_shown_nor_can_it_be_worked_out(founders: Cohort) -> None:
    raise_money(founders, "AAAAAA")
    raise_money(founders, "AA", start=6, unit="EUR")

    row = rows_of(totals_of(founders.programme))[0]

    assert (row.number, row.sums) == ("8", ())
    assert "are not shown, and none is converted" in " ".join(row.sentences)
    assert "£" not in " ".join(row.sentences)


def test_disputed_money_is_in_no_sum(founders: Cohort) -> None:
    raise_money(founders, "AAAAA")
    raise_money(founders, "x", start=5, value=9_000_000)

    assert rows_of(totals_of(founders.programme))[0].sums == ("£500,000",)


@pytest.mark.parametrize("size", [6, 40])
def test_the_totals_ask_six_questions_whatever_the_size(at_lumen: Cast, size: int, django_assert_num_queries) -> None:
    cohort = Cohort(at_lumen.programme, at_lumen.elias, size)
    cohort.claims("ABBCD")
    for number in range(5):
        cohort.initiative(number, 6, 6, shifts=True)

    with django_assert_num_queries(6):
        totals_of(cohort.programme)
