"""Wants against offers: how far what one person offers meets what another wants.

A plain weighted mean that can be said in a sentence: the first want counts twice as much as the second and three
times as much as the third; an offered skill gives full credit, a neighbour in the same area some.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from telemachy.language.errors import LanguageError
from telemachy.language.taxonomy import Taxonomy

Wanted = Sequence[str] | Mapping[str, int]
Offered = Collection[str] | Mapping[str, int]

RELATED_CREDIT = 0.4  # judgement: a neighbouring skill helps, but less than half as much
HOPED_LEVEL = 3  # where no level is said: able to do it well
OFFERED_LEVEL = 5
LEVELS = range(1, 6)
_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far offers meet wants.

    `value` in [0, 1]; `matched`: wanted ids that are offered, in the order wanted; `related`: (wanted, offered) ids
    where only a neighbour in the same area is offered.
    """

    value: float
    matched: tuple[str, ...]
    related: tuple[tuple[str, str], ...]


def overlap(wanted: Wanted, offered: Offered, taxonomy: Taxonomy) -> Overlap:
    """How far `offered` skill ids meet `wanted` ones, which stand in order of importance.

    Both may be mappings to levels 1-5: for a want the level hoped for (3 if none is said), for an offer the level held
    (5 if none is said); an offer below the hoped level counts in proportion. The best neighbour in the area earns
    40 %, if that is more. An id outside the taxonomy matches itself alone. Nothing wanted gives 0:
    whether that means "no answer" is for the caller to say. Raises `LanguageError` for a level outside 1-5.

    >>> from telemachy.language import load_taxonomy
    >>> overlap(["core.coaching", "core.strategy"], ["core.coaching"], load_taxonomy()).value
    0.6666666666666666
    """
    hopes, offers = _hopes(wanted), _levels(offered, OFFERED_LEVEL)
    value, matched, related = 0.0, [], []
    for share, (skill, hoped) in zip(_shares(len(hopes)), hopes.items(), strict=True):
        neighbour = _best_neighbour(skill, offers, taxonomy)
        direct = _credit(offers.get(skill, 0), hoped)
        value += share * max(direct, RELATED_CREDIT * _credit(offers.get(neighbour, 0), hoped))
        if skill in offers:
            matched.append(skill)
        elif neighbour:
            related.append((skill, neighbour))
    return Overlap(min(1.0, value), tuple(matched), tuple(related))


def overlap_matrix(
    wanted_lists: Sequence[Wanted], offered_lists: Sequence[Offered], taxonomy: Taxonomy
) -> NDArray[np.float64]:
    """`overlap(wanted_lists[i], offered_lists[j], taxonomy).value` for all i and j, exactly; float64 [n, m]."""
    hopes = [_hopes(wanted) for wanted in wanted_lists]
    kinds = sorted({hope for hoped in hopes for hope in hoped.items()})
    credits = _credits(kinds, [_levels(offered, OFFERED_LEVEL) for offered in offered_lists], taxonomy)
    row_of = {kind: row for row, kind in enumerate(kinds)}
    most = max(map(len, hopes), default=0)
    rows = np.full((len(hopes), most), len(kinds), dtype=np.intp)
    shares = np.zeros((len(hopes), most))
    for i, hoped in enumerate(hopes):
        rows[i, : len(hoped)] = [row_of[kind] for kind in hoped.items()]
        shares[i, : len(hoped)] = _shares(len(hoped))
    return _weighted(shares, credits, rows)


def _weighted(shares: NDArray[np.float64], credits: NDArray[np.float64], rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Sum of share times credit, want by want in the scalar twin's order; in blocks, so that memory stays small."""
    values = np.zeros((len(rows), credits.shape[1]))
    for start in range(0, len(rows), _BLOCK):
        block = slice(start, start + _BLOCK)
        for want in range(rows.shape[1]):
            values[block] += shares[block, want, None] * credits[rows[block, want]]
    return np.minimum(values, 1.0, out=values)


def _credits(kinds: list[tuple[str, int]], offers: list[dict[str, int]], taxonomy: Taxonomy) -> NDArray[np.float64]:
    """Credit of each kind of want (skill, hoped level) with each offer; one more row of zeros stands for no want."""
    credits = np.zeros((len(kinds) + 1, len(offers)))
    held = {skill: np.zeros(len(offers)) for skill, _ in kinds}
    near = {_area(skill, taxonomy): np.zeros(len(offers)) for skill in held}
    for j, offer in enumerate(offers):
        for skill, level in offer.items():
            if skill in held:
                held[skill][j] = level
            if (area := _area(skill, taxonomy)) in near:
                near[area][j] = max(near[area][j], level)
    for row, (skill, hoped) in enumerate(kinds):
        direct = np.minimum(1.0, held[skill] / hoped)
        # The wanted skill counts among its own neighbours here, which changes nothing: it earns more directly.
        credits[row] = np.maximum(direct, RELATED_CREDIT * np.minimum(1.0, near[_area(skill, taxonomy)] / hoped))
    return credits


def _hopes(wanted: Wanted) -> dict[str, int]:
    return _levels(wanted, HOPED_LEVEL)


def _levels(skills: Wanted | Offered, unsaid: int) -> dict[str, int]:
    """Levels by id, first mention first; a level is checked, a missing one filled in."""
    if isinstance(skills, str):
        raise LanguageError(f"A list of skill ids is needed, not the single text “{skills}”.")
    if not isinstance(skills, Mapping):
        return dict.fromkeys(skills, unsaid)
    for skill, level in skills.items():
        if level not in LEVELS:
            raise LanguageError(f"The level of “{skill}” is {level}; levels go from 1 to 5.")
    return dict(skills)


def _shares(count: int) -> list[float]:
    """Weights 1, 1/2, 1/3, … brought to a sum of one."""
    weights = [1 / rank for rank in range(1, count + 1)]
    whole = fsum(weights)
    return [weight / whole for weight in weights]


def _credit(offered: int, hoped: int) -> float:
    return min(1.0, offered / hoped)


def _area(skill: str, taxonomy: Taxonomy) -> tuple[str, str]:
    """Pack and area; a skill outside the taxonomy is an area of its own."""
    known = taxonomy.by_id.get(skill)
    return (known.pack, known.area) if known else ("", skill)


def _best_neighbour(skill: str, offers: Mapping[str, int], taxonomy: Taxonomy) -> str:
    """The other offered skill of the same area with the highest level, by id among equals; "" if there is none."""
    area = _area(skill, taxonomy)
    near = [other for other in offers if other != skill and _area(other, taxonomy) == area]
    return min(near, key=lambda other: (-offers[other], other), default="")
