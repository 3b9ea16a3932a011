"""The author's desk: facts to use, the text by part, consents and checks."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from telemachy.people.models import Person

from ..checks import Check, checks_of
from ..consents import Voice, voices_on_telling, voices_on_text
from ..drafting import Facts, Line, lines_of
from ..edits import Edit
from ..models import CaseStudy, Sentence
from ..record import read_facts
from ..texts import lacks_fact, sentences_of

State, Part = CaseStudy.State, Sentence.Part
WITH_TEXT = (State.DRAFT, State.APPROVAL, State.APPROVED)
LINE = 46  # characters of a line of the desk, to give a sentence the room it needs
WORDS = {Part.BACKGROUND: 80, Part.JOURNEY: 150, Part.OUTCOMES: 150}


class Sent(Protocol):
    """What was sent and refused, so that nothing typed is lost."""

    @property
    def title(self) -> str:
        """The title as typed."""

    @property
    def standfirst(self) -> str:
        """The standfirst as typed."""

    @property
    def edits(self) -> Sequence[Edit]:
        """The sentences as typed."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A fact one may use, and whether the text stands on it already."""

    key: str
    label: str
    text: str
    strength: str
    grade: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence on the desk."""

    number: int
    id: str
    text: str
    part: str
    kind: str
    is_fixed: bool
    lacks_fact: bool
    source: str
    said_by: str
    problems: tuple[str, ...]
    lines: int
    saved: str = ""  # what somebody else saved in its place meanwhile


@dataclass(frozen=True, slots=True)
class PartOnDesk:
    """A part with its sentences and how long it should be."""

    key: str
    label: str
    rows: tuple[Row, ...]
    words: int
    wanted: int


@dataclass(frozen=True)
class Desk:
    """Everything on the editor's page."""

    title: str
    standfirst: str
    parts: tuple[PartOnDesk, ...]
    chips: tuple[tuple[str, tuple[Chip, ...]], ...]
    checks: tuple[Check, ...]
    telling: tuple[Voice, ...]
    approving: tuple[Voice, ...]
    people: tuple[Person, ...]
    has_text: bool
    can_send: bool
    can_publish: bool
    both_told: bool
    says: str


def desk_of(story: CaseStudy, sent: Sent | None = None, *, compares: bool = False) -> Desk:
    """Return the desk of a story, with what was typed where saving was refused, and that is what the checks judge.

    Args:
        compares: whether to show beside what was typed what is saved, where the two differ.
    """
    has_text = story.state in WITH_TEXT
    telling = voices_on_telling(story)
    if not has_text:
        return _empty(story, telling)
    facts, sentences = read_facts(story.connection), sentences_of(story)
    checks = _checks_of_sent(story, sentences, facts, sent) if sent else checks_of(story, sentences, facts)
    approving = voices_on_text(story)
    return Desk(
        title=sent.title if sent else story.title,
        standfirst=sent.standfirst if sent else story.standfirst,
        parts=_parts(sentences, checks, sent.edits if sent else None, compares),
        chips=_chips(lines_of(facts), sentences),
        checks=tuple(checks),
        telling=telling,
        approving=approving,
        people=tuple(voice.person for voice in telling),
        has_text=True,
        can_send=story.state == State.DRAFT,
        can_publish=story.state == State.APPROVED,
        both_told=all(voice.agrees for voice in telling),
        says=str(State(story.state).label),
    )


def _checks_of_sent(story: CaseStudy, sentences: Sequence[Sentence], facts: Facts, sent: Sent) -> list[Check]:
    typed = copy(story)
    typed.title, typed.standfirst = sent.title, sent.standfirst
    known = {each.pk: each for each in sentences}
    return checks_of(
        typed, [_typed(story, edit, known.get(edit.id) if edit.id else None) for edit in sent.edits], facts
    )


def _typed(story: CaseStudy, edit: Edit, kept: Sentence | None) -> Sentence:
    kind = Sentence.Kind.OPEN if edit.part == Part.UNKNOWN else Sentence.Kind.RECORD
    made = copy(kept) if kept else Sentence(story=story, kind=kind)
    made.part, made.text = edit.part, edit.text
    return made


def _empty(story: CaseStudy, telling: tuple[Voice, ...]) -> Desk:
    both = all(voice.agrees for voice in telling)
    says = str(State(story.state).label)
    return Desk("", "", (), (), (), (), (), (), False, False, False, both, says)


def _chips(lines: Sequence[Line], sentences: Sequence[Sentence]) -> tuple[tuple[str, tuple[Chip, ...]], ...]:
    used: set[tuple[str, object, str]] = {
        (each.source_kind, each.source_id, str(each.source.get("recorded"))) for each in sentences
    }
    open_texts = {each.text for each in sentences}
    groups = []
    for part in Part:
        chips = tuple(_chip(line, used, open_texts) for line in lines if line.part == part)
        if chips:
            groups.append((str(part.label), chips))
    return tuple(groups)


def _chip(line: Line, used: set[tuple[str, object, str]], texts: set[str]) -> Chip:
    source = line.source
    is_used = line.text in texts or (source is not None and (source.kind, source.id, source.recorded) in used)
    grade = _("claim grade %(letter)s") % {"letter": source.grade} if source and source.grade else ""
    return Chip(line.key, line.fact, line.text, source.strength if source else "", grade, is_used)


def _parts(
    sentences: Sequence[Sentence], checks: Sequence[Check], edits: Sequence[Edit] | None, compares: bool
) -> tuple[PartOnDesk, ...]:
    known = {each.pk: each for each in sentences}
    shown = list(edits) if edits is not None else [Edit(each.part, each.text, each.pk) for each in sentences]
    rows = [
        _row(number, edit, known.get(edit.id) if edit.id else None, checks, compares)
        for number, edit in enumerate(shown, 1)
    ]
    made = []
    for part in Part:
        mine = tuple(row for row in rows if row.part == part)
        words = sum(len(row.text.split()) for row in mine)
        made.append(PartOnDesk(str(part), str(part.label), mine, words, WORDS.get(part, 0)))
    return tuple(made)


def _row(number: int, edit: Edit, kept: Sentence | None, checks: Sequence[Check], compares: bool) -> Row:
    return Row(
        number=number,
        id=str(edit.id) if kept else "",
        text=edit.text,
        part=edit.part,
        kind=kept.kind if kept else Sentence.Kind.RECORD,
        is_fixed=kept is not None and kept.kind == Sentence.Kind.CHART,
        lacks_fact=lacks_fact(kept) if kept else edit.part != Part.UNKNOWN,
        source=str(kept.source.get("recorded", "")) if kept else "",
        said_by=kept.said_by.short_name if kept and kept.said_by else "",
        problems=tuple(each.sentence for each in checks if each.line == number),
        lines=max(2, -(-len(edit.text) // LINE)),
        saved=kept.text if compares and kept and kept.text != edit.text else "",
    )
