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
        ("Without Elias she would not lead a team.", ("without elias she would not",)),
        ("She would never have asked.", ("would never have",)),
        ("She wouldn’t lead without him.", ("wouldn’t lead without",)),
        ("Elias turned an engineer into a project manager.", ("turned an engineer into",)),
        ("Mentoring worked.", ("mentoring worked",)),
        ("Elias made her project manager.", ("made her",)),
        ("The sessions made them better leaders.", ("made them",)),
        ("Helena made the release possible.", ("made the release possible",)),
        ("She leads because Elias asked.", ("because",)),
        ("Noor owes the role to Elias.", ("owes",)),
        ("Retention was boosted because of mentoring.", ("boosted", "because of")),
    ],
)
def test_causal_words_are_found_in_any_case(text: str, found: tuple[str, ...]) -> None:
    assert overclaims(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "14 of 52 engineers took on a leading role.",
        "Noor led a team.",
        "She led the release.",
        "approved",
        "Nine people worked on it.",
        "She worked in three departments and worked with sales.",
        "They led it without a budget.",
        "It was not known whether she would go without a deputy.",
        "Noor made her first decision and made her own plan.",
        "The clinic closed because the roof leaked.",
        "Whether it would have happened without mentoring: nobody was compared.",
        "She turned to support, and went into the ward.",
        "The programme worked with three schools.",
        "The power of two, and the owner of the plan.",
    ],
)
def test_what_happened_may_be_said(text: str) -> None:
    assert overclaims(text) == ()
