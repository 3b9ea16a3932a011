"""The table of a draft with its head: what stands, what needs a look."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from telemachy.people.models import Person

from .. import draft as drafts
from ..boards import STURDY, TOUCHY, Board, board_of
from ..draft import EMPTY
from ..models import Decision, MatchRun, Proposal

PAGE = 50
SHOWS = ("look", "all", "locked", "unmatched", "changed")
SORTS = ("look", "name", "fit", "mentor")
FLAG_ORDER = ("under-floor", "soft-rule", "touchy", "previous-pair", "asked-for")


@dataclass(frozen=True, slots=True)
class Weight:
    """A criterion as the page steps it: a whole number and its share of 100."""

    kind: str
    label: str
    weight: int
    share: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What the head of the page says. Fits are means over mentees' places, an empty place counting 0."""

    mentees: int
    paired: int
    unmatched: int
    programme_fit: float
    best_reachable: float
    lowest: float | None
    needs_look: int
    locked: int
    held: int
    changed: int
    reviewed: int
    pairs: int
    other_unreviewed: int  # pairs that nothing flags and nobody has reviewed: "the other 94"


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the table: a pair, or a mentee's empty place (then `mentor` and `fit` are None)."""

    proposal: Proposal
    mentee: Person
    mentor: Person | None
    load: int  # pairs of this mentor in the draft
    places: int  # places of this mentor
    fit: float | None
    plus: str
    watch: str
    flags: tuple[str, ...]
    state: str  # unmatched, held, locked, touchy, sturdy, firm
    needs_look: bool
    reviewed: bool
    was: Person | None
    was_fit: float | None


@dataclass(frozen=True)
class Workbench:
    """Everything the page shows but the panel."""

    run: MatchRun
    summary: Summary
    weights: tuple[Weight, ...]
    hard_rules: tuple[str, ...]
    soft_rules: tuple[str, ...]
    floor: float
    rows: tuple[RowView, ...]
    found: int  # rows that the filter leaves, on all pages
    page: int
    pages: int
    counts: Mapping[str, int]  # rows by `SHOWS`
    last_decision: Decision | None
    can_undo: bool
    can_redo: bool


