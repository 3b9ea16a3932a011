"""Places: which of a person's numbered seats in a programme are free."""

import uuid
from collections.abc import Iterable

from telemachy.errors import Conflict
from telemachy.programmes.models import Application, Programme

from .models import Member

Side = tuple[uuid.UUID, str]  # person, role


class Seats:
    """The free seats of some people, read once and handed out one by one.

    Reading needs the programme's lock, so that nobody else hands out the same seats; without it the database's
    constraint `journeys_member_seat` refuses the second of two.
    """

    def __init__(self, programme: Programme, people: Iterable[uuid.UUID]) -> None:
        listed = list(people)
        places = Application.objects.filter(programme=programme, person_id__in=listed)
        self._places: dict[Side, int] = {
            (person, role): capacity for person, role, capacity in places.values_list("person_id", "role", "capacity")
        }
        self._taken: dict[Side, set[int]] = {}
        open_members = Member.objects.filter(programme=programme, person_id__in=listed, open=True)
        for person, role, seat in open_members.values_list("person_id", "role", "seat"):
            self._taken.setdefault((person, role), set()).add(seat)

    def take(self, person: uuid.UUID, role: str, name: str) -> int:
        """Return the lowest free seat and keep it. Raises `Conflict` where none is left."""
        taken = self._taken.setdefault((person, role), set())
        free = next((seat for seat in range(1, self._places.get((person, role), 0) + 1) if seat not in taken), None)
        if free is None:
            raise Conflict(f"{name} has no free place any more. Nothing was changed. Look at the pairs again.")
        taken.add(free)
        return free
