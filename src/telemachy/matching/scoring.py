"""Scores of all pairs, 0-100, as sums of named terms; and the market they make.

fit = 100 · Σ share · value over the criteria, share = weight / sum of weights. A missing answer counts as that
criterion's average over the pairs that the hard rules allow, and is marked as missing. A criterion nobody has answered
has no average: it is left out, and the others share its weight.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from telemachy.assignment import Market
from telemachy.errors import Refused
from telemachy.matching.criteria import Criterion, criterion_from
from telemachy.matching.roster import Floats, Mask, Roster, same
from telemachy.matching.rules import NotOneself, Rule, rule_from
from telemachy.matching.sentences import Sentence, say
from telemachy.programmes.file import ProgrammeFile

FLOOR = "floor"
TOLD_BY_RULE = {"hours-together": "hours-overlap", "other-department": "not-same-department", "same-site": "same-site"}
"""Criteria whose warning a preferred rule gives already."""
MOST_PAIRS = 6_000_000
"""Mentees times mentors that one matching takes: beyond, memory and not time would be the trouble."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why two people fit, and what to watch: most important first, so a row shows `plus[0]` and `watch[0]`."""

    plus: tuple[Sentence, ...]
    watch: tuple[Sentence, ...]
    missing: tuple[Sentence, ...]


@dataclass(frozen=True, eq=False)
class Scored:
    """All pairs of a roster, scored by a programme. Arrays are [mentees, mentors] or [criteria, mentees, mentors].

    `fit` is 0-100 and the sum of `terms`; `values` are 0-1 with averages filled in where `missing`; `average` and
    `share` have one number per criterion. `rules` are True where a hard rule forbids the pair, in the programme's order
    with the floor last; `preferences` are True where a rule that is only preferred is not met.
    """

    programme: ProgrammeFile
    roster: Roster
    criteria: tuple[Criterion, ...]
    hard: Mapping[str, Rule]
    soft: Mapping[str, Rule]
    values: Floats
    missing: npt.NDArray[np.bool_]
    average: Floats
    share: Floats
    terms: Floats
    fit: Floats
    rules: Mapping[str, Mask]
    preferences: Mapping[str, Mask]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of the criteria, in the order of the arrays."""
        return tuple(criterion.kind for criterion in self.criteria)

    def label(self, k: int) -> str:
        """What criterion `k` is called on screen: the programme's word for it, else its own."""
        return self.programme.criteria[k].label or str(self.criteria[k].label)

    def left_out(self, name: str) -> Sentence:
        """What a rule of `rules` leaves out, to stand behind a number of mentors: "no language in common"."""
        if name == FLOOR:
            return say("fit below {floor}", floor=f"{self.programme.thresholds.floor:g}")
        return self.hard[name].left_out

    @cached_property
    def forbidden(self) -> Mask:
        """True where any hard rule or the floor forbids the pair."""
        return _any(self.rules, self.roster)

    def market(
        self,
        *,
        ruled_out: npt.ArrayLike | None = None,
        allowed_anyway: npt.ArrayLike | None = None,
        mentor_capacity: npt.ArrayLike | None = None,
        mentee_capacity: npt.ArrayLike | None = None,
    ) -> Market:
        """The market of this scoring, with keys; capacities are the people's own unless given.

        `ruled_out` and `allowed_anyway` are a coordinator's masks, True where a pair is barred by hand or allowed in
        spite of a rule or the floor; a pair in both is barred.
        """
        forbidden = self.forbidden
        if allowed_anyway is not None:
            forbidden = forbidden & ~np.asarray(allowed_anyway, dtype=np.bool_)
        if ruled_out is not None:
            forbidden = forbidden | np.asarray(ruled_out, dtype=np.bool_)
        mentors = [person.capacity for person in self.roster.mentors] if mentor_capacity is None else mentor_capacity
        mentees = [person.capacity for person in self.roster.mentees] if mentee_capacity is None else mentee_capacity
        return Market.from_dense(
            self.fit,
            mentor_capacity=mentors,
            mentee_capacity=mentees,
            forbidden=forbidden,
            mentee_keys=self.roster.mentee_keys,
            mentor_keys=self.roster.mentor_keys,
        )

    def reasons(self, i: int, j: int) -> Reasons:
        """What speaks for mentee `i` with mentor `j`, what to watch, and which answers are missing."""
        order = sorted(range(len(self.criteria)), key=lambda k: (-self.terms[k, i, j], k))
        told = [k for k in order if not self.missing[k, i, j] and self.share[k] > 0]
        plus = [self.criteria[k].plus(self.roster, i, j) for k in told]
        plus += [rule.why(self.roster, i, j) for name, rule in self.soft.items() if not self.preferences[name][i, j]]
        by_loss = sorted(told, key=lambda k: (-self.share[k] * (1 - self.values[k, i, j]), k))
        broken = [name for name, mask in self.preferences.items() if mask[i, j]]
        watch = [self.soft[name].why_not(self.roster, i, j) for name in broken]
        warning = [k for k in by_loss if TOLD_BY_RULE.get(self.kinds[k]) not in broken]
        found = [self.criteria[k].watch(self.roster, i, j) for k in warning]
        return Reasons(_distinct(plus), _distinct([*watch, *found]), self._missing_answers(i, j))

    def why_not(self, i: int, j: int) -> tuple[Sentence, ...]:
        """Which hard rules forbid this pair, each in a sentence; empty where it may happen."""
        told = [self.hard[name].why_not(self.roster, i, j) for name in self.hard if self.rules[name][i, j]]
        if self.rules[FLOOR][i, j]:
            told.append(say("fit {fit}, floor {floor}", fit=f"{self.fit[i, j]:.1f}", floor=f"{self._floor:g}"))
        return tuple(told)

    def reweighted(self, weights: Mapping[str, int]) -> "Scored":
        """The same pairs under other weights, by kind of criterion; nothing is measured again."""
        raw = np.where(self.missing, np.nan, self.values)
        hard = {name: mask for name, mask in self.rules.items() if name != FLOOR}
        programme = self.programme.reweighted(weights)
        return _weigh(programme, self.roster, self.criteria, raw, (self.hard, hard), (self.soft, self.preferences))

    @property
    def _floor(self) -> float:
        return self.programme.thresholds.floor

    def _missing_answers(self, i: int, j: int) -> tuple[Sentence, ...]:
        asked = [k for k in range(len(self.criteria)) if self.missing[k, i, j] and self.programme.criteria[k].weight]
        return tuple(
            say("{label}: no answer, counted as average", label=self.label(k))
            if self.share[k] > 0
            else say("{label}: nobody has answered, not counted", label=self.label(k))
            for k in asked
        )


