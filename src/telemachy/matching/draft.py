"""A draft as values: its pairs, what is decided about them, and what every change would do to everybody.

Needs no database. Mentees and mentors are rows and columns of the draft's roster; `EMPTY` stands for no mentor.
The pairs of a draft are always the best for its market: rules, floor and pairs ruled out are absent, held mentees have
no place, locked pairs stand, and reviewed pairs earn the keep bonus. So each alternative has an exact price.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from telemachy.assignment import Market, MarketError, Matching, ProgrammeCost, assess, programme_cost, solve
from telemachy.errors import Refused

from .roster import Floats, Mask
from .scoring import Scored

EMPTY = -1
STAY = 1e-6
"""Points a pair that stands already is worth more while re-solving, so that equally good pairs do not change places."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A pair of the draft, or a mentee's empty place. `was` is the mentor's id before the pair changed, or ""."""

    mentee: int
    mentor: int
    was: str = ""
    locked: bool = False
    held: bool = False
    reviewed: bool = False

    @property
    def pair(self) -> Pair:
        return self.mentee, self.mentor


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody whose mentor changes; fits are None for an empty place."""

    mentee: int
    from_mentor: int
    to_mentor: int
    before: float | None
    after: float | None

    @property
    def gain(self) -> float:
        return (self.after or 0.0) - (self.before or 0.0)


@dataclass(frozen=True, slots=True)
class Price:
    """What choosing a pair does to the whole programme, keep bonuses taken out.

    `places` is how many mentees more (below 0: fewer) have a mentor, `points` the sum of the gains of all movers, the
    chosen mentee first; `lowest` the lowest fit afterwards.
    """

    mentee: int
    mentor: int
    fit: float
    places: int
    points: float
    movers: tuple[Mover, ...]
    lowest: float | None


@dataclass(frozen=True, eq=False)
class Draft:
    """Rows in order of mentee, then mentor; `ruled_out` is True where people have ruled a pair out."""

    scored: Scored
    rows: tuple[Row, ...]
    ruled_out: Mask
    keep_bonus: float
    seed: int

    @property
    def fit(self) -> Floats:
        return self.scored.fit

    @cached_property
    def pairs(self) -> list[Pair]:
        return [row.pair for row in self.rows if row.mentor != EMPTY]

    @cached_property
    def locked(self) -> list[Pair]:
        return [row.pair for row in self.rows if row.locked]

    @cached_property
    def kept(self) -> list[Pair]:
        return [row.pair for row in self.rows if row.reviewed and not row.locked and row.mentor != EMPTY]

    @cached_property
    def held(self) -> frozenset[int]:
        return frozenset(row.mentee for row in self.rows if row.held)

    @cached_property
    def market(self) -> Market:
        locked = mask_of(self.locked, self.fit.shape)
        return self.scored.market(
            ruled_out=self.ruled_out & ~locked, allowed_anyway=locked, mentee_capacity=self.places()
        )

    @cached_property
    def matching(self) -> Matching:
        """The pairs with their proof."""
        return assess(
            self.market, as_pairs(self.pairs), as_pairs(self.kept), self.keep_bonus, as_pairs(self.locked), self.seed
        )

    @cached_property
    def cost(self) -> ProgrammeCost:
        return programme_cost(self.matching)

    def places(self) -> npt.NDArray[np.int64]:
        """How many mentors each mentee can have; none while held, beyond what is locked."""
        places = np.array([person.capacity for person in self.scored.roster.mentees], dtype=np.int64)
        for mentee in self.held:
            places[mentee] = sum(pair[0] == mentee for pair in self.locked)
        return places

    @property
    def lowest(self) -> float | None:
        """The lowest fit of any pair."""
        return min((float(self.fit[pair]) for pair in self.pairs), default=None)

    @property
    def programme_fit(self) -> float:
        """The mean fit over all places of mentees, an empty place counting 0."""
        return mean_fit(sum(float(self.fit[pair]) for pair in self.pairs), self)

    def row_of(self, mentee: int, mentor: int) -> Row:
        """Return the row of this pair or empty place; raises `Refused` where the draft has none."""
        for row in self.rows:
            if row.pair == (mentee, mentor):
                return row
        raise Refused("This pair has changed since the page was read. Nothing was changed. Read the page again.")


def mean_fit(total: float, draft: Draft) -> float:
    """A total of fits as the mean over all places of mentees."""
    places = sum(person.capacity for person in draft.scored.roster.mentees)
    return total / places if places else 0.0


def mask_of(pairs: Iterable[Pair], shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape, dtype=np.bool_)
    for pair in pairs:
        mask[pair] = True
    return mask


def as_pairs(pairs: Iterable[Pair]) -> npt.NDArray[np.int64]:
    return np.array(list(pairs), dtype=np.int64).reshape(-1, 2)


# --- solving ----------------------------------------------------------------------------------------------------------


def start_draft(
    scored: Scored,
    *,
    ruled_out: Iterable[Pair] = (),
    locked: Iterable[Pair] = (),
    keep: Iterable[Pair] = (),
    held: Iterable[int] = (),
    keep_bonus: float = 2.0,
    seed: int = 0,
) -> Draft:
    """Solve a new draft. Raises `Refused` where locks contradict each other or a rule."""
    rows = [Row(*pair, locked=True, reviewed=True) for pair in locked]
    rows += [Row(mentee, EMPTY, held=True) for mentee in held]
    draft = Draft(scored, tuple(sorted(rows)), mask_of(ruled_out, scored.fit.shape), keep_bonus, seed)
    kept = set(keep)
    try:
        possible = [pair for pair in kept if draft.market.allowed[pair]]
        found = solve(draft.market, "total", as_pairs(possible), keep_bonus, as_pairs(draft.locked), seed)
    except MarketError as error:
        raise Refused(
            f"The locked pairs do not go together: {error} Nothing was changed. Unlock one of them."
        ) from error
    solved = seat(draft, [(int(i), int(j)) for i, j in found.pairs])
    return replace(solved, rows=tuple(replace(row, reviewed=row.reviewed or row.pair in kept) for row in solved.rows))


def settle(draft: Draft) -> Draft:
    """Solve again after a change, moving nobody without need."""
    still = [pair for pair in draft.pairs if draft.market.allowed[pair]]
    if len(still) == len(draft.pairs) and fits(draft) and draft.matching.proven:
        return seat(draft, draft.pairs)
    pairs = _solve_calmly(draft, still)
    return seat(draft, pairs)


def fits(draft: Draft) -> bool:
    """Whether nobody has more pairs than places."""
    pairs, market = as_pairs(draft.pairs), draft.market
    mentees = np.bincount(pairs[:, 0], minlength=market.n_mentees)
    mentors = np.bincount(pairs[:, 1], minlength=market.n_mentors)
    return bool((mentees <= market.mentee_capacity).all() and (mentors <= market.mentor_capacity).all())


def _solve_calmly(draft: Draft, still: list[Pair]) -> list[Pair]:
    """Among equally good answers take the one nearest to the pairs that stand, as far as a tiny bonus can tell."""
    market, locked = draft.market, as_pairs(draft.locked)
    kept = [pair for pair in draft.kept if market.allowed[pair]]
    score = np.where(mask_of(kept, market.score.shape), market.score + draft.keep_bonus, market.score)
    try:
        near = solve(replace(market, score=score), "total", as_pairs(still), STAY, locked, draft.seed)
        pairs = near.pairs
        if not assess(market, pairs, as_pairs(kept), draft.keep_bonus, locked, draft.seed).proven:
            pairs = solve(market, "total", as_pairs(kept), draft.keep_bonus, locked, draft.seed).pairs
    except MarketError as error:
        raise Refused(f"That does not go together: {error} Nothing was changed.") from error
    return [(int(i), int(j)) for i, j in pairs]


def seat(draft: Draft, pairs: Iterable[Pair]) -> Draft:
    """The draft with these pairs: what stays keeps its marks, what is new has none."""
    before = {row.pair: row for row in draft.rows if row.mentor != EMPTY}
    marks = {row.mentee: row for row in draft.rows if row.mentor == EMPTY}
    now: list[Row] = [before.get(pair, Row(*pair)) for pair in pairs]
    filled = np.bincount([row.mentee for row in now], minlength=len(draft.scored.roster.mentees))
    for mentee, person in enumerate(draft.scored.roster.mentees):
        if filled[mentee] < person.capacity:
            now.append(marks.get(mentee, Row(mentee, EMPTY)))
    return replace(draft, rows=tuple(sorted(now)))


def best_total(draft: Draft) -> float:
    """What the programme could reach with nothing locked and no bonus for pairs that stand; who is held stays held."""
    market = draft.scored.market(ruled_out=draft.ruled_out, mentee_capacity=draft.places())
    return solve(market, seed=draft.seed).total


# --- decisions --------------------------------------------------------------------------------------------------------


def lock(draft: Draft, pair: Pair) -> Draft:
    """Let nothing move this pair any more."""
    return mark(draft, [pair], locked=True, reviewed=True)


def unlock(draft: Draft, pair: Pair) -> Draft:
    """Let the pair move again, which it does at once where a better one waits."""
    return settle(mark(draft, [pair], locked=False))


def rule_out(draft: Draft, pair: Pair) -> Draft:
    """Bar the pair and solve again."""
    barred = draft.ruled_out | mask_of([pair], draft.ruled_out.shape)
    rows = tuple(replace(row, locked=False) if row.pair == pair else row for row in draft.rows)
    return settle(replace(draft, rows=rows, ruled_out=barred))


def hold(draft: Draft, mentee: int) -> Draft:
    """Leave the mentee's open places empty and give them to others."""
    kept = [row for row in draft.rows if row.mentee != mentee or row.locked]
    if sum(row.mentee == mentee for row in kept) >= draft.scored.roster.mentees[mentee].capacity:
        raise Refused("This mentee's pairs are locked. Nothing was changed. Unlock one of them first.")
    return settle(replace(draft, rows=tuple(sorted([*kept, Row(mentee, EMPTY, held=True)]))))


