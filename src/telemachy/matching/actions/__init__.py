"""The verbs of matching, by noun."""

from .decisions import (
    choose,
    hold,
    lock,
    mark_rest_reviewed,
    mark_reviewed,
    redo,
    release,
    rule_out,
    undo,
    unlock,
)
from .publications import finish_publication, publish, send_publication_now, undo_publication
from .runs import cancel_run, propose_pairs, resolve, solve_run

__all__ = [
    "cancel_run",
    "choose",
    "finish_publication",
    "hold",
    "lock",
    "mark_rest_reviewed",
    "mark_reviewed",
    "propose_pairs",
    "publish",
    "redo",
    "release",
    "resolve",
    "rule_out",
    "send_publication_now",
    "solve_run",
    "undo",
    "undo_publication",
    "unlock",
]
