"""Who could move where, and the best chains of moves.

Nodes are the mentors and, last, the *pool*: free places and unmatched mentees together. The arc from mentor a to
mentor b is the most that moving one mentee of a to b brings; to the pool, what sending one of a's mentees away brings;
from the pool, what giving an unmatched mentee a place with b brings. Two more kinds of arc carry nobody and weigh
nothing: from a mentor with a free place to the pool (the place absorbs the chain) and from the pool to a mentor who has
mentees (the place somebody left may stay empty). Leaving those out gives wrong prices. At an optimum no cycle gains.

Everything is in the drawn order and exact units of a :class:`Task`; -inf means no arc.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from telemachy.assignment.market import Counts, Mask, Scores
from telemachy.assignment.task import Task


class ImprovableError(Exception):
    """A cycle of moves gains: the pairs are not optimal."""


@dataclass(frozen=True, eq=False)
class Residual:
    """The arcs of a chosen set of pairs, float64 [n_mentors + 1, n_mentors + 1]; ``open`` is worth not yet chosen."""

    task: Task
    chosen: Mask
    open: Scores
    arcs: Scores

    @property
    def pool(self) -> int:
        return len(self.arcs) - 1

    def waiting(self) -> Counts:
        """Mentees with an empty place."""
        return np.flatnonzero(self.chosen.sum(axis=1) < self.task.mentee_room)

    def refresh(self, mentors: Counts) -> None:
        """Bring the arcs out of these mentors up to date after ``chosen`` and ``open`` have changed."""
        for mentor in mentors.tolist():
            self.arcs[mentor] = arcs_from_mentor(self, mentor)

    def move(self, mentee: int, mentor: int, joins: bool) -> None:
        self.chosen[mentee, mentor] = joins
        self.open[mentee, mentor] = -np.inf if joins else self.task.worth[mentee, mentor]

    def mover(self, origin: int, target: int) -> int | None:
        """The mentee whose move the arc stands for, or None where the arc carries nobody."""
        candidates = self.waiting() if origin == self.pool else np.flatnonzero(self.chosen[:, origin])
        if not len(candidates):
            return None
        gains = gains_of(self, candidates, origin)[:, target]
        best = int(np.argmax(gains))
        return int(candidates[best]) if gains[best] == self.arcs[origin, target] else None


def gains_of(residual: Residual, mentees: Counts, origin: int) -> Scores:
    """What moving each of these mentees away from ``origin`` brings, [len(mentees), n_mentors + 1]."""
    gains = np.empty((len(mentees), len(residual.arcs)))
    gains[:, :-1] = residual.open[mentees]
    gains[:, -1] = -np.inf if origin == residual.pool else 0.0
    if origin != residual.pool:
        gains -= residual.task.worth[mentees, origin][:, None]
    return gains


def arcs_from_mentor(residual: Residual, mentor: int) -> Scores:
    members = np.flatnonzero(residual.chosen[:, mentor])
    arcs: Scores = gains_of(residual, members, mentor).max(axis=0, initial=-np.inf)
    arcs[mentor] = 0.0
    if len(members) < residual.task.mentor_room[mentor]:
        arcs[-1] = 0.0  # a free place; sending somebody away always loses
    return arcs


def arcs_from_pool(residual: Residual) -> Scores:
    arcs: Scores = gains_of(residual, residual.waiting(), residual.pool).max(axis=0, initial=-np.inf)
    has_mentees = np.flatnonzero(residual.chosen.any(axis=0))
    arcs[has_mentees] = np.maximum(arcs[has_mentees], 0.0)
    arcs[-1] = 0.0
    return arcs


def draw_residual(task: Task, chosen: Mask) -> Residual:
    """All arcs of these pairs."""
    size = task.worth.shape[1] + 1
    residual = Residual(task, chosen.copy(), np.where(chosen, -np.inf, task.worth), np.full((size, size), -np.inf))
    residual.refresh(np.arange(size - 1))
    residual.arcs[-1] = arcs_from_pool(residual)
    return residual


def longest_from(arcs: Scores, start: Scores) -> tuple[Scores, Counts]:
    """The longest paths that begin with ``start`` [n] and follow arcs [n, n], and each node's predecessor (-1: start).

    Bellman and Ford's method, a whole round at a time; raises :class:`ImprovableError` where a cycle gains.
    """
    length, before = start.copy(), np.full(len(start), -1, dtype=np.int64)
    active = np.flatnonzero(np.isfinite(start))
    for _ in range(len(start) + 1):
        if not len(active):
            return length, before
        through = length[active][:, None] + arcs[active]
        reached = through.max(axis=0)
        better = np.flatnonzero(reached > length)
        length[better], before[better] = reached[better], active[through[:, better].argmax(axis=0)]
        active = better
    raise ImprovableError


def nearest_pool(arcs: Scores, start: Scores, price: Scores) -> tuple[Scores, Counts]:
    """Dijkstra's way to the pool, under prices no arc gains against: (price less path length, predecessor) per node.

    Nodes further than the pool keep whatever was known of them when it was reached.
    """
    slack, before = price - start, np.full(len(start), -1, dtype=np.int64)
    waiting = slack.copy()
    while True:
        node = int(np.argmin(waiting))
        if node == len(slack) - 1 or np.isinf(waiting[node]):
            return slack, before
        waiting[node] = np.inf
        step = slack[node] - price[node] + price - arcs[node]
        nearer = np.flatnonzero(step < slack)
        slack[nearer] = waiting[nearer] = step[nearer]
        before[nearer] = node


def longest_between(arcs: Scores) -> Scores:
    """The longest path between every two nodes (Floyd 1962, Warshall 1962)."""
    length = arcs.copy()
    through = np.empty_like(length)
    for node in range(len(length)):
        np.add(length[:, node, None], length[None, node], out=through)
        np.maximum(length, through, out=length)
    return length


def walk_back(before: Counts, end: int) -> list[int]:
    """The nodes of a path from its first node to ``end``."""
    path = [end]
    while before[path[-1]] >= 0:
        path.append(int(before[path[-1]]))
    return path[::-1]
