"""What the relationships to a person mean for access decisions."""

from django.db.models import Q

from telemachy.tenancy.policy import EVERYTHING, NOTHING, Actor, Relationship, relate

from .models import ImportBatch, Person

ADMINISTRATOR = Relationship(
    holds=lambda actor, obj: actor.has("administrator"),
    rows=lambda actor: EVERYTHING if actor.has("administrator") else NOTHING,
)


def coordinates_any(actor: Actor) -> bool:
    """Say whether the actor coordinates something here; people belong to the organisation, not to one programme."""
    return actor.has("coordinator") or bool(actor.programmes("coordinator"))


def coordinates(actor: Actor, programme_id: object) -> bool:
    """Say whether the actor coordinates this programme, by itself or with all others."""
    return actor.has("coordinator") or programme_id in actor.programmes("coordinator")


def coordinated(actor: Actor, path: str = "programme_id") -> Q:
    """Return the query of rows whose programme the actor coordinates."""
    return EVERYTHING if actor.has("coordinator") else Q(**{f"{path}__in": actor.programmes("coordinator")})


def coordinator_of(path: str = "programme_id") -> Relationship:
    """Make the relationship "coordinates the programme this row belongs to"."""
    return Relationship(
        holds=lambda actor, obj: coordinates(actor, _follow(obj, path)),
        rows=lambda actor: coordinated(actor, path),
    )


def _follow(obj: object, path: str) -> object:
    for name in path.split("__"):
        obj = getattr(obj, name)
    return obj


def register() -> None:
    """Tell the policy about people and imports."""
    relate(
        Person,
        administrator=ADMINISTRATOR,
        coordinator=Relationship(
            holds=lambda actor, obj: coordinates_any(actor),
            rows=lambda actor: EVERYTHING if coordinates_any(actor) else NOTHING,
        ),
        self=Relationship(
            holds=lambda actor, obj: obj.pk == actor.person_id,
            rows=lambda actor: Q(pk=actor.person_id),
        ),
        line_manager=Relationship(
            holds=lambda actor, obj: obj.manager_id is not None and obj.manager_id == actor.person_id,
            rows=lambda actor: Q(manager_id=actor.person_id),
        ),
    )
    relate(ImportBatch, coordinator=coordinator_of())
