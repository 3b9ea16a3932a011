"""Soft criteria: how well a pair fits in one respect, from 0 to 1.

Every criterion has a vectorised form, `values(roster)`, float64 [mentees, mentors] with NaN where somebody has not
answered, and a scalar twin, `value(roster, i, j)`, that anybody can read; a test holds them equal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np

from telemachy.language import overlap, overlap_matrix
from telemachy.matching.roster import Floats, MatchPerson, Roster, same
from telemachy.matching.rules import levels_above
from telemachy.matching.sentences import Sentence, count, listed, ordinal, say
from telemachy.programmes.file import CriterionChoice

NO_ANSWER = float("nan")
LIKE_ENOUGH = 0.35
"""Similarity of goal and biography that counts in full. Judgement: rare words in common reach it, small talk not."""
LEVELS_TO_NOTHING = 3
SHORT_OF_HOURS = 0.5


class Criterion(Protocol):
    kind: ClassVar[str]
    label: ClassVar[Sentence]

    def values(self, roster: Roster) -> Floats:
        """How well each pair fits, 0 to 1; NaN where an answer is missing."""
        ...

    def value(self, roster: Roster, i: int, j: int) -> float:
        """The same for one pair."""
        ...

    def plus(self, roster: Roster, i: int, j: int) -> Sentence | None:
        """What speaks for the pair."""
        ...

    def watch(self, roster: Roster, i: int, j: int) -> Sentence | None:
        """What to watch out for."""
        ...


class Untroubled:
    """A criterion whose absence is nothing to watch out for."""

    def watch(self, roster: Roster, i: int, j: int) -> Sentence | None:
        return None


@dataclass(frozen=True, slots=True)
class WantsOffers:
    """How far the mentor offers what the mentee wants; see `telemachy.language.overlap`."""

    kind: ClassVar[str] = "wants-offers"
    label: ClassVar[Sentence] = say("Topics")

    def values(self, roster: Roster) -> Floats:
        wanted = [person.hoped for person in roster.mentees]
        offered = [person.held for person in roster.mentors]
        known = roster.both_know(lambda mentee: mentee.wants, lambda mentor: mentor.offers)
        return np.where(known, overlap_matrix(wanted, offered, roster.taxonomy), np.nan)

    def value(self, roster: Roster, i: int, j: int) -> float:
        wanted, offered = roster.mentees[i].hoped, roster.mentors[j].held
        return overlap(wanted, offered, roster.taxonomy).value if wanted and offered else NO_ANSWER

    def plus(self, roster: Roster, i: int, j: int) -> Sentence | None:
        wanted, offered = roster.mentees[i].hoped, roster.mentors[j].held
        found = overlap(wanted, offered, roster.taxonomy)
        if found.matched:
            return _topics(len(found.matched), len(wanted), listed(named(roster, skill) for skill in found.matched))
        if found.related:
            near, offer = found.related[0]
            return say("{offer}, close to {wanted}", offer=named(roster, offer), wanted=named(roster, near))
        return None

    def watch(self, roster: Roster, i: int, j: int) -> Sentence | None:
        wanted, offered = roster.mentees[i].hoped, roster.mentors[j].held
        if not wanted or not offered:
            return None
        found = overlap(wanted, offered, roster.taxonomy)
        return None if found.matched or found.related else say("none of the wanted topics")


def _topics(matched: int, wanted: int, skills: str) -> Sentence:
    if wanted == 1:
        return say("{skills} (the wanted topic)", skills=skills)
    if matched == wanted == 2:
        return say("{skills} (both wanted topics)", skills=skills)
    if matched == wanted:
        return say("{skills} (all {n} wanted topics)", n=matched, skills=skills)
    return say("{skills} ({matched} of {wanted} wanted topics)", matched=matched, wanted=wanted, skills=skills)


def named(roster: Roster, skill: str) -> str:
    """A topic's name as it stands inside a sentence: “negotiation”, but “DevOps and delivery”."""
    known = roster.taxonomy.by_id.get(skill)
    if known is None:
        return skill
    first = known.name.split(maxsplit=1)[0]
    return known.name[:1].lower() + known.name[1:] if first[1:].islower() else known.name


@dataclass(frozen=True, slots=True)
class TextFit(Untroubled):
    """How much the mentee's goal and the mentor's biography speak of the same things."""

    kind: ClassVar[str] = "text-fit"
    label: ClassVar[Sentence] = say("Goal and experience")

    def values(self, roster: Roster) -> Floats:
        known = roster.both_know(lambda mentee: mentee.goal.strip(), lambda mentor: mentor.biography.strip())
        return np.where(known, np.minimum(1.0, roster.texts.matrix / LIKE_ENOUGH), np.nan)

    def value(self, roster: Roster, i: int, j: int) -> float:
        if not roster.mentees[i].goal.strip() or not roster.mentors[j].biography.strip():
            return NO_ANSWER
        return min(1.0, float(roster.texts.matrix[i, j]) / LIKE_ENOUGH)

    def plus(self, roster: Roster, i: int, j: int) -> Sentence | None:
        words = roster.texts.shared_words(i, j)
        return say("goal and experience share: {words}", words=listed(words)) if words else None


