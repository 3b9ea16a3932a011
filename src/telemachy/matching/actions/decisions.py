"""What a coordinator decides about a draft. Every decision is an event that keeps what it changed, so undo is exact.

People are named by their ids. Every action refuses a draft that has been published and a `version` that has passed.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, NotThere, Refused
from telemachy.tenancy import locks
from telemachy.tenancy.policy import Actor

from .. import draft as drafts
from ..boards import Board, board_of, write_draft
from ..draft import EMPTY, Draft, Row
from ..models import Decision, MatchRun
from .runs import note_result

Kind = Decision.Kind
REASONS = ("conflict", "line", "history", "other")
CALM = (Kind.LOCK, Kind.REVIEW)
"""Kinds that leave what could be reached as it was."""

Pair = tuple[uuid.UUID, uuid.UUID]


@transaction.atomic
def lock(run: MatchRun, mentee: uuid.UUID, mentor: uuid.UUID, *, by: Actor, version: int | None = None) -> Decision:
    """Let nothing move this pair any more."""
    return _decide(
        run, by, version, Kind.LOCK, lambda d, i, j: drafts.lock(_with_pair(d, i, j), (i, j)), mentee, mentor
    )


@transaction.atomic
def unlock(run: MatchRun, mentee: uuid.UUID, mentor: uuid.UUID, *, by: Actor, version: int | None = None) -> Decision:
    """Let the pair move again; it does so at once where a better one waits."""
    return _decide(
        run, by, version, Kind.UNLOCK, lambda d, i, j: drafts.unlock(_with_pair(d, i, j), (i, j)), mentee, mentor
    )


@transaction.atomic
def rule_out(
    run: MatchRun,
    mentee: uuid.UUID,
    mentor: uuid.UUID,
    *,
    reason: str,
    by: Actor,
    version: int | None = None,
    always: bool = False,
) -> Decision:
    """Bar a pair, with a reason of `REASONS`, and re-solve; `always` bars it in later drafts of the programme too."""
    if reason not in REASONS:
        raise Refused(_("Say why: conflict, line, history or other. Nothing was changed."))
    return _decide(
        run,
        by,
        version,
        Kind.RULE_OUT,
        lambda d, i, j: drafts.rule_out(d, (i, j)),
        mentee,
        mentor,
        reason=reason,
        always=always,
    )


@transaction.atomic
def choose(
    run: MatchRun,
    mentee: uuid.UUID,
    mentor: uuid.UUID,
    *,
    by: Actor,
    version: int | None = None,
    allow_once: bool = False,
) -> Decision:
    """Make a pair and lock it; others move as its price says. `allow_once` makes a pair that was ruled out.

    Raises:
        Refused: a hard rule, a ruling or other locks stand against it.
    """

    def chosen(draft: Draft, i: int, j: int) -> Draft:
        if draft.ruled_out[i, j] and not allow_once:
            drafts.refuse_impossible(draft, (i, j))
        return drafts.choose(draft, (i, j))

    return _decide(run, by, version, Kind.CHOOSE, chosen, mentee, mentor)


@transaction.atomic
def hold(run: MatchRun, mentee: uuid.UUID, *, by: Actor, version: int | None = None) -> Decision:
    """Leave a mentee without a mentor for now; the place goes to somebody else."""
    return _decide(run, by, version, Kind.HOLD, lambda d, i, _j: drafts.hold(d, i), mentee)


@transaction.atomic
def release(run: MatchRun, mentee: uuid.UUID, *, by: Actor, version: int | None = None) -> Decision:
    """Let a held mentee be paired again, at once if there is a place."""
    return _decide(run, by, version, Kind.RELEASE, lambda d, i, _j: drafts.release(d, i), mentee)


@transaction.atomic
def mark_reviewed(run: MatchRun, pairs: Iterable[Pair], *, by: Actor, version: int | None = None) -> Decision:
    """Note that somebody has looked at these pairs and stands by them."""
    wanted = list(pairs)

    def reviewed(board: Board) -> Draft:
        rows = [(_row(board, mentee), _column(board, mentor)) for mentee, mentor in wanted]
        for pair in rows:
            _with_pair(board.draft, *pair)
        return drafts.mark(board.draft, rows, reviewed=True)

    named: Pair | tuple[None, None] = wanted[0] if len(wanted) == 1 else (None, None)
    return _change(run, by, version, Kind.REVIEW, reviewed, mentee_id=named[0], mentor_id=named[1])


@transaction.atomic
def mark_rest_reviewed(run: MatchRun, *, by: Actor, version: int | None = None) -> Decision:
    """Mark every pair reviewed that nothing flags: "the other 94"."""

    def reviewed(board: Board) -> Draft:
        rest = run.proposals.filter(mentor__isnull=False, flags=[], reviewed=False)
        pairs = [(board.row_of[a], board.column_of[b]) for a, b in rest.values_list("mentee_id", "mentor_id") if b]
        return drafts.mark(board.draft, pairs, reviewed=True)

    return _change(run, by, version, Kind.REVIEW, reviewed, reason="rest")


@transaction.atomic
def undo(run: MatchRun, *, by: Actor, version: int | None = None) -> Decision:
    """Take back the last decision that still holds; asked again, the one before it."""
    run = _take(run, version)
    last = run.decisions.filter(undone=False).exclude(kind__in=[Kind.UNDO, Kind.REDO]).first()
    if last is None:
        raise Refused(_("There is nothing to undo in this draft."))
    return _go_back(run, by, Kind.UNDO, last, last)


@transaction.atomic
def redo(run: MatchRun, *, by: Actor, version: int | None = None) -> Decision:
    """Bring back what was undone last, as long as nothing was decided since."""
    run = _take(run, version)
    last = run.decisions.filter(undone=False, kind=Kind.UNDO).first()
    since = run.decisions.filter(undone=False).exclude(kind__in=[Kind.UNDO, Kind.REDO])
    if last is None or since.filter(number__gt=last.number).exists():
        raise Refused(_("There is nothing to bring back in this draft."))
    target = run.decisions.get(number=last.undoes or 0)
    return _go_back(run, by, Kind.REDO, last, target)


def _go_back(run: MatchRun, by: Actor, kind: Kind, event: Decision, target: Decision) -> Decision:
    """Put back the rows as they were before `event`, which is a decision or its undoing."""
    event.undone = True
    event.save(update_fields=["undone"])
    if target.pk != event.pk:
        target.undone = False
        target.save(update_fields=["undone"])
    return _change(
        run,
        by,
        None,
        kind,
        lambda board: _restore(board, event.before),
        mentee_id=target.mentee_id,
        mentor_id=target.mentor_id,
        reason=target.kind,
        undoes=target.number,
    )


# --- the one way in which a draft changes -----------------------------------------------------------------------------


def _decide(
    run: MatchRun,
    by: Actor,
    version: int | None,
    kind: Kind,
    change: Callable[[Draft, int, int], Draft],
    mentee: uuid.UUID,
    mentor: uuid.UUID | None = None,
    **more: Any,
) -> Decision:
    def changed(board: Board) -> Draft:
        column = EMPTY if mentor is None else _column(board, mentor)
        return change(board.draft, _row(board, mentee), column)

    return _change(run, by, version, kind, changed, mentee_id=mentee, mentor_id=mentor, **more)


def _change(
    run: MatchRun,
    by: Actor,
    version: int | None,
    kind: Kind,
    change: Callable[[Board], Draft],
    **event: Any,
) -> Decision:
    run = _take(run, version)
    before = board_of(run)
    changed = change(before)
    after = Board(before.snapshot, changed if kind in (Kind.UNDO, Kind.REDO) else _note_moves(before, changed))
    write_draft(run, after)
    best = None if kind in CALM else drafts.best_total(after.draft)
    note_result(run, after.draft, best=best)
    decision = Decision.objects.create(
        run=run,
        number=(run.decisions.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=kind,
        before=_written(before, _changed_mentees(before.draft, after.draft)),
        moved=moves_between(before, after),
        by_id=by.person_id,
        **event,
    )
    people = {name: event[name] for name in ("mentee_id", "mentor_id") if event.get(name)}
    audit.record(by, f"pair.{kind.value}", run, number=decision.number, moved=len(decision.moved), **people)
    return decision


def _take(run: MatchRun, version: int | None) -> MatchRun:
    """Lock a draft; refuse one that has been published, and a page read before somebody else's change."""
    run = locks.take(MatchRun, run.pk)
    if not MatchRun.State(run.state).can_change():
        raise Conflict(
            _("Draft %(number)d is %(state)s, so its pairs stay as they are.")
            % {"number": run.number, "state": run.get_state_display().lower()}
        )
    if version is not None and version != run.version:
        raise Conflict(_("Somebody has changed this draft since you opened the page. Nothing was done. Look again."))
    return run


