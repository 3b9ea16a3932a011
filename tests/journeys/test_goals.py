"""Goals: the mentee's own, with levels written before anybody rates."""

from datetime import UTC, datetime, timedelta

import pytest

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, NotAllowed, NotThere, Refused
from telemachy.journeys.access import get_goal_for
from telemachy.journeys.actions import (
    announce_closing,
    change_goal,
    drop_goal,
    rate_goal,
    set_goal,
    share_goal,
    take_up_again,
    unshare_goal,
)
from telemachy.journeys.models import Connection, Goal, GoalRating
from telemachy.journeys.queries import dropped_goals_of, goals_of
from telemachy.tenancy import clock
from telemachy.tenancy.policy import Actor
from tests.cast import Cast
from tests.journeys.pairs import end, make_pair, signed_in

LEVELS = {
    -2: "I still say nothing",
    -1: "I speak when asked",
    0: "I chair one meeting",
    1: "I chair every other meeting",
    2: "Somebody I taught chairs it",
}
KICK_OFF = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    return make_pair(at_lumen)


@pytest.fixture
def noor(at_lumen: Cast) -> Actor:
    return at_lumen.actor(at_lumen.noor)


@pytest.fixture
def elias(at_lumen: Cast) -> Actor:
    return at_lumen.actor(at_lumen.elias)


@pytest.fixture
def goal(pair: Connection, noor: Actor) -> Goal:
    return set_goal(pair, "Chair the design review", by=noor, sign="The minutes name me", levels=LEVELS)


def test_a_mentee_sets_a_goal_with_its_levels(pair: Connection, goal: Goal) -> None:
    shown = goals_of(pair)[0]

    assert (goal.position, goal.title, goal.sign, goal.version) == (
        1,
        "Chair the design review",
        "The minutes name me",
        1,
    )
    assert [(level.sign, level.word, level.text) for level in shown.levels] == [
        ("−2", "much less than hoped", "I still say nothing"),
        ("−1", "less than hoped", "I speak when asked"),
        ("0", "as hoped", "I chair one meeting"),
        ("+1", "more than hoped", "I chair every other meeting"),
        ("+2", "much more than hoped", "Somebody I taught chairs it"),
    ]
    assert (shown.present, shown.is_rated, shown.has_levels) == (None, False, True)
    event = AuditEvent.objects.filter(object_id=goal.pk)[0]
    assert (event.deed, event.detail) == ("goal.set", {"connection": str(pair.pk), "levels": 5})


def test_a_mentor_sets_no_goal_and_a_stranger_finds_no_pair(at_lumen: Cast, pair: Connection, elias: Actor) -> None:
    with pytest.raises(NotAllowed, match="only the mentee"):
        set_goal(pair, "What I would do", by=elias)
    with pytest.raises(NotThere):
        set_goal(pair, "Not mine", by=at_lumen.actor(at_lumen.bruno))
    assert not Goal.objects.exists()


def test_three_goals_are_enough(pair: Connection, noor: Actor) -> None:
    for title in ("One", "Two", "Three"):
        set_goal(pair, title, by=noor)

    with pytest.raises(Refused, match="three are enough"):
        set_goal(pair, "Four", by=noor)
    assert [goal.goal.title for goal in goals_of(pair)] == ["One", "Two", "Three"]


def test_a_dropped_goal_makes_room_and_can_be_taken_up_again(pair: Connection, noor: Actor) -> None:
    first, _second, _third = (set_goal(pair, title, by=noor) for title in ("One", "Two", "Three"))
    drop_goal(first, by=noor)
    fourth = set_goal(pair, "Four", by=noor)

    with pytest.raises(Refused, match="three are enough"):
        take_up_again(first, by=noor)
    drop_goal(fourth, by=noor)
    assert take_up_again(first, by=noor).dropped_at is None
    assert [each.goal.title for each in goals_of(pair)] == ["One", "Two", "Three"]
    assert [each.goal.title for each in dropped_goals_of(pair)] == ["Four"]


def test_dropping_twice_is_dropping_once(goal: Goal, noor: Actor) -> None:
    assert drop_goal(goal, by=noor).dropped_at == drop_goal(goal, by=noor).dropped_at
    assert AuditEvent.objects.filter(object_id=goal.pk, deed="goal.dropped").count() == 1


def test_levels_are_completed_until_the_first_rating(pair: Connection, noor: Actor) -> None:
    goal = set_goal(pair, "Chair", by=noor, levels={0: "I chair one meeting"})

    changed = change_goal(goal, by=noor, version=1, levels=LEVELS)

    assert (changed.levels["2"], changed.version) == ("Somebody I taught chairs it", 2)


