"""The words of the sponsor's page: what happened, of how many, and how that is known. Nothing about causes.

Each sentence is made from totals that `inference` has let through; nobody writes on this page by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.inference import Cell, MaskedLine, MaskedSums, Part, Sum

from .models import Claim
from .money import say_amount
from .queries import Initiatives, Line, Totals

#: An outcome that run charts tell of too: its line and theirs say what each counts.
MOVED = "initiative-measure"


@dataclass(frozen=True)
class Row:
    """One line of the sheet; `number` is empty where a small group forbids it, and where there are `sums` instead."""

    label: str
    number: str
    of: str
    sentences: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    warning: str = ""
    sums: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it may be shown."""
        return not (self.number or self.sums) and len(self.sentences) == 1


def headline_of(totals: Totals) -> tuple[str, ...]:
    """Return what the page says first: the programme's first outcome that may be shown, and who leads an initiative.

    Whether measures moved is said by the run charts where they may be shown, since they are read for everybody alike.
    """
    first = next(_shown(totals), None)
    initiatives = totals.initiatives
    if first and first.outcome.id == MOVED and initiatives.shifted.value is not None:
        return _lead_said(totals), _shifted_said(initiatives)
    said = [_outcome_said(totals, first)] if first else []
    lead = initiatives.lead
    if lead.value is not None:
        said.append(_("%(number)d lead an initiative.") % {"number": lead.value} if said else _lead_said(totals))
    return tuple(said) or (_begun(totals),)


def rows_of(totals: Totals) -> tuple[Row, ...]:
    """Return the sheet's lines: the programme's leading outcome, initiatives, then its other outcomes."""
    ranked = sorted(totals.lines, key=lambda line: not line.outcome.primary)
    rows = [_row(line) for line in ranked]
    return (*rows[:1], _initiatives_row(totals.initiatives), *rows[1:])


# --- headline ---------------------------------------------------------------------------------------------------------
def _shown(totals: Totals) -> Iterator[Line]:
    ranked = sorted(totals.lines, key=lambda each: not each.outcome.primary)
    return (line for line in ranked if line.counts.yes.is_shown)


def _outcome_said(totals: Totals, line: Line) -> str:
    yes = line.counts.yes
    numbers = {"number": yes.value, "of": yes.of, "people": totals.file.words.mentees}
    return _shape(line) % {**numbers, "outcome": line.outcome.name}


def _lead_said(totals: Totals) -> str:
    lead = totals.initiatives.lead
    numbers = {"number": lead.value, "of": lead.of, "people": totals.file.words.mentees}
    return _("%(number)d of %(of)d %(people)s lead an initiative.") % numbers


def _shifted_said(initiatives: Initiatives) -> str:
    return _("In %(hoped)d of the %(number)d with enough readings, the measure shifted as hoped.") % {
        "hoped": initiatives.shifted.value,
        "number": initiatives.measured.value,
    }


def _shape(line: Line) -> str:
    """Whole sentences for the outcomes that shipped programmes know; the others name themselves."""
    known = {
        "leading-role": _("%(number)d of %(of)d %(people)s took on a leading role."),
        "leads-department": _("%(number)d of %(of)d %(people)s lead a department or a unit."),
        MOVED: _("%(number)d of %(of)d %(people)s have recorded as an outcome that their initiative’s measure moved."),
        "capital-raised": _("%(number)d of %(of)d %(people)s raised capital."),
        "recognition": _("%(number)d of %(of)d %(people)s were recognised for their work."),
    }
    return known.get(line.outcome.id, _("%(number)d of %(of)d %(people)s have this on record: %(outcome)s."))


def _begun(totals: Totals) -> str:
    return _("%(of)d %(people)s have begun.") % {"of": totals.of, "people": totals.file.words.mentees}


# --- lines ------------------------------------------------------------------------------------------------------------
def _row(line: Line) -> Row:
    counts = line.counts
    money = line.sums.sums if line.sums else ()
    number, of = _number(counts.yes)
    return Row(
        label=line.outcome.name,
        number="" if money else number,
        of="" if money else of,
        sentences=tuple(_line_said(line)),
        parts=tuple(part for part in counts.parts if part.count),
        warning=_("Little is known: read this line with care.") if line.is_thin else "",
        sums=tuple(_money(each) for each in money),
    )


