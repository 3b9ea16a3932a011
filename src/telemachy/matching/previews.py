"""What ruling a pair out would do, told before it is done."""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.errors import NotThere, Refused

from . import draft as drafts
from .boards import Board, board_of
from .draft import EMPTY, Mover
from .models import MatchRun


@dataclass(frozen=True)
class RuleOutPreview:
    """A sentence on who moves where, and how many pairs besides the one ruled out change."""

    sentence: str
    others: int


def preview_rule_out(run: MatchRun, mentee: uuid.UUID, mentor: uuid.UUID) -> RuleOutPreview:
    """Solve the draft without a pair, saving nothing.

    Raises:
        NotThere: one of the two is not in this draft.
    """
    board = board_of(run)
    if mentee not in board.row_of or mentor not in board.column_of:
        raise NotThere()
    i, j = board.row_of[mentee], board.column_of[mentor]
    try:
        after = drafts.rule_out(board.draft, (i, j))
    except Refused as refused:
        return RuleOutPreview(str(refused), 0)
    movers = drafts.movers_between(board.draft, after.pairs, first=i)
    return RuleOutPreview(_sentence(board, i, j, movers), len({mover.mentee for mover in movers} - {i}))


def _sentence(board: Board, i: int, j: int, movers: tuple[Mover, ...]) -> str:
    if not movers:
        return _("Nothing changes now: the two are no pair in this draft.")
    own = [mover for mover in movers if mover.mentee == i]
    heir = next((mover for mover in movers if mover.to_mentor == j), None)
    points = sum(mover.gain for mover in movers)
    parts = [_moved(board, own[0])] if own else []
    if heir is not None:
        values = {"mentor": board.mentor_name(j), "heir": board.scored.roster.mentees[heir.mentee].name}
        parts.append(_("%(mentor)s’s place goes to %(heir)s.") % values)
    others = len({mover.mentee for mover in movers} - {i})
    parts.append(
        ngettext("%(n)d other moves", "%(n)d others move", others) % {"n": others} if others else _("Nobody else moves")
    )
    return " ".join(parts) + _("; %(points)s points.") % {"points": f"{points:+.1f}".replace("-", "−")}


def _moved(board: Board, mover: Mover) -> str:
    name = board.scored.roster.mentees[mover.mentee].name
    if mover.to_mentor == EMPTY:
        return _("%(name)s has no mentor then.") % {"name": name}
    values = {"name": name, "mentor": board.mentor_name(mover.to_mentor), "fit": f"{mover.after or 0:.0f}"}
    return _("%(name)s goes to %(mentor)s (%(fit)s).") % values