def release(draft: Draft, mentee: int) -> Draft:
    """Let a held mentee be paired again."""
    return settle(replace(draft, rows=tuple(replace(r, held=r.held and r.mentee != mentee) for r in draft.rows)))


def choose(draft: Draft, pair: Pair) -> Draft:
    """Make the pair and lock it; others move as `price` says."""
    freed = allow(draft, pair)
    found = price(freed, pair)
    moved = apply_movers(freed, found.movers) if found.movers else freed
    return lock(moved, pair)


def allow(draft: Draft, pair: Pair) -> Draft:
    """The draft without a ruling against this pair. Its pairs may then no longer be the best."""
    return replace(draft, ruled_out=draft.ruled_out & ~mask_of([pair], draft.ruled_out.shape))


def mark(draft: Draft, pairs: Iterable[Pair], **marks: bool) -> Draft:
    """Set marks on rows."""
    wanted = set(pairs)
    rows = (replace(row, **marks) if row.pair in wanted else row for row in draft.rows)  # type: ignore[arg-type]
    return replace(draft, rows=tuple(rows))


# --- prices -----------------------------------------------------------------------------------------------------------


def price(draft: Draft, pair: Pair) -> Price:
    """What choosing a pair does, exact. A pair below the floor has a price too.

    Raises `Refused`, in a sentence, for a pair that cannot be chosen.
    """
    refuse_impossible(draft, pair)
    if pair in draft.pairs:
        return Price(*pair, float(draft.fit[pair]), 0, 0.0, (), draft.lowest)
    if draft.market.allowed[pair] and draft.matching.proven and not np.isnan(draft.cost.places[pair]):
        return price_of(draft, pair, movers_of(draft, pair))
    return price_of(draft, pair, _movers_by_solving(draft, pair))