@pytest.mark.parametrize("rater", ["noor", "elias"])
def test_levels_are_fixed_once_somebody_has_rated(at_lumen: Cast, goal: Goal, noor: Actor, rater: str) -> None:
    rate_goal(goal, -1, by=at_lumen.actor(getattr(at_lumen, rater)))

    with pytest.raises(Refused, match="written before the first rating"):
        change_goal(goal, by=noor, version=1, levels={**LEVELS, 0: "I attend"})
    assert change_goal(goal, by=noor, version=1, title="Chair it", levels=LEVELS).title == "Chair it"
    assert Goal.objects.filter(pk=goal.pk)[0].levels["0"] == "I chair one meeting"


def test_a_stale_page_changes_nothing(goal: Goal, noor: Actor) -> None:
    change_goal(goal, by=noor, version=1, sign="The agenda names me")

    with pytest.raises(Conflict, match="read it again"):
        change_goal(goal, by=noor, version=1, sign="Anything")
    assert Goal.objects.filter(pk=goal.pk)[0].sign == "The agenda names me"


def test_both_rate_and_each_last_word_is_shown(pair: Connection, goal: Goal, noor: Actor, elias: Actor) -> None:
    for day, level, by in ((0, -2, noor), (14, 0, noor), (15, 1, elias)):
        with clock.set_to(KICK_OFF + timedelta(days=day)):
            rate_goal(goal, level, by=by)

    shown = goals_of(pair)[0]
    assert [(rated.name, rated.level.sign) for rated in shown.history] == [
        ("Noor", "−2"),
        ("Noor", "0"),
        ("Elias", "+1"),
    ]
    assert (shown.mentee.level.value, shown.mentor.level.value) == (0, 1)
    assert [level.value for level in shown.levels if level.is_present] == [1]
    assert shown.present.level.text == "I chair every other meeting"


def test_a_second_word_on_the_same_day_corrects_the_first(goal: Goal, noor: Actor) -> None:
    with clock.set_to(KICK_OFF):
        rate_goal(goal, -2, by=noor)
        rate_goal(goal, -1, by=noor)
        rate_goal(goal, -1, by=noor)

    assert [rating.level for rating in GoalRating.objects.filter(goal=goal)] == [-1]
    assert AuditEvent.objects.filter(object_id=goal.pk, deed="goal.rated").count() == 2


def test_the_audit_tells_of_a_rating_and_not_which(goal: Goal, noor: Actor) -> None:
    rate_goal(goal, -2, by=noor)

    assert AuditEvent.objects.get(deed="goal.rated").detail == {"at_closing": False, "corrected": False}


@pytest.mark.parametrize("level", [-3, 3])
def test_there_are_five_levels(goal: Goal, noor: Actor, level: int) -> None:
    with pytest.raises(Refused, match="five levels"):
        rate_goal(goal, level, by=noor)
    with pytest.raises(Refused, match="five levels"):
        change_goal(goal, by=noor, version=1, levels={level: "Further"})


def test_at_the_closing_each_says_it_once_and_may_correct_it_until_the_end(
    pair: Connection, goal: Goal, noor: Actor, elias: Actor
) -> None:
    with pytest.raises(Refused, match="once the closing has been announced"):
        rate_goal(goal, 1, by=noor, at_closing=True)
    announce_closing(pair, by=noor)
    rate_goal(goal, 1, by=noor, at_closing=True)
    rate_goal(goal, 2, by=noor, at_closing=True)
    rate_goal(goal, 0, by=elias, at_closing=True)

    assert [(each.name, each.level.value) for each in goals_of(pair)[0].closing] == [("Noor", 2), ("Elias", 0)]
    end(pair)
    with pytest.raises(Refused, match="has ended"):
        rate_goal(goal, 0, by=noor, at_closing=True)


def test_a_dropped_goal_is_not_rated(goal: Goal, noor: Actor) -> None:
    drop_goal(goal, by=noor)

    with pytest.raises(Refused, match="was dropped"):
        rate_goal(goal, 0, by=noor)


def test_the_coordinator_reads_a_goal_only_while_it_is_shared(
    at_lumen: Cast, pair: Connection, goal: Goal, noor: Actor
) -> None:
    ines = at_lumen.actor(at_lumen.ines)
    with pytest.raises(NotThere):
        get_goal_for(ines, pair, goal.pk)
    share_goal(goal, by=noor)
    assert get_goal_for(ines, pair, goal.pk) == goal
    unshare_goal(goal, by=noor)
    with pytest.raises(NotThere):
        get_goal_for(ines, pair, goal.pk)


def test_a_pair_that_has_ended_changes_no_goal(pair: Connection, goal: Goal, noor: Actor) -> None:
    end(pair)

    for deed in (
        lambda: set_goal(pair, "Another", by=noor),
        lambda: change_goal(goal, by=noor, version=1, title="Another"),
        lambda: drop_goal(goal, by=noor),
        lambda: share_goal(goal, by=noor),
        lambda: rate_goal(goal, 0, by=noor),
    ):
        with pytest.raises(Refused, match="has ended"):
            deed()


