"""As many places matched as possible, then the highest total; with the prices that prove it."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from telemachy.assignment.market import Counts, Market, MarketError, Mask, Scores, freeze, read_pairs
from telemachy.assignment.matching import Matching
from telemachy.assignment.residual import (
    ImprovableError,
    Residual,
    draw_residual,
    longest_from,
    nearest_pool,
    walk_back,
)
from telemachy.assignment.task import Task, Wishes, check_locks, set_task
from telemachy.assignment.validity import find_fault

Pairs = Matching | npt.ArrayLike


def solve(
    market: Market,
    objective: str = "total",
    keep: Pairs | None = None,
    keep_bonus: float = 0.0,
    locked: npt.ArrayLike = (),
    seed: int = 0,
) -> Matching:
    """Match as many places as possible, then reach the highest total score; exact, with its proof.

    ``locked`` pairs, (mentee row, mentor column), are in the result whatever they cost and use up places. ``keep`` is
    an earlier matching, or its pairs: each of them earns ``keep_bonus`` points while solving, so that review work
    survives, and pairs that are forbidden by now earn nothing. Equally good answers are decided by a draw from ``seed``
    and people's keys. Scores are compared as whole numbers, a hundred-billionth of the largest score each.

    Raises :class:`MarketError` for an unknown objective, a negative bonus, and a lock that is forbidden, repeated or
    beyond somebody's places.

    The pairs come from the shortest augmenting paths of Crouse (2016) in SciPy, the prices from one longest-path pass
    over the residual graph (Ahuja, Magnanti & Orlin 1993, ch. 9).
    """
    if objective != "total":
        raise MarketError(f"The objective {objective!r} is not known; this version knows 'total'.")
    wishes = read_wishes(market, keep, keep_bonus, locked, seed)
    task = set_task(market, wishes)
    chosen = find_best(task)
    return prove(market, wishes, task, chosen, longest_prices(task, chosen))


def assess(
    market: Market,
    pairs: Pairs,
    keep: Pairs | None = None,
    keep_bonus: float = 0.0,
    locked: npt.ArrayLike = (),
    seed: int = 0,
) -> Matching:
    """The matching made of given pairs, with its bound and gap: to restore a stored run, or to judge one made by hand.

    Optimal pairs get their prices back without solving again. Otherwise the market is solved for its prices, and
    ``size_bound`` and ``bound`` say how far the pairs are from the best. Raises :class:`MarketError` for pairs that
    are not a matching of this market or leave a lock out.
    """
    wishes = read_wishes(market, keep, keep_bonus, locked, seed)
    given = read_pairs(pairs.pairs if isinstance(pairs, Matching) else pairs, market, "pair")
    fault = find_fault(market, given)
    if fault:
        raise MarketError(fault)
    if not set(map(tuple, given.tolist())).issuperset(map(tuple, wishes.locked.tolist())):
        raise MarketError("A locked pair is missing from the pairs.")
    task = set_task(market, wishes)
    chosen = task.choose(given, wishes.locked)
    try:
        prices = longest_prices(task, chosen)
    except ImprovableError:
        prices = longest_prices(task, find_best(task))
    return prove(market, wishes, task, chosen, prices)


def read_wishes(market: Market, keep: Pairs | None, keep_bonus: float, locked: npt.ArrayLike, seed: int) -> Wishes:
    if not 0 <= keep_bonus < math.inf:
        raise MarketError(f"The keep bonus is {keep_bonus}; it must be 0 or more points.")
    locks = read_pairs(locked, market, "lock")
    check_locks(market, locks)
    kept = keep.pairs if isinstance(keep, Matching) else () if keep is None else keep
    return Wishes(freeze(locks), freeze(read_pairs(kept, market, "pair to keep")), keep_bonus, seed)


def find_best(task: Task) -> Mask:
    """The optimum, [n_mentees, n_mentors] in drawn order."""
    return add_places(task, match_first_places(task))


def match_first_places(task: Task) -> Mask:
    """The optimum where each mentee fills at most one place.

    A mentor is offered as many columns as they have places, but only as many as seem needed: whoever is full below
    their capacity gets twice as many. A mentor with a free column has price zero, and more columns change nothing.
    """
    chosen = np.zeros(task.worth.shape, dtype=np.bool_)
    rows = np.flatnonzero((task.mentee_room > 0) & np.isfinite(task.worth).any(axis=1))
    gain = np.where(np.isfinite(task.worth[rows]), task.worth[rows], 0.0)
    limit = np.minimum(task.mentor_room, np.count_nonzero(gain, axis=0))
    offered = np.minimum(limit, max(3, 2 * len(rows) // max(1, len(np.flatnonzero(limit)))))
    while len(rows):
        columns = np.repeat(np.arange(len(limit)), offered)
        row, column = linear_sum_assignment(gain[:, columns], maximize=True)
        mentor = columns[column]
        used = np.flatnonzero(gain[row, mentor])  # an absent pair gains nothing: its mentee stays unmatched
        row, mentor = row[used], mentor[used]
        short = (np.bincount(mentor, minlength=len(limit)) == offered) & (offered < limit)
        if not short.any():
            chosen[rows[row], mentor] = True
            break
        offered = np.where(short, np.minimum(limit, 2 * offered), offered)
    return chosen


def add_places(task: Task, chosen: Mask) -> Mask:
    """Fill the second and further places of mentees, one longest augmenting path each; every step stays optimal."""
    further = np.repeat(np.arange(len(task.mentee_room)), np.maximum(task.mentee_room - 1, 0))
    further = further[np.isfinite(task.worth).any(axis=1).take(further)]
    if not len(further):
        return chosen
    first_places = replace(task, mentee_room=np.minimum(task.mentee_room, 1))
    price = np.append(longest_prices(first_places, chosen), 0.0)
    residual = draw_residual(task, chosen)
    for mentee in further.tolist():
        augment(residual, mentee, price)
    return residual.chosen


def augment(residual: Residual, mentee: int, price: Scores) -> None:
    """Give this mentee one more place by the best chain of moves, if any gains.

    Prices only rise as places fill, so old ones would still find the way; bringing them up to date keeps it short.
    """
    slack, before = nearest_pool(residual.arcs, np.append(residual.open[mentee], -np.inf), price)
    if slack[-1] >= 0:
        return
    np.add(price, np.maximum(slack[-1] - slack, 0.0), out=price)
    path = walk_back(before, residual.pool)
    moves = [(residual.mover(origin, target), origin, target) for origin, target in pairwise(path)]
    residual.move(mentee, path[0], joins=True)
    moved = [mentee]
    for mover, origin, target in moves:
        if mover is None:
            continue
        moved.append(mover)
        residual.move(mover, origin, joins=False)
        if target != residual.pool:
            residual.move(mover, target, joins=True)
    residual.refresh(np.union1d(path[:-1], np.flatnonzero(residual.chosen[moved].any(axis=0))))


def longest_prices(task: Task, chosen: Mask) -> Scores:
    """Each mentor's price, [n_mentors]: what the best chain from the pool to one more place with them brings.

    Raises :class:`ImprovableError` where the chosen pairs are not optimal.
    """
    residual = draw_residual(task, chosen)
    length, _ = longest_from(residual.arcs, residual.arcs[-1])
    if length[-1] > 0:
        raise ImprovableError
    return np.maximum(length[:-1], 0.0)


def margins_of(task: Task, mentor_price: Scores) -> Scores:
    """What each place of each mentee is worth at these prices, best first, [n_mentees, most places of a mentee]."""
    most = max(1, min(int(np.max(task.mentee_room, initial=0)), task.worth.shape[1]))
    margin = task.worth - mentor_price
    best = margin.max(axis=1, keepdims=True, initial=0.0) if most == 1 else -np.sort(-margin, axis=1)[:, :most]
    return np.where(np.arange(most) < task.mentee_room[:, None], np.maximum(best, 0.0), 0.0)


def bound_worth(task: Task, mentor_price: Scores, margins: Scores) -> int:
    """What no matching can exceed, from prices alone, in units.

    For any prices p >= 0 no matching is worth more than the sum of p over all places plus, for each mentee, the best
    margins (worth less price) over as many different mentors as they have places: weak duality of the transportation
    problem with unit arcs. Summed as Python integers, hence exactly.
    """
    bound = sum(map(int, margins.ravel().tolist()))
    for price, room in zip(mentor_price.tolist(), task.mentor_room.tolist(), strict=True):
        bound += int(price) * int(room)
    return bound


def prove(market: Market, wishes: Wishes, task: Task, chosen: Mask, mentor_price: Scores) -> Matching:
    """The matching of the chosen and the locked pairs, with the bound its prices give."""
    margins = margins_of(task, mentor_price)
    missing = bound_worth(task, mentor_price, margins) - sum(map(int, task.worth[chosen].tolist()))
    missing_places = round(missing / task.place)
    pairs = np.vstack([task.pairs_of(chosen), wishes.locked])
    pairs = freeze(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])
    total = math.fsum(market.score[pairs[:, 0], pairs[:, 1]])
    bonus = math.fsum(wishes.bonus_in(market)[pairs[:, 0], pairs[:, 1]])
    last = np.clip(task.mentee_room, 1, margins.shape[1]) - 1
    mentee_places, mentee_points = spread(task, margins[np.arange(len(last)), last], task.mentee_order)
    mentor_places, mentor_points = spread(task, mentor_price, task.mentor_order)
    return Matching(
        market=market,
        pairs=pairs,
        wishes=wishes,
        total=total,
        bonus=bonus,
        bound=total + bonus + (missing - missing_places * int(task.place)) / task.unit,
        size_bound=len(pairs) + missing_places,
        mentee_price=mentee_points,
        mentor_price=mentor_points,
        mentee_price_places=mentee_places,
        mentor_price_places=mentor_places,
    )


def spread(task: Task, price: Scores, order: Counts) -> tuple[Counts, Scores]:
    """Prices in drawn order as (places, points) in the market's order, read-only."""
    places, points = task.split(price)
    by_place, by_point = np.zeros(len(order), dtype=np.int64), np.zeros(len(order))
    by_place[order], by_point[order] = places.astype(np.int64), points
    return freeze(by_place), freeze(by_point)
