"""Goals: the mentee's own, with levels written before anybody rates (Kiresuk & Sherman 1968)."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, Refused
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..models import Closure, Connection, Goal, GoalRating
from ..models.goals import LEVELS
from .standing import member_for, mentee_for, take_open

MOST_OPEN = 3
MOST_TITLE, MOST_LETTERS = 200, 400
Levels = Mapping[int, str]


@transaction.atomic
def set_goal(connection: Connection, title: str, *, by: Actor, sign: str = "", levels: Levels | None = None) -> Goal:
    """Set one of at most three open goals of the mentee.

    Args:
        sign: how both will know that it is reached.
        levels: what each level from −2 to +2 would look like; they may be completed until somebody rates the goal.
    """
    connection = take_open(connection)
    mentee_for(connection, by)
    _refuse_fourth(connection)
    last = Goal.objects.filter(connection=connection).aggregate(last=Max("position"))["last"] or 0
    goal = Goal.objects.create(
        connection=connection,
        position=last + 1,
        title=_titled(title),
        sign=_short(sign),
        levels=_written(levels),
        made_at=clock.now(),
    )
    audit.record(by, "goal.set", goal, connection=connection.pk, levels=len(goal.levels))
    return goal


@transaction.atomic
def change_goal(
    goal: Goal,
    *,
    by: Actor,
    version: int,
    title: str | None = None,
    sign: str | None = None,
    levels: Levels | None = None,
) -> Goal:
    """Change a goal's words; what is None stays. The levels are fixed once somebody has rated the goal.

    Raises:
        Conflict: the goal was changed after `version` was read.
        Refused: other levels, though a rating stands against the ones that were written.
    """
    goal = _take_mine(goal, by)
    if goal.version != version:
        raise Conflict(_("This goal was changed while you were writing. Nothing was saved; read it again first."))
    _refuse_dropped(goal)
    wanted = goal.levels if levels is None else _written(levels)
    if wanted != goal.levels and goal.ratings.exists():
        raise Refused(
            _("The levels were written before the first rating, and now they stay as they are. Nothing was saved.")
        )
    goal.title = goal.title if title is None else _titled(title)
    goal.sign = goal.sign if sign is None else _short(sign)
    goal.levels = wanted
    return _save(goal, by, "goal.changed", levels=len(wanted))


@transaction.atomic
def drop_goal(goal: Goal, *, by: Actor) -> Goal:
    """Lay a goal aside, with its ratings; dropping it twice changes nothing. `take_up_again` undoes it."""
    goal = _take_mine(goal, by)
    if goal.dropped_at is not None:
        return goal
    goal.dropped_at = clock.now()
    return _save(goal, by, "goal.dropped")


@transaction.atomic
def take_up_again(goal: Goal, *, by: Actor) -> Goal:
    """Open a goal that was dropped, as it was.

    Raises:
        Refused: there are three open goals already.
    """
    goal = _take_mine(goal, by)
    if goal.dropped_at is None:
        return goal
    _refuse_fourth(goal.connection)
    goal.dropped_at = None
    return _save(goal, by, "goal.taken-up-again")


@transaction.atomic
def share_goal(goal: Goal, *, by: Actor) -> Goal:
    """Let the coordinator read the goal's words."""
    return _set_shared(goal, by, True)


@transaction.atomic
def unshare_goal(goal: Goal, *, by: Actor) -> Goal:
    """Keep the goal's words between the two again."""
    return _set_shared(goal, by, False)


@transaction.atomic
def rate_goal(goal: Goal, level: int, *, by: Actor, at_closing: bool = False) -> GoalRating:
    """Say where a goal stands, as one of the two sees it; the last word of a day counts for that day.

    At the closing each of the two says it once, and may correct it until the pair has ended.

    Raises:
        Refused: no such level, the goal was dropped, or `at_closing` before a closing was announced.
    """
    connection = take_open(goal.connection)
    person = member_for(connection, by).person
    goal = locks.take(Goal, goal.pk)
    _refuse_dropped(goal)
    if level not in LEVELS:
        raise Refused(_("Choose one of the five levels. Nothing was saved."))
    if at_closing and not Closure.objects.filter(connection=connection).exists():
        raise Refused(_("Goals are rated for good once the closing has been announced. Nothing was saved."))
    now = clock.now()
    mine = GoalRating.objects.filter(goal=goal, person=person, at_closing=at_closing)
    known = (mine if at_closing else mine.filter(at__date=now.date())).first()
    rating = known or GoalRating(goal=goal, person=person, at_closing=at_closing)
    if known is not None and known.level == level:
        return known
    rating.level, rating.at = level, now
    rating.save()
    audit.record(by, "goal.rated", goal, at_closing=at_closing, corrected=known is not None)
    return rating


def _take_mine(goal: Goal, by: Actor) -> Goal:
    connection = take_open(goal.connection)
    mentee_for(connection, by)
    goal = locks.take(Goal, goal.pk)
    goal.connection = connection
    return goal


def _set_shared(goal: Goal, by: Actor, shared: bool) -> Goal:
    goal = _take_mine(goal, by)
    if goal.shared == shared:
        return goal
    goal.shared = shared
    return _save(goal, by, "goal.shared" if shared else "goal.unshared")


def _save(goal: Goal, by: Actor, deed: str, **detail: int) -> Goal:
    goal.version += 1
    goal.save(update_fields=["title", "sign", "levels", "shared", "dropped_at", "version"])
    audit.record(by, deed, goal, version=goal.version, **detail)
    return goal


def _refuse_fourth(connection: Connection) -> None:
    if Goal.objects.filter(connection=connection, dropped_at__isnull=True).count() >= MOST_OPEN:
        raise Refused(_("Three goals are open, and three are enough. Drop one first; it can be taken up again."))


def _refuse_dropped(goal: Goal) -> None:
    if goal.dropped_at is not None:
        raise Refused(_("This goal was dropped. Take it up again first."))


def _titled(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise Refused(_("Give the goal a name."))
    if len(title) > MOST_TITLE:
        raise Refused(_("Keep the goal’s name below %(most)d letters.") % {"most": MOST_TITLE})
    return title


def _short(text: str) -> str:
    text = text.strip()
    if len(text) > MOST_LETTERS:
        raise Refused(_("Keep each text below %(most)d letters.") % {"most": MOST_LETTERS})
    return text


def _written(levels: Levels | None) -> dict[str, str]:
    """Keep the levels that say something, under the names the database has for them."""
    given = {int(level): _short(text) for level, text in (levels or {}).items()}
    if not given.keys() <= set(LEVELS):
        raise Refused(_("A goal has five levels, from −2 to +2."))
    return {str(level): given[level] for level in LEVELS if given.get(level)}