@dataclass(frozen=True, slots=True)
class Wishes(Untroubled):
    """Ranked wishes of both sides: the first wish counts 1, each later one a step less; a side without any is left out.

    With `places` wishes allowed the step is 1 / places, so the last of them still counts.
    """

    kind: ClassVar[str] = "wishes"
    label: ClassVar[Sentence] = say("Wishes")

    def values(self, roster: Roster) -> Floats:
        ours, theirs = np.full((2, *roster.shape), np.nan)
        for i, mentee in enumerate(roster.mentees):
            _note_wishes(ours[i], mentee, roster.mentor_column, roster.wish_places)
        for j, mentor in enumerate(roster.mentors):
            _note_wishes(theirs[:, j], mentor, roster.mentee_row, roster.wish_places)
        sides = (~np.isnan(ours)).astype(np.float64) + ~np.isnan(theirs)
        total = np.nan_to_num(ours) + np.nan_to_num(theirs)
        return np.where(sides > 0, total / np.maximum(sides, 1), np.nan)

    def value(self, roster: Roster, i: int, j: int) -> float:
        mentee, mentor = roster.mentees[i], roster.mentors[j]
        worth = [
            _worth(one.wishes, other.key, roster.wish_places)
            for one, other in ((mentee, mentor), (mentor, mentee))
            if one.wishes
        ]
        return sum(worth) / len(worth) if worth else NO_ANSWER

    def plus(self, roster: Roster, i: int, j: int) -> Sentence | None:
        mentee, mentor = roster.mentees[i], roster.mentors[j]
        ours, theirs = _rank(mentee.wishes, mentor.key), _rank(mentor.wishes, mentee.key)
        names = {"mentee": mentee.name, "mentor": mentor.name}
        if ours and ours == theirs:
            return say("{ours} wish of each other", ours=ordinal(ours))
        if ours and theirs:
            return say(
                "{ours} wish of {mentee}, {theirs} of {mentor}", ours=ordinal(ours), theirs=ordinal(theirs), **names
            )
        if ours:
            return say("{ours} wish of {mentee}", ours=ordinal(ours), **names)
        return say("{theirs} wish of {mentor}", theirs=ordinal(theirs), **names) if theirs else None


def _note_wishes(worth: Floats, person: MatchPerson, places: Any, allowed: int) -> None:
    """Write what one person's wishes are worth into a view of their row or column."""
    if person.wishes:
        worth[:] = 0
    for key in reversed(person.wishes):
        if key in places:
            worth[places[key]] = _worth(person.wishes, key, allowed)


def _rank(wishes: tuple[str, ...], key: str) -> int:
    """The place of a wish, counted from 1; 0 where it was not wished."""
    return wishes.index(key) + 1 if key in wishes else 0


def _worth(wishes: tuple[str, ...], key: str, allowed: int) -> float:
    rank = _rank(wishes, key)
    return max(0.0, (allowed + 1 - rank) / allowed) if rank and allowed else 0.0


@dataclass(frozen=True, slots=True)
class HoursTogether:
    """Hours a week both are free; `enough` of them count in full."""

    enough: float = 4.0
    kind: ClassVar[str] = "hours-together"
    label: ClassVar[Sentence] = say("Hours")

    def values(self, roster: Roster) -> Floats:
        return np.minimum(1.0, roster.shared_hours / self.enough)

    def value(self, roster: Roster, i: int, j: int) -> float:
        mentee, mentor = roster.mentees[i].week, roster.mentors[j].week
        if mentee is None or mentor is None:
            return NO_ANSWER
        return min(1.0, (mentee & mentor).bit_count() / 4 / self.enough)

    def plus(self, roster: Roster, i: int, j: int) -> Sentence | None:
        return self.hours(roster, i, j) if self.value(roster, i, j) >= SHORT_OF_HOURS else None

    def watch(self, roster: Roster, i: int, j: int) -> Sentence | None:
        return self.hours(roster, i, j) if self.value(roster, i, j) < SHORT_OF_HOURS else None

    def hours(self, roster: Roster, i: int, j: int) -> Sentence:
        shared = float(roster.shared_hours[i, j])
        return count(shared, "{n} shared hour a week", "{n} shared hours a week")


