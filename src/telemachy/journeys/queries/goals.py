"""Goals as pages show them: levels in words, where each of the two sees them, and how that went."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ..models import Connection, Goal, GoalRating, Member
from ..models.goals import LEVELS

SIGNS = {-2: "−2", -1: "−1", 0: "0", 1: "+1", 2: "+2"}
WORDS = {
    -2: _("much less than hoped"),
    -1: _("less than hoped"),
    0: _("as hoped"),
    1: _("more than hoped"),
    2: _("much more than hoped"),
}


@dataclass(frozen=True, slots=True)
class Level:
    """One of the five levels: "+1", "more than hoped", and what it would look like, as written beforehand."""

    value: int
    text: str
    is_present: bool = False

    @property
    def sign(self) -> str:
        """The number as people read it, with a true minus."""
        return SIGNS[self.value]

    @property
    def word(self) -> str:
        """What the number means."""
        return str(WORDS[self.value])


@dataclass(frozen=True, slots=True)
class Rated:
    """Where one of the two saw a goal at a time."""

    level: Level
    person_id: uuid.UUID
    name: str
    role: str
    at: datetime
    at_closing: bool

    @property
    def is_mentee(self) -> bool:
        """Whether the mentee said it."""
        return bool(self.role == Member.Role.MENTEE)


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with what both have said; `history` has the oldest first."""

    goal: Goal
    number: int
    levels: tuple[Level, ...]
    history: tuple[Rated, ...]

    @property
    def mentee(self) -> Rated | None:
        """The mentee's last word."""
        return _last(self.history, Member.Role.MENTEE)

    @property
    def mentor(self) -> Rated | None:
        """The mentor's last word."""
        return _last(self.history, Member.Role.MENTOR)

    @property
    def both(self) -> tuple[Rated, ...]:
        """The last word of each of the two, the mentee's first."""
        return tuple(rated for rated in (self.mentee, self.mentor) if rated is not None)

    @property
    def present(self) -> Rated | None:
        """The last word of either: the dot that is filled."""
        return max(self.history, key=lambda rated: rated.at, default=None)

    @property
    def closing(self) -> tuple[Rated, ...]:
        """What both said at the closing, the mentee first."""
        said = [rated for rated in self.history if rated.at_closing]
        return tuple(sorted(said, key=lambda rated: not rated.is_mentee))

    @property
    def has_levels(self) -> bool:
        """Whether any level was written beforehand."""
        return any(level.text for level in self.levels)

    @property
    def is_rated(self) -> bool:
        """Whether somebody has rated it, so that its levels are fixed."""
        return bool(self.history)

    @property
    def is_open(self) -> bool:
        """Whether it has not been dropped."""
        return self.goal.dropped_at is None


def goals_of(connection: Connection) -> tuple[GoalShown, ...]:
    """Return the goals of a pair that are open, the first first; three queries."""
    return _shown(connection, dropped=False)


def dropped_goals_of(connection: Connection) -> tuple[GoalShown, ...]:
    """Return the goals that were dropped and can be taken up again."""
    return _shown(connection, dropped=True)


def goal_shown(goal: Goal) -> GoalShown:
    """Return one goal as its page shows it."""
    shown = _shown(goal.connection, dropped=goal.dropped_at is not None)
    return next(each for each in shown if each.goal.pk == goal.pk)


def _shown(connection: Connection, *, dropped: bool) -> tuple[GoalShown, ...]:
    goals = list(Goal.objects.filter(connection=connection, dropped_at__isnull=not dropped))
    ratings: dict[uuid.UUID, list[GoalRating]] = {}
    for rating in GoalRating.objects.filter(goal__in=goals).select_related("person"):
        ratings.setdefault(rating.goal_id, []).append(rating)
    roles = dict(Member.objects.filter(connection=connection).values_list("person_id", "role"))
    return tuple(
        _one(goal, number, _told(goal, ratings.get(goal.pk, ()), roles)) for number, goal in enumerate(goals, 1)
    )


def _one(goal: Goal, number: int, history: Sequence[Rated]) -> GoalShown:
    present = max(history, key=lambda rated: rated.at, default=None)
    at = None if present is None else present.level.value
    levels = tuple(Level(value, _text(goal, value), is_present=value == at) for value in LEVELS)
    return GoalShown(goal, number, levels, tuple(history))


def _told(goal: Goal, ratings: Iterable[GoalRating], roles: dict[uuid.UUID, str]) -> list[Rated]:
    return [
        Rated(
            level=Level(each.level, _text(goal, each.level)),
            person_id=each.person_id,
            name=each.person.short_name,
            role=roles.get(each.person_id, ""),
            at=each.at,
            at_closing=each.at_closing,
        )
        for each in ratings
    ]


def _text(goal: Goal, level: int) -> str:
    return str(goal.levels.get(str(level), ""))


def _last(history: Iterable[Rated], role: str) -> Rated | None:
    return max((rated for rated in history if rated.role == role), key=lambda rated: rated.at, default=None)
