"""Which organisation the running code works for, and the one transaction it works in.

`work` opens the outermost transaction of everything that touches an organisation's rows. The setting `app.org`, which
row-level security reads, is local to that transaction, so that a pooled connection cannot carry it to the next request.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction


class NoTenant(RuntimeError):
    """Rows of an organisation were asked for while none was chosen: a defect of the calling code."""


@dataclass(frozen=True)
class Work:
    """One piece of work: its organisation, and what its last step has to see to."""

    organisation_id: uuid.UUID
    pending: list[uuid.UUID] = field(default_factory=list)


_current: ContextVar[Work | None] = ContextVar("work", default=None)
_before_commit: list[Callable[[uuid.UUID], None]] = []


def before_commit(hook: Callable[[uuid.UUID], None]) -> Callable[[uuid.UUID], None]:
    """Register what runs as the last step of every piece of work, inside its transaction."""
    _before_commit.append(hook)
    return hook


def current_work() -> Work:
    """Return the piece of work being done, or raise `NoTenant`."""
    current = _current.get()
    if current is None:
        raise NoTenant("No organisation is active. Wrap this in tenancy.work(organisation_id).")
    return current


def current_organisation_id() -> uuid.UUID:
    """Return the id of the organisation being worked for, or raise `NoTenant`."""
    return current_work().organisation_id


def active_organisation_id() -> uuid.UUID | None:
    """Return the id of the organisation being worked for, or None: the default of new rows, which refuse None."""
    current = _current.get()
    return current.organisation_id if current else None


@contextmanager
def work(organisation_id: uuid.UUID) -> Iterator[None]:
    """Work for one organisation in one transaction; nested calls become savepoints of it.

    Whatever was active before is active again afterwards, in Python and in the database. After an exception the
    database does that by itself: rolling back to a savepoint takes a local setting back too.
    """
    outer = _current.get()
    nested = outer is not None and outer.organisation_id == organisation_id
    token = _current.set(outer if nested else Work(organisation_id))
    try:
        with transaction.atomic():
            before = _set(str(organisation_id))
            yield
            if not connection.needs_rollback:
                if not nested:
                    _run_hooks(organisation_id)
                _set(before)  # a local setting outlives the savepoint it was made in
    finally:
        _current.reset(token)


def _run_hooks(organisation_id: uuid.UUID) -> None:
    for hook in _before_commit:
        hook(organisation_id)


def _set(value: str) -> str:
    """Set `app.org` for this transaction and return what it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.org', true), '')")
        before = str(cursor.fetchone()[0])
        cursor.execute("SELECT set_config('app.org', %s, true)", [value])
    return before
