"""Hard rules: a pair that breaks one does not exist.

Every rule has a vectorised form, `allowed(roster)`, bool [mentees, mentors], and a scalar twin, `allows(roster, i, j)`,
that anybody can read; a test holds them equal. A rule bites on what is known: an unknown level, language or week
forbids nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np

from telemachy.matching.languages import language_name
from telemachy.matching.roster import Mask, MatchPerson, Roster, same
from telemachy.matching.sentences import Sentence, count, listed, say
from telemachy.programmes.file import RuleChoice


class Rule(Protocol):
    kind: ClassVar[str]

    @property
    def label(self) -> Sentence:
        """What the rule asks, as a programme's page lists it."""
        ...

    @property
    def left_out(self) -> Sentence:
        """What the rule leaves out, to stand behind a number of mentors."""
        ...

    def allowed(self, roster: Roster) -> Mask:
        """True where the rule lets a pair exist."""
        ...

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        """The same for one pair."""
        ...

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        """Why the rule forbids this pair; ask only where it does."""
        ...

    def why(self, roster: Roster, i: int, j: int) -> Sentence | None:
        """What speaks for this pair by this rule, if anything worth saying does."""
        ...


class Silent:
    """A rule that says nothing about the pairs it allows."""

    def why(self, roster: Roster, i: int, j: int) -> Sentence | None:
        return None


@dataclass(frozen=True, slots=True)
class NotOneself(Silent):
    """Nobody mentors themself, where the same key stands on both sides."""

    kind: ClassVar[str] = "not-oneself"
    label: ClassVar[Sentence] = say("Nobody mentors themself")
    left_out: ClassVar[Sentence] = say("the same person")

    def allowed(self, roster: Roster) -> Mask:
        return ~roster.alike(lambda person: person.key)

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        return _differ(roster.mentees[i].key, roster.mentors[j].key)

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        return say("the same person")


@dataclass(frozen=True, slots=True)
class NotOwnManager(Silent):
    """Neither stands above the other within `steps` of the reporting line; 1 is the line manager alone."""

    steps: int = 1
    kind: ClassVar[str] = "not-own-manager"

    @property
    def label(self) -> Sentence:
        return count(self.steps, "Not the line manager", "Not within {n} steps of the reporting line")

    @property
    def left_out(self) -> Sentence:
        return say("same line")

    def allowed(self, roster: Roster) -> Mask:
        return ~roster.named(lambda person: roster.line_above(person.key, self.steps))

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        mentee, mentor = roster.mentees[i].key, roster.mentors[j].key
        above, below = roster.line_above(mentee, self.steps), roster.line_above(mentor, self.steps)
        return mentor not in above and mentee not in below

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        mentee, mentor = roster.mentees[i], roster.mentors[j]
        if mentor.key in roster.line_above(mentee.key, self.steps):
            return _above(mentor, mentee, roster)
        return _above(mentee, mentor, roster)


def _above(upper: MatchPerson, lower: MatchPerson, roster: Roster) -> Sentence:
    if roster.manager_of.get(lower.key) == upper.key:
        return say("{upper} is the line manager of {lower}", upper=upper.name, lower=lower.name)
    return say("{upper} stands above {lower} in the reporting line", upper=upper.name, lower=lower.name)


@dataclass(frozen=True, slots=True)
class NoConflict(Silent):
    """Neither has asked not to be paired with the other."""

    kind: ClassVar[str] = "no-conflict"
    label: ClassVar[Sentence] = say("No conflict of interest")
    left_out: ClassVar[Sentence] = say("conflict")

    def allowed(self, roster: Roster) -> Mask:
        return ~roster.named(lambda person: person.avoid)

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        mentee, mentor = roster.mentees[i], roster.mentors[j]
        return mentor.key not in mentee.avoid and mentee.key not in mentor.avoid

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        return say("a conflict was declared")


