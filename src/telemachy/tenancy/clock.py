"""The time at which something happens, which is now, unless a past is being told.

The demo and the walkthroughs tell six months of a pair by calling the actions that the pages call, each at its own
moment. The audit trail keeps real time: it says when something was recorded, which is now in any case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Return the present moment, or the one that is being told."""
    return _told.get() or timezone.now()


def today() -> date:
    """Return the day of `now` by UTC."""
    return now().date()


def is_set() -> bool:
    """Say whether a past is being told."""
    return _told.get() is not None


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at this moment; an aware time."""
    if timezone.is_naive(moment):
        raise ValueError("The clock needs a time with its zone.")
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
