"""“Who sees what” says what the code does: each of its lines is compared with what the policy decides."""

from collections.abc import Mapping

import pytest
from django.db.models import Model
from django.utils import timezone

from telemachy.evidence.models import Claim
from telemachy.journeys.models import Charter, Closure, Connection, Goal, Initiative, Preparation, PrivateNote, Session
from telemachy.journeys.models import SharedNote as Shared
from telemachy.journeys.queries import Audience, pair_of, who_sees
from telemachy.journeys.queries.audience import THINGS, Thing, say
from telemachy.people.models import Person
from telemachy.stories.models import CaseStudy
from telemachy.tenancy.policy import POLICY, can
from tests.cast import Cast
from tests.journeys.pairs import make_pair

NOW = timezone.now()


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor and Elias, who has said yes."""
    return make_pair(at_lumen)


def objects_of(cast: Cast, connection: Connection, *, shared: bool) -> Mapping[str, Model]:
    """Return one of everything there is to see of a pair; all is written by Noor."""
    session = Session.objects.create(connection=connection, number=1, offered_at=NOW, calendar_uid=f"u-{shared}")
    written = {"connection": connection, "author": cast.noor, "sealed": b"x", "written_at": NOW}
    return {
        "connection": connection,
        "person": cast.noor,
        "session": session,
        "charter": Charter.objects.filter(connection=connection)[0],
        "preparation": Preparation.objects.create(session=session, **written),
        "sharednote": Shared.objects.create(**written),
        "privatenote": PrivateNote.objects.create(**written),
        "goal": Goal.objects.create(connection=connection, position=1, title="Chair", shared=shared, made_at=NOW),
        "initiative": Initiative.objects.create(
            connection=connection, owner=cast.noor, title="T", aim="A", measure="M", unit="u", made_at=NOW,
            shared=shared,
        ),
        "closure": Closure.objects.create(connection=connection, announced_at=NOW),
        "claim": claim(cast, connection, shared=shared),
        "casestudy": CaseStudy.objects.create(connection=connection, programme=connection.programme, asked_at=NOW),
    }  # fmt: skip


def claim(cast: Cast, connection: Connection, *, shared: bool) -> Claim:
    facts = {
        "code": "leading-role",
        "kind": "event",
        "text": "t",
        "on": NOW.date(),
        "shared": shared,
        "recorded_at": NOW,
    }
    return Claim.objects.create(connection=connection, programme=connection.programme, person=cast.noor, **facts)


def seen_by(cast: Cast, who: Person, things: Mapping[str, Model]) -> set[Thing]:
    actor = cast.actor(who)
    return {thing for thing in THINGS if can(actor, _action(thing, who, cast), things[thing.kind]).allow}


def _action(thing: Thing, who: Person, cast: Cast) -> str:
    """A partner reads the need on the mentee's profile, a coordinator by the right to read answers."""
    return "view" if thing.kind == "person" and who.pk == cast.elias.pk else thing.action


def told(audiences: tuple[Audience, ...], icon: str) -> Audience:
    return next(each for each in audiences if each.icon == icon)


def words(things: set[Thing]) -> tuple[str, ...]:
    return say(thing for thing in THINGS if thing in things)


@pytest.mark.parametrize("manages", [False, True], ids=["another line", "line manager"])
def test_the_coordinator_is_promised_to_see_exactly_what_the_policy_lets_through(
    at_lumen: Cast, pair: Connection, manages: bool
) -> None:
    if manages:
        Person.objects.filter(pk=at_lumen.noor.pk).update(manager=at_lumen.ines)
        at_lumen.noor.refresh_from_db()

    said = told(who_sees(pair_of(pair), at_lumen.noor, at_lumen.ines), "user")

    kept = seen_by(at_lumen, at_lumen.ines, objects_of(at_lumen, pair, shared=False))
    Session.objects.all().delete()
    for model in (Goal, Initiative, Claim, Closure, CaseStudy):
        model.objects.all().delete()
    open_too = seen_by(at_lumen, at_lumen.ines, objects_of(at_lumen, pair, shared=True))
    assert said.sees == words(kept)
    assert said.if_shared == words(open_too - kept)
    assert said.never == words(set(THINGS) - open_too)


def test_the_pair_is_promised_to_see_exactly_what_the_policy_lets_through(at_lumen: Cast, pair: Connection) -> None:
    said = told(who_sees(pair_of(pair), at_lumen.noor, at_lumen.ines), "users")

    things = objects_of(at_lumen, pair, shared=False)
    assert said.sees == words(seen_by(at_lumen, at_lumen.elias, things))
    assert said.sees == words(seen_by(at_lumen, at_lumen.noor, things) - _only_noors(at_lumen, things))


def _only_noors(cast: Cast, things: Mapping[str, Model]) -> set[Thing]:
    return seen_by(cast, cast.noor, things) - seen_by(cast, cast.elias, things)


def test_what_is_only_the_authors_is_seen_by_nobody_else(at_lumen: Cast, pair: Connection) -> None:
    said = told(who_sees(pair_of(pair), at_lumen.noor, at_lumen.ines), "lock")

    things = objects_of(at_lumen, pair, shared=True)
    assert said.sees == words(_only_noors(at_lumen, things)) == ("notes under “Only me”",)


@pytest.mark.parametrize("who", ["bruno", "petra", "tove"])
def test_nobody_else_sees_anything_of_a_pair(at_lumen: Cast, pair: Connection, who: str) -> None:
    assert seen_by(at_lumen, getattr(at_lumen, who), objects_of(at_lumen, pair, shared=True)) == set()


def test_a_state_is_not_named_beside_what_says_more(at_lumen: Cast, pair: Connection) -> None:
    both = told(who_sees(pair_of(pair), at_lumen.noor, at_lumen.ines), "users")
    ines = told(who_sees(pair_of(pair), at_lumen.noor, at_lumen.ines), "user")

    assert ("what goals say" in both.sees, "that goals exist, and their state" in both.sees) == (True, False)
    assert ("what goals say" in ines.sees, "that goals exist, and their state" in ines.sees) == (False, True)


def test_notes_preparations_and_the_charter_are_among_what_no_coordinator_sees(
    at_lumen: Cast, pair: Connection
) -> None:
    said = told(who_sees(pair_of(pair), at_lumen.noor, at_lumen.ines), "user")

    assert {"shared notes", "notes under “Only me”", "preparations", "the charter"} <= set(said.never)


def test_the_twin_a_change_of_the_policy_changes_the_sentence(
    at_lumen: Cast, pair: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(POLICY, ("sharednote", "view"), frozenset({"one of the pair", "coordinator"}))

    said = told(who_sees(pair_of(pair), at_lumen.noor, at_lumen.ines), "user")

    assert "shared notes" in said.sees


def test_the_mentor_reads_it_from_their_side(at_lumen: Cast, pair: Connection) -> None:
    said = who_sees(pair_of(pair), at_lumen.elias, None)
    assert [(each.icon, each.who) for each in said] == [
        ("lock", "Only you"),
        ("users", "You and Noor"),
        ("building", "Lumen Works"),
    ]
