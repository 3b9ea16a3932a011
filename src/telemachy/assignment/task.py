"""The market as the solver sees it: locks honoured, people in drawn order, scores as exact whole numbers.

"As many pairs as possible, then the highest total" becomes one number per pair: its points in a fixed unit, plus a
``place`` larger than any difference in points between two matchings. Every number stays a whole number below 2**53,
which float64 holds exactly, so equal totals are equal and no order of summation can break a tie.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from telemachy.assignment.market import Counts, Market, MarketError, Mask, Scores

EXACT = 2.0**53  # float64 holds every whole number up to here
FINEST = 1e11  # units in the largest score: a score of 100 is read to a billionth of a point


@dataclass(frozen=True, eq=False)
class Wishes:
    """What people asked for beside the scores: pairs that must stay, pairs worth keeping, and the seed of the draw."""

    locked: Counts
    keep: Counts
    keep_bonus: float
    seed: int

    def bonus_in(self, market: Market) -> Scores:
        """The keep bonus of every pair, float64 [n_mentees, n_mentors]."""
        bonus = np.zeros(market.score.shape)
        bonus[self.keep[:, 0], self.keep[:, 1]] = self.keep_bonus
        return bonus


@dataclass(frozen=True, eq=False)
class Task:
    """What is left to decide. Rows and columns are in drawn order: position p is mentee ``mentee_order[p]``.

    ``worth`` is float64 [n_mentees, n_mentors], whole numbers, -inf where a pair is forbidden or already locked;
    ``mentee_room`` and ``mentor_room`` are the places left after locks; ``unit`` is the number of units in a point.
    """

    worth: Scores
    mentee_room: Counts
    mentor_room: Counts
    mentee_order: Counts
    mentor_order: Counts
    place: float
    unit: float

    def split(self, value: Scores) -> tuple[Scores, Scores]:
        """A worth as (whole places, points); never minus zero, which a page would show."""
        places = np.rint(value / self.place) + 0.0
        return places, (value - places * self.place) / self.unit + 0.0

    def rows_of(self, pairs: Counts) -> tuple[Counts, Counts]:
        """Market pairs as positions in drawn order."""
        return invert(self.mentee_order)[pairs[:, 0]], invert(self.mentor_order)[pairs[:, 1]]

    def choose(self, pairs: Counts, locked: Counts) -> Mask:
        """Market pairs as a mask in drawn order, without the locked ones, which are decided."""
        chosen = np.zeros(self.worth.shape, dtype=np.bool_)
        chosen[self.rows_of(pairs)] = True
        chosen[self.rows_of(locked)] = False
        return chosen

    def pairs_of(self, chosen: Mask) -> Counts:
        """A mask in drawn order as market pairs."""
        rows, columns = np.nonzero(chosen)
        return np.column_stack([self.mentee_order[rows], self.mentor_order[columns]])


def invert(order: Counts) -> Counts:
    position = np.empty_like(order)
    position[order] = np.arange(len(order))
    return position


def draw_order(keys: Sequence[str], side: str, seed: int) -> Counts:
    """People in an order drawn from the seed and their keys, the same whatever rows they stand in."""
    tickets = [(hashlib.blake2b(f"{seed}\0{side}\0{key}".encode(), digest_size=16).digest(), key) for key in keys]
    return np.array(sorted(range(len(keys)), key=tickets.__getitem__), dtype=np.int64)


def choose_unit(largest: float, places: int) -> tuple[float, float]:
    """(units in a point, units in a place) such that places outweigh points and sums stay exact."""
    most = min(FINEST, EXACT / (32 * (places + 2)))
    exponent = math.floor(math.log10(most / largest)) if largest > 0 else 0
    unit = 10.0 ** min(exponent, 300)
    # two matchings differ by at most 2 * places * largest points, and `split` must tell that from half a place
    return unit, 4.0 * (places + 2) * (math.ceil(largest * unit) + 1)


def set_task(market: Market, wishes: Wishes) -> Task:
    """The task of pairing everybody whom the locks leave free."""
    score, locked = market.score + wishes.bonus_in(market), wishes.locked
    largest = float(np.nanmax(np.abs(score), initial=0.0))
    mentee_room = market.mentee_capacity - np.bincount(locked[:, 0], minlength=market.n_mentees)
    mentor_room = market.mentor_capacity - np.bincount(locked[:, 1], minlength=market.n_mentors)
    unit, place = choose_unit(largest, min(int(mentee_room.sum()), int(mentor_room.sum()), market.score.size))
    worth = np.where(market.allowed, np.rint(score * unit) + place, -np.inf)
    worth[locked[:, 0], locked[:, 1]] = -np.inf
    rows = draw_order(market.mentee_keys, "mentee", wishes.seed)
    columns = draw_order(market.mentor_keys, "mentor", wishes.seed)
    return Task(worth[np.ix_(rows, columns)], mentee_room[rows], mentor_room[columns], rows, columns, place, unit)


def check_locks(market: Market, locked: Counts) -> None:
    """Raise MarketError naming the first lock that is forbidden or asks for more places than there are."""
    mentee_left, mentor_left = market.mentee_capacity.copy(), market.mentor_capacity.copy()
    for mentee, mentor in locked.tolist():
        if np.isnan(market.score[mentee, mentor]):
            raise MarketError(f"The lock of {market.name_pair(mentee, mentor)} is on a forbidden pair.")
        mentee_left[mentee] -= 1
        mentor_left[mentor] -= 1
        if mentee_left[mentee] < 0 or mentor_left[mentor] < 0:
            who = f"mentee {market.mentee_keys[mentee]}" if mentee_left[mentee] < 0 else ""
            who = who or f"mentor {market.mentor_keys[mentor]}"
            raise MarketError(f"The lock of {market.name_pair(mentee, mentor)} is beyond the places of {who}.")
