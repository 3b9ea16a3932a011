"""The matching pages as a coordinator's browser reads them: drafts, workbench, publishing, and everybody else's 404."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from telemachy.matching.actions import (
    hold,
    lock,
    mark_rest_reviewed,
    mark_reviewed,
    propose_pairs,
    publish,
    rule_out,
    undo_publication,
)
from telemachy.matching.models import Decision, MatchRun, Publication
from telemachy.matching.queries import pair_panel
from telemachy.matching.queries import workbench as read_workbench
from telemachy.people.models import Availability, PersonSkill
from telemachy.people.spreadsheets import read_table
from telemachy.programmes.models import Application
from telemachy.tenancy.context import work
from tests.cast import Cast, make_person, take_part
from tests.matching.conftest import Cohort, make_cohort
from tests.tenancy.test_routes import signed_in

QUERIES_OF_WORKBENCH = 28


@pytest.fixture
def there(cast: Cast) -> Cohort:
    """Lumen's cohort, with no organisation active."""
    with work(cast.lumen.id):
        return make_cohort(cast)


@pytest.fixture
def run(there: Cohort) -> MatchRun:
    with work(there.cast.lumen.id):
        return propose_pairs(there.cast.programme, by=there.by)


@pytest.fixture
def ines(cast: Cast) -> Client:
    return signed_in(cast, cast.ines)


@pytest.fixture
def at_work(cast: Cast) -> Any:
    """Work for Lumen by hand: `with at_work(): …`."""
    return lambda: work(cast.lumen.id)


BASE = "/p/engineers-to-leaders/matching"
DRAFT = f"{BASE}/1"


