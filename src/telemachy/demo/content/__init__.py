"""The three invented organisations of the demo: the same seed gives the same people, letter by letter."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from telemachy.demo.content import foundry, lumen, northfield
from telemachy.demo.content.shape import MENTEE, MENTOR, Invented, Leading, Place, Sector

__all__ = [
    "MENTEE",
    "MENTOR",
    "OWN",
    "SECTORS",
    "SEED",
    "Content",
    "Invented",
    "Leading",
    "Place",
    "Sector",
    "make_content",
    "sector",
]

SEED = 2023
_MAKERS: dict[str, tuple[Sector, Callable[[random.Random], tuple[Invented, ...]]]] = {
    "tech": (lumen.SECTOR, lumen.make_people),
    "hospital": (northfield.SECTOR, northfield.make_people),
    "accelerator": (foundry.SECTOR, foundry.make_people),
}
OWN = Place(
    key="own",
    name="Your organisation",
    route="own",
    programme="blank",
    cohort="First cohort",
    domain="own.example",
    coordinator=Leading("Robin Newcomb", "robin.newcomb@own.example", "coordinator"),
)
"""An organisation with nobody in it but its coordinator, for rows of one's own."""
SECTORS: tuple[Sector, ...] = tuple(sector for sector, _ in _MAKERS.values())


@dataclass(frozen=True)
class Content:
    """One organisation with its people: mentees first, then mentors."""

    sector: Sector
    people: tuple[Invented, ...]
    seed: int = SEED
    """What everybody else was drawn by, the cohort before included."""

    def of(self, role: str) -> tuple[Invented, ...]:
        """The people of one role."""
        return tuple(person for person in self.people if person.role == role)


def sector(key: str) -> Sector:
    """Return the sector of a key; raises KeyError for an unknown one."""
    return _MAKERS[key][0]


@cache
def make_content(key: str, seed: int = SEED) -> Content:
    """Draw one organisation's people; the same key and seed give the same people."""
    chosen, make = _MAKERS[key]
    return Content(chosen, make(random.Random(f"{key} {seed}")), seed)
