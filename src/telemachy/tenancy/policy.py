"""Who may do what to which object: the only place that decides.

`POLICY` is a table. Its left side names a kind of object and an action, its right side the relationships to the object
that allow it. What each relationship means is registered by the model it concerns, as two twins: `holds(actor, obj)`
judges one object, `rows(actor)` the same as a query. A test proves that the twins agree.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

NOBODY = uuid.UUID(int=0)  # the id of no person: whoever has not signed in


@dataclass(frozen=True)
class Actor:
    """Who asks: a person with the roles held at the time of asking, as `people` found them."""

    organisation_id: uuid.UUID
    person_id: uuid.UUID = NOBODY
    roles: frozenset[tuple[str, uuid.UUID | None]] = frozenset()  # (role, programme or None for the whole organisation)

    def has(self, role: str) -> bool:
        """Say whether the actor holds a role for the whole organisation."""
        return (role, None) in self.roles

    def programmes(self, role: str) -> frozenset[uuid.UUID]:
        """Return the programmes for which the actor holds a role."""
        return frozenset(programme for held, programme in self.roles if held == role and programme is not None)


@dataclass(frozen=True)
class Decision:
    """The answer to one question of access, with what the page may say about it."""

    allow: bool
    visible: bool
    reason: str = ""
    fields: frozenset[str] = frozenset()  # empty means every field the page shows
    step_up: bool = False


@dataclass(frozen=True)
class Relationship:
    """One way of standing to an object, told twice: for one object and as a query."""

    holds: Callable[[Actor, Any], bool]
    rows: Callable[[Actor], Q]


NOTHING = Q(pk__in=())
EVERYTHING = ~NOTHING  # an empty Q() would vanish when combined by "or"


@dataclass
class _Registry:
    relationships: dict[type[Model], dict[str, Relationship]] = field(default_factory=dict)


_registry = _Registry()

#: (kind of object, action) → relationships that allow it. What is not here is refused.
POLICY: dict[tuple[str, str], frozenset[str]] = {}
#: (kind of object, action) → relationships that forbid it whatever else holds.
SUBTRACTED: dict[tuple[str, str], frozenset[str]] = {}


def allow(kind: str, actions: Iterable[str], *relationships: str) -> None:
    """Add a line to the table."""
    for action in actions:
        POLICY[kind, action] = POLICY.get((kind, action), frozenset()) | set(relationships)


def subtract(kind: str, actions: Iterable[str], *relationships: str) -> None:
    """Add a line that takes away what the table allows, from whoever stands to the object like this."""
    for action in actions:
        SUBTRACTED[kind, action] = SUBTRACTED.get((kind, action), frozenset()) | set(relationships)


allow("person", ["view"], "administrator", "coordinator", "self", "partner")
allow("person", ["edit"], "administrator", "coordinator", "self")
allow("person", ["read answers"], "coordinator", "self")
subtract("person", ["edit", "read answers"], "line manager")
allow("person", ["import", "export"], "administrator", "coordinator")
allow("importbatch", ["view", "edit", "undo"], "coordinator")
allow("programme", ["view"], "administrator", "coordinator", "participant", "sponsor")
allow("programme", ["coordinate"], "coordinator")
allow("programme", ["read totals"], "administrator", "coordinator", "sponsor")
allow("matchrun", ["view", "edit", "solve", "publish"], "coordinator")
allow("publication", ["view", "undo"], "coordinator")
allow("connection", ["view"], "coordinator", "member")
allow("connection", ["answer"], "invited mentor")
allow("connection", ["follow"], "one of the pair")
allow("charter", ["view", "agree"], "one of the pair")
allow("session", ["view", "edit"], "one of the pair")
allow("session", ["view dates"], "one of the pair", "coordinator")
allow("privatenote", ["view", "edit"], "author")
allow("sharednote", ["view"], "one of the pair")
allow("sharednote", ["remove"], "author")
allow("preparation", ["view"], "one of the pair")
allow("goal", ["view"], "one of the pair", "coordinator where shared")
allow("goal", ["view state"], "one of the pair", "coordinator")
allow("goal", ["edit"], "mentee")
allow("goal", ["rate"], "one of the pair")
allow("initiative", ["view"], "one of the pair", "coordinator where shared")
allow("initiative", ["view state"], "one of the pair", "coordinator")
allow("initiative", ["edit"], "mentee")
allow("closure", ["view"], "one of the pair")
allow("claim", ["view"], "claimant", "one of the pair", "coordinator where shared")
allow("claim", ["edit"], "claimant")
allow("claim", ["confirm as mentor"], "mentor")
allow("claim", ["confirm from a record"], "coordinator where shared")
allow("claim", ["say what mentoring had to do with it"], "one of the pair")
subtract("claim", ["view", "confirm from a record"], "line manager")
subtract("claim", ["confirm from a record"], "mentor")
allow("casestudy", ["view"], "coordinator", "one of the pair")
allow("casestudy", ["edit"], "coordinator")
allow("casestudy", ["consent"], "one of the pair")
subtract("casestudy", ["view", "edit"], "line manager")
allow("outboxmessage", ["view", "edit"], "coordinator")


def relate(model: type[Model], **relationships: Relationship) -> None:
    """Register what relationships to a model's objects mean. Underscores in names read as spaces."""
    named = {name.replace("_", " "): relationship for name, relationship in relationships.items()}
    _registry.relationships.setdefault(model, {}).update(named)


def relationships_of(model: type[Model]) -> dict[str, Relationship]:
    """Return the relationships registered for a model."""
    return _registry.relationships.get(model, {})


def related_models() -> list[type[Model]]:
    """Return every model that access decisions know."""
    return list(_registry.relationships)


def kind_of(model: type[Model]) -> str:
    """Return a model's name in the table."""
    return str(model._meta.model_name)


def can(actor: Actor, action: str, obj: Model) -> Decision:
    """Decide whether an actor may do something to an object of their organisation."""
    if getattr(obj, "organisation_id", None) != actor.organisation_id:
        return Decision(allow=False, visible=False)
    if _any_holds(actor, action, obj):
        return Decision(allow=True, visible=True)
    visible = action != "view" and _any_holds(actor, "view", obj)
    reason = "Only somebody with another role can do this." if visible else ""
    return Decision(allow=False, visible=visible, reason=reason)


def _any_holds(actor: Actor, action: str, obj: Model) -> bool:
    known = relationships_of(type(obj))
    question = (kind_of(type(obj)), action)
    forbidding, allowing = (table.get(question, frozenset()) & known.keys() for table in (SUBTRACTED, POLICY))
    if any(known[name].holds(actor, obj) for name in sorted(forbidding)):
        return False
    return any(known[name].holds(actor, obj) for name in sorted(allowing))


def rows_for(actor: Actor, model: type[Model], action: str) -> Q:
    """Return the query of all objects of a model for which `can` says yes."""
    known, question = relationships_of(model), (kind_of(model), action)
    query = NOTHING
    for name in sorted(POLICY.get(question, frozenset()) & known.keys()):
        query |= known[name].rows(actor)
    for name in sorted(SUBTRACTED.get(question, frozenset()) & known.keys()):
        query &= ~known[name].rows(actor)
    return query & Q(organisation_id=actor.organisation_id)
