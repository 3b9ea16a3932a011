"""Making drafts: proposing pairs, and solving again while keeping what people have reviewed."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, Refused
from telemachy.messaging.tasks import defer
from telemachy.people.models import Person
from telemachy.programmes.models import Programme
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy import locks
from telemachy.tenancy.policy import Actor

from ..boards import Board, board_of, measure, ruled_out_pairs, write_draft
from ..draft import EMPTY, Draft, Row, best_total, start_draft
from ..models import Decision, MatchRun, Proposal
from ..queries.stale import refused_since
from ..snapshot import Conditions, Pairs, Snapshot, digest, engine_version, key_for, take_snapshot, write_snapshot

SOLVED_AT_ONCE = 500
"""People up to which a draft is solved while the coordinator waits; beyond, a job does it."""


@transaction.atomic
def propose_pairs(programme: Programme, *, by: Actor, weights: Mapping[str, int] | None = None) -> MatchRun:
    """Draft pairs for everybody who has no pair yet.

    Raises:
        Refused: there is nobody to pair on one of the two sides, or nothing to judge pairs by.
    """
    programme = locks.take(Programme, programme.pk)
    return _start(programme, by, Conditions(), weights or {}, based_on=None)


@transaction.atomic
def resolve(
    run: MatchRun, *, by: Actor, weights: Mapping[str, int] | None = None, keep_reviewed: bool = True
) -> MatchRun:
    """Make the next draft from this one with people's facts as they are now.

    Locked pairs, held mentees and pairs ruled out stay so; reviewed pairs earn the keep bonus, unless they are free to
    change. Each proposal that differs remembers the mentor it had.
    """
    programme = locks.take(Programme, run.programme_id)
    run = MatchRun.objects.select_related("programme_version").get(pk=run.pk)
    if run.state in (MatchRun.State.SOLVING, MatchRun.State.FAILED):
        raise Conflict(_("Draft %(number)d has no pairs yet. Nothing was changed.") % {"number": run.number})
    conditions = _conditions_of(board_of(run), run)
    kept = conditions if keep_reviewed else replace(conditions, keep=())
    return _start(programme, by, kept, run.weights if weights is None else weights, based_on=run)


def _conditions_of(board: Board, run: MatchRun) -> Conditions:
    """What was decided in a draft, under the keys that its people have now: an address may have changed since.

    A lock gives way to what a mentor or another draft has refused since; a pair chosen in spite of an older refusal
    stays.
    """
    draft, now, refused = board.draft, _keys_now(board), refused_since(run)
    ruled_out = ruled_out_pairs(run, board)
    locked = [(i, j) for i, j in draft.locked if (board.mentee_ids[i], board.mentor_ids[j]) not in refused]
    return Conditions(
        locked=_keys(board, locked, now),
        keep=_keys(board, draft.kept, now),
        held=tuple(now.get(board.mentee_ids[mentee], "") for mentee in sorted(draft.held)),
        ruled_out=dict(zip(_keys(board, ruled_out, now), ruled_out.values(), strict=True)),
    )


def _keys_now(board: Board) -> dict[uuid.UUID, str]:
    return {person.pk: key_for(person) for person in Person.objects.filter(pk__in=board.snapshot.ids.values())}


def _keys(board: Board, pairs: Iterable[tuple[int, int]], now: Mapping[uuid.UUID, str]) -> Pairs:
    """Who has been deleted has no key any more, and `possible` leaves them out."""
    return tuple((now.get(board.mentee_ids[i], ""), now.get(board.mentor_ids[j], "")) for i, j in pairs)


def _start(
    programme: Programme, by: Actor, wanted: Conditions, weights: Mapping[str, int], *, based_on: MatchRun | None
) -> MatchRun:
    version = latest_version(programme)
    file = file_of(version)
    snapshot = take_snapshot(programme, file)
    _refuse_empty(snapshot)
    ruled_out = {**_always_ruled_out(programme), **wanted.ruled_out, **snapshot.conditions.ruled_out}
    conditions = possible(replace(wanted, ruled_out=ruled_out), snapshot)
    data = write_snapshot(replace(snapshot, conditions=conditions))
    run = MatchRun.objects.create(
        programme=programme,
        programme_version=version,
        number=(MatchRun.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0) + 1,
        based_on=based_on,
        snapshot=data,
        snapshot_sha256=digest(data),
        weights=_only_known(weights, [choice.kind for choice in file.criteria]),
        keep_bonus=file.thresholds.keep_bonus,
        engine_version=engine_version(),
        by_id=by.person_id,
    )
    people = len(snapshot.roster.mentees) + len(snapshot.roster.mentors)
    audit.record(by, "run.proposed", run, number=run.number, people=people)
    if people > SOLVED_AT_ONCE:
        defer("matching.solve", run_id=run.pk)
        return run
    return solve_run(run)


def _refuse_empty(snapshot: Snapshot) -> None:
    if not snapshot.roster.mentees:
        raise Refused(_("There is no mentee without a pair. Nothing was drafted. Bring people first."))
    if not any(mentor.capacity for mentor in snapshot.roster.mentors):
        raise Refused(_("There is no mentor with a free place. Nothing was drafted. Bring mentors first."))


def _only_known(weights: Mapping[str, int], kinds: list[str]) -> dict[str, int]:
    unknown = sorted(weights.keys() - set(kinds))
    if unknown:
        raise Refused(_("The programme does not weigh %(names)s.") % {"names": ", ".join(unknown)})
    if any(not isinstance(weight, int) or weight < 0 for weight in weights.values()):
        raise Refused(_("Weights are whole numbers, 0 or more. Nothing was changed."))
    if kinds and not any(weights.get(kind, 1) for kind in kinds):
        raise Refused(_("At least one weight must be above 0. Nothing was changed."))
    return dict(weights)


def _always_ruled_out(programme: Programme) -> dict[tuple[str, str], str]:
    found = Decision.objects.filter(
        run__programme=programme, kind=Decision.Kind.RULE_OUT, always=True, undone=False, mentee__isnull=False
    ).select_related("mentee", "mentor")
    return {(key_for(each.mentee), key_for(each.mentor)): each.reason for each in found if each.mentee and each.mentor}


def possible(wanted: Conditions, snapshot: Snapshot) -> Conditions:
    """What of these conditions the people of today can still meet; a place that has gone unlocks its pair."""
    roster = snapshot.roster
    known = [pair for pair in wanted.locked if pair[0] in roster.mentee_row and pair[1] in roster.mentor_column]
    left = Counter({("mentee", each.key): each.capacity for each in roster.mentees})
    left.update({("mentor", each.key): each.capacity for each in roster.mentors})
    locked = []
    for mentee, mentor in sorted(known):
        if left["mentee", mentee] and left["mentor", mentor]:
            left.subtract([("mentee", mentee), ("mentor", mentor)])
            locked.append((mentee, mentor))
    return Conditions(
        locked=tuple(locked),
        keep=tuple(each for each in wanted.keep if each[0] in roster.mentee_row and each[1] in roster.mentor_column),
        held=tuple(mentee for mentee in wanted.held if left["mentee", mentee]),
        ruled_out={
            pair: reason
            for pair, reason in wanted.ruled_out.items()
            if pair[0] in roster.mentee_row and pair[1] in roster.mentor_column and pair not in locked
        },
    )


@transaction.atomic
def solve_run(run: MatchRun) -> MatchRun:
    """Solve a draft that waits for it; a draft solved or given up already stays as it is."""
    run = locks.take(MatchRun, run.pk)
    if run.state != MatchRun.State.SOLVING:
        return run
    try:
        board = solved_board(run)
    except Refused as error:
        run.state, run.problem = MatchRun.State.FAILED, str(error)
        run.save(update_fields=["state", "problem"])
        audit.record(None, "run.failed", run)
        return run
    write_draft(run, board)
    run.state, run.solved_at = MatchRun.State.READY, timezone.now()
    note_result(run, board.draft, best=best_total(board.draft))
    audit.record(None, "run.solved", run, size=run.size)
    return run


def solved_board(run: MatchRun) -> Board:
    """Solve a run from what it stores, and from nothing else."""
    snapshot, scored = measure(run)
    roster, conditions = snapshot.roster, snapshot.conditions
    draft = start_draft(
        scored,
        ruled_out=_numbered(snapshot, conditions.ruled_out),
        locked=_numbered(snapshot, conditions.locked),
        keep=_numbered(snapshot, conditions.keep),
        held=[roster.mentee_row[key] for key in conditions.held],
        keep_bonus=run.keep_bonus,
        seed=run.seed,
    )
    return remember(Board(snapshot, draft), run.based_on)


def _numbered(snapshot: Snapshot, pairs: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    roster = snapshot.roster
    return [(roster.mentee_row[mentee], roster.mentor_column[mentor]) for mentee, mentor in pairs]


def remember(board: Board, earlier: MatchRun | None) -> Board:
    """Note on every pair that is new which mentor the earlier draft had."""
    if earlier is None:
        return board
    old: dict[int, list[str]] = {}
    pairs = Proposal.objects.filter(run=earlier).values_list("mentee_id", "mentor_id")
    for mentee, mentor in pairs:
        if mentee in board.row_of:
            old.setdefault(board.row_of[mentee], []).append(str(mentor or ""))
    rows = tuple(_with_was(board, row, old.get(row.mentee, [])) for row in board.draft.rows)
    return Board(board.snapshot, replace(board.draft, rows=rows))


def _with_was(board: Board, row: Row, earlier: list[str]) -> Row:
    now = "" if row.mentor == EMPTY else str(board.mentor_ids[row.mentor])
    if now in earlier:
        return row
    own = {
        str(board.mentor_ids[each.mentor])
        for each in board.draft.rows
        if each.pair[0] == row.mentee and each.mentor >= 0
    }
    return replace(row, was=next((mentor for mentor in earlier if mentor and mentor not in own), ""))


def note_result(run: MatchRun, draft: Draft, *, best: float | None = None) -> None:
    """Write what a draft reaches on its run, with the next version."""
    matching = draft.matching
    run.size, run.total = len(draft.pairs), matching.total
    run.bound, run.gap = matching.bound - matching.bonus, matching.gap
    run.best_total = run.best_total if best is None else best
    run.version += 1
    names = ["size", "total", "bound", "gap", "best_total", "version", "state", "solved_at"]
    run.save(update_fields=names)


@transaction.atomic
def cancel_run(run: MatchRun, *, by: Actor) -> MatchRun:
    """Give up a draft that is still being solved.

    Raises:
        Conflict: it has been solved meanwhile.
    """
    run = locks.take(MatchRun, run.pk)
    if run.state != MatchRun.State.SOLVING:
        raise Conflict(_("Draft %(number)d is solved already. Nothing was changed.") % {"number": run.number})
    run.state, run.problem = MatchRun.State.FAILED, _("Cancelled before it was solved.")
    run.save(update_fields=["state", "problem"])
    audit.record(by, "run.cancelled", run)
    return run
