"""Pairs invented people with the engine alone, without a database."""

from dataclasses import dataclass
from functools import cache

from telemachy.assignment import Matching, solve
from telemachy.demo.content import MENTEE, MENTOR, Content, Invented, make_content
from telemachy.matching.languages import language_tag
from telemachy.matching.roster import MatchPerson, Roster
from telemachy.matching.scoring import Scored, score
from telemachy.people.importing.hours import read_hours
from telemachy.people.week import shared_week
from telemachy.programmes.shipped import shipped_programme


@dataclass(frozen=True)
class Solved:
    """One organisation, scored and solved."""

    content: Content
    scored: Scored
    matching: Matching

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """(mentee's e-mail, mentor's e-mail) of every pair."""
        roster = self.scored.roster
        return {(roster.mentee_keys[i], roster.mentor_keys[j]) for i, j in self.matching.pairs}

    @property
    def unmatched(self) -> set[str]:
        """E-mails of the mentees without any mentor."""
        return set(self.scored.roster.mentee_keys) - {mentee for mentee, _ in self.pairs}


@cache
def solved(key: str, seed: int) -> Solved:
    """Draw an organisation, score every pair by its programme and solve."""
    content = make_content(key, seed)
    programme = shipped_programme(content.sector.programme)
    sides = [tuple(_match_person(person) for person in content.of(role)) for role in (MENTEE, MENTOR)]
    scored = score(programme, Roster(*sides, wish_places=programme.wishes.most))
    return Solved(content, scored, solve(scored.market()))


def _match_person(person: Invented) -> MatchPerson:
    return MatchPerson(
        key=person.email,
        name=person.name,
        role="mentee" if person.role == MENTEE else "mentor",
        wants=tuple((skill, None) for skill in person.wants),
        offers=tuple((skill, None) for skill in person.offers),
        goal=person.hope,
        biography=person.biography,
        languages=frozenset(language_tag(language) for language in person.languages.split("; ")),
        week=shared_week(read_hours(person.availability) or (), person.time_zone),
        team=person.team,
        department=person.department,
        site=person.site,
        organisation=person.company,
        level=person.rank or None,
        manager=person.manager,
        capacity=person.places,
        wishes=person.wishes,
        avoid=frozenset(person.rather_not),
        competitors=frozenset(person.competitors),
        values=frozenset(person.values),
    )
