"""The jobs of matching."""

import uuid

from telemachy.messaging.tasks import tenant_task

from .actions.publications import finish_publication
from .actions.runs import solve_run
from .models import MatchRun, Publication


@tenant_task("matching.solve")
def solve(run_id: uuid.UUID) -> None:
    """Solve a draft too large to wait for."""
    run = MatchRun.objects.filter(pk=run_id).first()
    if run is not None:
        solve_run(run)


@tenant_task("matching.publication-sent")
def publication_sent(publication_id: uuid.UUID, version: int) -> None:
    """Note that the undo window of a publication has closed."""
    publication = Publication.objects.filter(pk=publication_id).first()
    if publication is not None:
        finish_publication(publication)
