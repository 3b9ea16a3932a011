"""Drafts and publications of a programme."""

from django.db.models import Count, Q
from django.utils import timezone

from telemachy.programmes.models import Programme

from ..models import MatchRun, Publication


def runs_of(programme: Programme) -> list[MatchRun]:
    """Return the drafts of a programme, newest first, without their snapshots; `decided` counts its decisions."""
    counted = MatchRun.objects.filter(programme=programme).defer("snapshot").select_related("by", "based_on")
    decided = Count("decisions", filter=Q(decisions__undone=False))
    return list(counted.annotate(decided=decided).order_by("-number"))


def latest_run(programme: Programme) -> MatchRun | None:
    """Return the newest draft that is not a failure, else the newest."""
    runs = MatchRun.objects.filter(programme=programme).defer("snapshot").order_by("-number")
    return runs.exclude(state=MatchRun.State.FAILED).first() or runs.first()


def publication_of(run: MatchRun) -> Publication | None:
    """Return the publication that stands for a draft, waiting or sent."""
    return Publication.objects.filter(run=run).exclude(state=Publication.State.UNDONE).select_related("by").first()


def waiting_publication(programme: Programme) -> Publication | None:
    """Return the programme's publication whose undo window is still open: for the notice on every page."""
    waiting = Publication.objects.filter(
        run__programme=programme, state=Publication.State.WAITING, send_at__gt=timezone.now()
    )
    return waiting.select_related("run", "by").first()
