"""Why somebody has no mentor: which rules bind, which places are taken, and who competes for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from telemachy.assignment.market import Counts, Market, MarketError, Mask
from telemachy.assignment.matching import Matching

HallSet = tuple[tuple[int, ...], tuple[int, ...], int]
Rules = Mapping[str, npt.ArrayLike] | Iterable[tuple[str, npt.ArrayLike]]


@dataclass(frozen=True)
class Unmatched:
    """Why one mentee has an empty place. Every mentor is counted exactly once.

    ``rules`` is (name, mentors) in the organiser's order: each mentor counts under the first rule that forbids them;
    ``other`` counts mentors that the market forbids without any of these rules; ``full`` the allowed mentors whose
    places are all taken; ``paired`` the mentors this mentee has already. Where allowed mentors are full, the Hall set
    says why: ``rivals`` (mentee rows, this one included) compete for the ``contested`` mentors (columns), who have
    ``contested_places`` after locks, and no chain of moves frees one of them.
    """

    mentee: int
    empty_places: int
    rules: tuple[tuple[str, int], ...]
    other: int
    full: int
    paired: int
    rivals: tuple[int, ...]
    contested: tuple[int, ...]
    contested_places: int


def explain_unmatched(matching: Matching, rules: Rules = ()) -> tuple[Unmatched, ...]:
    """One explanation for each mentee with an empty place, in the order of rows.

    ``rules`` are names with bool masks [n_mentees, n_mentors], True where the rule forbids, in the order the organiser
    sees them. Raises :class:`MarketError` for a mask of the wrong shape or kind.

    Source of the set of rivals: Hall 1935, by alternating paths.
    """
    market = matching.market
    named = [(name, read_rule(market, name, mask)) for name, mask in list_rules(rules)]
    view = view_places(matching)
    hall_sets: dict[bytes, HallSet] = {}
    return tuple(explain(view, mentee, named, hall_sets) for mentee in np.flatnonzero(view.waiting).tolist())


@dataclass(frozen=True, eq=False)
class Places:
    """Who holds which place: ``paired`` with locks, ``movable`` without, both bool [n_mentees, n_mentors].

    ``wanted`` are allowed pairs not made; ``waiting`` are mentees with an empty place; ``steps``, bool [n_mentors,
    n_mentors], says whether somebody of a mentor could move to another; ``room`` counts a mentor's places after locks.
    """

    market: Market
    paired: Mask
    movable: Mask
    wanted: Mask
    waiting: Mask
    steps: Mask
    room: Counts


def view_places(matching: Matching) -> Places:
    market = matching.market
    paired = np.zeros(market.score.shape, dtype=np.bool_)
    paired[tuple(matching.pairs.T)] = True
    movable = paired.copy()
    movable[tuple(matching.locked.T)] = False
    wanted = market.allowed & ~paired
    steps = np.zeros((market.n_mentors, market.n_mentors), dtype=np.bool_)
    for mentor in range(market.n_mentors):
        steps[mentor] = wanted[movable[:, mentor]].any(axis=0)
    waiting = paired.sum(axis=1) < market.mentee_capacity
    room = market.mentor_capacity - np.bincount(matching.locked[:, 1], minlength=market.n_mentors)
    return Places(market, paired, movable, wanted, waiting, steps, room)


def explain(view: Places, mentee: int, rules: list[tuple[str, Mask]], hall_sets: dict[bytes, HallSet]) -> Unmatched:
    """The reasons of one mentee; people who compete for the same places share one entry of ``hall_sets``."""
    wanted = view.wanted[mentee]
    mentors = follow(view.steps, wanted)
    if mentors.tobytes() not in hall_sets:
        hall_sets[mentors.tobytes()] = find_hall_set(view, mentors)
    rivals, contested, contested_places = hall_sets[mentors.tobytes()]
    counts, other = count_rules(rules, mentee, np.isnan(view.market.score[mentee]))
    return Unmatched(
        mentee=mentee,
        empty_places=int(view.market.mentee_capacity[mentee] - view.paired[mentee].sum()),
        rules=counts,
        other=other,
        full=int(wanted.sum()),
        paired=int(view.paired[mentee].sum()),
        rivals=rivals,
        contested=contested,
        contested_places=contested_places,
    )


def find_hall_set(view: Places, mentors: Mask) -> HallSet:
    """Who holds places of these mentors and could move, or waits for nothing else; the mentors; their places."""
    holding = view.movable[:, mentors].any(axis=1)
    hoping = view.waiting & view.wanted.any(axis=1) & ~view.wanted[:, ~mentors].any(axis=1)
    rivals = tuple(np.flatnonzero(holding | hoping).tolist())
    return rivals, tuple(np.flatnonzero(mentors).tolist()), int(view.room[mentors].sum())


def follow(steps: Mask, first: Mask) -> Mask:
    """All mentors reached from the first ones by chains of possible moves."""
    reached, fresh = first.copy(), first
    while fresh.any():
        fresh = steps[fresh].any(axis=0) & ~reached
        reached |= fresh
    return reached


def count_rules(rules: list[tuple[str, Mask]], mentee: int, barred: Mask) -> tuple[tuple[tuple[str, int], ...], int]:
    """How many mentors each rule is the first to forbid, and how many are barred by none of them."""
    left, counts = barred.copy(), []
    for name, mask in rules:
        counts.append((name, int((left & mask[mentee]).sum())))
        left &= ~mask[mentee]
    return tuple(counts), int(left.sum())


def list_rules(rules: Rules) -> list[tuple[str, npt.ArrayLike]]:
    return list(rules.items() if isinstance(rules, Mapping) else rules)


def read_rule(market: Market, name: str, mask: npt.ArrayLike) -> Mask:
    table = np.asarray(mask)
    if table.dtype != np.bool_ or table.shape != market.score.shape:
        raise MarketError(f"The rule {name} needs a mask of true and false with shape {market.score.shape}.")
    return table