def _note_moves(before: Board, after: Draft) -> Draft:
    """Remember on each pair that is new which mentor the mentee had before this decision."""
    old: dict[int, list[int]] = {}
    for i, j in sorted(set(before.draft.pairs) - set(after.pairs)):
        old.setdefault(i, []).append(j)
    stood = {row.pair for row in before.draft.rows}
    rows = []
    for row in after.rows:
        left = old.get(row.mentee)
        moved = row.pair not in stood and left and not row.was
        rows.append(replace(row, was=str(before.mentor_ids[left.pop(0)])) if moved and left else row)
    return replace(after, rows=tuple(rows))


def _changed_mentees(before: Draft, after: Draft) -> set[int]:
    return {row.mentee for row in set(before.rows) ^ set(after.rows)}


def moves_between(before: Board, after: Board) -> list[dict[str, str | None]]:
    """Whose mentor changed: ids of mentee, mentor before and mentor now, None for an empty place."""
    moves = drafts.movers_between(before.draft, after.draft.pairs)
    return [
        {
            "mentee": str(before.mentee_ids[move.mentee]),
            "was": _text(before.mentor_id(move.from_mentor)),
            "now": _text(before.mentor_id(move.to_mentor)),
        }
        for move in moves
    ]


def _written(board: Board, mentees: set[int]) -> list[dict[str, Any]]:
    return [
        {
            "mentee": str(board.mentee_ids[row.mentee]),
            "mentor": _text(board.mentor_id(row.mentor)),
            "was": row.was,
            "locked": row.locked,
            "held": row.held,
            "reviewed": row.reviewed,
        }
        for row in board.draft.rows
        if row.mentee in mentees
    ]


def _restore(board: Board, rows: list[Mapping[str, Any]]) -> Draft:
    restored = [
        Row(
            board.row_of[uuid.UUID(each["mentee"])],
            EMPTY if each["mentor"] is None else board.column_of[uuid.UUID(each["mentor"])],
            each["was"],
            each["locked"],
            each["held"],
            each["reviewed"],
        )
        for each in rows
    ]
    about = {row.mentee for row in restored}
    others = [row for row in board.draft.rows if row.mentee not in about]
    return replace(board.draft, rows=tuple(sorted([*others, *restored])))


def _with_pair(draft: Draft, mentee: int, mentor: int) -> Draft:
    """The draft, if it has this pair; raises `Refused` otherwise."""
    draft.row_of(mentee, mentor)
    return draft


def _row(board: Board, mentee: uuid.UUID) -> int:
    if mentee not in board.row_of:
        raise NotThere()
    return board.row_of[mentee]


def _column(board: Board, mentor: uuid.UUID) -> int:
    if mentor not in board.column_of:
        raise NotThere()
    return board.column_of[mentor]


def _text(id: uuid.UUID | None) -> str | None:
    return None if id is None else str(id)
