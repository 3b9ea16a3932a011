"""From frozen facts to sentences: one module per part of a case study, nothing but templates, no database."""

from collections.abc import Callable

from .accounts import tell_accounts
from .background import tell_background
from .facts import (
    ClaimFacts,
    ClosingFacts,
    ContributionFacts,
    DecisionFacts,
    Facts,
    GoalFacts,
    InitiativeFacts,
    PersonFacts,
    ReadingFacts,
    SessionFacts,
)
from .journey import tell_journey
from .lines import Line, Source
from .outcomes import tell_outcomes
from .unknown import tell_unknown

PARTS: tuple[Callable[[Facts], list[Line]], ...] = (
    tell_background,
    tell_journey,
    tell_outcomes,
    tell_accounts,
    tell_unknown,
)


def lines_of(facts: Facts) -> tuple[Line, ...]:
    """Return everything the record lets a story say, in its order; `is_spare` marks what no draft begins with."""
    return tuple(line for tell in PARTS for line in tell(facts))


def draft(facts: Facts) -> tuple[Line, ...]:
    """Return the sentences of a first draft."""
    return tuple(line for line in lines_of(facts) if not line.is_spare)


__all__ = [
    "ClaimFacts",
    "ClosingFacts",
    "ContributionFacts",
    "DecisionFacts",
    "Facts",
    "GoalFacts",
    "InitiativeFacts",
    "Line",
    "PersonFacts",
    "ReadingFacts",
    "SessionFacts",
    "Source",
    "draft",
    "lines_of",
]