def words(answer: Any) -> str:
    """What a page says, without its marks."""
    body = re.sub(r"<(script|style|template)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def markup(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def rows(answer: Any) -> list[str]:
    """The mentees of the table, from top to bottom."""
    return re.findall(r'<a class="who" id="who-[^"]+" href="[^"]+"[^>]*><bdi>([^<]+)</bdi>', markup(answer))


def buttons(answer: Any) -> list[str]:
    """What the buttons of a page would do."""
    return re.findall(r'name="do" value="([^"]+)"', markup(answer))


def press(client: Client, run: MatchRun, do: str, query: str = "", **more: Any) -> Any:
    """Press a button of the page that was read when the draft was like this."""
    return client.post(f"{DRAFT}/events{query}", {"do": do, "version": run.version, **more})


def fresh(run: MatchRun) -> MatchRun:
    return MatchRun.objects.get(pk=run.pk)


def first_pair(run: MatchRun) -> tuple[Any, Any]:
    row = next(each for each in read_workbench(run, "all", sort="name").rows if each.mentor)
    return row.mentee, row.mentor


# --- drafts -----------------------------------------------------------------------------------------------------------


def test_without_people_the_page_says_to_bring_them_and_offers_nothing_else(cast: Cast, ines: Client) -> None:
    with work(cast.lumen.id):
        Application.objects.all().delete()

    page = ines.get(BASE)

    assert "Bring people first" in words(page)
    assert "/p/engineers-to-leaders/import" in markup(page)
    assert "Propose pairs" not in words(page)
    assert markup(page).count("btn-primary") == 1


def test_before_the_first_draft_the_page_counts_people_and_what_is_missing(there: Cohort, ines: Client) -> None:
    with work(there.cast.lumen.id):
        PersonSkill.objects.filter(person=there.mentees["Amira"]).delete()
        Availability.objects.filter(person=there.mentors["Kofi"]).delete()

    page = ines.get(BASE)

    assert "9 mentees and 6 mentors" in words(page)
    assert "Mentees who have named no topic 1" in words(page)
    assert "Mentors who have named no topic 0" in words(page)
    assert "People who have given no hours 1" in words(page)
    assert markup(page).count("btn-primary") == 1


def test_proposing_opens_the_draft_with_its_first_pair_in_focus(there: Cohort, ines: Client) -> None:
    answer = ines.post(f"{BASE}/propose")

    assert (answer.status_code, answer.url) == (303, f"{DRAFT}?focus=row")
    page = ines.get(answer.url)
    assert page.status_code == 200
    assert markup(page).count("data-focus autofocus") == 1


def test_proposing_with_nobody_to_pair_is_refused_in_a_sentence(cast: Cast, ines: Client) -> None:
    with work(cast.lumen.id):
        Application.objects.filter(role="mentee").delete()

    answer = ines.post(f"{BASE}/propose")

    assert answer.status_code == 422
    assert "There is no mentee without a pair. Nothing was drafted." in words(answer)


def test_the_list_shows_every_draft_with_who_made_it_and_how_it_stands(
    there: Cohort, run: MatchRun, ines: Client
) -> None:
    ines.post(f"{BASE}/propose")

    page = words(ines.get(BASE))

    assert "Draft 2" in page
    assert f"Ines Roth {run.size} " in page
    assert "2 drafts." in page


# --- reading the workbench --------------------------------------------------------------------------------------------


def test_the_head_says_what_the_draft_reaches(run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        summary = read_workbench(run).summary

    page = words(ines.get(DRAFT))

    assert f"{summary.paired} of {summary.mentees} mentees paired." in page
    assert f"Programme fit {summary.programme_fit:.1f} (best reachable {summary.best_reachable:.1f})." in page
    assert f"Lowest fit {summary.lowest:.0f} ." in page
    assert f"Needs a look {summary.needs_look} All 9 Locked 0 Unmatched" in page


def test_the_bars_of_the_drawer_add_up_to_the_fit(run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        mentee, mentor = first_pair(run)
        fit = pair_panel(run, mentee.pk, mentor.pk).row.fit

    page = ines.get(DRAFT, {"show": "all", "pair": f"{mentee.pk}.{mentor.pk}"})

    panel = markup(page).split('id="drawer"')[1]
    points = [float(each) for each in re.findall(r'<td class="num"><b>([\d.]+)</b>', panel)]
    assert points[-1] == round(fit, 1)
    assert sum(points[:-1]) == pytest.approx(fit, abs=0.05 * len(points))
    assert f"{mentee.name} hopes to lead." in words(page)


def test_an_opened_alternative_names_who_moves_and_what_it_costs(run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        panel = next(
            found
            for row in read_workbench(run, "all").rows
            if row.mentor
            and (found := pair_panel(run, row.mentee.pk, row.mentor.pk, show="all")).alternatives
            and found.alternatives[-1].others
        )
        price, key = panel.alternatives[-1], f"{panel.row.mentee.pk}.{panel.row.mentor.pk}"

    page = ines.get(DRAFT, {"show": "all", "pair": key, "mentor": str(price.mentor_id)})

    assert price.sentence in words(page)
    moves = "others move" if price.others > 1 else "other moves"
    assert f"Choose {price.mentor}, {price.others} {moves}" in words(page)
    for mover in price.movers[1:]:
        assert mover.mentee in words(page)
    assert f"choose {panel.row.mentee.pk} {price.mentor_id}" in buttons(page)


def test_any_mentor_can_be_priced_by_name_or_the_page_says_why_not(
    there: Cohort, run: MatchRun, ines: Client, at_work: Any
) -> None:
    with at_work():
        amira, kofi = there.mentees["Amira"], there.mentors["Kofi"]
        decision = rule_out(run, amira.pk, kofi.pk, reason="history", by=there.by)

    page = ines.get(DRAFT, {"show": "all", "pair": str(amira.pk), "find": "osei"})

    assert "Kofi Osei" in words(page)
    assert "Kofi Osei were ruled out" in words(page)
    assert "1 ruled out" in words(page)
    assert "what happened before" in words(page)
    assert f"allow-once {amira.pk} {kofi.pk}" in buttons(page)
    assert decision.reason == "history"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "?show=all&sort=name",
            [
                "Amira Haddad",
                "Ben Sato",
                "Chen Wu",
                "Dana Reyes",
                "Ewa Nowak",
                "Femi Obi",
                "Gita Rao",
                "Hugo Lang",
                "Iris Vik",
            ],
        ),
        ("?show=all&q=WU", ["Chen Wu"]),
        ("?show=all&q=team+i", ["Iris Vik"]),
        ("?show=all&q=%00%25", []),
        ("?show=locked", []),
    ],
)
def test_the_table_is_filtered_and_sorted(run: MatchRun, ines: Client, query: str, expected: list[str]) -> None:
    assert rows(ines.get(DRAFT + query)) == expected


@pytest.mark.parametrize(
    "query",
    [
        "?show=x&sort=y&page=-4",
        "?pair=x.y&mentor=z&find=%00",
        "?w-wishes=many&step=q",
        "?w-nothing=5",
        "?page=99999999999",
        "?pair=01900000-0000-7000-8000-00000000abcd",
        "?w-wishes=-3&step=wishes:x",
    ],
)
def test_an_address_that_means_nothing_shows_the_draft_all_the_same(run: MatchRun, ines: Client, query: str) -> None:
    page = ines.get(DRAFT + query)

    assert page.status_code == 200
    assert "mentees paired" in words(page)


@pytest.mark.parametrize("show", ["look", "all", "locked", "unmatched", "changed"])
def test_every_tab_has_one_primary_button(run: MatchRun, ines: Client, show: str) -> None:
    page = markup(ines.get(DRAFT, {"show": show}))

    assert page.count("btn-primary") == 1


def test_a_long_table_shows_fifty_rows_and_more_when_asked(cast: Cast, ines: Client) -> None:
    with work(cast.lumen.id):
        crowd(cast, 52)
        propose_pairs(cast.programme, by=cast.actor(cast.ines))

    page = ines.get(DRAFT, {"show": "all"})

    assert len(rows(page)) == 50
    assert "50 of 52 shown" in words(page)
    more = re.search(r'<a class="btn" href="([^"]+)" rel="next"', markup(page))
    assert more is not None
    assert len(rows(ines.get(more[1]))) == 52


@pytest.mark.parametrize("number", [3, 30])
def test_the_workbench_asks_the_database_the_same_number_of_times(cast: Cast, ines: Client, number: int) -> None:
    with work(cast.lumen.id):
        crowd(cast, number)
        propose_pairs(cast.programme, by=cast.actor(cast.ines))
    ines.get(DRAFT, {"show": "all"})  # the second reader finds scores and draft kept

    with CaptureQueriesContext(connection) as asked:
        page = ines.get(DRAFT, {"show": "all"})

    assert len(rows(page)) == number
    assert len(asked) == QUERIES_OF_WORKBENCH, [each["sql"][:90] for each in asked]


def crowd(cast: Cast, number: int) -> None:
    """So many mentees, each with a mentor of their own to be had."""
    Application.objects.all().delete()
    for each in range(number):
        mentee = take_part(make_person(f"Mentee {each:02}", seniority=2, languages=["en"]), cast.programme, "mentee")
        mentor = take_part(make_person(f"Mentor {each:02}", seniority=4, languages=["en"]), cast.programme, "mentor")
        PersonSkill.objects.create(person=mentee, kind="wants", skill="core.strategy")
        PersonSkill.objects.create(person=mentor, kind="offers", skill="core.strategy")
        Availability.objects.create(person=mentee, weekday=0, start=540, end=780)
        Availability.objects.create(person=mentor, weekday=0, start=540, end=780)


def test_htmx_gets_the_part_it_asked_for_and_a_browser_the_page(run: MatchRun, ines: Client) -> None:
    part = ines.get(DRAFT, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    page = ines.get(DRAFT)

    assert markup(part).strip().startswith("<main")
    assert "<html" not in markup(part)
    assert "<html" in markup(page)
    assert "HX-Request-Type" in part.headers["Vary"]
    assert "HX-Request-Type" in page.headers["Vary"]


def test_every_control_of_the_page_is_a_link_or_a_form(run: MatchRun, ines: Client) -> None:
    page = markup(ines.get(DRAFT))
    main = page.split('<main id="main"')[1]

    assert " style=" not in main
    assert "hx-on" not in main
    assert "onclick" not in main
    lonely = [
        tag for tag in re.findall(r"<button[^>]*>", main) if 'type="submit"' not in tag and "keys-switch" not in tag
    ]
    assert lonely == []


# --- deciding ---------------------------------------------------------------------------------------------------------


def test_a_lock_says_what_changed_and_can_be_undone(run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        mentee, mentor = first_pair(run)

    answer = press(ines, run, f"lock {mentee.pk} {mentor.pk}", "?show=all")

    assert answer.status_code == 303
    page = ines.get(answer.url)
    assert f"Locked {mentee.name} – {mentor.name}. No other pair changed." in words(page)
    assert "Locked 1" in words(page)
    with at_work():
        assert run.proposals.get(mentee=mentee).locked
        now = fresh(run)
    back = ines.get(press(ines, now, "undo", "?show=all").url)
    assert "Locked 0" in words(back)
    assert "Redo" in words(back)


def test_choosing_moves_others_and_shows_what_they_had(run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        panel = next(
            found
            for row in read_workbench(run, "all").rows
            if row.mentor
            and (found := pair_panel(run, row.mentee.pk, row.mentor.pk)).alternatives
            and found.alternatives[-1].others
        )
        price = panel.alternatives[-1]

    answer = press(ines, run, f"choose {price.mentee_id} {price.mentor_id}")

    changed = ines.get(DRAFT, {"show": "changed", "sort": "name"})
    moved = sorted(mover.mentee for mover in price.movers if mover.to_mentor)
    assert answer.status_code == 303
    assert set(rows(changed)) <= set(moved)
    assert panel.row.mentee.name in rows(changed)
    assert f"was {panel.row.mentor.name[0]}." in words(changed)
    assert "is-changed" in markup(changed)


def test_a_page_read_before_somebody_elses_change_is_refused_with_what_changed(
    there: Cohort, run: MatchRun, ines: Client, at_work: Any
) -> None:
    with at_work():
        mentee, mentor = first_pair(run)
        hold(run, there.mentees["Iris"].pk, by=there.by)
        decisions = Decision.objects.count()

    answer = press(ines, run, f"lock {mentee.pk} {mentor.pk}", "?show=all")

    assert answer.status_code == 409
    assert "Somebody has changed this draft since you opened the page. Nothing was done." in words(answer)
    assert "Held Iris Vik without a mentor." in words(answer)
    with at_work():
        assert Decision.objects.count() == decisions


def test_the_same_decision_on_a_page_just_read_is_done(
    there: Cohort, run: MatchRun, ines: Client, at_work: Any
) -> None:
    """The twin: the refusal above is for the age of the page alone."""
    with at_work():
        mentee, mentor = first_pair(run)
        hold(run, there.mentees["Iris"].pk, by=there.by)
        now = fresh(run)

    assert press(ines, now, f"lock {mentee.pk} {mentor.pk}", "?show=all").status_code == 303


def test_a_stale_page_gets_its_refusal_as_the_part_that_htmx_swaps(run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        mentee, mentor = first_pair(run)
    answer = ines.post(
        f"{DRAFT}/events",
        {"do": f"lock {mentee.pk} {mentor.pk}", "version": "0"},
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    )

    assert answer.status_code == 409
    assert markup(answer).strip().startswith("<main")
    assert answer.headers["HX-Push-Url"] == DRAFT


def test_a_pair_is_ruled_out_with_a_reason_and_only_with_one(run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        mentee, mentor = first_pair(run)
    key = f"{mentee.pk}.{mentor.pk}"
    asked = ines.get(DRAFT, {"show": "all", "pair": key, "ask": "rule-out"})
    without = press(ines, run, f"rule-out {mentee.pk} {mentor.pk}", f"?show=all&pair={key}")
    done = press(ines, run, f"rule-out {mentee.pk} {mentor.pk}", "?show=all", reason="conflict")

    assert f"Rule out {mentee.name} and {mentor.name}" in words(asked)
    assert "points." in words(asked)
    assert without.status_code == 422
    assert "There is a problem" in words(without)
    assert markup(without).count("Choose a reason.") >= 2
    assert done.status_code == 303
    assert "a conflict of interest" in words(ines.get(done.url))
    with at_work():
        assert not run.proposals.filter(mentee=mentee, mentor=mentor).exists()


def test_a_held_mentee_stands_among_the_unmatched_until_released(
    there: Cohort, run: MatchRun, ines: Client, at_work: Any
) -> None:
    amira = there.mentees["Amira"]
    press(ines, run, f"hold {amira.pk}", "?show=all")
    held = ines.get(DRAFT, {"show": "unmatched"})
    with at_work():
        now = fresh(run)
    press(ines, now, f"release {amira.pk}", "?show=unmatched")

    assert "Amira Haddad" in words(held)
    assert "Held by you" in words(held)
    assert f"release {amira.pk}" in buttons(held)
    assert "Held by you" not in words(ines.get(DRAFT, {"show": "unmatched"}))


def test_somebody_unmatched_is_told_with_counted_reasons_and_ways_out(cast: Cast, ines: Client) -> None:
    with work(cast.lumen.id):
        crowd(cast, 3)
        lonely = take_part(make_person("Lone Lind", seniority=2, languages=["en"]), cast.programme, "mentee")
        PersonSkill.objects.create(person=lonely, kind="wants", skill="core.strategy")
        Availability.objects.create(person=lonely, weekday=6, start=0, end=60)
        propose_pairs(cast.programme, by=cast.actor(cast.ines))

    page = ines.get(DRAFT, {"show": "unmatched"})

    assert "3 mentors: 3 less than 1 shared hour" in words(page)
    assert f"hold {lonely.pk}" in buttons(page)


def test_reviewing_a_pair_opens_the_next(run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        listed = read_workbench(run, "all", sort="name").rows
        one, two = listed[0], listed[1]

    answer = press(ines, run, f"review {one.mentee.pk} {one.mentor.pk}", "?show=all&sort=name")

    page = ines.get(answer.url)
    assert f"Marked {one.mentee.name} – {one.mentor.name} reviewed." in words(page)
    opened = re.search(r'<h2 id="pair"[^>]*><bdi>([^<]+)', markup(page))
    assert opened is not None
    assert opened[1] == two.mentee.name


def test_the_rest_is_marked_reviewed_by_its_number(run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        rest = read_workbench(run).summary.other_unreviewed

    page = ines.get(DRAFT)
    press(ines, run, "review-rest")

    assert rest > 0
    assert f"Mark the other {rest} reviewed" in words(page)
    assert "Mark the other" not in words(ines.get(DRAFT))
    with at_work():
        assert run.proposals.filter(reviewed=True).count() == rest


@pytest.mark.parametrize("do", ["", "dance", "lock", "lock x y", "choose 01900000-0000-7000-8000-00000000abcd", "hold"])
def test_a_button_that_means_nothing_does_nothing(run: MatchRun, ines: Client, at_work: Any, do: str) -> None:
    answer = press(ines, run, do)

    assert answer.status_code == 422
    assert "Nothing was changed." in words(answer)
    with at_work():
        assert fresh(run).version == run.version


# --- trying weights ---------------------------------------------------------------------------------------------------


def test_tried_weights_are_shown_and_not_applied(run: MatchRun, ines: Client, at_work: Any) -> None:
    page = ines.get(DRAFT, {"w-wants-offers": "80", "w-wishes": "0"})

    assert "Trying Topics 80, was 35; Wishes 0, was 30. Nothing is applied." in words(page)
    assert "By today’s weights" in words(page)
    assert "Save as Draft 2" in words(page)
    assert 'value="80"' in markup(page)
    with at_work():
        assert fresh(run).version == run.version
        assert MatchRun.objects.count() == 1


def test_a_step_works_without_a_script(run: MatchRun, ines: Client) -> None:
    page = ines.get(DRAFT, {"w-wants-offers": "35", "step": "wants-offers:5"})

    assert "Trying Topics 40, was 35." in words(page)


def test_weights_that_are_all_nothing_are_refused_in_a_sentence(run: MatchRun, ines: Client) -> None:
    nothing = {f"w-{kind}": "0" for kind in ("wants-offers", "text-fit", "wishes", "hours-together", "seniority-fit")}

    page = ines.get(DRAFT, nothing)

    assert page.status_code == 200
    assert "At least one weight must be above 0." in words(page)


def test_tried_weights_are_saved_as_the_next_draft(there: Cohort, run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        mentee, mentor = first_pair(run)
        lock(run, mentee.pk, mentor.pk, by=there.by)

    answer = ines.post(f"{DRAFT}/solve", {"w-wants-offers": "80", "w-wishes": "0"})

    assert answer.status_code == 303
    assert answer.url.startswith(f"{BASE}/2?show=changed")
    with at_work():
        made = MatchRun.objects.get(number=2)
        assert (made.weights["wants-offers"], made.weights["wishes"], made.based_on_id) == (80, 0, run.pk)
        assert made.proposals.get(mentee=mentee).mentor_id == mentor.pk
    assert "from Draft 1" in words(ines.get(f"{BASE}/2"))


# --- a draft that is not ready ----------------------------------------------------------------------------------------


def test_a_draft_being_solved_says_so_and_asks_again_by_itself(run: MatchRun, ines: Client, at_work: Any) -> None:
    ines.post(f"{BASE}/propose")
    with at_work():
        MatchRun.objects.filter(number=2).update(state=MatchRun.State.SOLVING)

    page = ines.get(f"{BASE}/2")
    part = ines.get(f"{BASE}/2", headers={"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#job"})

    assert "Working on Draft 2…" in words(page)
    assert "Draft 1 stands meanwhile." in words(page)
    assert 'hx-trigger="every 1s"' in markup(page)
    assert '<meta http-equiv="refresh" content="3">' in markup(page)
    assert markup(part).strip().startswith('<div id="job"')


def test_the_waiting_page_goes_to_the_draft_once_it_is_solved(run: MatchRun, ines: Client) -> None:
    answer = ines.get(DRAFT, headers={"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#job"})

    assert answer.headers["HX-Redirect"] == f"{DRAFT}?focus=row"


def test_a_draft_can_be_given_up_while_it_is_solved(run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        MatchRun.objects.filter(pk=run.pk).update(state=MatchRun.State.SOLVING)

    answer = ines.post(f"{DRAFT}/cancel")

    assert answer.status_code == 303
    page = ines.get(answer.url)
    assert "Cancelled before it was solved." in words(page)
    assert "http-equiv" not in markup(page)


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_pairs_come_as_a_file_that_reads_back(run: MatchRun, ines: Client, at_work: Any, kind: str) -> None:
    answer = ines.get(f"{DRAFT}/pairs.{kind}")

    table = read_table(answer.content, f"pairs.{kind}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="engineers-to-leaders-draft-1.{kind}"'
    assert table.header[:5] == ("Mentee", "Mentee e-mail", "Mentor", "Mentor e-mail", "Fit")
    assert [row.cells[0] for row in table.rows][:3] == ["Amira Haddad", "Ben Sato", "Chen Wu"]
    with at_work():
        mentor = run.proposals.get(mentee__name="Amira Haddad").mentor
    assert table.rows[0].cells[2] == mentor.name


# --- publishing -------------------------------------------------------------------------------------------------------


@pytest.fixture
def reviewed(there: Cohort, run: MatchRun, at_work: Any) -> MatchRun:
    with at_work():
        mark_rest_reviewed(run, by=there.by)
        return fresh(run)


def test_the_check_says_what_goes_to_whom_and_until_when_it_can_be_undone(
    reviewed: MatchRun, ines: Client, at_work: Any
) -> None:
    with at_work():
        ready = reviewed.proposals.filter(reviewed=True).count()
        left = reviewed.proposals.filter(reviewed=False, mentor__isnull=False).count()

    page = ines.get(f"{DRAFT}/publish")

    assert f"{ready} of {ready + left} pairs are ready." in words(page)
    assert "Nothing has been sent." in words(page)
    assert "Mentors are asked first" in words(page)
    assert "10 minutes to undo" in words(page)
    assert f"Publish {ready} pairs" in words(page)
    assert markup(page).count("btn-primary") == 1


def test_nothing_reviewed_means_nothing_to_publish(run: MatchRun, ines: Client) -> None:
    page = ines.get(f"{DRAFT}/publish")
    forced = ines.post(f"{DRAFT}/publish", {"version": run.version})

    assert "No pair has been reviewed yet, so none would go out." in words(page)
    assert "Publish 0" not in words(page)
    assert forced.status_code == 422
    assert "Review some pairs first." in words(forced)


def test_the_preview_is_a_real_mail_in_a_frame_in_which_nothing_runs(
    there: Cohort, reviewed: MatchRun, ines: Client
) -> None:
    page = ines.get(f"{DRAFT}/publish", {"mail": "invitation", "place": "2"})
    frame = re.search(r'<iframe class="mailframe"[^>]* src="([^"]+)" sandbox>', markup(page))
    assert frame is not None
    mail = ines.get(frame[1])

    heading = re.search(r"What ([^<]+) gets", markup(page))
    assert heading is not None
    assert heading[1] in {person.name for person in there.mentors.values()}
    assert "2 of" in words(page)
    assert mail.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "sandbox" in mail.headers["Content-Security-Policy"]
    assert "hopes to lead." in words(mail)
    assert "<script" not in markup(mail)


@pytest.mark.parametrize("query", ["?mail=your-mentor", "?mail=invitation&as=text", "?mail=x&place=y", "?place=99999"])
def test_every_mail_can_be_looked_at(reviewed: MatchRun, ines: Client, query: str) -> None:
    page = ines.get(f"{DRAFT}/publish{query}")

    assert page.status_code == 200
    assert "gets" in words(page)


def test_published_pairs_wait_and_every_page_says_so(reviewed: MatchRun, ines: Client, at_work: Any) -> None:
    answer = ines.post(f"{DRAFT}/publish", {"version": reviewed.version})

    page, drafts = ines.get(answer.url), ines.get(BASE)
    with at_work():
        publication = Publication.objects.get()
    assert answer.status_code == 303
    assert "Waiting in the Outbox." in words(page)
    for each in (page, drafts):
        assert f"{len(publication.pairs)} pairs go out at" in words(each)
        assert "Nothing has left yet. Undo Send now" in words(each)
    assert markup(page).count("btn-primary") == 1


def test_a_publication_can_be_taken_back_and_the_draft_changed_again(
    reviewed: MatchRun, ines: Client, at_work: Any
) -> None:
    ines.post(f"{DRAFT}/publish", {"version": reviewed.version})

    answer = ines.post(f"{DRAFT}/publish/undo")

    page = ines.get(answer.url)
    assert "Taken back. Nothing was sent, and the draft can be changed again." in words(page)
    assert "go out at" not in words(page)
    with at_work():
        assert fresh(reviewed).state == "ready"
        assert Publication.objects.get().state == "undone"


def test_sending_now_closes_the_window(reviewed: MatchRun, ines: Client, at_work: Any) -> None:
    ines.post(f"{DRAFT}/publish", {"version": reviewed.version})

    page = ines.get(ines.post(f"{DRAFT}/publish/send").url)
    late = ines.post(f"{DRAFT}/publish/undo")

    assert "invitations went out." in words(page)
    assert "go out at" not in words(page)
    assert late.status_code == 409
    assert "The mails have gone out, so the publication stays." in words(late)
    with at_work():
        assert Publication.objects.get().state == "sent"


def test_whoever_publishes_second_reads_a_sentence(
    there: Cohort, reviewed: MatchRun, ines: Client, at_work: Any
) -> None:
    with at_work():
        publish(reviewed, by=there.by)

    answer = ines.post(f"{DRAFT}/publish", {"version": reviewed.version})

    assert answer.status_code == 409
    assert "Draft 1 is published already. Nothing was sent twice." in words(answer)
    with at_work():
        assert Publication.objects.count() == 1


def test_undoing_what_somebody_else_undid_is_told(reviewed: MatchRun, ines: Client) -> None:
    ines.post(f"{DRAFT}/publish", {"version": reviewed.version})
    ines.post(f"{DRAFT}/publish/undo")

    answer = ines.post(f"{DRAFT}/publish/undo")

    assert answer.status_code == 409
    assert "undone" in words(answer)


@pytest.mark.parametrize("deed", ["undo", "send"])
def test_a_page_about_an_earlier_publication_does_nothing_to_the_next(
    there: Cohort, reviewed: MatchRun, ines: Client, at_work: Any, deed: str
) -> None:
    with at_work():
        first = publish(reviewed, by=there.by)
        undo_publication(first, by=there.by)
        second = publish(fresh(reviewed), by=there.by)

    answer = ines.post(f"{DRAFT}/publish/{deed}", {"publication": str(first.pk)})

    assert answer.status_code == 409
    assert "has been undone already" in words(answer)
    assert f'name="publication" value="{second.pk}"' in ines.get(BASE).content.decode()
    with at_work():
        assert Publication.objects.get(pk=second.pk).state == "waiting"
    assert ines.post(f"{DRAFT}/publish/{deed}", {"publication": str(second.pk)}).status_code == 303


def test_a_published_draft_is_read_only(there: Cohort, reviewed: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        mentee, mentor = first_pair(reviewed)
        publish(reviewed, by=there.by)
        now = fresh(reviewed)

    page = ines.get(DRAFT, {"show": "all"})
    forced = press(ines, now, f"lock {mentee.pk} {mentor.pk}")

    assert buttons(page) == []
    assert "Save as Draft" not in words(ines.get(DRAFT, {"w-wishes": "5"}))
    assert forced.status_code == 409
    assert "Draft 1 is published, so its pairs stay as they are." in words(forced)


def test_a_window_that_has_passed_is_no_longer_offered(
    there: Cohort, reviewed: MatchRun, ines: Client, at_work: Any
) -> None:
    with at_work():
        publication = publish(reviewed, by=there.by)
        Publication.objects.filter(pk=publication.pk).update(send_at=timezone.now() - timedelta(seconds=1))

    page = ines.get(f"{DRAFT}/publish")

    assert "go out at" not in words(page)
    assert "The time to undo is over" in words(page)


# --- who may look -----------------------------------------------------------------------------------------------------

PAGES = ["", "/pairs.csv", "/pairs.xlsx", "/publish", "/publish/mail"]
DEEDS = ["/events", "/solve", "/cancel", "/publish", "/publish/undo", "/publish/send"]


@pytest.mark.parametrize("who", ["noor", "elias", "tove"])
def test_nobody_but_coordinators_learns_that_a_draft_is_there(cast: Cast, reviewed: MatchRun, who: str) -> None:
    client = signed_in(cast, getattr(cast, who))

    assert [client.get(DRAFT + page).status_code for page in PAGES] == [404] * len(PAGES)
    assert [client.post(DRAFT + deed).status_code for deed in DEEDS] == [404] * len(DEEDS)


def test_a_coordinator_reads_and_does_all_of_it(reviewed: MatchRun, ines: Client) -> None:
    """The twin: the same addresses answer for Ines."""
    assert [ines.get(DRAFT + page).status_code for page in PAGES] == [200] * len(PAGES)
    assert all(ines.post(DRAFT + deed).status_code != 404 for deed in DEEDS)


def test_the_coordinator_of_another_organisation_finds_nothing(cast: Cast, reviewed: MatchRun) -> None:
    zadie = signed_in(cast, cast.zadie, host="elsewhere.localhost")

    assert zadie.get(BASE).status_code == 404
    assert [zadie.get(DRAFT + page).status_code for page in PAGES] == [404] * len(PAGES)


def test_a_reviewed_pair_is_marked(there: Cohort, run: MatchRun, ines: Client, at_work: Any) -> None:
    with at_work():
        mentee, mentor = first_pair(run)
        mark_reviewed(run, [(mentee.pk, mentor.pk)], by=there.by)

    page = ines.get(DRAFT, {"show": "all", "q": mentee.name})

    assert "Reviewed" in words(page)
    assert f"review {mentee.pk} {mentor.pk}" not in buttons(page)