def refuse_impossible(draft: Draft, pair: Pair) -> None:
    """Raise `Refused` where a hard rule, a ruling or locks stand against a pair."""
    mentee, mentor = (draft.scored.roster.mentees[pair[0]], draft.scored.roster.mentors[pair[1]])
    broken = [name for name, mask in draft.scored.rules.items() if name != "floor" and mask[pair]]
    if broken:
        why = "; ".join(map(str, draft.scored.why_not(*pair)))
        raise Refused(f"{mentee.name} and {mentor.name} cannot be a pair: {why}. Nothing was changed.")
    if draft.ruled_out[pair] and pair not in draft.locked:
        raise Refused(f"{mentee.name} and {mentor.name} were ruled out. Nothing was changed. Allow the pair first.")
    others = [locked for locked in draft.locked if locked != pair]
    if sum(i == pair[0] for i, _ in others) >= mentee.capacity:
        raise Refused(f"{mentee.name} is locked with somebody else. Nothing was changed. Unlock that pair first.")
    if sum(j == pair[1] for _, j in others) >= mentor.capacity:
        raise Refused(f"{mentor.name} has no place that is not locked. Nothing was changed. Unlock a pair first.")


def movers_of(draft: Draft, pair: Pair) -> tuple[Mover, ...]:
    """Who moves along the best chain if an allowed pair is forced."""
    return tuple(
        _mover(
            draft,
            move.mentee,
            EMPTY if move.from_mentor is None else move.from_mentor,
            EMPTY if move.to_mentor is None else move.to_mentor,
        )
        for move in draft.cost.movers(*pair)
    )


