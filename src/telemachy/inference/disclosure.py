"""Counts of people that may be shown without telling on anybody.

The rule is one: what is shown is a partition of the frame into groups that are empty or have at least k people, and
every other number on a page is a sum of such groups. Nobody can then subtract their way to a smaller group. Groups
that are too small join their neighbours, and where no neighbour helps, nothing is shown.

An answer that all or none of the frame gave is not shown either, since it would say what each of them answered. So
"none" looks the same as "fewer than k", and "everybody" the same as "nearly everybody".

>>> suppress(14, of=52)
Cell(value=14, of=52, k=5)
>>> suppress(49, of=52).sentence
'not shown: fewer than 5 in a group'
>>> [str(part) for part in merge_grades({"A": 4, "B": 5, "C": 0, "D": 6})]
['A or B: 9', 'C: 0', 'D: 6']
"""

from collections.abc import Mapping
from dataclasses import dataclass

K = 5  # may be raised, never lowered


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of people within a whole; `value` is None where it is not shown."""

    value: int | None
    of: int
    k: int = K

    @property
    def is_shown(self) -> bool:
        """Whether the count may be seen."""
        return self.value is not None

    @property
    def sentence(self) -> str:
        """The count in words, for those who print it."""
        return f"{self.value} of {self.of}" if self.is_shown else f"not shown: fewer than {self.k} in a group"

    def plus(self, value: int, of: int) -> "Cell":
        """Add people of whom it is public: whoever subtracts them again is left with what was judged without them."""
        return Cell(None if self.value is None else self.value + value, self.of + of, self.k)


@dataclass(frozen=True, slots=True)
class Part:
    """People counted under one grade, or under several that were merged."""

    letters: tuple[str, ...]
    count: int

    def __str__(self) -> str:
        *first, last = self.letters
        return f"{', '.join(first)} or {last}: {self.count}" if first else f"{last}: {self.count}"


@dataclass(frozen=True, slots=True)
class LineCounts:
    """Everybody in the frame, each in one place: known to have it, by grade; known not to; disputed; silent."""

    grades: Mapping[str, int]
    known_not: int = 0
    disputed: int = 0
    silent: int = 0

    @property
    def yes(self) -> int:
        """How many are known to have it."""
        return sum(self.grades.values())

    @property
    def known(self) -> int:
        """Of how many it is known whether they have it."""
        return self.yes + self.known_not

    @property
    def of(self) -> int:
        """The frame."""
        return self.known + self.disputed + self.silent


@dataclass(frozen=True, slots=True)
class MaskedLine:
    """What of a line may be shown."""

    yes: Cell
    known: Cell
    disputed: Cell
    parts: tuple[Part, ...]

    @property
    def most(self) -> int | None:
        """How many would have it if everybody of whom nothing certain is known had it."""
        if self.yes.value is None or self.known.value is None:
            return None
        return self.yes.value + self.yes.of - self.known.value

    def plus(self, public: LineCounts) -> "MaskedLine":
        """Add people of whom it is public where they stand, to whatever is shown."""
        return MaskedLine(
            self.yes.plus(public.yes, public.of),
            self.known.plus(public.known, public.of),
            self.disputed.plus(public.disputed, public.of),
            tuple(
                Part(part.letters, part.count + sum(public.grades.get(letter, 0) for letter in part.letters))
                for part in self.parts
            ),
        )


def suppress(count: int, of: int, k: int = K) -> Cell:
    """Show a count where both it and its complement in the whole are at least k.

    Raises:
        ValueError: k is below five, or the count does not lie within the whole.
    """
    _check(k, count, of - count)
    return Cell(count if min(count, of - count) >= k else None, of, k)


def suppress_within(count: int, of: Cell) -> Cell:
    """Show part of a shown count; all of it may have the property, since who they are is not shown."""
    if of.value is None:
        return Cell(None, of.of, of.k)
    _check(of.k, count, of.value - count)
    is_safe = count >= of.k and _is_safe(of.value - count, of.k)
    return Cell(count if is_safe else None, of.value, of.k)


def merge_grades(counts: Mapping[str, int], k: int = K) -> tuple[Part, ...]:
    """Merge grades with their neighbours, in the order given, until every part is empty or has at least k people.

    Nothing is returned where all of them together are fewer than k, none aside.
    """
    _check(k, *counts.values())
    parts: list[Part] = []
    letters: tuple[str, ...] = ()
    count = 0
    for letter, number in counts.items():
        if not letters and not number:
            parts.append(Part((letter,), 0))
            continue
        letters, count = (*letters, letter), count + number
        if count >= k:
            parts.append(Part(letters, count))
            letters, count = (), 0
    return _with_rest(parts, letters, count, k)


def mask_line(counts: LineCounts, k: int = K) -> MaskedLine:
    """Decide what of a line may be shown, so that no difference of shown numbers is a small group."""
    _check(k, *counts.grades.values(), counts.known_not, counts.disputed, counts.silent)
    yes, of = suppress(counts.yes, counts.of, k), counts.of
    unknown = counts.disputed + counts.silent
    if not yes.is_shown:
        is_known = counts.known >= k and _is_safe(unknown, k)
        return MaskedLine(yes, Cell(counts.known if is_known else None, of, k), Cell(None, of, k), ())
    is_known = _is_safe(counts.known_not, k) and _is_safe(unknown, k)
    is_disputed = is_known and _is_safe(counts.disputed, k) and _is_safe(counts.silent, k)
    return MaskedLine(
        yes,
        Cell(counts.known if is_known else None, of, k),
        Cell(counts.disputed if is_disputed else None, of, k),
        merge_grades(counts.grades, k),
    )


def _with_rest(parts: list[Part], letters: tuple[str, ...], count: int, k: int) -> tuple[Part, ...]:
    """Join what is left at the end to the parts before it until it is large enough."""
    while letters and count < k:
        if not parts:
            return ()
        before = parts.pop()
        letters, count = (*before.letters, *letters), before.count + count
    return (*parts, Part(letters, count)) if letters else tuple(parts)


def _is_safe(count: int, k: int) -> bool:
    return count == 0 or count >= k


def _check(k: int, *counts: int) -> None:
    if k < K:
        raise ValueError(f"Groups under {K} are never shown; k may be raised, never lowered.")
    if min(counts, default=0) < 0:
        raise ValueError("A count lies between nothing and its whole.")