@dataclass(frozen=True, slots=True)
class NotFormerPair(Silent):
    """The two have not been a pair before."""

    kind: ClassVar[str] = "not-former-pair"
    label: ClassVar[Sentence] = say("Not a pair before")
    left_out: ClassVar[Sentence] = say("were a pair")

    def allowed(self, roster: Roster) -> Mask:
        return ~roster.named(lambda person: person.former)

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        mentee, mentor = roster.mentees[i], roster.mentors[j]
        return mentor.key not in mentee.former and mentee.key not in mentor.former

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        return say("were a pair before")


@dataclass(frozen=True, slots=True)
class SameLanguage(Silent):
    """Both speak at least one language in common."""

    kind: ClassVar[str] = "same-language"
    label: ClassVar[Sentence] = say("A language in common")
    left_out: ClassVar[Sentence] = say("no language in common")

    def allowed(self, roster: Roster) -> Mask:
        known = roster.both_know(lambda person: person.languages)
        return ~known | (roster.shared(lambda person: person.languages) > 0)

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        mentee, mentor = roster.mentees[i].languages, roster.mentors[j].languages
        return not mentee or not mentor or not mentee.isdisjoint(mentor)

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        mentee, mentor = roster.mentees[i].languages, roster.mentors[j].languages
        return say("no language in common: {ours} and {theirs}", ours=_spoken(mentee), theirs=_spoken(mentor))


def _spoken(languages: frozenset[str]) -> str:
    return listed(sorted(language_name(tag) for tag in languages))


@dataclass(frozen=True, slots=True)
class HoursOverlap(Silent):
    """Both are free at the same time for at least `hours` a week."""

    hours: float
    kind: ClassVar[str] = "hours-overlap"

    @property
    def label(self) -> Sentence:
        return count(self.hours, "{n} shared hour a week", "{n} shared hours a week")

    @property
    def left_out(self) -> Sentence:
        return count(self.hours, "less than {n} shared hour", "less than {n} shared hours")

    def allowed(self, roster: Roster) -> Mask:
        return ~(roster.shared_hours < self.hours)  # NaN, no answer, is not less

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        mentee, mentor = roster.mentees[i].week, roster.mentors[j].week
        return mentee is None or mentor is None or (mentee & mentor).bit_count() / 4 >= self.hours

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        shared = roster.shared_hours[i, j]
        if not shared:
            return say("no shared hour in the week")
        return count(
            shared,
            "{n} shared hour, {wanted} wanted",
            "{n} shared hours, {wanted} wanted",
            wanted=f"{self.hours:g}",
        )


@dataclass(frozen=True, slots=True)
class SeniorityGap(Silent):
    """The mentor stands `least` to `most` levels above the mentee."""

    least: int = 1
    most: int = 20
    kind: ClassVar[str] = "seniority-gap"

    @property
    def label(self) -> Sentence:
        return say("{least} to {most} levels above", least=self.least, most=self.most)

    @property
    def left_out(self) -> Sentence:
        return say("outside {least} to {most} levels above", least=self.least, most=self.most)

    def allowed(self, roster: Roster) -> Mask:
        levels = roster.levels()
        return ~((levels < self.least) | (levels > self.most))

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        mentee, mentor = roster.mentees[i].level, roster.mentors[j].level
        return mentee is None or mentor is None or self.least <= mentor - mentee <= self.most

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        return levels_above((roster.mentors[j].level or 0) - (roster.mentees[i].level or 0))


def levels_above(levels: int) -> Sentence:
    if levels == 0:
        return say("on the same level")
    where = ("{n} level above", "{n} levels above") if levels > 0 else ("{n} level below", "{n} levels below")
    return count(abs(levels), *where)


@dataclass(frozen=True, slots=True)
class NotSameTeam(Silent):
    kind: ClassVar[str] = "not-same-team"
    label: ClassVar[Sentence] = say("Not the same team")
    left_out: ClassVar[Sentence] = say("same team")

    def allowed(self, roster: Roster) -> Mask:
        return ~roster.alike(lambda person: person.team)

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        return _differ(roster.mentees[i].team, roster.mentors[j].team)

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        return say("same team: {name}", name=roster.mentees[i].team)


