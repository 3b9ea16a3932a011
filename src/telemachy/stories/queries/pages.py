"""A story as its page shows it: parts, stops on the thread, paragraphs, and the source that is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _

from telemachy.evidence.grades import Grade
from telemachy.journeys.models import Member
from telemachy.people.models import Person
from telemachy.tenancy.context import current_organisation_id
from telemachy.tenancy.models import Organisation
from telemachy.tenancy.policy import Actor
from telemachy.web.charts import RunChart

from ..consents import voices_on_text
from ..drafting.charts import thaw_chart
from ..models import CaseStudy, Sentence
from ..places import may_follow, record_of
from ..since import changed_since
from ..texts import numbers_of, sentences_of

Kind, Part = Sentence.Kind, Sentence.Part
WORDS_A_MINUTE = 200
WAY = ("need", "mentor", "sessions", "initiative", "outcome")


@dataclass(frozen=True, slots=True)
class Place:
    """A link to another sentence of the story, or to a live record."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class SourceShown:
    """One source as its card and the list of all say it."""

    number: int
    recorded: str
    on: date | None
    grade: str
    how: str
    strength: str
    seen_by: str
    consent: str
    since: str = ""  # what has changed of it since the text was approved
    record: str = ""  # the live page, for whoever may see it
    way: tuple[Place, ...] = ()
    before: Place | None = None
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence as it is read."""

    text: str
    kind: str
    number: int
    said_by: str
    chart: RunChart | None
    is_open: bool
    since: str = ""

    @property
    def is_words(self) -> bool:
        """Whether somebody's own words follow."""
        return self.kind == Kind.QUOTATION


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences in a row, or one quotation, or one chart; with the card of the source that is open in it."""

    items: tuple[Item, ...]
    opened: SourceShown | None

    @property
    def kind(self) -> str:
        """What its first sentence is."""
        return self.items[0].kind

    @property
    def first(self) -> Item:
        """Its first sentence."""
        return self.items[0]


@dataclass(frozen=True, slots=True)
class Stop:
    """A station of the thread beside the paragraphs that stand at it."""

    label: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of a story."""

    key: str
    title: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class StoryPage:
    """A whole story for one reader."""

    story: CaseStudy
    parts: tuple[PartShown, ...]
    accounts: tuple[Paragraph, ...]
    unknown: tuple[Item, ...]
    sources: tuple[SourceShown, ...]
    organisation: str
    mentee: Person
    mentor: Person
    author: str
    approved_at: datetime | None
    minutes: int
    opened: int
    may_follow: bool


def story_page(story: CaseStudy, actor: Actor, opened: int = 0) -> StoryPage:
    """Return a story as this reader sees it, with source `opened` shown in its place."""
    people = {each.role: each.person for each in story.connection.members.select_related("person")}
    reading = _Reading(story, actor, opened)
    return StoryPage(
        story=story,
        parts=tuple(reading.part(key) for key in (Part.BACKGROUND, Part.JOURNEY, Part.OUTCOMES) if reading.has(key)),
        accounts=tuple(reading.paragraphs(reading.of(Part.ACCOUNTS))),
        unknown=tuple(reading.item(each) for each in reading.of(Part.UNKNOWN)),
        sources=tuple(reading.cards.values()),
        organisation=Organisation.objects.filter(pk=current_organisation_id()).values_list("name", flat=True)[0],
        mentee=people[Member.Role.MENTEE],
        mentor=people[Member.Role.MENTOR],
        author=story.author.name if story.author else "",
        approved_at=reading.approved_at,
        minutes=max(1, round(sum(len(each.text.split()) for each in reading.sentences) / WORDS_A_MINUTE)),
        opened=opened if opened in reading.cards else 0,
        may_follow=reading.follows,
    )


