"""A shorter past than the demo's own, for tests that need the stories and not the totals."""

from dataclasses import replace

from telemachy.demo.content.earlier import make_earlier
from telemachy.demo.content.telling import Earlier

OUTLINES = 3
"""How many of the pairs in outline are told; the demo itself tells them all."""


def short_past(key: str) -> Earlier:
    """Return the cohort that has ended, with its stories and a few of its other pairs."""
    earlier = make_earlier(key)
    return replace(earlier, others=earlier.others[:OUTLINES])
