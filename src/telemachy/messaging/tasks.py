"""Jobs of an organisation: stored in the transaction of the change that wants them, and taking effect once.

A job's arguments are ids. `defer` stores it beside the change, so that either both are kept or neither. The worker runs
it in a transaction of its own, in which a `TaskEffect` remembers that this kind of job has been done for these ids: a
worker killed before the commit leaves nothing behind, and one killed after it leaves a row that makes the next run do
nothing.
"""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from procrastinate import RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.retry import BaseRetryStrategy
from procrastinate.tasks import configure_task

from telemachy.errors import TelemachyError
from telemachy.tenancy.context import current_organisation_id, work

from .models import TaskEffect

Id = uuid.UUID | int
MOST_TRIES = 6


class RetryDefects(BaseRetryStrategy):
    """Try again after 4, 16, 64 … seconds what a lost connection or a deadlock stopped, never what a rule refused."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, or None."""
        if isinstance(exception, TelemachyError) or job.attempts >= MOST_TRIES:
            return None
        return RetryDecision(retry_in={"seconds": 4 ** (job.attempts + 1)})


def tenant_task(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function the job of this kind; to stand in a context's `jobs.py`, which the worker imports.

    The function takes the ids it was deferred with by name, runs with the organisation active, and must check again
    what may have changed since: the state of the object and, where somebody asked for it, their rights. It runs once
    for the same ids; what may be done again for the same object also takes a number, such as the object's version.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def run(*, organisation_id: str, **ids: str | int) -> None:
            with work(uuid.UUID(organisation_id)):
                if is_first_run(kind, ids):
                    function(**{name: _read(value) for name, value in ids.items()})

        app.task(name=kind, retry=RetryDefects())(run)
        return function

    return decorate


def defer(kind: str, *, schedule_at: datetime | None = None, **ids: Id) -> int:
    """Store a job of the active organisation in the running transaction and return its number.

    Args:
        kind: the name given to `tenant_task`.
        schedule_at: the time before which it does not run; None for as soon as the transaction is committed.
        ids: what the job is about, as UUIDs or whole numbers.

    Raises:
        LookupError: no job of this kind exists.
        TypeError: an argument is not an id, so that no text that somebody wrote can end up in a queue.
    """
    organisation_id = current_organisation_id()
    if kind not in app.tasks:
        raise LookupError(f"No job is called {kind}. Known are {', '.join(sorted(app.tasks))}.")
    deferrer = configure_task(name=kind, job_manager=_in_this_transaction(), schedule_at=schedule_at)
    arguments = {"organisation_id": str(organisation_id), **{name: _written(value) for name, value in ids.items()}}
    return deferrer.defer(**arguments)


def is_first_run(kind: str, ids: dict[str, Any]) -> bool:
    """Say whether a job of this kind has not yet taken effect for these ids, and remember that now it has.

    Of two runs at once the second waits here for the first to commit.
    """
    key = ":".join(str(value) for _, value in sorted(ids.items()))
    _, new = TaskEffect.objects.get_or_create(kind=kind, key=key)
    return new


def _in_this_transaction() -> JobManager:
    """Return a manager on Django's own connection: inside a worker the app's manager has another one."""
    return JobManager(DjangoConnector(alias="default"))


def _written(value: Id) -> str | int:
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, int):
        return value
    raise TypeError(f"A job takes ids and whole numbers only, not {type(value).__name__}.")


def _read(value: str | int) -> Id:
    return uuid.UUID(value) if isinstance(value, str) else value
