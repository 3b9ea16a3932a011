"""An earlier cohort as a programme of its own: its people, its pairs, and what became of each of them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from telemachy.demo.content import Content, Sector
from telemachy.demo.content.telling import Earlier, OtherPair, ToldPair
from telemachy.journeys.actions import Opening, accept_connection, open_connections
from telemachy.people.actions import add_person
from telemachy.people.actors import actor_for
from telemachy.people.models import Person
from telemachy.programmes.actions import create_programme
from telemachy.programmes.models import Programme
from telemachy.programmes.shipped import shipped_texts
from telemachy.tenancy import clock
from telemachy.tenancy.policy import Actor

from .deeds import Deed, at, tell
from .meetings import charter_deeds, session_deeds
from .outcomes import claim_deeds, closing_deeds
from .pair import Pair
from .tellings import telling_deeds
from .work import goal_deeds, initiative_deeds

Bring = Callable[[Programme, Content], object]
SIGN_UP = timedelta(days=21)


def build_earlier(sector: Sector, earlier: Earlier, *, by: Actor, bring: Bring) -> None:
    """Tell the cohort that has ended; `bring` imports people as the coordinator does."""
    with clock.set_to(at(earlier.leading.applied_on - SIGN_UP, "09:00")):
        text = shipped_texts()[sector.programme]
        programme = create_programme(text, cohort=earlier.cohort, by=by, slug=earlier.programme)
        _add_managers(earlier, by)
    _bring_people(programme, sector, earlier, bring)
    pairs = _open_pairs(programme, earlier, by)
    for told, pair in zip(earlier.told, pairs, strict=False):
        tell(_told_deeds(pair, told))
    for other, pair in zip(earlier.others, pairs[len(earlier.told) :], strict=True):
        tell(_other_deeds(pair, other))


def _add_managers(earlier: Earlier, by: Actor) -> None:
    for told in earlier.told:
        if told.manager is not None:
            add_person(told.manager.name, told.manager.email, by=by, time_zone="Europe/London")


def _bring_people(programme: Programme, sector: Sector, earlier: Earlier, bring: Bring) -> None:
    """Bring in those of the stories on the days they signed up, and everybody else at once."""
    for told in earlier.told:
        with clock.set_to(at(told.applied_on, "12:00")):
            bring(programme, Content(sector, (told.mentee, told.mentor)))
    others = earlier.others
    with clock.set_to(at(others[0].invited_on - SIGN_UP, "12:00")):
        bring(programme, Content(sector, (*(each.mentee for each in others), *(each.mentor for each in others))))


def _open_pairs(programme: Programme, earlier: Earlier, by: Actor) -> list[Pair]:
    """Invite every mentor on the day the cohort was paired."""
    people = {person.email: person for person in Person.objects.all()}
    told: Sequence[ToldPair | OtherPair] = (*earlier.told, *earlier.others)
    openings = [Opening(people[each.mentee.email], people[each.mentor.email], each.reasons) for each in told]
    with clock.set_to(at(earlier.leading.invited_on, "09:00")):
        connections = open_connections(programme, openings, by=by)
    pairs = []
    for each, opening, connection in zip(told, openings, connections, strict=True):
        known = {"mentee": opening.mentee, "mentor": opening.mentor}
        manager = each.manager if isinstance(each, ToldPair) else None
        if manager is not None:
            known["manager"] = people[manager.email]
        actors = {"mentee": actor_for(opening.mentee), "mentor": actor_for(opening.mentor), "coordinator": by}
        pairs.append(Pair(connection, known, actors))
    return pairs


def _told_deeds(pair: Pair, told: ToldPair) -> Iterator[Deed]:
    accepted = at(told.accepted_on, "12:30")
    yield Deed(accepted, lambda: accept_connection(pair.connection, by=pair.mentor))
    yield from charter_deeds(pair, told.charters[0])
    yield from session_deeds(pair, told.sessions, accepted + timedelta(hours=2))
    for position, goal in enumerate(told.goals, start=1):
        yield from goal_deeds(pair, position, goal)
    for position, initiative in enumerate(told.initiatives, start=1):
        yield from initiative_deeds(pair, position, initiative, told.goals)
    for position, claim in enumerate(told.claims, start=1):
        yield from claim_deeds(pair, position, claim)
    yield from closing_deeds(pair, told.closing)
    yield from telling_deeds(pair, told.telling)


def _other_deeds(pair: Pair, other: OtherPair) -> Iterator[Deed]:
    """An outline: the record that totals are made of. Hundreds of sessions, each with its mails, would take minutes."""
    yield Deed(at(other.accepted_on, "12:30"), lambda: accept_connection(pair.connection, by=pair.mentor))
    if other.initiative is not None:
        yield from initiative_deeds(pair, 1, other.initiative, (), at_once=True)
    for position, claim in enumerate(other.claims, start=1):
        yield from claim_deeds(pair, position, claim)
    yield from closing_deeds(pair, other.closing)
