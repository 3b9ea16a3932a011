"""The drawer of a pair: its terms, its alternatives, and what each would do to everybody else."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.errors import NotThere, Refused
from telemachy.programmes.queries.people import reads_answers
from telemachy.tenancy.policy import Actor

from .. import draft as drafts
from ..boards import Board, board_of, ruled_out_pairs, terms_of
from ..draft import EMPTY, Mover, Price
from ..models import MatchRun
from ..scoring import FLOOR
from .workbench import RowView, row_views, shown, sorted_rows

SMALL, NOTICEABLE = 3.0, 10.0
SHOWN_AS_NOTHING = 0.05


@dataclass(frozen=True, slots=True)
class MoverView:
    """Somebody who would move; names are "" and fits None for an empty place."""

    mentee: str
    mentee_id: uuid.UUID
    from_mentor: str
    to_mentor: str
    before: float | None
    after: float | None
    gain: float
    under_floor: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another mentor for a mentee, with what choosing them does to the whole programme.

    `effect` is in points summed over all movers, the mentee included; `places` counts mentees who gain (above 0) or
    lose (below 0) a mentor and comes first. `movers` has the mentee first, then the others in walking order.
    """

    mentee_id: uuid.UUID
    mentor_id: uuid.UUID
    mentor: str
    fit: float
    effect: float
    places: int
    strength: str  # none, small, noticeable, large
    movers: tuple[MoverView, ...]
    others: int  # people who move besides the mentee
    others_effect: float
    lowest: float | None
    under_floor: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class RuledOut:
    """A mentor this mentee cannot have in this draft because somebody said so."""

    mentor_id: uuid.UUID
    mentor: str
    fit: float
    reason: str


@dataclass(frozen=True)
class PairPanel:
    """What the drawer shows about a pair, or about a mentee without one (then `mentor` is None)."""

    run: MatchRun
    row: RowView
    terms: tuple[Mapping[str, object], ...]  # name, kind, share, points, missing, why; points add up to the fit
    plus: tuple[str, ...]
    watches: tuple[str, ...]
    hope: str
    alternatives: tuple[Alternative, ...]
    ruled_out: tuple[RuledOut, ...]
    others: int  # how many mentors could be priced besides those shown
    before: uuid.UUID | None  # mentee of the row above and below, in the order of the page
    after: uuid.UUID | None
    place: int
    of: int


def pair_panel(
    run: MatchRun, mentee: uuid.UUID, mentor: uuid.UUID | None = None, *, show: str = "look", sort: str = "look"
) -> PairPanel:
    """Return the drawer of a mentee's pair; `mentor` tells which, where a mentee has several.

    Raises:
        NotThere: this draft has no such mentee or pair.
    """
    board = board_of(run)
    rows = sorted_rows(row_views(run, board), sort)
    mine = [row for row in rows if row.mentee.pk == mentee]
    row = next((each for each in mine if mentor is None or each.proposal.mentor_id == mentor), None)
    if row is None:
        raise NotThere()
    i = board.row_of[mentee]
    j = EMPTY if row.mentor is None else board.column_of[row.mentor.pk]
    reasons = None if j == EMPTY else board.scored.reasons(i, j)
    listed = list(dict.fromkeys(each.mentee.pk for each in rows if shown(each, show)))
    at = listed.index(mentee) if mentee in listed else -1
    alternatives = () if row.proposal.locked else alternatives_of(board, i)
    return PairPanel(
        run=run,
        row=row,
        terms=() if j == EMPTY else tuple(terms_of(board, i, j)),
        plus=tuple(str(sentence) for sentence in reasons.plus) if reasons else (),
        watches=tuple(str(sentence) for sentence in (*reasons.watch, *reasons.missing)) if reasons else (),
        hope=row.mentee.hope,
        alternatives=alternatives,
        ruled_out=_ruled_out_for(run, board, i),
        others=max(0, int((~board.scored.forbidden[i]).sum()) - len(alternatives) - (j != EMPTY)),
        before=listed[at - 1] if at > 0 else None,
        after=listed[at + 1] if 0 <= at < len(listed) - 1 else None,
        place=at + 1,
        of=len(listed),
    )


def for_reader(panel: PairPanel, reader: Actor) -> PairPanel:
    """Leave the mentee's own words out where the reader is their line manager."""
    return panel if reads_answers(reader, panel.row.mentee) else replace(panel, hope="")


def alternatives_of(board: Board, i: int, count: int = 5) -> tuple[Alternative, ...]:
    """Return the mentors who cost the programme least for a mentee."""
    return tuple(alternative_view(board, found) for found in drafts.best_alternatives(board.draft, i, count))


def price(run: MatchRun, mentee: uuid.UUID, mentor: uuid.UUID, *, allow_once: bool = False) -> Alternative:
    """Return what choosing any mentor for a mentee does, with `allow_once` also one who was ruled out.

    Raises:
        NotThere: one of them is not in this draft.
        Refused: a rule, a ruling or locks stand against the pair; the sentence says which.
    """
    board = board_of(run)
    if mentee not in board.row_of or mentor not in board.column_of:
        raise NotThere()
    pair = board.row_of[mentee], board.column_of[mentor]
    draft = drafts.allow(board.draft, pair) if allow_once else board.draft
    return alternative_view(board, drafts.price(draft, pair))


