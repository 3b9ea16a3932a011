"""Stories that people have agreed to be told: `stories`, above, registers how they are found.

What a story tells of somebody is known, so the sponsor's page judges small groups without it (see
`inference.disclosure`); what they have on record besides is nobody's, and stays in the group.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from telemachy.programmes.models import Programme
from telemachy.web.charts import RunChart


@dataclass(frozen=True, slots=True)
class PublishedStory:
    """A published story: its address, whose it is, and the chart of its initiative where the story shows it.

    `claims` are those it tells, each with the grade it tells; `initiatives` those whose charts it shows.
    """

    title: str
    href: str
    person_id: uuid.UUID
    who: str = ""
    chart: RunChart | None = None
    claims: Mapping[uuid.UUID, str] = field(default_factory=dict)
    initiatives: frozenset[uuid.UUID] = frozenset()


Finder = Callable[[Programme], Sequence[PublishedStory]]
_finders: list[Finder] = []


def finds_stories(finder: Finder) -> Finder:
    """Register how a programme's published stories are found; to be imported by the context's `apps.py`."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def published_stories(programme: Programme) -> tuple[PublishedStory, ...]:
    """Return the published stories of a programme."""
    return tuple(story for finder in _finders for story in finder(programme))
