"""From everything that is shown, nobody finds out the size of a group of one to four."""

from __future__ import annotations

from collections.abc import Hashable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telemachy.inference import Cell, LineCounts, MaskedLine, Part, mask_line, merge_grades, suppress, suppress_within
from tests.inference.slow import LETTERS, derivable

COUNTS = st.integers(0, 30)


def masked(counts: LineCounts, k: int = 5) -> Hashable:
    return mask_line(counts, k)


def naive(counts: LineCounts, k: int = 5) -> Hashable:
    """The usual way: every number that is small is blotted out, each for itself."""

    def blot(count: int) -> int | None:
        return count if count == 0 or count >= k else None

    numbers = (counts.yes, counts.known, counts.disputed, *counts.grades.values())
    return tuple(blot(number) for number in numbers)


@pytest.mark.parametrize(
    ("count", "of", "value"),
    [
        (14, 52, 14),
        (5, 10, 5),
        (5, 9, None),
        (4, 52, None),
        (48, 52, None),
        (47, 52, 47),
        (0, 52, None),
        (52, 52, None),
    ],
)
def test_a_count_is_shown_where_it_and_its_complement_are_large_enough(count: int, of: int, value: int | None) -> None:
    assert suppress(count, of) == Cell(value, of)


def test_all_and_none_look_like_nearly_all_and_hardly_any() -> None:
    assert suppress(0, 52) == suppress(3, 52) == suppress(50, 52) == suppress(52, 52)
    assert suppress(0, 52).sentence == "not shown: fewer than 5 in a group"


@pytest.mark.parametrize("k", [0, 1, 4])
def test_the_threshold_is_never_lowered(k: int) -> None:
    for act in (lambda: suppress(14, 52, k), lambda: merge_grades({"A": 9}, k), lambda: masked(LineCounts({}), k)):
        with pytest.raises(ValueError, match="never lowered"):
            act()


def test_the_threshold_may_be_raised() -> None:
    assert suppress(9, 52, 10) == Cell(None, 52, 10)


def test_a_count_outside_its_whole_is_refused() -> None:
    for count in (-1, 53):
        with pytest.raises(ValueError, match="between nothing and its whole"):
            suppress(count, 52)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((5, 12, 0, 6), ["A: 5", "B: 12", "C: 0", "D: 6"]),
        ((3, 6, 0, 5), ["A or B: 9", "C: 0", "D: 5"]),
        ((0, 3, 0, 9), ["A: 0", "B, C or D: 12"]),
        ((9, 0, 0, 2), ["A, B, C or D: 11"]),
        ((7, 6, 2, 1), ["A: 7", "B, C or D: 9"]),
        ((1, 1, 1, 1), []),
        ((0, 0, 0, 0), ["A: 0", "B: 0", "C: 0", "D: 0"]),
    ],
)
def test_grades_merge_with_their_neighbours(counts: tuple[int, ...], said: list[str]) -> None:
    assert [str(part) for part in merge_grades(dict(zip(LETTERS, counts, strict=True)))] == said


@given(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), st.integers(5, 8))
def test_merged_grades_are_all_the_people_in_groups_that_are_empty_or_large(counts: tuple[int, ...], k: int) -> None:
    parts = merge_grades(dict(zip(LETTERS, counts, strict=True)), k)

    if parts:
        assert sum(part.count for part in parts) == sum(counts)
        assert tuple(letter for part in parts for letter in part.letters) == LETTERS
        assert all(part.count == 0 or part.count >= k for part in parts)
    else:
        assert 0 < sum(counts) < k


@given(st.lists(COUNTS, min_size=7, max_size=7).filter(lambda cells: sum(cells) >= 8), st.integers(5, 8))
def test_whatever_is_shown_parts_the_frame_into_groups_that_are_empty_or_large(cells: list[int], k: int) -> None:
    counts = LineCounts(dict(zip(LETTERS, cells[:4], strict=True)), *cells[4:])

    groups = groups_shown(mask_line(counts, k))

    assert sum(groups) == counts.of
    assert all(group == 0 or group >= k for group in groups)


def groups_shown(line: MaskedLine) -> list[int]:
    """The partition of the frame that somebody with a pencil gets out of a line."""
    of, yes, known, disputed = (each if each is not None else 0 for each in
                                (line.yes.of, line.yes.value, line.known.value, line.disputed.value))  # fmt: skip
    if line.known.value is None:
        return [*(part.count for part in line.parts), of - yes]
    if line.yes.value is None:
        return [known, of - known]
    return [*(part.count for part in line.parts), known - yes, disputed, of - known - disputed]


@pytest.mark.parametrize("total", [5, 9, 10, 11, 13, 15])
def test_an_attacker_who_tries_every_table_finds_out_no_small_group(total: int) -> None:
    assert derivable(masked, total, 5) == []


@settings(max_examples=5, deadline=None)
@given(st.integers(12, 14), st.integers(6, 7))
def test_nor_does_one_where_the_threshold_is_raised(total: int, k: int) -> None:
    assert derivable(lambda counts: masked(counts, k), total, k) == []


def test_the_twin_blotting_out_small_numbers_one_by_one_is_found_out() -> None:
    found = derivable(naive, 12, 5)

    assert found
    page = naive(LineCounts({"A": 5, "B": 3, "C": 0, "D": 0}, known_not=0, silent=4))
    assert (page, ("B",), 3) in found


def test_a_line_that_is_not_shown_has_no_grades_either() -> None:
    line = mask_line(LineCounts({"A": 3, "B": 1, "C": 0, "D": 0}, known_not=16, silent=20))

    assert (line.yes.value, line.known.value, line.parts, line.most) == (None, 20, (), None)


def test_a_few_disputed_claims_are_not_counted_out() -> None:
    line = mask_line(LineCounts({"A": 9, "B": 0, "C": 0, "D": 0}, known_not=10, disputed=2, silent=20))

    assert (line.yes.value, line.known.value, line.disputed.value, line.most) == (9, 19, None, 31)


def test_a_part_of_a_shown_count_leaves_no_small_rest() -> None:
    lead = suppress(31, 52)

    assert suppress_within(18, lead) == Cell(18, 31)
    assert suppress_within(28, lead) == Cell(None, 31)
    assert suppress_within(31, lead) == Cell(31, 31)
    assert suppress_within(18, suppress(3, 52)) == Cell(None, 52)


def test_a_part_says_its_letters() -> None:
    assert str(Part(("A", "B", "C"), 12)) == "A, B or C: 12"


def test_people_of_whom_it_is_public_are_added_to_what_was_judged_without_them() -> None:
    private = LineCounts({"A": 5, "B": 0, "C": 0, "D": 6}, known_not=8, silent=9)
    public = LineCounts({"A": 1, "B": 1, "C": 0, "D": 0}, known_not=1)

    line = mask_line(private).plus(public)

    assert (line.yes, line.known) == (Cell(13, 31), Cell(22, 31))
    assert [str(part) for part in line.parts] == ["A: 6", "B: 1", "C: 0", "D: 6"]
    hidden = mask_line(LineCounts({"A": 3}, silent=20)).plus(public)
    assert (hidden.yes, hidden.parts) == (Cell(None, 26), ())