def _mover(draft: Draft, mentee: int, origin: int, target: int) -> Mover:
    before, after = (None if end == EMPTY else float(draft.fit[mentee, end]) for end in (origin, target))
    return Mover(mentee, origin, target, before, after)


def _movers_by_solving(draft: Draft, pair: Pair) -> tuple[Mover, ...]:
    """The same for a pair that the market does not have: force it, solve, and compare."""
    others = tuple(replace(row, held=row.held and row.mentee != pair[0]) for row in draft.rows if row.pair != pair)
    forced = replace(draft, rows=tuple(sorted([*others, Row(*pair, locked=True)])))
    still = [each for each in draft.pairs if forced.market.allowed[each]]
    return movers_between(draft, _solve_calmly(forced, still), first=pair[0])


def movers_between(draft: Draft, pairs: Iterable[Pair], first: int | None = None) -> tuple[Mover, ...]:
    """Who moves from the draft's pairs to these, the first one first."""
    old, new = set(draft.pairs), set(pairs)
    movers: list[Mover] = []
    for mentee in sorted({mentee for mentee, _ in old ^ new}, key=lambda each: (each != first, each)):
        left = sorted(j for i, j in old - new if i == mentee)
        gained = sorted(j for i, j in new - old if i == mentee)
        ends = max(len(left), len(gained))
        left, gained = (each + [EMPTY] * (ends - len(each)) for each in (left, gained))
        movers += [_mover(draft, mentee, a, b) for a, b in zip(left, gained, strict=True)]
    return tuple(movers)


def price_of(draft: Draft, pair: Pair, movers: tuple[Mover, ...]) -> Price:
    after = pairs_after(draft, movers)
    return Price(
        *pair,
        fit=float(draft.fit[pair]),
        places=len(after) - len(draft.pairs),
        points=sum(mover.gain for mover in movers),
        movers=movers,
        lowest=min((float(draft.fit[each]) for each in after), default=None),
    )


def pairs_after(draft: Draft, movers: Iterable[Mover]) -> list[Pair]:
    """The draft's pairs once these people have moved."""
    pairs = set(draft.pairs)
    for mover in movers:
        pairs.discard((mover.mentee, mover.from_mentor))
    for mover in movers:
        if mover.to_mentor != EMPTY:
            pairs.add((mover.mentee, mover.to_mentor))
    return sorted(pairs)


def apply_movers(draft: Draft, movers: tuple[Mover, ...]) -> Draft:
    """Move people; somebody who was held and gets a mentor is held no longer."""
    rows = tuple(replace(r, held=r.held and r.mentee not in {m.mentee for m in movers}) for r in draft.rows)
    return seat(replace(draft, rows=rows), pairs_after(draft, movers))


def best_alternatives(draft: Draft, mentee: int, count: int = 5) -> list[Price]:
    """The mentors who cost the programme least for this mentee, cheapest first."""
    places, points = draft.cost.places[mentee], draft.cost.points[mentee]
    own = {j for i, j in draft.pairs if i == mentee}
    possible = [int(j) for j in np.flatnonzero(~np.isnan(places)) if int(j) not in own]
    possible.sort(key=lambda j: (places[j], round(float(points[j]), 6), -draft.fit[mentee, j], j))
    return [price_of(draft, (mentee, j), movers_of(draft, (mentee, j))) for j in possible[:count]]


def margins(draft: Draft) -> tuple[Floats, npt.NDArray[np.int64]]:
    """For each mentee the points lost by the best other mentor that loses nobody's place, and that mentor.

    NaN and `EMPTY` where there is none.
    """
    points = np.where(draft.cost.places > 0, np.nan, draft.cost.points)
    points[tuple(as_pairs(draft.pairs).T)] = np.nan
    filled = np.where(np.isnan(points), np.inf, points)
    if not filled.shape[1]:
        return np.full(len(filled), np.nan), np.full(len(filled), EMPTY)
    best = filled.argmin(axis=1)
    least = filled[np.arange(len(filled)), best]
    known = np.isfinite(least)
    return np.where(known, np.maximum(least, 0.0), np.nan), np.where(known, best, EMPTY)
