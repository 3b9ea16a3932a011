"""Where a record is told in a published story, so that its own page leads on to the sentence.

Stories lie above: they register who knows, as they do for their station of the thread.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of a published story that stands on a record."""

    title: str
    number: int
    text: str
    href: str


Knower = Callable[[str, uuid.UUID], tuple[Telling, ...]]
_knowers: list[Knower] = []


def knows_where(knower: Knower) -> Knower:
    """Register who knows where a record is told; to be imported by the context's `apps.py`."""
    _knowers.append(knower)
    return knower


def told_in(kind: str, id: uuid.UUID) -> tuple[Telling, ...]:
    """Return the published sentences about a record: "need", "mentor", "sessions", "session", "goal", "claim" …"""
    return tuple(telling for knower in _knowers for telling in knower(kind, id))