def score(programme: ProgrammeFile, roster: Roster) -> Scored:
    """Score every pair of a roster by a programme's rules, criteria and weights.

    Raises `Refused` for more pairs than one matching takes, and where nobody has answered anything that counts.
    """
    mentees, mentors = roster.shape
    if mentees * mentors > MOST_PAIRS:
        raise Refused(
            f"{mentees:,} mentees and {mentors:,} mentors make {mentees * mentors:,} possible pairs; this version "
            f"pairs at most {MOST_PAIRS:,}. Split the people, for instance by language or region."
        )
    hard, soft = _rules(programme, roster)
    criteria = tuple(criterion_from(choice) for choice in programme.criteria)
    values = np.empty((len(criteria), mentees, mentors))
    for k, criterion in enumerate(criteria):
        values[k] = np.round(criterion.values(roster), 9)  # the last bits of a matrix product differ between machines
    return _weigh(programme, roster, criteria, values, (hard, _broken(hard, roster)), (soft, _broken(soft, roster)))


def _rules(programme: ProgrammeFile, roster: Roster) -> tuple[dict[str, Rule], dict[str, Rule]]:
    hard: dict[str, Rule] = {}
    if not set(map(same, roster.mentee_keys)).isdisjoint(map(same, roster.mentor_keys)):
        hard[NotOneself.kind] = NotOneself()
    hard |= {choice.kind: rule_from(choice) for choice in programme.rules if not choice.prefer}
    return hard, {choice.kind: rule_from(choice) for choice in programme.rules if choice.prefer}


def _broken(rules: Mapping[str, Rule], roster: Roster) -> dict[str, Mask]:
    return {name: ~rule.allowed(roster) for name, rule in rules.items()}


def _any(masks: Mapping[str, Mask], roster: Roster) -> Mask:
    together = np.zeros(roster.shape, dtype=np.bool_)
    for mask in masks.values():
        together |= mask
    return together


def _weigh(
    programme: ProgrammeFile,
    roster: Roster,
    criteria: tuple[Criterion, ...],
    values: Floats,
    hard: tuple[Mapping[str, Rule], Mapping[str, Mask]],
    soft: tuple[Mapping[str, Rule], Mapping[str, Mask]],
) -> Scored:
    allowed = ~_any(hard[1], roster)
    missing = np.isnan(values)
    average = np.array([_average(values[k], allowed) for k in range(len(criteria))])
    share = _shares(programme, average, roster)
    filled = np.where(missing, np.nan_to_num(average)[:, None, None], values)
    terms = 100 * share[:, None, None] * filled
    fit = terms.sum(axis=0)
    rules = {**hard[1], FLOOR: np.round(fit, 9) < programme.thresholds.floor}
    return Scored(
        programme, roster, criteria, hard[0], soft[0], filled, missing, average, share, terms, fit, rules, soft[1]
    )


def _average(values: Floats, allowed: Mask) -> float:
    """The mean over allowed pairs that have an answer, else over all that have one; NaN where nobody has answered."""
    answered = ~np.isnan(values)
    for pairs in (answered & allowed, answered):
        if pairs.any():
            return float(np.round(values[pairs].mean(), 9))
    return float("nan")


def _shares(programme: ProgrammeFile, average: Floats, roster: Roster) -> Floats:
    weights = np.array([choice.weight for choice in programme.criteria], dtype=np.float64)
    answered = np.where(np.isnan(average), 0.0, weights)
    if not answered.any():
        if all(roster.shape):
            raise Refused("Nobody has answered anything that this programme weighs, so no pair can be judged.")
        return weights * 0
    return np.asarray(answered / answered.sum())


def _distinct(sentences: list[Sentence | None]) -> tuple[Sentence, ...]:
    """Sentences without gaps and without saying a thing twice."""
    return tuple({str(sentence): sentence for sentence in sentences if sentence}.values())