@dataclass(frozen=True, slots=True)
class NotSameDepartment(Silent):
    kind: ClassVar[str] = "not-same-department"
    label: ClassVar[Sentence] = say("Not the same department")
    left_out: ClassVar[Sentence] = say("same department")

    def allowed(self, roster: Roster) -> Mask:
        return ~roster.alike(lambda person: person.department)

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        return _differ(roster.mentees[i].department, roster.mentors[j].department)

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        return say("same department: {name}", name=roster.mentees[i].department)


@dataclass(frozen=True, slots=True)
class NotSameOrganisation(Silent):
    kind: ClassVar[str] = "not-same-organisation"
    label: ClassVar[Sentence] = say("Not the same organisation")
    left_out: ClassVar[Sentence] = say("same organisation")

    def allowed(self, roster: Roster) -> Mask:
        return ~roster.alike(lambda person: person.organisation)

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        return _differ(roster.mentees[i].organisation, roster.mentors[j].organisation)

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        return say("same organisation: {name}", name=roster.mentees[i].organisation)


@dataclass(frozen=True, slots=True)
class NotCompetitor(Silent):
    """Neither works for an organisation with which the other competes."""

    kind: ClassVar[str] = "not-competitor"
    label: ClassVar[Sentence] = say("Not from a competitor")
    left_out: ClassVar[Sentence] = say("competitor")

    def allowed(self, roster: Roster) -> Mask:
        named = roster.shared(lambda mentee: mentee.competitors, lambda mentor: [mentor.organisation])
        named += roster.shared(lambda mentee: [mentee.organisation], lambda mentor: mentor.competitors)
        return np.asarray(named == 0)

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        mentee, mentor = roster.mentees[i], roster.mentors[j]
        return not _competes(mentee, mentor) and not _competes(mentor, mentee)

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        mentee, mentor = roster.mentees[i], roster.mentors[j]
        one, other = (mentee, mentor) if _competes(mentee, mentor) else (mentor, mentee)
        return say("{who} competes with {organisation}", who=one.name, organisation=other.organisation)


@dataclass(frozen=True, slots=True)
class SameSite:
    kind: ClassVar[str] = "same-site"
    label: ClassVar[Sentence] = say("The same site")
    left_out: ClassVar[Sentence] = say("another site")

    def allowed(self, roster: Roster) -> Mask:
        return ~roster.both_know(lambda person: same(person.site)) | roster.alike(lambda person: person.site)

    def allows(self, roster: Roster, i: int, j: int) -> bool:
        mentee, mentor = same(roster.mentees[i].site), same(roster.mentors[j].site)
        return not mentee or not mentor or mentee == mentor

    def why_not(self, roster: Roster, i: int, j: int) -> Sentence:
        return say("{ours} and {theirs}", ours=roster.mentees[i].site, theirs=roster.mentors[j].site)

    def why(self, roster: Roster, i: int, j: int) -> Sentence | None:
        site = roster.mentees[i].site
        return say("both in {site}", site=site) if site and _alike(site, roster.mentors[j].site) else None


def _alike(one: str, other: str) -> bool:
    return bool(same(one)) and same(one) == same(other)


def _differ(one: str, other: str) -> bool:
    return not _alike(one, other)


def _competes(one: MatchPerson, other: MatchPerson) -> bool:
    return bool(same(other.organisation)) and same(other.organisation) in {same(name) for name in one.competitors}


RULES: dict[str, Callable[..., Rule]] = {
    rule.kind: rule
    for rule in (
        NotOwnManager,
        NoConflict,
        NotFormerPair,
        SameLanguage,
        HoursOverlap,
        SeniorityGap,
        NotSameTeam,
        NotSameDepartment,
        NotSameOrganisation,
        NotCompetitor,
        SameSite,
    )
}


def rule_from(choice: RuleChoice) -> Rule:
    """The rule that a programme file has chosen."""
    options: dict[str, Any] = dict(choice.options)
    return RULES[choice.kind](**options)
