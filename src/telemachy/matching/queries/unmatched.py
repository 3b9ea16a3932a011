"""Who has nobody, why, and what would help."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from telemachy.assignment import explain_unmatched
from telemachy.errors import Refused
from telemachy.people.models import Person

from .. import draft as drafts
from ..boards import Board, board_of
from ..models import MatchRun
from ..scoring import FLOOR
from .panel import Alternative, alternative_view


@dataclass(frozen=True, slots=True)
class WayOut:
    """Something that would give an unmatched mentee a mentor, told with its price; `alternative` can be chosen."""

    sentence: str
    alternative: Alternative | None = None


@dataclass(frozen=True)
class UnmatchedView:
    """Why a mentee has an empty place: every mentor counted once, in the order a person would ask."""

    mentee: Person
    held: bool
    mentors: int
    counts: tuple[tuple[int, str], ...]  # how many mentors, and why they are none: ruled out, rules, floor, full
    ways_out: tuple[WayOut, ...]
    paired: int  # mentors this mentee has already, where several are possible

    @property
    def sentence(self) -> str:
        """“90 mentors: 3 ruled out | 9 same line | 7 no language in common | 71 full”"""
        told = " | ".join(f"{count} {why}" for count, why in self.counts)
        return _("%(n)d mentors: %(told)s") % {"n": self.mentors, "told": told}


def unmatched(run: MatchRun) -> tuple[UnmatchedView, ...]:
    """Return everybody with an empty place, by name, with counted reasons and ways out."""
    board = board_of(run)
    rows = run.proposals.filter(mentor__isnull=True).select_related("mentee").order_by("mentee__name", "mentee_id")
    masks = [("ruled-out", board.draft.ruled_out), *board.scored.rules.items()]
    told = {each.mentee: each for each in explain_unmatched(board.draft.matching, masks)}
    views = []
    for row in rows:
        i = board.row_of[row.mentee_id]
        found = told.get(i)
        counted = [] if found is None else [(count, _why(board, name)) for name, count in found.rules]
        full = [] if found is None else [(found.full, _("full"))]
        views.append(
            UnmatchedView(
                mentee=row.mentee,
                held=row.held,
                mentors=len(board.mentor_ids),
                counts=tuple((count, why) for count, why in [*counted, *full] if count),
                ways_out=() if row.held else _ways_out(board, i),
                paired=sum(mentee == i for mentee, _mentor in board.draft.pairs),
            )
        )
    return tuple(views)


def _why(board: Board, name: str) -> str:
    return _("ruled out") if name == "ruled-out" else str(board.scored.left_out(name))


def _ways_out(board: Board, i: int) -> tuple[WayOut, ...]:
    """One more place with the best mentor who is full; the best pair below the floor; the cheapest who gives way."""
    scored, draft = board.scored, board.draft
    name = scored.roster.mentees[i].name
    ways = []
    allowed = [int(j) for j in np.flatnonzero(draft.market.allowed[i])]
    if allowed:
        j = max(allowed, key=lambda each: (scored.fit[i, each], -each))
        values = {"mentor": board.mentor_name(j), "n": scored.roster.mentors[j].capacity + 1}
        values |= {"mentee": name, "fit": f"{scored.fit[i, j]:.0f}"}
        said = _("Raise %(mentor)s to %(n)d mentees: %(mentee)s %(fit)s, nobody moves.") % values
        ways.append(WayOut(said))
        cheapest = drafts.best_alternatives(draft, i, 1)
        ways += [WayOut(each.sentence, each) for each in (alternative_view(board, found) for found in cheapest)]
        return tuple(ways)
    below = scored.rules[FLOOR][i] & ~draft.ruled_out[i]
    for rule, mask in scored.rules.items():
        if rule != FLOOR:
            below = below & ~mask[i]
    if below.any():
        j = int(np.argmax(np.where(below, scored.fit[i], -1.0)))
        values = {"fit": f"{scored.fit[i, j]:.0f}", "floor": f"{scored.programme.thresholds.floor:g}"}
        values |= {"mentee": name, "mentor": board.mentor_name(j)}
        said = _("Lower the floor for %(mentee)s: %(mentor)s fits %(fit)s, the floor is %(floor)s.") % values
        ways.append(WayOut(said, _try(board, i, j)))
    return tuple(ways) or (WayOut(_strictest(board, i)),)


def _strictest(board: Board, i: int) -> str:
    """Which rule leaves out most mentors, where no mentor is left."""
    scored = board.scored
    if not scored.rules or not scored.fit.shape[1]:
        return _("No mentor is left. Bring a mentor.")
    name = max(scored.rules, key=lambda rule: int(scored.rules[rule][i].sum()))
    values = {"n": int(scored.rules[name][i].sum()), "all": scored.fit.shape[1], "rule": scored.left_out(name)}
    values["mentee"] = scored.roster.mentees[i].name
    return _("One rule alone leaves out %(n)d of %(all)d mentors: %(rule)s. Ask %(mentee)s, or change it.") % values


def _try(board: Board, i: int, j: int) -> Alternative | None:
    try:
        return alternative_view(board, drafts.price(board.draft, (i, j)))
    except Refused:
        return None