@dataclass(frozen=True, slots=True)
class SeniorityFit:
    """Levels the mentor stands above the mentee: `least` to `most` count in full, each level outside a third less."""

    least: int = 2
    most: int = 4
    kind: ClassVar[str] = "seniority-fit"
    label: ClassVar[Sentence] = say("Experience")

    def values(self, roster: Roster) -> Floats:
        levels = roster.levels()
        outside = np.maximum(0, np.maximum(self.least - levels, levels - self.most))
        return np.maximum(0.0, 1 - outside / LEVELS_TO_NOTHING)

    def value(self, roster: Roster, i: int, j: int) -> float:
        mentee, mentor = roster.mentees[i].level, roster.mentors[j].level
        if mentee is None or mentor is None:
            return NO_ANSWER
        outside = max(0, self.least - (mentor - mentee), mentor - mentee - self.most)
        return max(0.0, 1 - outside / LEVELS_TO_NOTHING)

    def plus(self, roster: Roster, i: int, j: int) -> Sentence | None:
        return self.gap(roster, i, j) if self.value(roster, i, j) == 1 else None

    def watch(self, roster: Roster, i: int, j: int) -> Sentence | None:
        return self.gap(roster, i, j) if self.value(roster, i, j) < 1 else None

    def gap(self, roster: Roster, i: int, j: int) -> Sentence:
        return levels_above((roster.mentors[j].level or 0) - (roster.mentees[i].level or 0))


@dataclass(frozen=True, slots=True)
class SharedValues(Untroubled):
    """Values both find important, as a share of the shorter list."""

    kind: ClassVar[str] = "shared-values"
    label: ClassVar[Sentence] = say("Values")

    def values(self, roster: Roster) -> Floats:
        mentees, mentors = (
            np.array([len(_values(person)) for person in people], dtype=np.float64)
            for people in (roster.mentees, roster.mentors)
        )
        fewest = np.minimum(mentees[:, None], mentors[None, :])
        shared = roster.shared(lambda person: person.values)
        return np.where(fewest > 0, shared / np.maximum(fewest, 1), np.nan)

    def value(self, roster: Roster, i: int, j: int) -> float:
        ours, theirs = _values(roster.mentees[i]), _values(roster.mentors[j])
        return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else NO_ANSWER

    def plus(self, roster: Roster, i: int, j: int) -> Sentence | None:
        shared = _values(roster.mentees[i]) & _values(roster.mentors[j])
        return say("both value {values}", values=listed(sorted(shared))) if shared else None


def _values(person: MatchPerson) -> set[str]:
    return {same(value) for value in person.values}


@dataclass(frozen=True, slots=True)
class NearBy(Untroubled):
    """Whether both work at the same site."""

    kind: ClassVar[str] = "same-site"
    label: ClassVar[Sentence] = say("Same site")

    def values(self, roster: Roster) -> Floats:
        known = roster.both_know(lambda person: same(person.site))
        return np.where(known, roster.alike(lambda person: person.site), np.nan)

    def value(self, roster: Roster, i: int, j: int) -> float:
        ours, theirs = same(roster.mentees[i].site), same(roster.mentors[j].site)
        return float(ours == theirs) if ours and theirs else NO_ANSWER

    def plus(self, roster: Roster, i: int, j: int) -> Sentence | None:
        return say("both in {site}", site=roster.mentees[i].site) if self.value(roster, i, j) == 1 else None


@dataclass(frozen=True, slots=True)
class OtherDepartment:
    """Whether the mentor comes from another department, so that ties across the organisation grow."""

    kind: ClassVar[str] = "other-department"
    label: ClassVar[Sentence] = say("Another department")

    def values(self, roster: Roster) -> Floats:
        known = roster.both_know(lambda person: same(person.department))
        return np.where(known, ~roster.alike(lambda person: person.department), np.nan)

    def value(self, roster: Roster, i: int, j: int) -> float:
        ours, theirs = same(roster.mentees[i].department), same(roster.mentors[j].department)
        return float(ours != theirs) if ours and theirs else NO_ANSWER

    def plus(self, roster: Roster, i: int, j: int) -> Sentence | None:
        department = roster.mentors[j].department
        return say("from {department}", department=department) if self.value(roster, i, j) == 1 else None

    def watch(self, roster: Roster, i: int, j: int) -> Sentence | None:
        return say("same department") if self.value(roster, i, j) == 0 else None


CRITERIA: dict[str, Callable[..., Criterion]] = {
    criterion.kind: criterion
    for criterion in (
        WantsOffers,
        TextFit,
        Wishes,
        HoursTogether,
        SeniorityFit,
        SharedValues,
        NearBy,
        OtherDepartment,
    )
}


def criterion_from(choice: CriterionChoice) -> Criterion:
    """The criterion that a programme file has chosen."""
    options: dict[str, Any] = dict(choice.options)
    return CRITERIA[choice.kind](**options)
