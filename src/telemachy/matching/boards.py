"""Drafts between the database and `draft.py`: read from a run's rows, and written back where they changed.

What was measured and solved is kept in the process under its content, never under a name or number, so that a kept
board cannot be stale, whoever changed the draft and whether or not their transaction was committed.
"""

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np

from telemachy.programmes.queries import file_of

from .draft import EMPTY, Draft, Pair, Row, margins, mask_of
from .models import Decision, MatchRun, Proposal
from .scoring import Scored, score
from .sentences import listed, say
from .snapshot import Snapshot, read_snapshot

TOUCHY = 2.0
"""Points of the whole programme below which another mentor would do nearly as well."""

STURDY = 5.0

V = TypeVar("V")


class Shelf(Generic[V]):
    """The values used last, a few of them."""

    def __init__(self, most: int) -> None:
        self._most, self._kept, self._lock = most, OrderedDict[Hashable, V](), threading.Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return what is kept under the key, or make it and keep it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value


_measured: Shelf[tuple[Snapshot, Scored]] = Shelf(8)
_drafts: Shelf[Draft] = Shelf(24)


@dataclass(frozen=True, eq=False)
class Board:
    """A run's draft with the people behind its rows and columns."""

    snapshot: Snapshot
    draft: Draft

    @property
    def scored(self) -> Scored:
        return self.draft.scored

    @cached_property
    def mentee_ids(self) -> tuple[uuid.UUID, ...]:
        return tuple(self.snapshot.ids[key] for key in self.snapshot.roster.mentee_keys)

    @cached_property
    def mentor_ids(self) -> tuple[uuid.UUID, ...]:
        return tuple(self.snapshot.ids[key] for key in self.snapshot.roster.mentor_keys)

    @cached_property
    def row_of(self) -> dict[uuid.UUID, int]:
        return {id: row for row, id in enumerate(self.mentee_ids)}

    @cached_property
    def column_of(self) -> dict[uuid.UUID, int]:
        return {id: column for column, id in enumerate(self.mentor_ids)}

    def mentor_id(self, column: int) -> uuid.UUID | None:
        """Return the person behind a column, None for an empty place."""
        return None if column == EMPTY else self.mentor_ids[column]

    def mentor_name(self, column: int) -> str:
        """Return the name behind a column, nothing for an empty place."""
        return "" if column == EMPTY else self.scored.roster.mentors[column].name


def measure(run: MatchRun) -> tuple[Snapshot, Scored]:
    """Return a run's snapshot and the scores of all its pairs."""
    weights = tuple(sorted(run.weights.items()))
    key = (run.snapshot_sha256, run.programme_version.sha256, weights)
    return _measured.get(key, lambda: _measure(run))


def _measure(run: MatchRun) -> tuple[Snapshot, Scored]:
    snapshot = read_snapshot(run.snapshot)
    file = file_of(run.programme_version).reweighted(run.weights)
    return snapshot, score(file, snapshot.roster)


def board_of(run: MatchRun) -> Board:
    """Return the board of a solved run as its rows say now; two queries, and more only for a run not seen lately."""
    snapshot, scored = measure(run)
    board = Board(snapshot, Draft(scored, (), np.zeros(scored.fit.shape, dtype=bool), run.keep_bonus, run.seed))
    rows = tuple(sorted(_rows(run, board)))
    ruled_out = frozenset(ruled_out_pairs(run, board))
    key = (run.snapshot_sha256, run.programme_version.sha256, tuple(sorted(run.weights.items())), rows, ruled_out)
    draft = _drafts.get((*key, run.keep_bonus, run.seed), lambda: _draft(run, scored, rows, ruled_out))
    return Board(snapshot, draft)


def _draft(run: MatchRun, scored: Scored, rows: tuple[Row, ...], ruled_out: frozenset[Pair]) -> Draft:
    return Draft(scored, rows, mask_of(ruled_out, scored.fit.shape), run.keep_bonus, run.seed)


def _rows(run: MatchRun, board: Board) -> Iterable[Row]:
    columns = ("mentee_id", "mentor_id", "was_id", "locked", "held", "reviewed")
    for mentee, mentor, was, locked, held, reviewed in Proposal.objects.filter(run=run).values_list(*columns):
        column = EMPTY if mentor is None else board.column_of[mentor]
        yield Row(board.row_of[mentee], column, str(was or ""), locked, held, reviewed)


def ruled_out_pairs(run: MatchRun, board: Board) -> dict[Pair, str]:
    """Return the pairs ruled out, with the reason, by this draft's decisions or before it began."""
    roster = board.snapshot.roster
    found = {
        (roster.mentee_row[mentee], roster.mentor_column[mentor]): reason
        for (mentee, mentor), reason in board.snapshot.conditions.ruled_out.items()
    }
    decided = Decision.objects.filter(run=run, undone=False, kind__in=[Decision.Kind.RULE_OUT, Decision.Kind.CHOOSE])
    for kind, mentee, mentor, reason in decided.order_by("number").values_list("kind", "mentee", "mentor", "reason"):
        pair = board.row_of[mentee], board.column_of[mentor]
        if kind == Decision.Kind.RULE_OUT:
            found[pair] = reason
        else:
            found.pop(pair, None)  # chosen in spite of an earlier ruling
    return found


# --- writing ----------------------------------------------------------------------------------------------------------


