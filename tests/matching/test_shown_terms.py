"""The terms of a fit as the drawer shows them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telemachy.matching.views.shown import tenths

POINTS = st.lists(st.floats(0, 40, allow_nan=False), min_size=1, max_size=8)


@given(POINTS)
def test_what_is_shown_of_the_terms_adds_up_to_what_is_shown_of_the_fit(points: list[float]) -> None:
    shown = tenths(points)

    assert round(10 * sum(shown)) == round(10 * sum(points))
    assert all(abs(told - exact) < 0.1 for told, exact in zip(shown, points, strict=True))
    assert all(f"{told:.1f}" == str(told) for told in shown)


@pytest.mark.parametrize(
    ("points", "shown"), [([30.44, 25.04, 5.645], [30.4, 25.0, 5.7]), ([0.0, 10.0], [0.0, 10.0]), ([], [])]
)
def test_the_term_that_lost_most_by_rounding_gets_the_tenth_that_is_missing(
    points: Sequence[float], shown: list[float]
) -> None:
    """Each rounded by itself, 30.4 + 25.0 + 5.6 would stand above a fit of 61.1."""
    assert tenths(points) == shown
