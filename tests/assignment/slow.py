"""Slow twins anyone can believe, and the markets to try them on."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from hypothesis import strategies as st

from telemachy.assignment import Market


def every_matching(market, locked=()):
    """Every set of pairs the market allows that contains the locked ones."""
    choices = []
    for mentee in range(market.n_mentees):
        mentors = np.flatnonzero(market.allowed[mentee]).tolist()
        most = min(len(mentors), int(market.mentee_capacity[mentee]))
        choices.append([group for k in range(most + 1) for group in combinations(mentors, k)])
    for groups in product(*choices):
        pairs = {(mentee, mentor) for mentee, group in enumerate(groups) for mentor in group}
        load = np.bincount([mentor for _, mentor in pairs] or [], minlength=market.n_mentors)
        if (load <= market.mentor_capacity).all() and pairs.issuperset(locked):
            yield pairs


def worth(market, pairs, keep=(), keep_bonus=0.0):
    """(places, points) of some pairs, the keep bonus included."""
    return len(pairs), sum(market.score[pair] + keep_bonus * (pair in keep) for pair in pairs)


def best_worth(market, locked=(), keep=(), keep_bonus=0.0):
    """The largest (places, points), or None where the locks cannot all hold."""
    return max((worth(market, pairs, keep, keep_bonus) for pairs in every_matching(market, locked)), default=None)


def forced_costs(market, chosen, locked=(), keep=(), keep_bonus=0.0):
    """(places, points) the optimum loses by forcing each pair, by trying everything."""
    best = best_worth(market, locked, keep, keep_bonus)
    places, points = np.full(market.score.shape, np.nan), np.full(market.score.shape, np.nan)
    for pair in map(tuple, np.argwhere(market.allowed).tolist()):
        forced = best_worth(market, {*locked, pair}, keep, keep_bonus)
        if pair in chosen:
            places[pair] = points[pair] = 0.0
        elif forced is not None:
            places[pair], points[pair] = best[0] - forced[0], best[1] - forced[1]
    return places, points


def shuffled(market, rows, columns):
    """The same people in another order."""
    return Market.from_dense(
        market.score[np.ix_(rows, columns)],
        mentor_capacity=market.mentor_capacity[columns],
        mentee_capacity=market.mentee_capacity[rows],
        mentee_keys=[market.mentee_keys[row] for row in rows],
        mentor_keys=[market.mentor_keys[column] for column in columns],
    )


def named_pairs(market, pairs):
    return {(market.mentee_keys[mentee], market.mentor_keys[mentor]) for mentee, mentor in np.asarray(pairs).tolist()}


SCORES = st.one_of(
    st.just(np.nan),
    st.integers(0, 3).map(float),  # many exact ties
    st.integers(-40, 400).map(lambda quarters: quarters / 4),
)


@st.composite
def markets(draw, most_mentees=4, most_mentors=3, mentee_places=2, mentor_places=3, scores=SCORES):
    n, m = draw(st.integers(0, most_mentees)), draw(st.integers(0, most_mentors))
    table = draw(st.lists(scores, min_size=n * m, max_size=n * m))
    return Market.from_dense(
        np.array(table, dtype=float).reshape(n, m),
        mentor_capacity=draw(st.lists(st.integers(0, mentor_places), min_size=m, max_size=m)),
        mentee_capacity=draw(st.lists(st.integers(0, mentee_places), min_size=n, max_size=n)),
        mentee_keys=[f"mentee-{i}" for i in range(n)],
        mentor_keys=[f"mentor-{j}" for j in range(m)],
    )


@st.composite
def locks_for(draw, market):
    """A few pairs that can all hold together, perhaps none."""
    pairs = draw(st.sampled_from(list(every_matching(market))))
    return sorted(pair for pair in sorted(pairs) if draw(st.booleans()))


@st.composite
def earlier_pairs(draw, market):
    cells = [(i, j) for i in range(market.n_mentees) for j in range(market.n_mentors)]
    return sorted(draw(st.sets(st.sampled_from(cells), max_size=4))) if cells else []