def write_draft(run: MatchRun, board: Board) -> None:
    """Make the run's proposals those of the board, touching only the rows that differ."""
    kept = {(each.mentee_id, each.mentor_id): each for each in Proposal.objects.filter(run=run)}
    facts = list(facts_of(board))
    wanted = {(fact["mentee_id"], fact["mentor_id"]) for fact in facts}
    Proposal.objects.filter(pk__in=[each.pk for key, each in kept.items() if key not in wanted]).delete()
    new, changed = [], []
    for fact in facts:
        proposal = kept.get((fact["mentee_id"], fact["mentor_id"]))
        if proposal is None:
            new.append(Proposal(run=run, **fact, **words_of(board, fact)))
        elif any(getattr(proposal, name) != value for name, value in fact.items()):
            for name, value in fact.items():
                setattr(proposal, name, value)
            changed.append(proposal)
    Proposal.objects.bulk_create(new)
    Proposal.objects.bulk_update(changed, MARKS)


MARKS = ["was_id", "locked", "held", "reviewed", "flags", "margin", "watch"]


def facts_of(board: Board) -> Iterable[dict[str, Any]]:
    """What a proposal's columns hold for each row, but for the words that never change for a pair."""
    draft = board.draft
    least, other = margins(draft)
    for row in draft.rows:
        margin = None if row.mentor == EMPTY or np.isnan(least[row.mentee]) else round(float(least[row.mentee]), 6)
        flags = flags_of(board, row, margin)
        yield {
            "mentee_id": board.mentee_ids[row.mentee],
            "mentor_id": board.mentor_id(row.mentor),
            "was_id": uuid.UUID(row.was) if row.was else None,
            "locked": row.locked,
            "held": row.held,
            "reviewed": row.reviewed,
            "margin": margin,
            "flags": flags,
            "watch": watch_for(board, row, flags, int(other[row.mentee]))[:300],
        }


def flags_of(board: Board, row: Row, margin: float | None) -> list[str]:
    """Why a pair needs a look, most pressing first."""
    if row.mentor == EMPTY:
        return []
    scored, pair = board.scored, row.pair
    mentee, mentor = scored.roster.mentees[row.mentee], scored.roster.mentors[row.mentor]
    told = {
        "under-floor": bool(scored.rules["floor"][pair]),
        "soft-rule": any(mask[pair] for mask in scored.preferences.values()),
        "touchy": margin is not None and margin < TOUCHY and not row.locked,
        "previous-pair": mentor.key in mentee.former or mentee.key in mentor.former,
        "asked-for": bool(_wish_missed(board, row)),
    }
    return [flag for flag, holds in told.items() if holds]


def _wish_missed(board: Board, row: Row) -> str:
    """The name of the mentee's first wish, where it could have come true and the pair is none of the wishes."""
    roster, wishes = board.scored.roster, board.scored.roster.mentees[row.mentee].wishes
    first = roster.mentor_column.get(wishes[0], EMPTY) if wishes else EMPTY
    if first == EMPTY or roster.mentor_keys[row.mentor] in wishes or board.scored.forbidden[row.mentee, first]:
        return ""
    return roster.mentors[first].name


def watch_for(board: Board, row: Row, flags: list[str], other: int) -> str:
    """The one thing to look out for: what raised the first flag, else what speaks most against the pair."""
    if row.mentor == EMPTY:
        return ""
    scored, pair = board.scored, row.pair
    flag = flags[0] if flags else ""
    if flag == "under-floor":
        return str(say("fit {fit}, floor {floor}", fit=f"{scored.fit[pair]:.0f}", floor=f"{_floor(board):g}"))
    if flag == "touchy" and other != EMPTY:
        fit = scored.fit[row.mentee, other]
        return str(say("or {name}, {fit}", name=board.mentor_name(other), fit=f"{fit:.0f}"))
    if flag == "previous-pair":
        return str(say("were a pair before"))
    if flag == "asked-for":
        return str(say("asked for {name}", name=_wish_missed(board, row)))
    found = scored.reasons(*pair).watch
    return str(found[0]) if found else ""


def _floor(board: Board) -> float:
    return board.scored.programme.thresholds.floor


def words_of(board: Board, fact: dict[str, Any]) -> dict[str, Any]:
    """Fit, terms and reasons of a pair; nothing for an empty place."""
    if fact["mentor_id"] is None:
        return {"fit": None, "terms": [], "reasons": []}
    i, j = board.row_of[fact["mentee_id"]], board.column_of[fact["mentor_id"]]
    fit = round(float(board.scored.fit[i, j]), 9)
    return {"fit": fit, "terms": terms_of(board, i, j), "reasons": [str(s) for s in board.scored.reasons(i, j).plus]}


def terms_of(board: Board, i: int, j: int) -> list[dict[str, Any]]:
    """The named terms of a pair, which add up to its fit."""
    scored = board.scored
    terms = []
    for k, criterion in enumerate(scored.criteria):
        missing = bool(scored.missing[k, i, j])
        told = [] if missing else [criterion.plus(scored.roster, i, j), criterion.watch(scored.roster, i, j)]
        why = listed(dict.fromkeys(str(sentence) for sentence in told if sentence))
        terms.append(
            {
                "name": scored.label(k),
                "kind": criterion.kind,
                "share": round(100 * float(scored.share[k]), 9),
                "points": round(float(scored.terms[k, i, j]), 9),
                "missing": missing,
                "why": str(say("no answer, counted as average")) if missing else why,
            }
        )
    return terms
