"""What the programme would lose by any other pair, and who would move."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from telemachy.assignment.market import Counts, MarketError, Mask, Scores, freeze
from telemachy.assignment.matching import Matching
from telemachy.assignment.residual import Residual, draw_residual, longest_between, longest_from, walk_back
from telemachy.assignment.task import invert, set_task


@dataclass(frozen=True)
class Move:
    """One person's change: ``mentee`` goes from one mentor to another; None stands for an empty place.

    ``before`` and ``after`` are scores, 0.0 for an empty place; ``gain`` is their difference plus any keep bonus won,
    less any lost.
    """

    mentee: int
    from_mentor: int | None
    to_mentor: int | None
    before: float
    after: float
    gain: float


@dataclass(frozen=True, eq=False)
class ProgrammeCost:
    """What the optimum loses if a pair is forced: ``places`` first, then ``points``, float64 [n_mentees, n_mentors].

    0 for a chosen pair; NaN where forcing is impossible: the pair is forbidden, one of the two has no place, or locks
    hold all places of one of them. Points can be negative where a place is lost.
    """

    matching: Matching
    places: Scores
    points: Scores
    residual: Residual

    def movers(self, mentee: int, mentor: int) -> tuple[Move, ...]:
        """Who moves if this pair is forced, this mentee first; the gains add up to minus the points of the pair.

        Empty for a chosen pair. Raises :class:`MarketError` where forcing is impossible.
        """
        market = self.matching.market
        if np.isnan(self.points[mentee, mentor]):
            raise MarketError(f"The pair of {market.name_pair(mentee, mentor)} cannot be forced.")
        if (self.matching.pairs == (mentee, mentor)).all(axis=1).any():
            return ()
        task = self.residual.task
        row, column = int(invert(task.mentee_order)[mentee]), int(invert(task.mentor_order)[mentor])
        return tuple(self._move(*step) for step in best_chain(self.residual, row, column))

    def _move(self, row: int, origin: int, target: int) -> Move:
        market, task = self.matching.market, self.residual.task
        mentee = int(task.mentee_order[row])
        bonus = self.matching.wishes.bonus_in(market)[mentee]
        ends = [None if end == self.residual.pool else int(task.mentor_order[end]) for end in (origin, target)]
        before, after = (0.0 if end is None else float(market.score[mentee, end]) for end in ends)
        lost, won = (0.0 if end is None else float(bonus[end]) for end in ends)
        return Move(mentee, ends[0], ends[1], before, after, after - before + won - lost)


def programme_cost(matching: Matching) -> ProgrammeCost:
    """What the optimum loses for every allowed pair that was not chosen, exact, locks and keep bonus included.

    Forcing mentee i to mentor j brings worth[i, j] and then the best chain of moves from j back to i: through a mentor
    i leaves or, where i has an empty place, to the pool. All chains at once are the longest paths between every two
    mentors. Raises :class:`MarketError` for a matching that is not proven optimal.
    """
    if not matching.proven:
        raise MarketError("Only an optimal matching has exact costs: solve the market, or lock what must stay.")
    market = matching.market
    task = set_task(market, matching.wishes)
    residual = draw_residual(task, task.choose(matching.pairs, matching.locked))
    lost = price_alternatives(residual)
    lost[task.rows_of(matching.locked)] = 0.0
    places, points = task.split(lost)
    rows = np.ix_(invert(task.mentee_order), invert(task.mentor_order))
    return ProgrammeCost(matching, freeze(places[rows]), freeze(points[rows]), residual)


def price_alternatives(residual: Residual) -> Scores:
    """The loss of forcing each pair, in units and drawn order; NaN where it cannot be forced."""
    task, between = residual.task, longest_between(residual.arcs)
    closing = np.full(task.worth.shape, -np.inf)  # the best chain from each mentor back to each mentee
    waiting = residual.waiting()
    closing[waiting] = between[:-1, -1]
    for mentees, mentors in places_of(residual.chosen):
        back = between[:-1, mentors].T - task.worth[mentees, mentors][:, None]
        closing[mentees] = np.maximum(closing[mentees], back)
    lost: Scores = -(task.worth + closing)
    lost[~np.isfinite(lost)] = np.nan
    lost[residual.chosen] = 0.0
    return lost


def places_of(chosen: Mask) -> list[tuple[Counts, ...]]:
    """The chosen pairs as (mentees, mentors), each mentee at most once in each: first places, second places, …"""
    rank = np.where(chosen, chosen.cumsum(axis=1), 0)
    return [np.nonzero(rank == place) for place in range(1, int(rank.max(initial=0)) + 1)]


def best_chain(residual: Residual, row: int, column: int) -> list[tuple[int, int, int]]:
    """The moves (mentee, from, to) that forcing this pair sets off, the forced one first, in drawn order."""
    start = np.full(len(residual.arcs), -np.inf)
    start[column] = 0.0
    length, before = longest_from(residual.arcs, start)
    ends = [(length[end] - residual.task.worth[row, end], int(end)) for end in np.flatnonzero(residual.chosen[row])]
    if row in residual.waiting():
        ends.append((length[residual.pool], residual.pool))
    _, end = max(ends, key=lambda option: option[0])
    path = walk_back(before, end)
    chain = [(row, end, column)]
    for origin, target in pairwise(path):
        mover = residual.mover(origin, target)
        if mover is not None:
            chain.append((mover, origin, target))
    return chain
