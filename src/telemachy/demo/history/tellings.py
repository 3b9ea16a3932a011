"""How a pair's story came to be told: both asked, drafted from the record, written, approved by both, published."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from telemachy.demo.content.record import Claim
from telemachy.demo.content.telling import Quotation, Telling
from telemachy.stories.actions import (
    Edit,
    add_quotation,
    answer_telling,
    answer_text,
    ask_to_tell,
    edit_story,
    edits_of,
    publish_story,
    send_for_approval,
)
from telemachy.stories.drafting.unknown import nobody_compared
from telemachy.stories.models import CaseStudy, Sentence
from telemachy.stories.texts import sentences_of

from .deeds import Deed, at
from .pair import Pair

WRITING = timedelta(days=3)
Kind, Part = Sentence.Kind, Sentence.Part


def telling_deeds(pair: Pair, telling: Telling, claims: Sequence[Claim]) -> Iterator[Deed]:
    """Everything between the question whether it may be told and the day anybody could read it."""
    written = max(telling.told_on) + WRITING
    yield Deed(at(telling.asked_on, "09:30"), partial(_ask, pair))
    for who, on in zip(("mentee", "mentor"), telling.told_on, strict=True):
        yield Deed(at(on, "12:15"), partial(_answer, pair, who))
    yield Deed(at(written, "10:00"), partial(_write, pair, telling, claims))
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


def _write(pair: Pair, telling: Telling, claims: Sequence[Claim]) -> None:
    """Keep what was drafted, but for words that are quoted elsewhere and for gaps that the author knows better.

    Outcomes stand as their mentee put them on record, who has dated them already.
    """
    story = _story(pair)
    drafted = sentences_of(story)
    kept = [each for each in drafted if not _is_replaced(each, telling)]
    told = [_as_recorded(edit, claims) for edit in edits_of(kept)]
    unknown = [Edit(Part.UNKNOWN, line) for line in telling.unknown]
    story = edit_story(
        story,
        telling.title,
        telling.standfirst,
        [*told, *unknown],
        by=pair.coordinator,
        version=story.version,
    )
    spoken = {each.text for each in kept if each.kind == Kind.QUOTATION}
    for quotation in telling.quotations:
        if quotation.text not in spoken:
            add_quotation(
                _story(pair), pair.people[quotation.by], quotation.text, by=pair.coordinator, part=quotation.part
            )


def _as_recorded(edit: Edit, claims: Sequence[Claim]) -> Edit:
    drafted_from = (claim.text for claim in claims if claim.text.removesuffix(".") in edit.text)
    return replace(edit, text=next(drafted_from, edit.text)) if edit.part == Part.OUTCOMES else edit


def _is_replaced(drafted: Sentence, telling: Telling) -> bool:
    if drafted.part == Part.UNKNOWN:
        return drafted.text != nobody_compared()
    return drafted.kind == Kind.QUOTATION and any(_is_excerpt(each, drafted.text) for each in telling.quotations)


def _is_excerpt(quotation: Quotation, text: str) -> bool:
    return quotation.text in text and quotation.text != text
