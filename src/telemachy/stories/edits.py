"""What an author sends back: the sentences in their order, each known by its id, made from a fact, or new."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from telemachy.errors import Conflict, Refused

from .drafting import Line
from .models import CaseStudy, Sentence
from .texts import is_part, one_line

Kind, Part = Sentence.Kind, Sentence.Part
FIXED = (Kind.QUOTATION, Kind.CHART)  # a person's words, and what a chart shows, are not the author's to change
MOST = 120
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Edit:
    """One sentence as the author wants it. Without a text it is taken out; `fact` names what it is to stand on."""

    part: str
    text: str = ""
    id: uuid.UUID | None = None
    fact: str = ""


def edits_of(sentences: Iterable[Sentence]) -> list[Edit]:
    """Return a text as the edits that would leave it as it is."""
    return [Edit(each.part, each.text, each.pk) for each in sentences]


def sentence_of(story: CaseStudy, line: Line, position: int) -> Sentence:
    """Return a sentence made from what the record says, its source frozen."""
    source = line.source
    return Sentence(
        story=story,
        part=line.part,
        position=position,
        kind=line.kind,
        station=line.station,
        text=line.text,
        said_by_id=line.said_by,
        source_kind=source.kind if source else "",
        source_id=source.id if source else None,
        source=source.frozen() if source else {},
    )


def apply_edits(
    story: CaseStudy, known: Sequence[Sentence], facts: Mapping[str, Line], edits: Sequence[Edit]
) -> list[Sentence]:
    """Return the sentences that the edits make of the present ones; those that read nothing are gone.

    Raises:
        Refused: a part, a fact or somebody's own words are not as they must be.
        Conflict: a sentence is no longer there.
    """
    if len(edits) > MOST:
        raise Refused(_("A story has at most %(most)d sentences. Nothing was saved.") % {"most": MOST})
    present = {each.pk: each for each in known}
    made: list[Sentence] = []
    for edit in edits:
        if sentence := _made(story, present, facts, edit):
            sentence.position = len(made) + 1
            made.append(sentence)
    return made


def _made(
    story: CaseStudy, present: dict[uuid.UUID, Sentence], facts: Mapping[str, Line], edit: Edit
) -> Sentence | None:
    text = one_line(edit.text)
    if edit.part not in Part.values:
        raise Refused(_("Choose one of the parts of a story. Nothing was saved."))
    if len(text) > LONGEST:
        raise Refused(_("A sentence has at most %(most)d characters. Nothing was saved.") % {"most": LONGEST})
    if edit.fact:
        return _from_fact(story, facts, edit, text)
    if not text:
        return None
    if edit.id is None:
        kind = Kind.OPEN if edit.part == Part.UNKNOWN else Kind.RECORD
        return Sentence(story=story, part=edit.part, kind=kind, text=text)
    return _changed(present, edit, text)


def _from_fact(story: CaseStudy, facts: Mapping[str, Line], edit: Edit, text: str) -> Sentence:
    if edit.fact not in facts:
        raise Conflict(_("This fact is no longer on record. Nothing was saved. Look again."))
    made = sentence_of(story, facts[edit.fact], 0)
    made.part = edit.part
    if text and (made.kind not in FIXED or _is_part(text, made)):
        made.text = text
    return made


def _is_part(text: str, sentence: Sentence) -> bool:
    """Somebody's words may be shortened to a part of them that stands as it was said."""
    return sentence.kind == Kind.QUOTATION and is_part(text, one_line(sentence.text))


def _changed(present: dict[uuid.UUID, Sentence], edit: Edit, text: str) -> Sentence:
    kept = present.pop(edit.id, None) if edit.id else None  # a sentence stands in one place
    if kept is None:
        raise Conflict(_("Somebody has taken out a sentence meanwhile. Nothing was saved. Look again."))
    if _is_part(text, kept):
        kept.text = text
    elif kept.kind in FIXED and text != one_line(kept.text):
        said = {"text": kept.text[:60]}
        raise Refused(_("“%(text)s” stands as it was said or read: keep it, shorten it or take it out.") % said)
    kept.part, kept.text = edit.part, text if kept.kind not in FIXED else kept.text
    if not kept.source_kind and kept.kind in (Kind.OPEN, Kind.RECORD):
        kept.kind = Kind.OPEN if edit.part == Part.UNKNOWN else Kind.RECORD
    return kept
