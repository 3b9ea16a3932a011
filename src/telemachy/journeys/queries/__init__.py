"""Reads of journeys for pages, by noun: frozen values, a fixed number of queries."""

from .charters import Agreement, CharterState, charter_of
from .connections import PAGE, Pair, PairList, Part, list_pairs, pair_of, pairs_in, parts_of

__all__ = [
    "PAGE",
    "Agreement",
    "CharterState",
    "Pair",
    "PairList",
    "Part",
    "charter_of",
    "list_pairs",
    "pair_of",
    "pairs_in",
    "parts_of",
]
