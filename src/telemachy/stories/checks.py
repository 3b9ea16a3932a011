"""What must hold before a text is sent to the two, each problem in a sentence for the author."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.evidence.models import Claim

from .drafting import Facts
from .models import CaseStudy, Sentence
from .texts import lacks_fact
from .wording import Problem, problems_in

Kind, Part = Sentence.Kind, Sentence.Part
STANDFIRST, TITLE = -1, 0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the author is told; `blocks` says whether the text can go out with it. `line` is 0 for the whole."""

    sentence: str
    blocks: bool = True
    line: int = 0


def wording_problems(title: str, standfirst: str, sentences: Sequence[Sentence], facts: Facts) -> list[Problem]:
    """Return every word of the author's that says more than the record does; quotations are their speakers' own."""
    own = own_words(facts)
    accounts = (*own, *(claim.text for claim in facts.claims))
    found = [*problems_in(title, TITLE, own), *problems_in(standfirst, STANDFIRST, own)]
    for number, each in enumerate(sentences, 1):
        if each.kind != Kind.QUOTATION:
            found += problems_in(each.text, number, accounts if each.part == Part.ACCOUNTS else own)
    return found


def own_words(facts: Facts) -> tuple[str, ...]:
    """Return what people wrote themselves, which the author may repeat between quotation marks.

    The text of an outcome is not among it: it stands on record with a grade, so only an account may repeat it.
    """
    words = [facts.mentee.hope, *facts.reasons, *(goal.title for goal in facts.goals)]
    for initiative in facts.initiatives:
        words += [initiative.title, initiative.aim, initiative.change, *(each.text for each in initiative.decisions)]
    for claim in facts.claims:
        words += [each.text for each in claim.contributions]
    for answer in facts.closing:
        words += [answer.helped, answer.did_not_work]
    return tuple(each for each in words if each.strip())


def checks_of(story: CaseStudy, sentences: Sequence[Sentence], facts: Facts) -> list[Check]:
    """Return what the author should look at before sending."""
    found = [Check(str(each), line=each.line) for each in _words(story, sentences, facts)]
    bare = [number for number, each in enumerate(sentences, 1) if lacks_fact(each)]
    if bare:
        sentence = ngettext("%(count)d sentence lacks a fact", "%(count)d sentences lack a fact", len(bare))
        found.append(Check(_("%(what)s: number %(which)s.") % {
            "what": sentence % {"count": len(bare)},
            "which": ", ".join(str(number) for number in bare),
        }))  # fmt: skip
    found += _gone(sentences)
    if not story.title.strip() or not story.standfirst.strip():
        found.append(Check(_("A story needs a title and a standfirst.")))
    if not any(each.part == Part.UNKNOWN and each.text.strip() for each in sentences):
        found.append(Check(_("Say what is not known. No story goes without it.")))
    return found


def _words(story: CaseStudy, sentences: Sequence[Sentence], facts: Facts) -> list[Problem]:
    return wording_problems(story.title, story.standfirst, sentences, facts)


def _gone(sentences: Sequence[Sentence]) -> list[Check]:
    """A claim that was corrected or taken back after the draft must not be told as it was."""
    claims = {each.source_id for each in sentences if each.source_kind == "claim" and each.source_id}
    standing = Claim.objects.filter(pk__in=claims, status=Claim.Status.OPEN, superseded_by=None)
    gone = claims - set(standing.values_list("pk", flat=True))
    return [
        Check(
            _("Sentence %(n)d: this outcome was corrected or taken back since. Take the sentence out.") % {"n": n},
            True,
            n,
        )
        for n, each in enumerate(sentences, 1)
        if each.source_kind == "claim" and each.source_id in gone
    ]
