"""What people themselves say of the cause: their own accounts, attributed and labelled so, beside the outcomes."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .facts import ClaimFacts, ContributionFacts, Facts
from .journey import asked_fact, closing_source, says_something
from .lines import ACCOUNTS, OUTCOME, QUOTATION, Line, Source, quoted


def tell_accounts(facts: Facts) -> list[Line]:
    """Return quotations, and how much each person puts down to mentoring."""
    return [
        *(line for claim in facts.claims for line in _contributions(facts, claim)),
        *_helped(facts),
    ]


def share_words(share: str) -> str:
    """Return an answer to "how much of it do you put down to mentoring?" in words."""
    return {"none": _("none"), "some": _("some"), "much": _("much")}.get(share, _("cannot tell"))


def _contributions(facts: Facts, claim: ClaimFacts) -> list[Line]:
    if not claim.contributions:
        return []
    words = [_quotation(facts, claim, each) for each in claim.contributions if each.text.strip()]
    return [*words, _shares(facts, claim)]


def _quotation(facts: Facts, claim: ClaimFacts, given: ContributionFacts) -> Line:
    name = facts.person(given.by).short_name
    source = _source(claim, given, _("%(name)s, asked what mentoring had to do with it") % {"name": name})
    fact = _("%(name)s’s account") % {"name": name}
    return Line(f"account:{given.id}", fact, ACCOUNTS, given.text.strip(), QUOTATION, OUTCOME, source, given.by)


def _shares(facts: Facts, claim: ClaimFacts) -> Line:
    each = ", ".join(_says(facts.person(given.by).short_name, given.share) for given in claim.contributions)
    said = {"claim": quoted(claim.text), "each": each}
    text = _("Asked how much of this they put down to mentoring, %(each)s: %(claim)s.") % said
    last = max(claim.contributions, key=lambda given: given.on)
    recorded = _("Answers to “How much of it do you put down to mentoring?”")
    source = _source(claim, last, f"{recorded} {capfirst(each)}")
    return Line(f"shares:{claim.id}", _("How much, they say"), ACCOUNTS, text, station=OUTCOME, source=source)


def _says(name: str, share: str) -> str:
    if share not in ("none", "some", "much"):
        return _("%(name)s cannot tell") % {"name": name}
    return _("%(name)s says %(share)s") % {"name": name, "share": share_words(share)}


def _source(claim: ClaimFacts, given: ContributionFacts, recorded: str) -> Source:
    strength = _("Their own account")
    return Source("claim", claim.id, recorded, given.on, strength=strength)


def _helped(facts: Facts) -> list[Line]:
    lines = []
    for answer in facts.closing:
        if says_something(answer.helped):
            name = facts.person(answer.by).short_name
            source = closing_source(answer.id, name, _("what helped"), answer)
            fact = _("%(name)s, on what helped") % {"name": name}
            text = answer.helped.strip()
            asked = _("Asked at the closing what helped, %(name)s answered:") % {"name": name}
            key = f"helped:{answer.by}:asked"
            lines.append(Line(key, asked_fact(name), ACCOUNTS, asked, station=OUTCOME, source=source))
            lines.append(Line(f"helped:{answer.by}", fact, ACCOUNTS, text, QUOTATION, OUTCOME, source, answer.by))
    return lines
