"""An attacker anyone can believe: knows the rule, sees the page, and tries every table that could lie behind it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from itertools import combinations

import numpy as np

from telemachy.inference import LineCounts

LETTERS = ("A", "B", "C", "D")
CELLS = (*LETTERS, "known not", "disputed", "silent")
GROUPS = [group for size in range(1, len(CELLS)) for group in combinations(range(len(CELLS)), size)]
_CHOOSES = np.array([[cell in group for group in GROUPS] for cell in range(len(CELLS))], dtype=np.int64)

Table = tuple[int, ...]
Publish = Callable[[LineCounts], Hashable]


def tables(total: int, cells: int = len(CELLS)) -> Iterator[Table]:
    """Every way to put this many people into the cells."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(total - first, cells - 1):
            yield (first, *rest)


def counts_of(table: Table) -> LineCounts:
    return LineCounts(dict(zip(LETTERS, table[:4], strict=True)), *table[4:])


def derivable(publish: Publish, total: int, k: int) -> list[tuple[Hashable, tuple[str, ...], int]]:
    """Return what can be found out of a small group: the page, the group of people, their number."""
    pages: dict[Hashable, list[Table]] = {}
    for table in tables(total):
        pages.setdefault(publish(counts_of(table)), []).append(table)
    found = []
    for page, behind in pages.items():
        sums = np.array(behind) @ _CHOOSES
        least, most = sums.min(axis=0), sums.max(axis=0)
        for place in np.flatnonzero((least == most) & (least > 0) & (least < k)):
            found.append((page, tuple(CELLS[cell] for cell in GROUPS[place]), int(least[place])))
    return found
