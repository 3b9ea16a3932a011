"""Reads of journeys for pages, by noun: frozen values, a fixed number of queries."""

from .connections import PAGE, Pair, PairList, Part, list_pairs, pair_of, pairs_in, parts_of

__all__ = ["PAGE", "Pair", "PairList", "Part", "list_pairs", "pair_of", "pairs_in", "parts_of"]
