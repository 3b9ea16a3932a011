"""Pairs mentees with mentors as well as possible, proves it, and says what every alternative would cost.

>>> import numpy as np
>>> from telemachy.assignment import Market, programme_cost, solve
>>> market = Market.from_dense(np.array([[90.0, 80.0], [85.0, 40.0]]), mentor_capacity=[1, 1])
>>> matching = solve(market)
>>> matching.mentor_of.tolist(), matching.total, matching.gap
([1, 0], 165.0, 0.0)
>>> programme_cost(matching).points.tolist()
[[35.0, 0.0], [0.0, 35.0]]
"""

from telemachy.assignment.costs import Move, ProgrammeCost, programme_cost
from telemachy.assignment.market import Market, MarketError
from telemachy.assignment.matching import Matching
from telemachy.assignment.reasons import Unmatched, explain_unmatched
from telemachy.assignment.solving import assess, solve
from telemachy.assignment.validity import is_valid

__all__ = [
    "Market",
    "MarketError",
    "Matching",
    "Move",
    "ProgrammeCost",
    "Unmatched",
    "assess",
    "explain_unmatched",
    "is_valid",
    "programme_cost",
    "solve",
]
