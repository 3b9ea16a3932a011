"""What a mentee came with: their own line at sign-up and what they wanted to learn."""

from dataclasses import dataclass
from datetime import datetime

from telemachy.people.models import Person, PersonSkill
from telemachy.people.queries import skill_name, skills_of
from telemachy.programmes.models import Application, Programme


@dataclass(frozen=True, slots=True)
class Need:
    """A need in the mentee's words; blank where nothing was said."""

    hope: str
    said_at: datetime | None
    wants: tuple[str, ...]


def need_of(mentee: Person, programme: Programme) -> Need:
    """Return what a mentee hoped for, when they said it and what they wanted to learn, most wanted first; two queries.

    Where it is not known when they said it, the day on which they joined the programme stands for it.
    """
    wanted = skills_of([mentee.pk]).get((mentee.pk, PersonSkill.Kind.WANTS), ())
    return Need(mentee.hope.strip(), _said_at(mentee, programme), tuple(skill_name(skill) for skill in wanted))


def _said_at(mentee: Person, programme: Programme) -> datetime | None:
    said = mentee.provenance.get("hope", {}).get("at")
    if said:
        return datetime.fromisoformat(said)
    joined = Application.objects.filter(programme=programme, person=mentee, role=Application.Role.MENTEE)
    return joined.values_list("created_at", flat=True).first()