@dataclass(frozen=True, slots=True)
class FoundMentor:
    """A mentor found by name: priced, or with the sentence that says why not."""

    mentor_id: uuid.UUID
    mentor: str
    fit: float
    alternative: Alternative | None
    why_not: str


def search_mentors(run: MatchRun, mentee: uuid.UUID, search: str, *, most: int = 6) -> tuple[FoundMentor, ...]:
    """Return the mentors whose name or team has these letters, each with its price or the reason against it."""
    board = board_of(run)
    if mentee not in board.row_of:
        raise NotThere()
    i, wanted = board.row_of[mentee], search.strip().casefold()
    own = {j for each, j in board.draft.pairs if each == i}
    mentors = board.scored.roster.mentors
    named = [
        j
        for j, person in enumerate(mentors)
        if j not in own and wanted and any(wanted in text.casefold() for text in (person.name, person.team))
    ]
    named.sort(key=lambda j: (mentors[j].name, j))
    return tuple(_found(board, i, j) for j in named[:most])


def _found(board: Board, i: int, j: int) -> FoundMentor:
    alternative, why_not = None, ""
    try:
        alternative = alternative_view(board, drafts.price(board.draft, (i, j)))
    except Refused as refused:
        why_not = str(refused)
    return FoundMentor(board.mentor_ids[j], board.mentor_name(j), float(board.scored.fit[i, j]), alternative, why_not)


def alternative_view(board: Board, found: Price) -> Alternative:
    """Put names to a price."""
    movers = tuple(mover_view(board, mover) for mover in found.movers)
    others = movers[1:]
    return Alternative(
        mentee_id=board.mentee_ids[found.mentee],
        mentor_id=board.mentor_ids[found.mentor],
        mentor=board.mentor_name(found.mentor),
        fit=found.fit,
        effect=found.points,
        places=found.places,
        strength=strength_of(found.points, found.places),
        movers=movers,
        others=len({mover.mentee_id for mover in others}),
        others_effect=sum(mover.gain for mover in others),
        lowest=found.lowest,
        under_floor=bool(board.scored.rules[FLOOR][found.mentee, found.mentor]),
        sentence=_effect_sentence(board, found, movers),
    )


def mover_view(board: Board, mover: Mover) -> MoverView:
    """Put names to somebody who moves."""
    after = mover.to_mentor
    return MoverView(
        mentee=board.scored.roster.mentees[mover.mentee].name,
        mentee_id=board.mentee_ids[mover.mentee],
        from_mentor=board.mentor_name(mover.from_mentor),
        to_mentor=board.mentor_name(after),
        before=mover.before,
        after=mover.after,
        gain=mover.gain,
        under_floor=after != EMPTY and bool(board.scored.rules[FLOOR][mover.mentee, after]),
    )


def strength_of(points: float, places: int = 0) -> str:
    """Say how much an effect is: none, small (under 3 points), noticeable (under 10) or large."""
    if places < 0:
        return "large"
    size = abs(points)
    if size < SHOWN_AS_NOTHING:
        return "none"
    return "small" if size < SMALL else "noticeable" if size < NOTICEABLE else "large"


def _effect_sentence(board: Board, found: Price, movers: Sequence[MoverView]) -> str:
    """“Choosing T. Okoye: Amira 71→74. Four others move and lose 17.9 points; the floor is 45.”"""
    if not movers:
        return _("This pair stands already.")
    first, others = movers[0], movers[1:]
    before = _("no mentor") if first.before is None else f"{first.before:.0f}"
    parts = [
        _("Choosing %(mentor)s: %(mentee)s %(before)s → %(after)s.")
        % {"mentor": first.to_mentor, "mentee": first.mentee, "before": before, "after": f"{first.after or 0:.0f}"}
    ]
    if found.places < 0:
        lost = -found.places
        fewer = ngettext("%(n)d person fewer has a mentor.", "%(n)d people fewer have a mentor.", lost)
        parts.insert(0, fewer % {"n": lost})
    if others:
        parts.append(_others_sentence(others))
    else:
        parts.append(_("Nobody else moves."))
    return " ".join(parts)


def _others_sentence(others: Sequence[MoverView]) -> str:
    n, gain = len({mover.mentee_id for mover in others}), sum(mover.gain for mover in others)
    if gain < 0:
        said = ngettext("One other moves and loses %(p)s points.", "Another %(n)d move and lose %(p)s points.", n)
    else:
        said = ngettext("One other moves and gains %(p)s points.", "Another %(n)d move and gain %(p)s points.", n)
    return said % {"n": n, "p": f"{abs(gain):.1f}"}


def _ruled_out_for(run: MatchRun, board: Board, i: int) -> tuple[RuledOut, ...]:
    found = [(j, reason) for (mentee, j), reason in ruled_out_pairs(run, board).items() if mentee == i]
    return tuple(
        RuledOut(board.mentor_ids[j], board.mentor_name(j), float(board.scored.fit[i, j]), reason)
        for j, reason in found
    )
