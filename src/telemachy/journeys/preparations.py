"""What somebody writes down before a session, in three answers."""

import json
from dataclasses import asdict, dataclass, fields

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Preparations:
    """Three answers, any of which may be left empty."""

    want: str = ""  # what do you most want from this session?
    since: str = ""  # what has happened since?
    think: str = ""  # what should the other think about beforehand?

    def is_empty(self) -> bool:
        """Say whether nothing was written at all."""
        return not (self.want.strip() or self.since.strip() or self.think.strip())

    def is_too_long(self) -> bool:
        """Say whether one of the answers is longer than can be kept."""
        return any(len(text) > LONGEST for text in (self.want, self.since, self.think))


def as_text(answers: Preparations) -> str:
    """Return the answers as one text, which is what is sealed."""
    return json.dumps(asdict(answers), ensure_ascii=False)


def from_text(text: str) -> Preparations:
    """Return the answers that `as_text` wrote."""
    said = json.loads(text)
    return Preparations(**{each.name: str(said.get(each.name, "")) for each in fields(Preparations)})
