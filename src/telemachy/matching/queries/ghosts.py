"""What other weights would do, before anything is saved."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.errors import Refused

from .. import draft as drafts
from ..boards import Board, board_of
from ..draft import Draft
from ..models import MatchRun
from ..scoring import Scored
from .panel import MoverView, mover_view
from .workbench import Weight, weights_of


@dataclass(frozen=True)
class Ghost:
    """What other weights would do, unsaved. "Before" is the draft as it stands, both judged by the tried weights;
    `…_now` judge the same two by the weights in force."""

    weights: tuple[Weight, ...]
    changed: int
    changed_if_free: int  # had nothing been reviewed
    fit_before: float
    fit_after: float
    lowest_before: float | None
    lowest_after: float | None
    fit_before_now: float
    fit_after_now: float
    paired_before: int
    paired_after: int
    movers: tuple[MoverView, ...]  # judged by the tried weights
    sentence: str


def try_weights(run: MatchRun, weights: Mapping[str, int]) -> Ghost:
    """Solve the draft under other weights without saving anything; locks, holds and rulings stay.

    Raises:
        Refused: no weight is above 0, or one is none.
    """
    board = board_of(run)
    draft = board.draft
    if any(weight < 0 for weight in weights.values()):
        raise Refused(_("Weights are whole numbers, 0 or more."))
    if not any(weights.get(each.kind, each.weight) for each in board.scored.programme.criteria):
        raise Refused(_("At least one weight must be above 0."))
    scored = board.scored.reweighted(weights)
    after, free = (_ghost_draft(draft, scored, bonus) for bonus in (draft.keep_bonus, 0.0))
    judged = Draft(scored, draft.rows, draft.ruled_out, draft.keep_bonus, draft.seed)
    tried = Board(board.snapshot, judged)
    movers = tuple(mover_view(tried, mover) for mover in drafts.movers_between(judged, after.pairs))
    changed, if_free = (len({i for i, _j in set(draft.pairs) ^ set(each.pairs)}) for each in (after, free))
    total_now = sum(float(draft.fit[pair]) for pair in after.pairs)
    return Ghost(
        weights=weights_of(tried),
        changed=changed,
        changed_if_free=if_free,
        fit_before=judged.programme_fit,
        fit_after=after.programme_fit,
        lowest_before=judged.lowest,
        lowest_after=after.lowest,
        fit_before_now=draft.programme_fit,
        fit_after_now=drafts.mean_fit(total_now, draft),
        paired_before=len({i for i, _j in draft.pairs}),
        paired_after=len({i for i, _j in after.pairs}),
        movers=movers,
        sentence=ngettext("%(n)d pair would change.", "%(n)d pairs would change.", changed) % {"n": changed},
    )


def _ghost_draft(draft: Draft, scored: Scored, bonus: float) -> Draft:
    return drafts.start_draft(
        scored,
        ruled_out=[(int(i), int(j)) for i, j in np.argwhere(draft.ruled_out)],
        locked=draft.locked,
        keep=draft.kept if bonus else (),
        held=sorted(draft.held),
        keep_bonus=bonus,
        seed=draft.seed,
    )