def test_a_goal_needs_a_name_that_fits(pair: Connection, noor: Actor) -> None:
    with pytest.raises(Refused, match="a name"):
        set_goal(pair, "  ", by=noor)
    with pytest.raises(Refused, match="below 200"):
        set_goal(pair, "x" * 201, by=noor)
    with pytest.raises(Refused, match="below 400"):
        set_goal(pair, "Chair", by=noor, levels={0: "x" * 401})


def test_a_mentee_sets_rates_changes_and_drops_a_goal_on_its_pages(at_lumen: Cast, pair: Connection) -> None:
    noor = signed_in(at_lumen.noor)
    assert "Set your first goal" in noor.get(f"/j/{pair.pk}/goals").content.decode()

    answer = noor.post(
        f"/j/{pair.pk}/goals", {"title": "Chair the review", "sign": "Minutes", "level_2": "I chair one"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"/j/{pair.pk}/goals")
    goal = Goal.objects.get()
    page = f"/j/{pair.pk}/goals/{goal.pk}"
    assert noor.post(f"{page}/rating", {"level": "-1"}).status_code == 303
    shown = noor.get(page).content.decode()
    assert "−1 of −2 to +2: less than hoped, says Noor" in shown
    assert "stay as they are, so that everybody rates against the same words" in shown
    assert noor.post(page, {"title": "Chair it", "sign": "Minutes", "version": "1"}).status_code == 303
    assert noor.post(f"{page}/share").status_code == 303
    assert noor.post(f"{page}/drop").status_code == 303
    assert "Take up again" in noor.get(f"/j/{pair.pk}/goals").content.decode()
    assert noor.post(f"{page}/drop", {"again": "1"}).status_code == 303

    goal.refresh_from_db()
    assert (goal.title, goal.levels, goal.shared, goal.dropped_at) == ("Chair it", {"0": "I chair one"}, True, None)


def test_a_page_that_is_refused_keeps_what_was_written(at_lumen: Cast, pair: Connection, goal: Goal) -> None:
    noor = signed_in(at_lumen.noor)
    empty = noor.post(f"/j/{pair.pk}/goals", {"title": "", "sign": "The minutes of May"})
    stale = noor.post(f"/j/{pair.pk}/goals/{goal.pk}", {"title": "My later words", "version": "7"})
    nothing = noor.post(f"/j/{pair.pk}/goals/{goal.pk}/rating", {})

    assert (empty.status_code, stale.status_code, nothing.status_code) == (422, 409, 422)
    assert "Give the goal a name." in empty.content.decode()
    assert "The minutes of May" in empty.content.decode()
    assert "read it again first" in stale.content.decode()
    assert "My later words" in stale.content.decode()
    assert "Choose one of the five levels." in nothing.content.decode()


def test_a_mentor_reads_and_rates_but_changes_nothing(at_lumen: Cast, pair: Connection, goal: Goal) -> None:
    elias, page = signed_in(at_lumen.elias), f"/j/{pair.pk}/goals/{goal.pk}"

    assert elias.post(f"{page}/rating", {"level": "1"}).status_code == 303
    shown = elias.get(page).content.decode()
    assert "Change the words" not in shown
    assert "Drop this goal" not in shown
    assert "Set another goal" not in elias.get(f"/j/{pair.pk}/goals").content.decode()
    for path, data in ((page, {"title": "x"}), (f"{page}/drop", {}), (f"{page}/share", {})):
        assert elias.post(path, data).status_code == 403
    assert elias.post(f"/j/{pair.pk}/goals", {"title": "Mine for her"}).status_code == 403


@pytest.mark.parametrize("who", ["bruno", "petra"])
def test_others_find_no_goals(at_lumen: Cast, pair: Connection, goal: Goal, who: str) -> None:
    stranger = signed_in(getattr(at_lumen, who))

    assert stranger.get(f"/j/{pair.pk}/goals").status_code == 404
    assert stranger.get(f"/j/{pair.pk}/goals/{goal.pk}").status_code == 404


def test_a_goal_is_not_found_below_another_pair_of_the_same_mentee(
    at_lumen: Cast, pair: Connection, goal: Goal
) -> None:
    end(pair)
    other = make_pair(at_lumen, at_lumen.noor, at_lumen.petra)
    noor = signed_in(at_lumen.noor)

    assert noor.get(f"/j/{other.pk}/goals/{goal.pk}").status_code == 404
    assert noor.get(f"/j/{pair.pk}/goals/{goal.pk}").status_code == 200
