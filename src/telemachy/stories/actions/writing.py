"""Writing: each change of the text makes a new one, which both have to approve again."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.errors import Refused
from telemachy.journeys.models import Member
from telemachy.people.models import Person
from telemachy.tenancy import clock
from telemachy.tenancy.policy import Actor

from ..checks import wording_problems
from ..drafting import lines_of
from ..drafting.lines import day
from ..edits import LONGEST, MOST, Edit, apply_edits, sentence_of
from ..models import CaseStudy, Sentence
from ..record import read_facts
from ..texts import fingerprint, fingerprint_of, one_line, sentences_of
from ..wording import Problem
from .steps import change, take

State, Kind, Part = CaseStudy.State, Sentence.Kind, Sentence.Part
LONGEST_TITLE, LONGEST_STANDFIRST = 200, 400


class TextRefused(Refused):
    """Some words say more than the record does; `problems` names each with its line and its reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join([_("Nothing was saved."), *(str(each) for each in problems)]))
        self.problems = tuple(problems)


@transaction.atomic
def edit_story(
    story: CaseStudy,
    title: str,
    standfirst: str,
    sentences: Sequence[Edit],
    *,
    by: Actor,
    version: int | None = None,
) -> CaseStudy:
    """Store the author's text. One that both have approved, or are reading, has to be sent to them again.

    Raises:
        Conflict: somebody changed the story since it was read.
        TextRefused: a sentence of the author's says why something came about.
        Refused: the story is not being written, or somebody's own words were changed.
    """
    story = take(story, version)
    _refuse_unless_written(story)
    facts = read_facts(story.connection)
    before, known = fingerprint_of(story), sentences_of(story)
    made = apply_edits(story, known, {line.key: line for line in lines_of(facts)}, sentences)
    story.title, story.standfirst = _one_line(title, LONGEST_TITLE), _one_line(standfirst, LONGEST_STANDFIRST)
    problems = wording_problems(story.title, story.standfirst, made, facts)
    if problems:
        raise TextRefused(problems)
    if fingerprint(story.title, story.standfirst, made) == before:
        return story
    return _store(story, made, by)


def _store(story: CaseStudy, made: Sequence[Sentence], by: Actor) -> CaseStudy:
    Sentence.objects.filter(story=story).delete()
    Sentence.objects.bulk_create(made)
    story.text_number += 1
    change(story, by, "story.edited", state=State.DRAFT, fields=["title", "standfirst", "text_number"])
    return story


@transaction.atomic
def add_fact(story: CaseStudy, key: str, *, by: Actor, version: int | None = None) -> CaseStudy:
    """Put a fact of the record into the text, at the end of the part where it belongs.

    Raises:
        Refused: the fact is not on record any more.
    """
    story = take(story, version)
    _refuse_unless_written(story)
    line = next((each for each in lines_of(read_facts(story.connection)) if each.key == key), None)
    if line is None:
        raise Refused(_("This fact is no longer on record. Nothing was added."))
    return _add(story, by, line.part, lambda position: sentence_of(story, line, position))


@transaction.atomic
def add_quotation(
    story: CaseStudy, person: Person, text: str, *, by: Actor, part: str = Part.ACCOUNTS, version: int | None = None
) -> CaseStudy:
    """Put somebody's own words into the text, as they said them to the author; approving the text approves them.

    Raises:
        Refused: the words are nobody's of this pair, or there are none.
    """
    story = take(story, version)
    _refuse_unless_written(story)
    if not Member.objects.filter(connection=story.connection_id, person=person).exists():
        raise Refused(_("Only the two whose story it is are quoted. Nothing was added."))
    words = one_line(text).strip("“”\"' ")
    if not words or len(words) > LONGEST or part not in Part.values:
        raise Refused(_("Write what was said, in at most %(most)d characters.") % {"most": LONGEST})
    return _add(story, by, part, lambda position: _quotation(story, person, words, part, position))


def _quotation(story: CaseStudy, person: Person, words: str, part: str, position: int) -> Sentence:
    today = clock.today()
    said = {"name": person.short_name, "day": day(today)}
    source = {
        "recorded": _("Said by %(name)s to the author") % said,
        "on": today.isoformat(),
        "grade": "",
        "strength": _("One said"),
        "seen_by": "",
        "about": [],
    }
    return Sentence(
        story=story, part=part, position=position, kind=Kind.QUOTATION, text=words, said_by=person, source=source
    )


def _add(story: CaseStudy, by: Actor, part: str, make: Callable[[int], Sentence]) -> CaseStudy:
    """Put a sentence at the end of its part and number all anew."""
    made, order = sentences_of(story), list(Part.values)
    if len(made) >= MOST:
        raise Refused(_("A story has at most %(most)d sentences. Nothing was saved.") % {"most": MOST})
    made.append(make(len(made) + 1))
    made.sort(key=lambda each: order.index(each.part))
    for position, each in enumerate(made, 1):
        each.position = position
    return _store(story, made, by)


def _refuse_unless_written(story: CaseStudy) -> None:
    if not State(story.state).can_edit():
        raise Refused(
            _("A published story stays as both approved it. Nothing was changed.")
            if story.state == State.PUBLISHED
            else _("Not both have agreed to be told. Nothing was written.")
        )


def _one_line(text: str, most: int) -> str:
    text = one_line(text)
    if len(text) > most:
        raise Refused(_("Title and standfirst have at most %(most)d characters. Nothing was saved.") % {"most": most})
    return text
