"""Initiatives: a real piece of leading, with a measure named at its start."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, NotAllowed, NotThere, Refused
from telemachy.journeys.access import get_initiative_for
from telemachy.journeys.actions import (
    InitiativeFacts,
    Read,
    begin_initiative,
    change_initiative,
    log_decision,
    read_measure,
    read_measures,
    remove_reading,
    set_goal,
    share_initiative,
    start_change,
    unshare_initiative,
)
from telemachy.journeys.models import Connection, Initiative
from telemachy.journeys.numbers import read_number
from telemachy.journeys.queries import initiatives_of
from telemachy.tenancy import clock
from telemachy.tenancy.policy import Actor
from tests.cast import Cast
from tests.journeys.pairs import end, make_pair, signed_in

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 9, tzinfo=UTC)
FACTS = InitiativeFacts(
    title="Reviews that end with a decision",
    aim="Every design review ends with a decision and a name.",
    team="Two firmware engineers, one from test",
    people_led=3,
    measure="Days from review to decision",
    unit="days",
    better="lower",
    baseline=Decimal(21),
    baseline_from="The last ten reviews, median",
    wanted=Decimal(14),
    source="Minutes of the reviews",
)


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    return make_pair(at_lumen)


@pytest.fixture
def noor(at_lumen: Cast) -> Actor:
    return at_lumen.actor(at_lumen.noor)


@pytest.fixture
def initiative(pair: Connection, noor: Actor) -> Initiative:
    with clock.set_to(BEGUN):
        return begin_initiative(pair, FACTS, by=noor)


def test_a_mentee_begins_an_initiative_with_measure_and_baseline(
    at_lumen: Cast, pair: Connection, initiative: Initiative
) -> None:
    shown = initiatives_of(pair)[0]

    assert (initiative.owner, initiative.made_at, initiative.people_led) == (at_lumen.noor, BEGUN, 3)
    assert (shown.baseline, shown.wanted, shown.is_fixed, shown.last) == ("21", "14", False, None)
    assert (shown.chart.measure, shown.chart.aim, shown.chart.finding) == (FACTS.measure, 14.0, "No readings yet")


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ({"title": " "}, "a title"),
        ({"aim": ""}, "what it is for"),
        ({"measure": ""}, "a measure"),
        ({"unit": ""}, "a unit"),
        ({"baseline": None}, "where the measure stands now"),
        ({"better": "more"}, "lower or higher"),
        ({"baseline": Decimal("1e13")}, "too large"),
        ({"wanted": Decimal("0.1234")}, "three decimals"),
        ({"people_led": -1}, "people led"),
        ({"unit": "x" * 61}, "below 60"),
    ],
)
def test_nothing_begins_before_what_is_measured_is_named(
    pair: Connection, noor: Actor, without: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        begin_initiative(pair, replace(FACTS, **without), by=noor)
    assert not Initiative.objects.exists()


def test_only_the_mentee_begins_and_changes_it_and_the_mentor_reads_it(
    at_lumen: Cast, pair: Connection, initiative: Initiative
) -> None:
    elias, bruno = at_lumen.actor(at_lumen.elias), at_lumen.actor(at_lumen.bruno)

    assert get_initiative_for(elias, pair, initiative.pk) == initiative
    for deed in (
        lambda by: begin_initiative(pair, FACTS, by=by),
        lambda by: change_initiative(initiative, FACTS, by=by, version=1),
        lambda by: read_measure(initiative, date(2026, 3, 1), "3", by=by),
        lambda by: log_decision(initiative, date(2026, 3, 1), "Stop", by=by),
        lambda by: start_change(initiative, date(2026, 3, 1), "Start", by=by),
        lambda by: share_initiative(initiative, by=by),
    ):
        with pytest.raises(NotAllowed, match="only the mentee"):
            deed(elias)
        with pytest.raises(NotThere):
            deed(bruno)


def test_what_is_measured_may_change_until_a_reading_after_the_change(initiative: Initiative, noor: Actor) -> None:
    with clock.set_to(LATER):
        read_measure(initiative, date(2026, 3, 9), 20, by=noor)
        start_change(initiative, date(2026, 4, 6), "Chair named beforehand", by=noor)
        other = replace(FACTS, unit="working days", baseline=Decimal(15))
        changed = change_initiative(initiative, other, by=noor, version=2)

    assert (changed.unit, changed.baseline, changed.version) == ("working days", Decimal(15), 3)


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "Reviews with a decision"},
        {"unit": "weeks"},
        {"better": "higher"},
        {"baseline": Decimal(30)},
    ],
)
def test_what_is_measured_is_fixed_once_there_is_a_reading_after_the_change(
    initiative: Initiative, noor: Actor, other: dict[str, object]
) -> None:
    with clock.set_to(LATER):
        start_change(initiative, date(2026, 4, 6), "Chair named beforehand", by=noor)
        reading = read_measure(initiative, date(2026, 4, 6), 17, by=noor)

        with pytest.raises(Refused, match="A new measure is a new initiative"):
            change_initiative(initiative, replace(FACTS, **other), by=noor, version=2)
        with pytest.raises(Refused, match="its day stays"):
            start_change(initiative, date(2026, 5, 4), "Chair named beforehand", by=noor)
        told = change_initiative(initiative, replace(FACTS, team="Six now"), by=noor, version=2)
        remove_reading(reading, by=noor)
        changed = change_initiative(initiative, replace(FACTS, **other), by=noor, version=3)

    assert (told.team, changed.version) == ("Six now", 4)


def test_a_stale_page_changes_no_initiative(initiative: Initiative, noor: Actor) -> None:
    change_initiative(initiative, FACTS, by=noor, version=1)

    with pytest.raises(Conflict, match="read it again"):
        change_initiative(initiative, FACTS, by=noor, version=1)


def test_a_goal_of_another_pair_is_not_there(at_lumen: Cast, pair: Connection, noor: Actor) -> None:
    other = make_pair(at_lumen, at_lumen.bruno, at_lumen.petra)
    theirs = set_goal(other, "Theirs", by=at_lumen.actor(at_lumen.bruno))
    mine = set_goal(pair, "Mine", by=noor)

    with pytest.raises(NotThere):
        begin_initiative(pair, FACTS, by=noor, goal=theirs)
    assert begin_initiative(pair, FACTS, by=noor, goal=mine).goal == mine


def test_readings_make_the_run_chart(pair: Connection, initiative: Initiative, noor: Actor) -> None:
    with clock.set_to(LATER):
        start_change(initiative, date(2026, 4, 13), "Chair named beforehand", by=noor)
        values = [22, 21, 24, 20, 21, 23, 17, 16, 15, 13, 14, 12]
        for week, value in enumerate(values):
            read_measure(initiative, date(2026, 3, 2) + timedelta(weeks=week), str(value), by=noor)

    chart = initiatives_of(pair)[0].chart
    assert (chart.median_before, chart.median_after, chart.aim_met) == (21.5, 14.5, True)
    assert chart.finding == "Six in a row below the earlier median"


def test_a_second_value_for_a_day_corrects_the_first(initiative: Initiative, noor: Actor) -> None:
    with clock.set_to(LATER):
        first = read_measure(initiative, date(2026, 3, 9), "21", by=noor)
        read_measure(initiative, date(2026, 3, 9), "12,5", by=noor, note="Two reviews were counted twice")
        read_measure(initiative, date(2026, 3, 9), "12.5", by=noor, note="Two reviews were counted twice")

    assert [(each.pk, each.value, each.note) for each in initiative.readings.all()] == [
        (first.pk, Decimal("12.5"), "Two reviews were counted twice")
    ]
    details = [each.detail for each in AuditEvent.objects.filter(deed="measure.read").order_by("at")]
    assert details == [
        {"reading": str(first.pk), "on": "2026-03-09", "corrected": corrected} for corrected in (False, True)
    ]


def test_a_day_to_come_has_no_reading_decision_or_change(initiative: Initiative, noor: Actor) -> None:
    tomorrow = date(2026, 3, 3)
    with clock.set_to(BEGUN):
        for deed in (
            lambda: read_measure(initiative, tomorrow, 1, by=noor),
            lambda: log_decision(initiative, tomorrow, "Later", by=noor),
            lambda: start_change(initiative, tomorrow, "Later", by=noor),
        ):
            with pytest.raises(Refused, match="2026-03-03 has not come yet"):
                deed()
        read_measure(initiative, BEGUN.date(), 1, by=noor)

    assert initiative.readings.count() == 1


def test_today_is_the_day_on_the_mentees_wall(at_lumen: Cast, pair: Connection, initiative: Initiative) -> None:
    at_lumen.noor.time_zone = "Pacific/Auckland"
    at_lumen.noor.save()
    evening = datetime(2026, 3, 2, 20, tzinfo=UTC)  # the morning of the third in Auckland
    with clock.set_to(evening):
        fresh = Initiative.objects.filter(pk=initiative.pk)[0]
        read_measure(fresh, date(2026, 3, 3), 1, by=at_lumen.actor(at_lumen.noor))

    assert initiative.readings.count() == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("52", "52"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("−3", "-3"),
        ("0,125", "0.125"),
        ("1.234", "1.234"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("61 000", "61000"),
        ("61 000,5", "61000.5"),
        ("420’000", "420000"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,234", "“1,234” could be 1234 or 1.234"),
        ("52 min", "“52 min” is not a number"),
        ("", "“” is not a number"),
        ("61 12", "“61 12” is not a number"),
        ("1,23,456", "“1,23,456” is not a number"),
        ("1.5.2", "is not a number"),
        ("nan", "“nan” is not a number"),
        ("1e5", "is not a number"),
        ("0.12345", "“0.12345” has more than three decimals"),
        ("1000000000000", "too large"),
    ],
)
def test_a_number_that_could_be_two_or_none_is_named_and_refused(text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_number(text)

    assert sentence in str(refused.value)


def test_several_readings_are_kept_all_or_none(initiative: Initiative, noor: Actor) -> None:
    good = [Read(date(2026, 3, 9), "20"), Read(date(2026, 3, 16), "19")]
    with clock.set_to(LATER):
        with pytest.raises(Refused, match="“about 18” is not a number"):
            read_measures(initiative, [*good, Read(date(2026, 3, 23), "about 18")], by=noor)
        with pytest.raises(Refused, match="2026-03-09 stands there twice"):
            read_measures(initiative, [*good, Read(date(2026, 3, 9), "21")], by=noor)
        assert initiative.readings.count() == 0
        read_measures(initiative, good, by=noor)

    assert initiative.readings.count() == 2


def test_a_reading_that_was_removed_can_be_written_again(initiative: Initiative, noor: Actor) -> None:
    with clock.set_to(LATER):
        reading = read_measure(initiative, date(2026, 3, 9), "20", by=noor)
        remove_reading(reading, by=noor)
        remove_reading(reading, by=noor)
        assert initiative.readings.count() == 0
        read_measure(initiative, date(2026, 3, 9), "20", by=noor)

    assert initiative.readings.count() == 1
    assert AuditEvent.objects.filter(deed="reading.removed").count() == 1


def test_decisions_stand_newest_first_and_the_same_one_stands_once(
    pair: Connection, initiative: Initiative, noor: Actor
) -> None:
    with clock.set_to(LATER):
        log_decision(initiative, date(2026, 3, 9), "Name the chair beforehand", by=noor)
        log_decision(initiative, date(2026, 5, 4), "Keep the firmware reviews apart", by=noor)
        log_decision(initiative, date(2026, 3, 9), "Name the chair beforehand ", by=noor)
        with pytest.raises(Refused, match="what was decided"):
            log_decision(initiative, date(2026, 5, 4), "", by=noor)

    shown = initiatives_of(pair)[0]
    assert [each.text for each in shown.last_decisions] == [
        "Keep the firmware reviews apart",
        "Name the chair beforehand",
    ]


def test_the_coordinator_reads_an_initiative_only_while_it_is_shared(
    at_lumen: Cast, pair: Connection, initiative: Initiative, noor: Actor
) -> None:
    ines = at_lumen.actor(at_lumen.ines)
    with pytest.raises(NotThere):
        get_initiative_for(ines, pair, initiative.pk)
    share_initiative(initiative, by=noor)
    assert get_initiative_for(ines, pair, initiative.pk) == initiative
    unshare_initiative(initiative, by=noor)
    with pytest.raises(NotThere):
        get_initiative_for(ines, pair, initiative.pk)


def test_a_pair_that_has_ended_changes_no_initiative(pair: Connection, initiative: Initiative, noor: Actor) -> None:
    end(pair)

    for deed in (
        lambda: begin_initiative(pair, FACTS, by=noor),
        lambda: change_initiative(initiative, FACTS, by=noor, version=1),
        lambda: read_measure(initiative, date(2026, 3, 9), 1, by=noor),
        lambda: log_decision(initiative, date(2026, 3, 9), "More", by=noor),
        lambda: start_change(initiative, date(2026, 3, 9), "More", by=noor),
    ):
        with pytest.raises(Refused, match="has ended"):
            deed()


FORM = {
    "title": "Reviews that end with a decision",
    "aim": "Every design review ends with a decision and a name.",
    "measure": "Days from review to decision",
    "unit": "days",
    "better": "lower",
    "baseline": "21,5",
}


@pytest.fixture
def page(pair: Connection, initiative: Initiative) -> str:
    return f"/j/{pair.pk}/initiatives/{initiative.pk}"


def test_a_mentee_begins_an_initiative_on_its_page(at_lumen: Cast, pair: Connection) -> None:
    noor = signed_in(at_lumen.noor)
    assert "Three examples" in noor.get(f"/j/{pair.pk}/initiatives/new").content.decode()

    refused = noor.post(f"/j/{pair.pk}/initiatives/new", {**FORM, "baseline": "1,234"})
    answer = noor.post(f"/j/{pair.pk}/initiatives/new", FORM)

    begun = Initiative.objects.get()
    assert (refused.status_code, answer.status_code) == (422, 303)
    assert "“1,234” could be 1234 or 1.234" in refused.content.decode()
    assert answer.headers["location"] == f"/j/{pair.pk}/initiatives/{begun.pk}"
    assert begun.baseline == Decimal("21.5")
    assert "Readings are drawn here" in noor.get(answer.headers["location"]).content.decode()


def test_readings_decisions_and_the_change_are_written_down_on_the_page(
    at_lumen: Cast, page: str, initiative: Initiative
) -> None:
    noor = signed_in(at_lumen.noor)
    pasted = "2026-03-02 22\n\n2026-03-09\t21,5\tafter the holidays\n16.03.2026; 24\n2026-03-23 1 020 counted twice"

    assert noor.post(f"{page}/readings", {"paste-lines": pasted}).status_code == 303
    assert noor.post(f"{page}/readings", {"reading-on": "2026-04-13", "reading-value": "17"}).status_code == 303
    change = {"change-on": "2026-04-06", "change-label": "Chair named beforehand"}
    assert noor.post(f"{page}/start", change).status_code == 303
    decision = {"decision-on": "2026-04-06", "decision-text": "Name the chair beforehand"}
    assert noor.post(f"{page}/decisions", decision).status_code == 303

    assert [(str(each.on), each.value, each.note) for each in initiative.readings.all()] == [
        ("2026-03-02", Decimal(22), ""),
        ("2026-03-09", Decimal("21.5"), "after the holidays"),
        ("2026-03-16", Decimal(24), ""),
        ("2026-03-23", Decimal(1020), "counted twice"),
        ("2026-04-13", Decimal(17), ""),
    ]
    shown = noor.get(page).content.decode()
    assert "Name the chair beforehand" in shown
    assert "Chair named beforehand" in shown
    file = noor.get(f"{page}.csv").content.decode().split()
    assert file == [
        "day,value",
        "2026-03-02,22",
        "2026-03-09,21.5",
        "2026-03-16,24",
        "2026-03-23,1020",
        "2026-04-13,17",
    ]


def test_lines_that_cannot_be_read_are_all_named_and_none_is_kept(
    at_lumen: Cast, page: str, initiative: Initiative
) -> None:
    pasted = "2026-03-02 22\n2026-03-09 about 21\n2026-02-30 20\n2026-03-02 23\n2026-03-16 1,234"

    answer = signed_in(at_lumen.noor).post(f"{page}/readings", {"paste-lines": pasted})

    shown = answer.content.decode()
    assert answer.status_code == 422
    for sentence in (
        "Line 2: “2026-03-09 about 21” is not a day and a value",
        "Line 3: “2026-02-30” is no day.",
        "Line 4: the day stands in line 1 already.",
        "Line 5: “1,234” could be 1234 or 1.234",
    ):
        assert sentence in shown
    assert "2026-03-09 about 21\n" in shown
    assert not initiative.readings.exists()


def test_a_pasted_day_to_come_keeps_nothing(at_lumen: Cast, page: str, initiative: Initiative) -> None:
    answer = signed_in(at_lumen.noor).post(f"{page}/readings", {"paste-lines": "2026-03-02 22\n2999-01-01 21"})

    assert answer.status_code == 422
    assert "2999-01-01 has not come yet" in answer.content.decode()
    assert not initiative.readings.exists()


def test_a_day_long_before_the_pair_is_refused_beside_the_other_wrong_lines(
    at_lumen: Cast, page: str, initiative: Initiative
) -> None:
    pasted = {"paste-lines": "1890-01-01 22\nabout 21\n2999-01-01 21\n2026-03-02 21"}

    shown = signed_in(at_lumen.noor).post(f"{page}/readings", pasted).content.decode()

    assert "<title>Error: " in shown
    assert "Line 1: 1890-01-01 is more than ten years before your pair began. Check the year." in shown
    assert "Line 2: “about 21” is not a day and a value" in shown
    assert "Line 3: 2999-01-01 has not come yet." in shown
    one = {"reading-on": "1890-01-01", "reading-value": "22"}
    refused = signed_in(at_lumen.noor).post(f"{page}/readings", one)
    assert (refused.status_code, "Check the year." in refused.content.decode()) == (422, True)
    assert not initiative.readings.exists()


def test_a_day_of_the_years_before_the_pair_is_kept(at_lumen: Cast, page: str, initiative: Initiative) -> None:
    signed_in(at_lumen.noor).post(f"{page}/readings", {"reading-on": "2020-03-02", "reading-value": "22"})

    assert initiative.readings.count() == 1


def test_what_is_missing_is_named_in_the_summary_with_a_link(at_lumen: Cast, pair: Connection) -> None:
    answer = signed_in(at_lumen.noor).post(f"/j/{pair.pk}/initiatives/new", {"aim": "Shorter reviews"})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_measure">Say what you measure.</a>' in shown
    assert '<a href="#id_title">Give the initiative a title.</a>' in shown
    assert "This field is required." not in shown
    assert "Shorter reviews" in shown


def test_a_reading_that_was_taken_away_is_brought_back(at_lumen: Cast, page: str, initiative: Initiative) -> None:
    noor = signed_in(at_lumen.noor)
    noor.post(f"{page}/readings", {"reading-on": "2026-03-02", "reading-value": "22.5", "reading-note": "Four reviews"})

    removed = noor.post(f"{page}/readings/remove", {"on": "2026-03-02"})
    again = noor.post(f"{page}/readings/remove", {"on": "2026-03-02"})
    assert (removed.status_code, again.status_code, initiative.readings.count()) == (200, 303, 0)
    fields = dict(re.findall(r'name="(reading-\w+)" value="([^"]*)"', removed.content.decode()))
    noor.post(f"{page}/readings", fields)

    assert [(str(each.on), each.value, each.note) for each in initiative.readings.all()] == [
        ("2026-03-02", Decimal("22.5"), "Four reviews")
    ]


def test_a_mentor_reads_the_page_without_a_form(at_lumen: Cast, pair: Connection, page: str) -> None:
    elias = signed_in(at_lumen.elias)

    shown = elias.get(page).content.decode()
    assert "Reviews that end with a decision" in shown
    assert "Keep this reading" not in shown
    for path in ("readings", "readings/remove", "decisions", "start", "share", "change"):
        assert elias.post(f"{page}/{path}", {"on": "2026-03-02"}).status_code == 403, path
    assert elias.get(f"/j/{pair.pk}/initiatives/new").status_code == 403


@pytest.mark.parametrize("who", ["bruno", "petra"])
def test_others_find_no_initiative(at_lumen: Cast, page: str, who: str) -> None:
    stranger = signed_in(getattr(at_lumen, who))

    assert stranger.get(page).status_code == 404
    assert stranger.get(f"{page}.csv").status_code == 404
    assert stranger.post(f"{page}/readings", {"reading-on": "2026-03-02", "reading-value": "1"}).status_code == 404


def test_a_change_keeps_what_was_written_where_it_is_refused(at_lumen: Cast, page: str, initiative: Initiative) -> None:
    noor = signed_in(at_lumen.noor)

    assert noor.post(f"{page}/change", {**FORM, "team": "Six now", "version": "1"}).status_code == 303
    stale = noor.post(f"{page}/change", {**FORM, "team": "Seven now", "version": "1"})

    assert stale.status_code == 409
    assert "Seven now" in stale.content.decode()
    initiative.refresh_from_db()
    assert (initiative.team, initiative.baseline) == ("Six now", Decimal("21.5"))


def test_large_values_are_shown_as_people_read_them(at_lumen: Cast, page: str, pair: Connection) -> None:
    noor = signed_in(at_lumen.noor)
    noor.post(f"{page}/readings", {"reading-on": "2026-03-02", "reading-value": "420 000"})

    assert [text for _reading, text in initiatives_of(pair)[0].rows] == ["420,000"]
    assert "E+" not in noor.get(page).content.decode()
