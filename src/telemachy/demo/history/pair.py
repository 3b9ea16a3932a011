"""A pair while its past is told: who its people are, and what has come to be on record so far."""

from dataclasses import dataclass, field

from telemachy.demo.content.record import Who
from telemachy.evidence.models import Claim
from telemachy.journeys.models import Connection, Goal, Initiative, Session
from telemachy.people.models import Person
from telemachy.tenancy.policy import Actor


@dataclass
class Pair:
    """What later deeds need of earlier ones; goals, initiatives and claims by their position, from 1."""

    connection: Connection
    people: dict[Who, Person]
    actors: dict[Who, Actor]
    goals: dict[int, Goal] = field(default_factory=dict)
    initiatives: dict[int, Initiative] = field(default_factory=dict)
    claims: dict[int, Claim] = field(default_factory=dict)
    sessions: dict[int, Session] = field(default_factory=dict)

    @property
    def mentee(self) -> Actor:
        """Who is mentored."""
        return self.actors["mentee"]

    @property
    def mentor(self) -> Actor:
        """Who mentors."""
        return self.actors["mentor"]

    @property
    def coordinator(self) -> Actor:
        """Who runs the programme."""
        return self.actors["coordinator"]