def _line_said(line: Line) -> Iterator[str]:
    counts = line.counts
    if counts.yes.value is None:
        yield _not_shown(counts.yes)
    elif line.sums is not None:
        yield from _sums_said(line.sums, counts.yes)
    elif line.outcome.id == MOVED:
        yield _("have recorded it as an outcome, with a date. What run charts say of initiatives is counted apart.")
    elif line.outcome.kind == Claim.Kind.MEASURE:
        yield _("have a dated value on record.")
    else:
        yield _("have it on record, by date.")
    yield from _known_said(line)
    if counts.disputed.value:
        yield ngettext(
            "%(number)d more is disputed and not counted.", "%(number)d more are disputed and not counted.",
            counts.disputed.value,
        ) % {"number": counts.disputed.value}  # fmt: skip


def _known_said(line: Line) -> Iterator[str]:
    known = line.counts.known
    if known.value is None:
        return
    numbers = {"known": known.value, "of": known.of, "percent": line.percent_known}
    if line.outcome.id == MOVED:  # of others their run charts may tell, so no range: they are not silent
        yield _("An outcome, yes or no, is on record of %(known)d of %(of)d.") % numbers
        return
    if line.percent_known is None:
        yield _("Information on %(known)d of %(of)d.") % numbers
    else:
        yield _("Information on %(known)d of %(of)d (%(percent)d%%).") % numbers
    if (silent := _range(line.counts)) is not None:
        yield silent


def _range(counts: MaskedLine) -> str | None:
    if counts.most is None or counts.yes.value == counts.most:
        return None
    return _("Were the silent known: %(least)d to %(most)d.") % {"least": counts.yes.value, "most": counts.most}


def _sums_said(sums: MaskedSums, yes: Cell) -> Iterator[str]:
    if len(sums.sums) == 1 and not sums.hidden:
        only = sums.sums[0]
        numbers = {"number": yes.value, "of": yes.of, "share": only.largest}
        if only.largest is None:
            yield _("%(number)d of %(of)d have it on record. How much of it is one venture’s is not shown.") % numbers
        else:
            yield _("%(number)d of %(of)d have it on record. The largest has %(share)d%%.") % numbers
        return
    yield _("%(number)d of %(of)d have it on record.") % {"number": yes.value, "of": yes.of}
    for each in sums.sums:
        yield _sum_said(each)
    if sums.hidden:
        yield _("Sums of currencies with fewer than five people are not shown, and none is converted.")


def _sum_said(each: Sum) -> str:
    numbers = {"sum": _money(each), "people": each.people, "share": each.largest}
    if each.largest is None:
        return (_("%(sum)s.") if each.people is None else _("%(sum)s from %(people)d.")) % numbers
    if each.people is None:
        return _("%(sum)s: the largest has %(share)d%%.") % numbers
    return _("%(sum)s from %(people)d: the largest has %(share)d%%.") % numbers


def _money(each: Sum) -> str:
    return say_amount(each.total, each.currency)


def _initiatives_row(initiatives: Initiatives) -> Row:
    number, of = _number(initiatives.lead)
    return Row(_("Initiatives"), number, of, tuple(_initiatives_said(initiatives)))


def _initiatives_said(initiatives: Initiatives) -> Iterator[str]:
    if initiatives.lead.value is None:
        yield _not_shown(initiatives.lead)
        return
    yield _("lead one with a measure named at the start.")
    measured, shifted = initiatives.measured, initiatives.shifted
    if measured.value is None:
        yield _("How many have enough readings to say whether the measure shifted is not shown yet.")
    elif shifted.value is None:
        yield _("%(number)d have six readings or more before the change and since.") % {"number": measured.value}
        yield _("In how many the measure shifted as hoped is not shown: too few on one side.")
    else:
        yield _(
            "By their run charts, %(number)d have six readings or more before the change and since: in %(hoped)d the "
            "measure shifted as hoped, in %(not)d it did not."
        ) % {"number": measured.value, "hoped": shifted.value, "not": measured.value - shifted.value}


def _number(cell: Cell) -> tuple[str, str]:
    if cell.value is None:
        return "", ""
    return str(cell.value), _("of %(of)d") % {"of": cell.of}


def _not_shown(cell: Cell) -> str:
    return capfirst(_("not shown: fewer than %(k)d in a group.") % {"k": cell.k})
