"""Words that claim more than "this happened" are seen."""

from __future__ import annotations

import pytest

from telemachy.inference import overclaims


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mentoring had an impact.", ("impact",)),
        ("It led to a promotion, thanks to Elias.", ("led to", "thanks to")),
        ("This proves it. A Significant change, and a trend towards more.", ("proves", "significant", "trend towards")),
        ("What it caused, its effects and the ROI of it", ("caused", "effects", "roi of")),
        ("Retention was boosted because of mentoring.", ("boosted", "because of")),
    ],
)
def test_causal_words_are_found_in_any_case(text: str, found: tuple[str, ...]) -> None:
    assert overclaims(text) == found


@pytest.mark.parametrize(
    "text", ["14 of 52 engineers took on a leading role.", "Noor led a team.", "She led the release.", "approved"]
)
def test_what_happened_may_be_said(text: str) -> None:
    assert overclaims(text) == ()