def workbench(
    run: MatchRun, show: str = "look", search: str = "", sort: str = "look", page: int = 1, *, per_page: int = PAGE
) -> Workbench:
    """Return the draft as the page shows it: one of `SHOWS`, filtered by name, team or topic, in one of `SORTS`."""
    board = board_of(run)
    rows = row_views(run, board)
    counts = {name: sum(shown(row, name) for row in rows) for name in SHOWS}
    found = [row for row in rows if shown(row, show) and _matches(row, search)]
    found = sorted_rows(found, sort)
    pages = max(1, -(-len(found) // per_page))
    page = min(max(1, page), pages)
    decisions = list(run.decisions.select_related("mentee", "mentor").order_by("-number")[:20])
    scored = board.scored
    return Workbench(
        run=run,
        summary=_summary(run, board, rows),
        weights=weights_of(board),
        hard_rules=tuple(str(rule.label) for rule in scored.hard.values()),
        soft_rules=tuple(str(rule.label) for rule in scored.soft.values()),
        floor=scored.programme.thresholds.floor,
        rows=tuple(found[(page - 1) * per_page : page * per_page]),
        found=len(found),
        page=page,
        pages=pages,
        counts=counts,
        last_decision=decisions[0] if decisions else None,
        can_undo=any(not each.undone and each.kind not in _GOING_BACK for each in decisions),
        can_redo=bool(decisions) and _can_redo(decisions),
    )


_GOING_BACK = (Decision.Kind.UNDO, Decision.Kind.REDO)


def _can_redo(decisions: Sequence[Decision]) -> bool:
    undone = next((each for each in decisions if each.kind == Decision.Kind.UNDO and not each.undone), None)
    if undone is None:
        return False
    return not any(
        each.number > undone.number and not each.undone and each.kind not in _GOING_BACK for each in decisions
    )


def weights_of(board: Board) -> tuple[Weight, ...]:
    """Return the weights in force, with their shares of 100."""
    scored = board.scored
    return tuple(
        Weight(criterion.kind, scored.label(k), scored.programme.criteria[k].weight, 100 * float(scored.share[k]))
        for k, criterion in enumerate(scored.criteria)
    )


def row_views(run: MatchRun, board: Board) -> list[RowView]:
    """Return all rows of a draft, in no order; one query."""
    proposals = list(run.proposals.select_related("mentee", "mentor", "was"))
    load = Counter(each.mentor_id for each in proposals)
    return [_row_view(board, each, load) for each in proposals]


def _row_view(board: Board, each: Proposal, load: Counter[uuid.UUID | None]) -> RowView:
    i = board.row_of[each.mentee_id]
    j = EMPTY if each.mentor_id is None else board.column_of[each.mentor_id]
    was = board.column_of.get(each.was_id, EMPTY) if each.was_id else EMPTY
    return RowView(
        proposal=each,
        mentee=each.mentee,
        mentor=each.mentor,
        load=0 if j == EMPTY else load[each.mentor_id],
        places=0 if j == EMPTY else board.scored.roster.mentors[j].capacity,
        fit=each.fit,
        plus=each.reasons[0] if each.reasons else "",
        watch=each.watch,
        flags=tuple(each.flags),
        state=state_of(each),
        needs_look=needs_look(each),
        reviewed=each.reviewed,
        was=each.was,
        was_fit=None if was == EMPTY else float(board.scored.fit[i, was]),
    )


def state_of(proposal: Proposal) -> str:
    """Say in a word how firmly a row stands; sturdiness is what the best other mentor would cost the programme."""
    if proposal.mentor_id is None:
        return "held" if proposal.held else "unmatched"
    if proposal.locked:
        return "locked"
    if proposal.margin is not None and proposal.margin < TOUCHY:
        return "touchy"
    return "sturdy" if proposal.margin is None or proposal.margin >= STURDY else "firm"


def needs_look(proposal: Proposal) -> bool:
    """Say whether a pair is flagged and nobody has reviewed it."""
    return bool(proposal.flags) and not proposal.reviewed and not proposal.locked


def shown(row: RowView, show: str) -> bool:
    """Say whether a row belongs to one of `SHOWS`; a word that is none of them shows all."""
    return {
        "look": row.needs_look,
        "all": True,
        "locked": row.state == "locked",
        "unmatched": row.mentor is None,
        "changed": row.was is not None,
    }.get(show, True)


def _matches(row: RowView, search: str) -> bool:
    wanted = search.strip().casefold()
    people = [person for person in (row.mentee, row.mentor) if person is not None]
    texts = [
        row.plus,
        *(text for person in people for text in (person.name, person.team, person.department, person.site)),
    ]
    return not wanted or any(wanted in text.casefold() for text in texts)


def _pressing(row: RowView) -> tuple[object, ...]:
    flag = min((FLAG_ORDER.index(flag) for flag in row.flags), default=len(FLAG_ORDER))
    margin = row.proposal.margin
    return not row.needs_look, flag, 1e9 if margin is None else margin, row.mentee.name, str(row.mentee.pk)


SORT_KEYS: Mapping[str, Callable[[RowView], tuple[object, ...]]] = {
    "look": _pressing,
    "name": lambda row: (row.mentee.name, str(row.mentee.pk)),
    "fit": lambda row: (-1.0 if row.fit is None else row.fit, row.mentee.name, str(row.mentee.pk)),
    "mentor": lambda row: (row.mentor.name if row.mentor else "\uffff", row.mentee.name, str(row.mentee.pk)),
}


def sorted_rows(rows: Sequence[RowView], sort: str) -> list[RowView]:
    """Return rows in one of `SORTS`."""
    return sorted(rows, key=SORT_KEYS.get(sort, SORT_KEYS["look"]))


def _summary(run: MatchRun, board: Board, rows: Sequence[RowView]) -> Summary:
    draft = board.draft
    paired = {row.mentee.pk for row in rows if row.mentor is not None}
    return Summary(
        mentees=len(board.mentee_ids),
        paired=len(paired),
        unmatched=len(board.mentee_ids) - len(paired),
        programme_fit=draft.programme_fit,
        best_reachable=drafts.mean_fit(run.best_total, draft),
        lowest=draft.lowest,
        needs_look=sum(row.needs_look for row in rows),
        locked=sum(row.state == "locked" for row in rows),
        held=sum(row.state == "held" for row in rows),
        changed=sum(row.was is not None for row in rows),
        reviewed=sum(row.reviewed for row in rows if row.mentor is not None),
        pairs=len(draft.pairs),
        other_unreviewed=sum(row.mentor is not None and not row.flags and not row.reviewed for row in rows),
    )
