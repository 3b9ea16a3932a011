"""Who has answered what: the latest answer of each counts, and one to a text counts for that text alone."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from telemachy.journeys.models import Member
from telemachy.people.models import Person

from .models import CaseStudy, StoryConsent
from .texts import fingerprint_of

About, Answer = StoryConsent.About, StoryConsent.Answer


@dataclass(frozen=True, slots=True)
class Voice:
    """One of the two, with their latest answer to a question about a story, or None."""

    person: Person
    role: str
    consent: StoryConsent | None

    @property
    def agrees(self) -> bool:
        """Whether they have said yes and not taken it back."""
        return self.consent is not None and self.consent.answer == Answer.AGREED


def voices_on_telling(story: CaseStudy) -> tuple[Voice, ...]:
    """Return both with their answers to whether it may be told, the mentee first."""
    return _voices(story, StoryConsent.objects.filter(story=story, about=About.TELLING))


def voices_on_text(story: CaseStudy) -> tuple[Voice, ...]:
    """Return both with their answers to the present text; an answer to any other text is none."""
    given = StoryConsent.objects.filter(
        story=story, about=About.TEXT, text_number=story.text_number, text_sha256=fingerprint_of(story)
    )
    return _voices(story, given)


def _voices(story: CaseStudy, given: Iterable[StoryConsent]) -> tuple[Voice, ...]:
    latest: dict[uuid.UUID, StoryConsent] = {each.person_id: each for each in given}  # ordered by time
    members = Member.objects.filter(connection=story.connection_id).select_related("person").order_by("role")
    return tuple(Voice(each.person, each.role, latest.get(each.person_id)) for each in members)


def missing(voices: Iterable[Voice]) -> list[str]:
    """Return the names of those who have not agreed."""
    return [voice.person.name for voice in voices if not voice.agrees]
