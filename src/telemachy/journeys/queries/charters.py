"""Reads of a pair's charter."""

from dataclasses import dataclass
from datetime import datetime

from telemachy.messaging.rendering import Block, blocks_of
from telemachy.people.models import Person

from ..models import Charter, CharterAgreement
from .connections import Pair


@dataclass(frozen=True, slots=True)
class Agreement:
    """One of the two, and when they agreed, if they have."""

    person: Person
    at: datetime | None


@dataclass(frozen=True, slots=True)
class CharterState:
    """A charter as its pages show it: the text in paragraphs and who has agreed; nothing where none was made."""

    charter: Charter | None
    text: tuple[Block, ...]
    agreements: tuple[Agreement, ...]

    @property
    def settled_at(self) -> datetime | None:
        """When the second of the two agreed."""
        moments = [each.at for each in self.agreements if each.at]
        return max(moments) if len(moments) == len(self.agreements) else None

    def agreed_at(self, person: Person) -> datetime | None:
        """Return when somebody agreed."""
        return next((each.at for each in self.agreements if each.person.pk == person.pk), None)


def charter_of(pair: Pair) -> CharterState:
    """Return the newest charter of a pair and who agreed when; two queries."""
    charter = Charter.objects.filter(connection=pair.connection).first()
    given = CharterAgreement.objects.filter(charter=charter) if charter else ()
    at = {each.person_id: each.at for each in given}
    return CharterState(
        charter,
        tuple(blocks_of(charter.text)) if charter else (),
        tuple(Agreement(person, at.get(person.pk)) for person in (pair.mentee, pair.mentor)),
    )
