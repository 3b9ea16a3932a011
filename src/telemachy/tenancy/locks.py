"""Who is first, decided by the database: a row taken here stays taken until its transaction ends."""

import uuid
from typing import TypeVar

from django.db.models import Model

from telemachy.errors import NotThere

M = TypeVar("M", bound=Model)


def take(model: type[M], id: uuid.UUID) -> M:
    """Read a row afresh and hold it against everybody else who takes it; they wait here.

    Raises `NotThere` where the row has gone. Take the programme before the run, and the run before its connections.
    """
    taken = model._default_manager.select_for_update(of=("self",)).filter(pk=id).first()
    if taken is None:
        raise NotThere()
    return taken
