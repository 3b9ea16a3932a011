"""The answer: pairs, what they are worth, and the proof that nothing better exists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from telemachy.assignment.market import Counts, Market, MarketError, Scores, freeze
from telemachy.assignment.task import Wishes


@dataclass(frozen=True, eq=False)
class Matching:
    """Pairs of a market with their proof; :func:`solve` and :func:`assess` make it.

    ``pairs`` is int [k, 2], (mentee row, mentor column), sorted by mentee, with the ``locked`` pairs in it. ``size`` is
    how many places are matched and ``total`` the sum of the pairs' scores, without any keep bonus; ``bonus`` is the
    keep bonus collected, so that ``total + bonus`` is what was made as large as possible.

    No matching of this market that honours the locks has more than ``size_bound`` pairs, and none with that many has
    ``total + bonus`` above ``bound``. Both follow from the prices alone, whatever found the pairs. ``gap`` is
    ``bound - total - bonus``; with ``size == size_bound``, ``gap == 0.0`` proves the pairs optimal.

    Prices are what one more place with that person would bring: first ``…_price_places`` more matched places, then
    ``…_price`` points. They solve the dual problem: over both sides, the price of each person times the places left
    after locks adds up to the optimum (for mentees with one place; with more, each place has its own margin and the
    price is that of the last).
    """

    market: Market
    pairs: Counts
    wishes: Wishes
    total: float
    bonus: float
    bound: float
    size_bound: int
    mentee_price: Scores
    mentor_price: Scores
    mentee_price_places: Counts
    mentor_price_places: Counts

    @property
    def size(self) -> int:
        """How many places are matched."""
        return len(self.pairs)

    @property
    def locked(self) -> Counts:
        """The pairs that were locked, int [k, 2]."""
        return self.wishes.locked

    @property
    def gap(self) -> float:
        """Points between the bound and these pairs; 0.0 where they are proven optimal among matchings of this size."""
        return self.bound - (self.total + self.bonus)

    @property
    def proven(self) -> bool:
        """Whether the prices prove that no matching has more pairs, nor as many pairs and more points."""
        return self.size == self.size_bound and self.gap == 0.0

    @property
    def mentor_of(self) -> Counts:
        """The mentor of each mentee, int [n_mentees], -1 where unmatched; only where no mentee has several places."""
        if (self.market.mentee_capacity > 1).any():
            raise MarketError("A mentee of this market may have several mentors: read the pairs instead.")
        mentors = np.full(self.market.n_mentees, -1, dtype=np.int64)
        mentors[self.pairs[:, 0]] = self.pairs[:, 1]
        return freeze(mentors)
