"""How long solving and pricing take, as ratios to SciPy's assignment on the same scores in the same run.

    python benchmarks/assignment/ratios.py [--large]

Mentors have one to three places, a fifth of the pairs is forbidden and scores have one decimal, so ties abound. SciPy
gets the mentors' places as columns and a forbidden pair as zero, which is the least anybody has to give it; it returns
pairs without proof, prices, reasons or a draw. Ratios are of medians of three.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from scipy.optimize import linear_sum_assignment

from telemachy.assignment import Market, assess, programme_cost, solve

SHAPES = [(300, 220), (500, 500), (1000, 700)]
LARGE = [(3000, 2000)]
PRICED = 1000  # mentors up to which all alternatives are priced at once


def draw_market(n_mentees: int, n_mentors: int, kind: str) -> Market:
    """A seeded market: independent fits, or everybody agreeing on who is good."""
    rng = np.random.default_rng(n_mentees)
    score = rng.integers(0, 1000, (n_mentees, n_mentors)) / 10
    if kind == "agreeing":
        score = np.round(score / 5 + 40 * np.add.outer(rng.random(n_mentees), rng.random(n_mentors)), 1)
    return Market.from_dense(
        score,
        mentor_capacity=rng.integers(1, 4, n_mentors),
        forbidden=rng.random((n_mentees, n_mentors)) < 0.2,
    )


def seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def compare(market: Market, kind: str) -> str:
    expanded = np.repeat(np.nan_to_num(market.score), market.mentor_capacity, axis=1)
    matching = solve(market)
    raw = seconds(lambda: linear_sum_assignment(expanded, maximize=True))
    solved, judged = seconds(lambda: solve(market)), seconds(lambda: assess(market, matching.pairs))
    few = market.n_mentors <= PRICED
    priced = f"{seconds(lambda: programme_cost(matching)) / raw:9.2f}" if few else "        –"
    shape = f"{market.n_mentees} × {market.n_mentors}"
    return f"{shape:>12} {kind:>12} {raw:9.3f} {solved / raw:9.2f} {judged / raw:9.2f} {priced} {matching.gap:6.1f}"


def main() -> None:
    print(f"{'market':>12} {'fits':>12} {'SciPy, s':>9} {'solve':>9} {'assess':>9} {'costs':>9} {'gap':>6}")
    for shape in SHAPES + LARGE * ("--large" in sys.argv):
        for kind in ("independent", "agreeing"):
            print(compare(draw_market(*shape, kind), kind), flush=True)


if __name__ == "__main__":
    main()
