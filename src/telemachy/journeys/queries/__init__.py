"""Reads of journeys for pages, by noun: frozen values, a fixed number of queries."""

from .audience import Audience, what_coordinators_see, who_sees
from .charters import Agreement, CharterState, charter_of
from .closing import Closing, closing_of, finished_mentees, former_pairs
from .connections import PAGE, Pair, PairList, Part, list_pairs, pair_of, pairs_in, parts_of
from .coordinated import Coordinated, Course, coordinated, courses_of
from .goals import GoalShown, Level, Rated, dropped_goals_of, goal_shown, goals_of
from .initiatives import InitiativeShown, chart_of, initiative_shown, initiatives_of
from .needs import Need, need_of
from .notes import Note, Notes, notes_of
from .steps import Step, next_steps

__all__ = [
    "PAGE",
    "Agreement",
    "Audience",
    "CharterState",
    "Closing",
    "Coordinated",
    "Course",
    "GoalShown",
    "InitiativeShown",
    "Level",
    "Need",
    "Note",
    "Notes",
    "Pair",
    "PairList",
    "Part",
    "Rated",
    "Step",
    "chart_of",
    "charter_of",
    "closing_of",
    "coordinated",
    "courses_of",
    "dropped_goals_of",
    "finished_mentees",
    "former_pairs",
    "goal_shown",
    "goals_of",
    "initiative_shown",
    "initiatives_of",
    "list_pairs",
    "need_of",
    "next_steps",
    "notes_of",
    "pair_of",
    "pairs_in",
    "parts_of",
    "what_coordinators_see",
    "who_sees",
]
