"""How a pair's story came to be told: both asked, drafted from the record, written, approved by both, published."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID

from telemachy.demo.content.telling import Telling, Written
from telemachy.stories.actions import (
    Edit,
    add_quotation,
    answer_telling,
    answer_text,
    ask_to_tell,
    edit_story,
    publish_story,
    send_for_approval,
)
from telemachy.stories.models import CaseStudy, Sentence
from telemachy.stories.texts import sentences_of

from .deeds import Deed, at
from .facts import key_of
from .pair import Pair

WRITING = timedelta(days=3)
Part = Sentence.Part


def telling_deeds(pair: Pair, telling: Telling) -> Iterator[Deed]:
    """Everything between the question whether it may be told and the day anybody could read it."""
    written = max(telling.told_on) + WRITING
    yield Deed(at(telling.asked_on, "09:30"), partial(_ask, pair))
    for who, on in zip(("mentee", "mentor"), telling.told_on, strict=True):
        yield Deed(at(on, "12:15"), partial(_answer, pair, who))
    yield Deed(at(written, "10:00"), partial(_write, pair, telling))
    yield Deed(at(written, "11:00"), lambda: send_for_approval(_story(pair), by=pair.coordinator))
    for who, on in zip(("mentee", "mentor"), telling.approved_on, strict=True):
        yield Deed(at(on, "12:15"), partial(_approve, pair, who))
    yield Deed(at(telling.published_on, "10:00"), lambda: publish_story(_story(pair), by=pair.coordinator))


def _story(pair: Pair) -> CaseStudy:
    return pair.connection.stories.get()


def _ask(pair: Pair) -> None:
    ask_to_tell(pair.connection, by=pair.coordinator)


def _answer(pair: Pair, who: str) -> None:
    answer_telling(_story(pair), True, by=pair.actors[who])


def _approve(pair: Pair, who: str) -> None:
    answer_text(_story(pair), True, by=pair.actors[who])


def _write(pair: Pair, telling: Telling) -> None:
    """Write the text by the facts it stands on; what somebody told the author is asked for first."""
    story = _story(pair)
    for each in telling.text:
        if each.fact.startswith("said "):
            person = pair.people[each.by]
            story = add_quotation(story, person, each.text, by=pair.coordinator, part=each.part)
    said = {each.text: each.pk for each in sentences_of(story) if not each.source_kind}
    written = [_edit(pair, each, said) for each in telling.text]
    unknown = [Edit(Part.UNKNOWN, line) for line in telling.unknown]
    edit_story(
        story, telling.title, telling.standfirst, [*written, *unknown], by=pair.coordinator, version=story.version
    )


def _edit(pair: Pair, written: Written, said: Mapping[str, UUID]) -> Edit:
    if written.fact.startswith("said "):
        return Edit(written.part, written.text, said[written.text])
    return Edit(written.part, written.text, fact=key_of(pair, written.fact))
