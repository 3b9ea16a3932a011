"""Who may be paired with whom, how well they fit, and how many places each person has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Number = TypeVar("Number", bound=np.generic)


class MarketError(ValueError):
    """The market, or what is asked of it, makes no sense; the message says what and where."""


@dataclass(frozen=True, eq=False)
class Market:
    """A frozen market; build it with :meth:`from_dense`.

    ``score`` is float64 [n_mentees, n_mentors], NaN where a pair is forbidden: a forbidden pair is absent and has no
    score at all. Capacities count places; keys are unique per side and decide ties, so that the order of rows does not.
    """

    score: Scores
    mentee_capacity: Counts
    mentor_capacity: Counts
    mentee_keys: tuple[str, ...]
    mentor_keys: tuple[str, ...]

    @classmethod
    def from_dense(
        cls,
        score: npt.ArrayLike,
        mentor_capacity: npt.ArrayLike = 1,
        mentee_capacity: npt.ArrayLike = 1,
        forbidden: npt.ArrayLike | None = None,
        mentee_keys: Sequence[object] | None = None,
        mentor_keys: Sequence[object] | None = None,
    ) -> Market:
        """Read a market from a matrix of scores, one row per mentee and one column per mentor.

        Capacities are one number for all or one per person. Raises :class:`MarketError` for a matrix that is not
        two-dimensional, an infinite score, a mask or capacity of the wrong shape, a negative or broken capacity, and
        keys that repeat or do not fit the matrix.
        """
        table = read_scores(score, forbidden)
        n_mentees, n_mentors = table.shape
        return cls(
            score=table,
            mentee_capacity=read_capacity(mentee_capacity, n_mentees, "mentee"),
            mentor_capacity=read_capacity(mentor_capacity, n_mentors, "mentor"),
            mentee_keys=read_keys(mentee_keys, n_mentees, "mentee"),
            mentor_keys=read_keys(mentor_keys, n_mentors, "mentor"),
        )

    @property
    def n_mentees(self) -> int:
        return len(self.mentee_keys)

    @property
    def n_mentors(self) -> int:
        return len(self.mentor_keys)

    @property
    def allowed(self) -> Mask:
        """True where a pair may happen."""
        return ~np.isnan(self.score)

    def name_pair(self, mentee: int, mentor: int) -> str:
        """The pair as a sentence names it, by keys."""
        return f"mentee {self.mentee_keys[mentee]} and mentor {self.mentor_keys[mentor]}"


def freeze(array: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """The same array, now read-only."""
    array.setflags(write=False)
    return array


def read_scores(score: npt.ArrayLike, forbidden: npt.ArrayLike | None) -> Scores:
    try:
        table = np.array(score, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise MarketError(f"The scores must be a table of numbers: {error}") from error
    if table.ndim != 2:
        raise MarketError(f"The scores must have two dimensions, mentees and mentors, and have {table.ndim}.")
    if forbidden is not None:
        table[read_mask(forbidden, table.shape)] = np.nan
    if np.isinf(table).any():
        mentee, mentor = np.argwhere(np.isinf(table))[0]
        raise MarketError(f"The score of mentee {mentee} and mentor {mentor} is infinite; NaN forbids a pair.")
    return freeze(table)


def read_mask(mask: npt.ArrayLike, shape: tuple[int, ...]) -> Mask:
    table = np.asarray(mask)
    if table.dtype != np.bool_:
        raise MarketError(f"The mask of forbidden pairs must hold true and false, not {table.dtype}.")
    if table.shape != shape:
        raise MarketError(f"The mask of forbidden pairs has shape {table.shape}, the scores have {shape}.")
    return table


def read_capacity(capacity: npt.ArrayLike, people: int, side: str) -> Counts:
    try:
        given = np.asarray(capacity, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise MarketError(f"The {side} capacity must be whole numbers: {error}") from error
    if given.ndim == 0:
        given = np.full(people, given)
    if given.shape != (people,):
        raise MarketError(f"The {side} capacity has shape {given.shape}, but there are {people} {side}s.")
    broken = ~((given >= 0) & (given == np.floor(given)) & (given < 2**53))
    if broken.any():
        first = int(np.flatnonzero(broken)[0])
        raise MarketError(f"The capacity of {side} {first} is {given[first]:g}; it must be a whole number, 0 or more.")
    return freeze(given.astype(np.int64))


def read_keys(keys: Sequence[object] | None, people: int, side: str) -> tuple[str, ...]:
    names = tuple(str(key) for key in (range(people) if keys is None else keys))
    if len(names) != people:
        raise MarketError(f"There are {len(names)} {side} keys, but {people} {side}s.")
    repeated = sorted(name for name, times in Counter(names).items() if times > 1)
    if repeated:
        raise MarketError(f"The {side} key {repeated[0]} belongs to more than one {side}.")
    return names


def read_pairs(pairs: npt.ArrayLike, market: Market, what: str) -> Counts:
    """Pairs of (mentee, mentor) row and column numbers as an int array [k, 2], in the given order.

    ``what`` names them in the message ("lock", "pair to keep"): numbers must be in the market and not repeat.
    """
    given = np.asarray(pairs)
    if given.size == 0:
        return np.empty((0, 2), dtype=np.int64)
    if given.ndim != 2 or given.shape[1] != 2 or not np.issubdtype(given.dtype, np.integer):
        raise MarketError(f"Each {what} must be two whole numbers, a mentee's row and a mentor's column.")
    table = given.astype(np.int64)
    outside = (table < 0) | (table >= market.score.shape)
    if outside.any():
        mentee, mentor = table[outside.any(axis=1)][0]
        raise MarketError(f"The {what} ({mentee}, {mentor}) is outside the market.")
    distinct, times = np.unique(table, axis=0, return_counts=True)
    if len(distinct) < len(table):
        mentee, mentor = distinct[times > 1][0]
        raise MarketError(f"The {what} of {market.name_pair(mentee, mentor)} is given twice.")
    return table
