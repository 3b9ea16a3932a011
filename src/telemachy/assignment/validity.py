"""Is this a matching of that market? Judged by counting alone, apart from whatever made it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from telemachy.assignment.market import Counts, Market, MarketError, read_pairs
from telemachy.assignment.matching import Matching


def is_valid(market: Market, matching: Matching | npt.ArrayLike) -> bool:
    """Whether every pair is allowed and given once, nobody has more pairs than places, and the matching adds up.

    A :class:`Matching` must also contain its locks and state the size and total of its own pairs; an array of pairs,
    int [k, 2], is judged as it is.
    """
    pairs = matching.pairs if isinstance(matching, Matching) else matching
    try:
        given = read_pairs(pairs, market, "pair")
    except MarketError:
        return False
    if find_fault(market, given):
        return False
    return not isinstance(matching, Matching) or adds_up(market, matching)


def adds_up(market: Market, matching: Matching) -> bool:
    chosen = set(map(tuple, matching.pairs.tolist()))
    total = math.fsum(market.score[mentee, mentor] for mentee, mentor in chosen)
    return chosen.issuperset(map(tuple, matching.locked.tolist())) and math.isclose(
        total, matching.total, rel_tol=1e-9, abs_tol=1e-9
    )


def find_fault(market: Market, pairs: Counts) -> str | None:
    """The first thing wrong with these pairs of the market, as a sentence, or None."""
    for mentee, mentor in pairs.tolist():
        if np.isnan(market.score[mentee, mentor]):
            return f"The pair of {market.name_pair(mentee, mentor)} is forbidden."
    sides = (
        ("mentee", market.mentee_capacity, market.mentee_keys),
        ("mentor", market.mentor_capacity, market.mentor_keys),
    )
    for column, (side, capacity, keys) in enumerate(sides):
        load = np.bincount(pairs[:, column], minlength=len(capacity))
        crowded = np.flatnonzero(load > capacity)
        if len(crowded):
            first = int(crowded[0])
            return f"{side.capitalize()} {keys[first]} has {load[first]} pairs and {capacity[first]} places."
    return None