class _Reading:
    """What is read once for a page."""

    def __init__(self, story: CaseStudy, actor: Actor, opened: int) -> None:
        self.story, self.actor, self.opened = story, actor, opened
        self.sentences = sentences_of(story)
        self.numbers = numbers_of(self.sentences)
        self.follows = may_follow(story.connection, actor)
        agreed = [voice for voice in voices_on_text(story) if voice.agrees]
        moments = [voice.consent.at for voice in agreed if voice.consent]
        self.approved_at = max(moments) if moments else None
        self.since = changed_since(self.sentences)
        self.names = tuple(voice.person.short_name for voice in agreed)
        self.cards = {self.numbers[each.pk]: self._card(each) for each in self.sentences if each.pk in self.numbers}

    def of(self, part: str) -> list[Sentence]:
        return [each for each in self.sentences if each.part == part]

    def has(self, part: str) -> bool:
        return any(each.part == part for each in self.sentences)

    def part(self, key: str) -> PartShown:
        stops, last = [], ""
        for station, group in groupby(_at_stations(self.of(key)), key=lambda each: each.station):
            label = station_label(station) if station != last else ""
            stops.append(Stop(label, tuple(self.paragraphs(list(group)))))
            last = station
        return PartShown(key, str(Part(key).label), tuple(stops))

    def paragraphs(self, sentences: Sequence[Sentence]) -> list[Paragraph]:
        made: list[tuple[Item, ...]] = []
        for is_text, group in groupby(sentences, key=lambda each: each.kind in (Kind.RECORD, Kind.OPEN)):
            items = [self.item(each) for each in group]
            made += [tuple(items)] if is_text else [(each,) for each in items]
        return [Paragraph(items, self._open_in(items)) for items in made]

    def item(self, sentence: Sentence) -> Item:
        number = self.numbers.get(sentence.pk, 0)
        chart = thaw_chart(sentence.source["chart"]) if sentence.source.get("chart") else None
        said_by = sentence.said_by.short_name if sentence.said_by else ""
        is_open = number > 0 and number == self.opened
        return Item(sentence.text, sentence.kind, number, said_by, chart, is_open, self._since(sentence))

    def _since(self, sentence: Sentence) -> str:
        return self.since.get(sentence.source_id, "") if sentence.source_id else ""

    def _open_in(self, items: Sequence[Item]) -> SourceShown | None:
        return self.cards.get(self.opened) if any(each.is_open for each in items) else None

    def _card(self, sentence: Sentence) -> SourceShown:
        number, source = self.numbers[sentence.pk], sentence.source
        grade = source.get("grade", "")
        return SourceShown(
            number=number,
            recorded=source.get("recorded", ""),
            on=date.fromisoformat(source["on"]) if source.get("on") else None,
            grade=grade,
            how=Grade(grade).how if grade else "",
            strength=source.get("strength", ""),
            seen_by=source.get("seen_by", ""),
            consent=_consent(self.names, self.approved_at),
            since=self._since(sentence),
            record=record_of(sentence, self.story.connection, self.actor) if self._shows(number) else "",
            way=self._way(sentence.station),
            before=self._place(number - 1, _("Source %(n)d") % {"n": number - 1}),
            after=self._place(number + 1, _("Source %(n)d") % {"n": number + 1}),
        )

    def _shows(self, number: int) -> bool:
        """The live address costs questions to the policy, so it is looked up for the one card that is open."""
        return self.follows and number == self.opened

    def _place(self, number: int, label: str) -> Place | None:
        if not 1 <= number <= len(self.numbers):
            return None
        return Place(label, f"?source={number}#s{number}")

    def _way(self, here: str) -> tuple[Place, ...]:
        """Return a link to the first sentence of every other station, back from here first."""
        firsts: dict[str, int] = {}
        for each in self.sentences:
            if each.station and each.pk in self.numbers:
                firsts.setdefault(each.station, self.numbers[each.pk])
        places = (self._place(firsts[key], station_label(key)) for key in WAY if key in firsts and key != here)
        return tuple(place for place in places if place)


def _at_stations(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Words that somebody told the author have no record, so they stand where the sentence before them does."""
    station = ""
    for each in sentences:
        station = each.station = each.station or station
    return sentences


def station_label(key: str) -> str:
    """Return a station's word."""
    words: Mapping[str, str] = {
        "need": _("Need"),
        "mentor": _("Mentor"),
        "sessions": _("Sessions"),
        "initiative": _("Initiative"),
        "outcome": _("Outcome"),
    }
    return words.get(key, "")


def _consent(names: Sequence[str], at: datetime | None) -> str:
    if not names or at is None:
        return _("Not asked yet")
    return _("%(names)s, for this sentence. Either can take it back.") % {"names": _(" and ").join(names)}
