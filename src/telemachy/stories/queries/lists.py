"""Lists of stories, and of the ended pairs whose story nobody has asked for."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from telemachy.evidence.published import PublishedStory, finds_stories
from telemachy.journeys.models import Connection
from telemachy.journeys.queries import Pair, pair_of
from telemachy.programmes.models import Programme
from telemachy.tenancy.loader import scope
from telemachy.tenancy.policy import Actor

from ..consents import missing, voices_on_telling, voices_on_text
from ..drafting.charts import thaw_chart
from ..models import CaseStudy, Sentence
from ..texts import sentences_of

State = CaseStudy.State


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A published story as lists name it."""

    title: str
    standfirst: str
    slug: str
    programme: str
    cohort: str
    published_at: datetime

    @property
    def href(self) -> str:
        """Where it is read."""
        return reverse("story", args=[self.slug])


def published_stories(programme: Programme | None = None) -> list[StoryLine]:
    """Return what anybody may read, the latest first; of one programme or of all."""
    told = CaseStudy.objects.filter(state=State.PUBLISHED, **({"programme": programme} if programme else {}))
    return [
        StoryLine(each.title, each.standfirst, each.slug, each.programme.name, each.programme.cohort, each.published_at)
        for each in told.select_related("programme").order_by("-published_at", "id")
        if each.published_at is not None
    ]


@finds_stories
def stories_for_sponsors(programme: Programme) -> tuple[PublishedStory, ...]:
    """Return what the sponsor's page names: each story with its mentee and the chart it shows."""
    told = CaseStudy.objects.filter(state=State.PUBLISHED, programme=programme).order_by("-published_at", "id")
    found = []
    for story in told:
        mentee, said = pair_of(story.connection).mentee, sentences_of(story)
        drawn = [each for each in said if each.kind == Sentence.Kind.CHART]
        found.append(
            PublishedStory(
                story.title,
                reverse("story", args=[story.slug]),
                mentee.pk,
                mentee.name,
                chart=thaw_chart(drawn[0].source["chart"]) if drawn else None,
                claims={
                    each.source_id: each.source["grade"] for each in said if each.source_id and _tells_a_claim(each)
                },
                initiatives=frozenset(each.source_id for each in drawn if each.source_id),
            )
        )
    return tuple(found)


def _tells_a_claim(sentence: Sentence) -> bool:
    """Whether it says what came about and how it is known, and not only what somebody says of the cause."""
    return sentence.source_kind == "claim" and bool(sentence.source.get("grade"))


@dataclass(frozen=True, slots=True)
class Ended:
    """An ended pair as the author finds it. `says` is what may be known of its story, and no more."""

    pair: Pair
    story: CaseStudy | None
    says: str
    may_write: bool = False

    @property
    def may_ask(self) -> bool:
        """Whether nobody has asked, or what was asked for has been taken back."""
        return self.story is None or self.story.state == State.WITHDRAWN

    @property
    def is_published(self) -> bool:
        """Whether anybody may read it."""
        return self.story is not None and self.story.state == State.PUBLISHED

    @property
    def has_text(self) -> bool:
        """Whether there is something to write on or to read."""
        return not self.may_ask and self.may_write and self.story is not None and self.story.state != State.ASKED


def stories_of_programme(programme: Programme, actor: Actor) -> list[Ended]:
    """Return the ended pairs that have been asked, the latest first, and which of them this actor writes."""
    latest: dict[object, CaseStudy] = {}
    for story in CaseStudy.objects.filter(programme=programme).order_by("asked_at", "id"):
        latest[story.connection_id] = story
    kept = sorted(latest.values(), key=lambda story: (story.asked_at, story.pk), reverse=True)
    mine = set(scope(actor, CaseStudy, "edit").values_list("pk", flat=True))
    return [Ended(pair_of(story.connection), story, says_of(story), story.pk in mine) for story in kept]


def ended_pairs(programme: Programme) -> list[Ended]:
    """Return the ended pairs nobody has asked, in an order of chance, so that not only the happy ones are asked."""
    asked = CaseStudy.objects.filter(programme=programme).values("connection_id")
    ended = Connection.objects.filter(programme=programme, stage=Connection.Stage.CLOSED).exclude(pk__in=asked)
    return [Ended(pair_of(each), None, "") for each in _by_chance(ended)]


def _by_chance(connections: Iterable[Connection]) -> list[Connection]:
    return sorted(connections, key=lambda each: hashlib.sha256(each.pk.bytes).digest())


def says_of(story: CaseStudy) -> str:
    """Return where a story stands; whoever has declined cannot be told from whoever has not answered."""
    if story.state == State.ASKED:
        return _("Not both have agreed") if missing(voices_on_telling(story)) else _("Both agreed")
    if story.state in (State.APPROVAL, State.APPROVED):
        absent = missing(voices_on_text(story))
        return _("Waiting for %(names)s") % {"names": ", ".join(absent)} if absent else _("Approved by both")
    return str(State(story.state).label)
