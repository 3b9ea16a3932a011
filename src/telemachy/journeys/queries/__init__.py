"""Reads of journeys for pages, by noun: frozen values, a fixed number of queries."""

from .charters import Agreement, CharterState, charter_of
from .connections import PAGE, Pair, PairList, Part, list_pairs, pair_of, pairs_in, parts_of
from .goals import GoalShown, Level, Rated, dropped_goals_of, goal_shown, goals_of
from .initiatives import InitiativeShown, chart_of, initiative_shown, initiatives_of
from .notes import Note, Notes, notes_of

__all__ = [
    "PAGE",
    "Agreement",
    "CharterState",
    "GoalShown",
    "InitiativeShown",
    "Level",
    "Note",
    "Notes",
    "Pair",
    "PairList",
    "Part",
    "Rated",
    "chart_of",
    "charter_of",
    "dropped_goals_of",
    "goal_shown",
    "goals_of",
    "initiative_shown",
    "initiatives_of",
    "list_pairs",
    "notes_of",
    "pair_of",
    "pairs_in",
    "parts_of",
]
