"""A sentence with the source it stands on, before it is stored."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst

from telemachy.web.charts.numbers import in_words, show_fewest

from ..wording import says_why

BACKGROUND, JOURNEY, OUTCOMES, ACCOUNTS, UNKNOWN = "background", "journey", "outcomes", "accounts", "unknown"
RECORD, QUOTATION, CHART, OPEN = "record", "quotation", "chart", "open"
NEED, MENTOR, SESSIONS, INITIATIVE, OUTCOME = "need", "mentor", "sessions", "initiative", "outcome"


@dataclass(frozen=True, slots=True)
class Source:
    """What a sentence stands on, as it was when the sentence was written.

    `about` names every record the sentence speaks of, as "kind:id", so that the record's own page leads back here.
    """

    kind: str
    id: uuid.UUID
    recorded: str  # what the record says, in words
    on: date | None = None
    grade: str = ""  # the claim grade A … D
    strength: str = ""  # recorded, both said, one said
    seen_by: str = ""
    about: tuple[str, ...] = ()
    chart: Mapping[str, Any] = field(default_factory=dict)

    def frozen(self) -> dict[str, Any]:
        """Return what is kept beside the sentence."""
        kept = {
            "recorded": self.recorded,
            "on": self.on.isoformat() if self.on else "",
            "grade": self.grade,
            "strength": self.strength,
            "seen_by": self.seen_by,
            "about": sorted({f"{self.kind}:{self.id}", *self.about}),
        }
        return kept | ({"chart": dict(self.chart)} if self.chart else {})


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence the record supports. `key` names the fact; `fact` is what its chip says in a word or two."""

    key: str
    fact: str
    part: str
    text: str
    kind: str = RECORD
    station: str = ""
    source: Source | None = None
    said_by: uuid.UUID | None = None
    is_spare: bool = False


def day(on: date) -> str:
    """A day in full: 4 January 2027."""
    return date_format(on, "j F Y")


def stop(text: str) -> str:
    """Return what somebody wrote as a sentence: a capital at its head, a stop at its end."""
    text = capfirst(" ".join(text.split()))
    return text if text.endswith((".", "?", "!", "…", ".”", "?”", "!”")) else f"{text}."


def as_told(text: str) -> str:
    """Return what somebody put on record as a sentence; where it says why, as their own words in quotation marks."""
    return f"“{stop(text)}”" if says_why(text) else stop(text)


def clause(text: str) -> str:
    """Return what somebody wrote without the stop at its end, to stand inside a sentence."""
    return " ".join(text.split()).rstrip(".")


def inside(text: str) -> str:
    """Return words to stand inside a sentence: a small letter at their head, unless they begin with a short form."""
    text = clause(text)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def tells(text: str, number: float) -> bool:
    """Say whether a text names a number itself, in figures or as a word."""
    named = {show_fewest(number).replace(",", "")} | ({in_words(int(number))} if number == int(number) else set())
    return bool(named & set(re.findall(r"[\d.]*\d|\w+", text.casefold().replace(",", ""))))


def quoted(text: str) -> str:
    """Return somebody's own words in quotation marks."""
    return f"“{clause(text)}”"
